package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.VpcSnapshot;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PrefixListContentsTest {
  private static final DesiredVpc NOTHING =
      new DesiredVpc("prod", "vpc-1", "eu-west-1", "c1", List.of());

  private final Map<String, Long> versions = new HashMap<>(Map.of("pl-1", 1L, "pl-2", 0L));
  private final List<String> calls = new ArrayList<>();
  private Instant now = Instant.parse("2026-06-01T00:00:00Z");
  private boolean denied;
  private final PrefixListContents contents = new PrefixListContents(() -> now);

  @Test
  void asks_nothing_where_no_rule_names_a_list() {
    assertThat(look()).isEmpty();
    assertThat(calls).isEmpty();
  }

  @Test
  void reads_entries_once_for_each_version() {
    assertThat(look("pl-1")).containsOnlyKeys("pl-1");
    look("pl-1");
    assertThat(calls).containsExactly("versions [pl-1]", "entries pl-1");

    later(Duration.ofMinutes(5));
    look("pl-1");
    assertThat(calls).hasSize(3).endsWith("versions [pl-1]");

    versions.put("pl-1", 2L);
    later(Duration.ofMinutes(5));
    look("pl-1");
    assertThat(calls).hasSize(5).endsWith("versions [pl-1]", "entries pl-1");
  }

  @Test
  void a_list_that_a_rule_begins_to_name_is_read_at_once() {
    look("pl-1");
    assertThat(look("pl-1", "pl-2")).containsOnlyKeys("pl-1", "pl-2");
    assertThat(calls)
        .containsExactly(
            "versions [pl-1]", "entries pl-1", "versions [pl-1, pl-2]", "entries pl-2");
  }

  @Test
  void a_list_without_versions_is_read_again_after_an_hour() {
    look("pl-2");
    later(Duration.ofMinutes(59));
    look("pl-2");
    assertThat(calls).containsExactly("versions [pl-2]", "entries pl-2", "versions [pl-2]");
    later(Duration.ofMinutes(6));
    look("pl-2");
    assertThat(calls).endsWith("entries pl-2");
  }

  @Test
  void what_may_not_be_read_is_not_known() {
    look("pl-1");
    denied = true;
    later(Duration.ofMinutes(5));
    assertThat(look("pl-1")).isEmpty();
  }

  @Test
  void a_list_that_is_gone_is_not_known() {
    look("pl-1");
    versions.remove("pl-1");
    later(Duration.ofMinutes(5));
    assertThat(look("pl-1")).isEmpty();
  }

  private void later(Duration by) {
    now = now.plus(by);
  }

  private Map<String, List<Cidr>> look(String... lists) {
    List<LiveRule> rules = new ArrayList<>();
    for (String list : lists) {
      rules.add(
          LiveRule.content(
              Direction.INGRESS,
              new Permission(Protocol.TCP, PortRange.single(443), new Peer.PrefixList(list)),
              ""));
    }
    var group = new Group("sg-1", "web", "", "vpc-1", "111122223333", Map.of(), rules, false);
    return contents.of(ec2(), NOTHING, VpcSnapshot.of("vpc-1", false, List.of(group)));
  }

  private Ec2 ec2() {
    return (Ec2)
        Proxy.newProxyInstance(
            Ec2.class.getClassLoader(),
            new Class<?>[] {Ec2.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "prefixListVersions" -> versions((Collection<?>) arguments[0]);
                  case "prefixListEntries" -> entries((String) arguments[0]);
                  default -> throw new AssertionError(method);
                });
  }

  private Map<String, Long> versions(Collection<?> ids) {
    calls.add("versions " + new TreeSet<>(ids));
    if (denied) {
      throw new Ec2Exception(
          Ec2Exception.Kind.UNAUTHORIZED,
          "DescribeManagedPrefixLists",
          "UnauthorizedOperation",
          "denied",
          null);
    }
    Map<String, Long> found = new TreeMap<>(versions);
    found.keySet().retainAll(ids);
    return found;
  }

  private List<Cidr> entries(String id) {
    calls.add("entries " + id);
    return List.of(Cidr.parse("10.0.0.0/8"));
  }
}
