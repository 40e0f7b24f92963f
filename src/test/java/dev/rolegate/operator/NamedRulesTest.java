package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.NamedRules.Found;
import dev.rolegate.operator.NamedRules.Trouble;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NamedRulesTest {
  private static final String ID = "sgr-0a1b2c3d4e5f60001";
  private static final String OTHER = "sgr-0a1b2c3d4e5f60002";

  /** The rules of sg-1 in EC2, by id. */
  private final Map<String, LiveRule> rules = new TreeMap<>();

  private final Map<String, String> elsewhere = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private Map<String, GroupKey> managed = Map.of();
  private Instant now = Instant.parse("2026-06-01T00:00:00Z");
  private boolean denied;
  private final NamedRules named = new NamedRules(() -> now, Duration.ofSeconds(15));

  NamedRulesTest() {
    rules.put(ID, rule(ID, 22));
    rules.put(OTHER, rule(OTHER, 443));
  }

  @Test
  void nothing_is_read_where_no_exception_that_counts_names_an_id() {
    Exemption over = exemption("over", ID, "sg-1", now.minusSeconds(60), now);
    Exemption byName = exemption("name", "ssh", "sg-1", now, now.plusSeconds(60));
    assertThat(look(over, byName).troubles()).isEmpty();
    assertThat(calls).isEmpty();
  }

  @Test
  void the_named_rule_gets_its_id_and_no_other_does() {
    Found found = look(forRule(ID));
    assertThat(found.troubles()).isEmpty();
    assertThat(found.snapshot().group("sg-1").orElseThrow().rules())
        .extracting(LiveRule::ruleId)
        .containsExactlyInAnyOrder(ID, "");
  }

  @Test
  void it_is_remembered_until_its_group_changes_or_five_minutes_are_over() {
    look(forRule(ID));
    look(forRule(ID));
    assertThat(calls).hasSize(1);

    rules.put("sgr-3", rule("sgr-3", 80));
    look(forRule(ID));
    assertThat(calls).hasSize(2);

    now = now.plus(Duration.ofMinutes(5));
    look(forRule(ID));
    assertThat(calls).hasSize(3);

    look(forRule(ID), forRule(OTHER));
    assertThat(calls).hasSize(4).endsWith("[" + ID + ", " + OTHER + "]");
  }

  @Test
  void a_rule_that_was_changed_in_place_is_what_it_is_now() {
    look(forRule(ID));
    rules.put(ID, rule(ID, 3389));
    assertThat(look(forRule(ID)).snapshot().group("sg-1").orElseThrow().rules())
        .filteredOn(LiveRule::hasId)
        .extracting(rule -> rule.permission().ports().from())
        .containsExactly(3389);
  }

  @Test
  void an_id_is_taken_for_gone_only_once_reads_would_surely_show_it() {
    rules.remove(ID);
    Found found = look(forRule(ID));
    assertThat(found.troubles().get(ID).trouble()).isEqualTo(Trouble.UNREAD);
    assertThat(found.exemptions()).hasSize(1);

    now = now.plusSeconds(15);
    found = look(forRule(ID));
    assertThat(found.troubles().get(ID).trouble()).isEqualTo(Trouble.GONE);
    assertThat(found.troubles().get(ID).text()).contains("sg-1 has no rule " + ID, "delete this");
    assertThat(found.exemptions()).isEmpty();

    rules.put(ID, rule(ID, 22));
    assertThat(look(forRule(ID)).troubles()).isEmpty();
  }

  @Test
  void a_rule_of_another_group_is_not_the_one_that_is_meant() {
    elsewhere.put(ID, "sg-2");
    Found found = look(forRule(ID));
    assertThat(found.troubles().get(ID).text())
        .startsWith(ID + " is a rule of sg-2 and not of sg-1");
    assertThat(found.exemptions()).isEmpty();
  }

  @Test
  void the_live_rule_of_a_declared_group_is_found() {
    GroupKey web = new GroupKey("shop", "web");
    Exemption declared =
        new Exemption(
            "e", "g", "prod", Optional.of(web), "", ID, "why", "who", now, now.plusSeconds(60));
    assertThat(look(declared).troubles().get("e").trouble()).isEqualTo(Trouble.GONE);
    managed = Map.of("sg-1", web);
    assertThat(look(declared).troubles()).isEmpty();
  }

  @Test
  void what_cannot_be_read_is_not_known_and_asked_again_soon() {
    look(forRule(ID));
    denied = true;
    now = now.plus(Duration.ofMinutes(5));
    Found found = look(forRule(ID));
    assertThat(found.troubles().get(ID).trouble()).isEqualTo(Trouble.UNREAD);
    assertThat(found.troubles().get(ID).text()).contains("was refused (UnauthorizedOperation)");
    assertThat(found.exemptions()).hasSize(1);
    assertThat(found.snapshot().group("sg-1").orElseThrow().rules()).noneMatch(LiveRule::hasId);

    denied = false;
    look(forRule(ID));
    assertThat(calls).hasSize(2);
    now = now.plusSeconds(15);
    assertThat(look(forRule(ID)).troubles()).isEmpty();
  }

  private Exemption forRule(String id) {
    return exemption(id, id, "sg-1", now, now.plusSeconds(3600));
  }

  private static Exemption exemption(
      String name, String rule, String groupId, Instant from, Instant until) {
    return new Exemption(
        name, "g", "prod", Optional.empty(), groupId, rule, "why", "who", from, until);
  }

  private static LiveRule rule(String id, int port) {
    return new LiveRule(
        id,
        Direction.INGRESS,
        new Permission(
            Protocol.TCP, PortRange.single(port), new Peer.Address(Cidr.parse("0.0.0.0/0"))),
        "",
        Map.of(),
        true);
  }

  private Found look(Exemption... exemptions) {
    List<LiveRule> contents =
        rules.values().stream()
            .map(r -> LiveRule.content(r.direction(), r.permission(), r.description()))
            .toList();
    var group = new Group("sg-1", "old", "", "vpc-1", "111122223333", Map.of(), contents, false);
    return named.find(
        ec2(),
        "prod",
        List.of(exemptions),
        VpcSnapshot.of("vpc-1", false, List.of(group)),
        managed);
  }

  private Ec2 ec2() {
    return (Ec2)
        Proxy.newProxyInstance(
            Ec2.class.getClassLoader(),
            new Class<?>[] {Ec2.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("rulesById");
              return byId((Collection<?>) arguments[0]);
            });
  }

  private Map<String, List<LiveRule>> byId(Collection<?> ids) {
    calls.add(new TreeSet<>(ids).toString());
    if (denied) {
      throw new Ec2Exception(
          Ec2Exception.Kind.UNAUTHORIZED,
          "DescribeSecurityGroupRules",
          "UnauthorizedOperation",
          "denied",
          null);
    }
    Map<String, List<LiveRule>> found = new TreeMap<>();
    rules.forEach(
        (id, rule) -> {
          if (ids.contains(id)) {
            found
                .computeIfAbsent(elsewhere.getOrDefault(id, "sg-1"), group -> new ArrayList<>())
                .add(rule);
          }
        });
    return found;
  }
}
