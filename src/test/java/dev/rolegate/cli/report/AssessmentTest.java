package dev.rolegate.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.Holding;
import dev.rolegate.model.Interface;
import dev.rolegate.model.Ownership;
import dev.rolegate.usage.Standing;
import dev.rolegate.usage.Standing.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each question: what is found, what is not there, and what was not looked at. */
class AssessmentTest {
  private final MessyVpc vpc = new MessyVpc();

  private List<String> texts(Question question) {
    return vpc.texts(question);
  }

  private Topic topic(Question question) {
    return vpc.topic(question);
  }

  private void only(String... ids) {
    vpc.groups.removeIf(group -> !List.of(ids).contains(group.groupId()));
  }

  private Exemption accepted() {
    return new Exemption(
        "legacy",
        "world-open-admin",
        "vpc-1",
        Optional.empty(),
        "sg-d",
        "",
        "old",
        "ciso",
        MessyVpc.NOW.minusSeconds(1),
        MessyVpc.NOW.plusSeconds(3 * 86_400));
  }

  @Test
  void the_world_is_told_by_content_with_what_carries_the_group() {
    assertThat(texts(Question.WORLD))
        .containsExactly(
            "2 of 6 groups let the world in, by the addresses of their rules taken together",
            "sg-a (alb): tcp 443 from 0.0.0.0/0; 1 interface carries it, none with a public IPv4"
                + " address",
            "sg-d (everything <all & any>): tcp 22 from 0.0.0.0/1, 128.0.0.0/1; 1 interface carries"
                + " it, none with a public IPv4 address");
  }

  @Test
  void where_the_world_is_not_let_in_that_is_told() {
    only("sg-b", "sg-c");
    assertThat(texts(Question.WORLD)).singleElement().asString().startsWith("0 of 2 groups let");
  }

  @Test
  void a_finding_has_group_rule_control_and_what_to_do() {
    assertThat(topic(Question.ADMINISTRATION).entries())
        .first()
        .isEqualTo(
            new Entry(
                "sg-d (everything <all & any>)",
                List.of("sg-d"),
                "",
                "ingress tcp 22 0.0.0.0/1",
                "sgr-d0",
                "world-open-admin",
                "Not kept: world-open-admin",
                "High",
                List.of("EC2.13", "EC2.53"),
                "it opens 0.0.0.0/1",
                "close it. Add what has to stay, then revoke the rule",
                true,
                ""));
  }

  @Test
  void a_finding_on_a_documented_group_names_the_document() {
    vpc.documented();
    assertThat(topic(Question.HOUSE).entries())
        .filteredOn(entry -> entry.groupIds().contains("sg-b"))
        .extracting(Entry::fix)
        .containsExactly(
            "close it. RoleSecurityGroup shop/web does not declare it: mode Enforce takes it away");
  }

  @Test
  void administration_is_told_by_the_ways_in_and_by_group() {
    vpc.group("sg-f", "shop-bastion", Map.of());
    vpc.group("sg-g", "app", Map.of(), MessyVpc.in("tcp", 22, "sg-f"));
    assertThat(texts(Question.ADMINISTRATION))
        .containsExactly(
            "3 of 8 groups let somebody in on port 22, 3389, 5985 or 5986",
            "from the world: 1 group",
            "from a group that is called a bastion (sg-f (shop-bastion)): 1 group",
            "from an address set (office, Office): 1 group",
            "sg-b (shop/web): tcp 22 from 203.0.113.0/24 (address set office)",
            "sg-d (everything <all & any>): tcp 22 from 0.0.0.0/1, 128.0.0.0/1",
            "sg-g (app): tcp 22 from sg-f (shop-bastion)",
            "no endpoint has an interface in the VPC: where Session Manager is used, its agents reach"
                + " it over the Internet");
  }

  @Test
  void endpoints_that_may_be_a_way_in_are_told_with_their_groups() {
    vpc.interfaces.add(
        new Interface(
            "eni-1",
            Set.of("sg-b"),
            "in-use",
            "",
            "727180483921",
            "VPC Endpoint Interface vpce-0a1b2c3d4e5f60718",
            List.of(Cidr.parse("10.0.9.9/32")),
            List.of(),
            Map.of()));
    assertThat(texts(Question.ADMINISTRATION))
        .last()
        .asString()
        .startsWith(
            "VPC Endpoint Interface vpce-0a1b2c3d4e5f60718 (eni-1) carries sg-b (shop/web)");
  }

  @Test
  void no_administration_port_is_no_answer_to_how() {
    only("sg-0", "sg-a", "sg-c", "sg-e");
    assertThat(texts(Question.ADMINISTRATION).get(1)).contains("security groups do not show which");
  }

  @Test
  void internal_groups_that_let_in_whole_subnets_are_told_and_public_ones_are_not() {
    assertThat(texts(Question.INTERNAL))
        .containsExactly(
            "3 of 6 groups let in addresses from anywhere or whole subnets, and no document calls"
                + " them public",
            "sg-a (alb): tcp 443 from 0.0.0.0/0",
            "sg-c (db): tcp 5432 from 10.0.0.0/16",
            "sg-d (everything <all & any>): tcp 22 from 0.0.0.0/1, 128.0.0.0/1");
    only("sg-b");
    assertThat(texts(Question.INTERNAL)).singleElement().asString().startsWith("0 of 1 group ");
  }

  @Test
  void databases_are_told_with_who_reaches_them() {
    assertThat(texts(Question.DATABASES))
        .contains("sg-c (db): tcp 5432 from 10.0.0.0/16, sg-b (shop/web)");
    assertThat(topic(Question.DATABASES).entries())
        .extracting(Entry::ruleId)
        .containsExactly("sgr-c1");
    only("sg-a");
    assertThat(topic(Question.DATABASES).entries()).isEmpty();
    assertThat(texts(Question.DATABASES)).singleElement().asString().startsWith("0 of 1 group");
  }

  @Test
  void a_guardrail_that_was_not_judged_by_is_told() {
    assertThat(topic(Question.PURPOSE).gaps())
        .extracting(Gap::what)
        .containsExactly("guardrail purpose", "guardrail group-purpose");
    assertThat(topic(Question.DATABASES).gaps()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void what_was_not_looked_at_is_told_where_it_matters_and_nowhere_else(Source source) {
    vpc.gaps.put(source, List.of(source.gap("it was refused", "allow it")));
    Gap gap = source.gap("it was refused", "allow it");
    for (Question question : Question.values()) {
      assertThat(topic(question).gaps().contains(gap))
          .as(question.id())
          .isEqualTo(question.sources().contains(source));
    }
    assertThat(Arrays.stream(Question.values()).anyMatch(q -> q.sources().contains(source)))
        .isTrue();
  }

  @Test
  void without_interfaces_nothing_is_said_of_what_they_show() {
    vpc.interfacesKnown = false;
    assertThat(texts(Question.WORLD)).noneMatch(text -> text.contains("interface"));
    assertThat(texts(Question.SPRAWL)).isEmpty();
    assertThat(texts(Question.REACH)).isEmpty();
    assertThat(texts(Question.ADMINISTRATION)).noneMatch(text -> text.contains("endpoint"));
  }

  @Test
  void guardrails_of_the_house_have_their_own_place() {
    assertThat(topic(Question.HOUSE).entries())
        .extracting(Entry::by)
        .containsOnly("no-telnet")
        .hasSize(4);
  }

  @Test
  void owners_are_told_and_so_is_who_has_none() {
    assertThat(texts(Question.OWNERS))
        .containsExactly(
            "edge@example.com: sg-a (alb)",
            "team-shop@example.com: sg-b (shop/web)",
            "nobody is named for: sg-0 (default), sg-c (db), sg-d (everything <all & any>), sg-e"
                + " (forgotten)");
  }

  @Test
  void tags_tell_the_role_where_no_document_does_and_that_it_is_they_who_do() {
    vpc.group("sg-t", "x", Map.of(Ownership.NAMESPACE, "shop", Ownership.ROLE, "cache"));
    assertThat(texts(Question.OWNERS))
        .last()
        .asString()
        .endsWith("sg-t (role shop/cache by its tags)");
    vpc.documented();
    assertThat(texts(Question.OWNERS)).contains("team-shop@example.com: sg-b (role shop/web)");
  }

  @Test
  void outbound_is_told_by_content() {
    assertThat(texts(Question.OUTBOUND))
        .containsExactly(
            "1 of 6 groups let connections out to the world, 3 let none out at all",
            "every port of every protocol: sg-d (everything <all & any>)");
    vpc.group("sg-h", "proxy", Map.of(), MessyVpc.out("tcp", 443, "0.0.0.0/0"));
    assertThat(texts(Question.OUTBOUND)).contains("sg-h (proxy): tcp 443 to 0.0.0.0/0");
  }

  @Test
  void what_ends_and_what_is_due_is_told_in_its_order() {
    assertThat(texts(Question.TIME)).isEmpty();
    vpc.documented();
    vpc.exemptions.add(accepted());
    vpc.endings.add(
        new Inquiry.Ending(
            "198.51.100.7/32 of AddressSet partner", MessyVpc.NOW.minusSeconds(86_400)));
    assertThat(texts(Question.TIME))
        .containsExactly(
            "the review of shop/web was due 2026-01-31T00:00:00Z, 30 days ago",
            "198.51.100.7/32 of AddressSet partner expired 2026-03-01T12:00:00Z, 1 day ago",
            "exception legacy from world-open-admin, accepted by ciso, ends 2026-03-05T12:00:00Z, in 3"
                + " days",
            "rule https of shop/web expires 2026-04-01T00:00:00Z, in 29 days");
  }

  @Test
  void unused_groups_are_told_without_a_promise() {
    var sprawl = topic(Question.SPRAWL);
    assertThat(texts(Question.SPRAWL))
        .containsExactly(
            "no interface carries, and no rule of another group that is in use names: sg-e"
                + " (forgotten)");
    assertThat(sprawl.gaps()).extracting(Gap::what).contains("Kubernetes objects that name groups");
    only("sg-0", "sg-a");
    assertThat(texts(Question.SPRAWL)).singleElement().asString().startsWith("an interface");
  }

  @Test
  void where_services_were_asked_their_evidence_counts() {
    vpc.standings.put("sg-e", new Standing("sg-e", Verdict.UNKNOWN, List.of(), List.of("Lambda")));
    vpc.standings.put(
        "sg-f",
        new Standing(
            "sg-f",
            Verdict.USED,
            List.of(new Holding("sg-f", "AWS::Lambda::Function", "function resize")),
            List.of()));
    assertThat(texts(Question.SPRAWL))
        .containsExactly(
            "nothing that was looked at uses: sg-e (forgotten)",
            "sg-f has no interface, and is held by function resize");
  }

  @Test
  void sprawl_is_told_once_with_the_severity_of_its_guardrail() {
    vpc.group("sg-w", "launch-wizard-1", Map.of(), MessyVpc.in("tcp", 8080, "192.0.2.0/24"));
    assertThat(topic(Question.SPRAWL).entries())
        .filteredOn(entry -> entry.by().equals("LaunchWizard"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.groupIds()).containsExactly("sg-w");
              assertThat(entry.subject()).isEqualTo("sg-w (launch-wizard-1)");
              assertThat(entry.fix()).isNotEmpty();
            });
  }

  @Test
  void reach_is_transitive_and_begins_with_what_the_world_reaches() {
    vpc.documented();
    assertThat(texts(Question.REACH))
        .startsWith(
            "machines of sg-a (alb) [open to the world] reach sg-b (role shop/web) by tcp 8443; sg-c"
                + " (db) by tcp 5432 over sg-b (role shop/web)",
            "machines of sg-d (everything <all & any>) [open to the world] reach 1 other group that"
                + " lets the world in; sg-c (db) by tcp 5432; sg-b (role shop/web) by tcp 8443 over"
                + " sg-a (alb)");
  }

  @Test
  void machines_that_reach_nothing_are_told_too() {
    only("sg-c");
    assertThat(texts(Question.REACH)).containsExactly("machines of sg-c (db) reach no other group");
  }

  @Test
  void an_accepted_finding_stays_visible_and_is_counted_apart() {
    long before = vpc.assess().findings();
    vpc.exemptions.add(accepted());
    var assessment = vpc.assess();
    assertThat(topic(Question.ADMINISTRATION).entries())
        .extracting(Entry::accepted)
        .containsOnly("legacy");
    assertThat(assessment.accepted()).isEqualTo(2);
    assertThat(assessment.findings()).isEqualTo(before - 2);
  }

  @Test
  void what_cannot_be_told_is_no_finding_and_no_silence() {
    vpc.groups.clear();
    vpc.group("sg-l", "listed", Map.of(), MessyVpc.in("tcp", 22, "pl-0a1b2c3d4e5f60718"));
    var assessment = vpc.assess();
    assertThat(assessment.unknown()).isEqualTo(1);
    assertThat(topic(Question.ADMINISTRATION).entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.sure()).isFalse();
              assertThat(entry.title()).startsWith("Not known whether it is kept: ");
              assertThat(entry.text()).startsWith("Cannot be told: ");
              assertThat(entry.fix()).startsWith("read what");
            });
    assertThat(topic(Question.REACH).gaps())
        .extracting(Gap::what)
        .contains("where prefix lists pl-0a1b2c3d4e5f60718 lead");
  }

  @Test
  void equal_inquiries_give_equal_answers() {
    vpc.documented();
    assertThat(vpc.assess()).isEqualTo(vpc.assess());
  }
}
