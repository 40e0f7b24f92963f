package dev.rolegate.usage.sprawl;

import static dev.rolegate.usage.sprawl.Town.in;
import static dev.rolegate.usage.sprawl.Town.out;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.LiveRule;
import dev.rolegate.usage.sprawl.SprawlFacts.Part;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SprawlTest {

  private static SprawlFinding only(Town town, SprawlKind kind) {
    List<SprawlFinding> found = town.look(kind);
    assertThat(found).as("%s", found).hasSize(1);
    return found.get(0);
  }

  @Test
  void a_tidy_VPC_has_no_findings() {
    Town tidy =
        new Town()
            .group("sg-1", "web", in(443, "0.0.0.0/0"))
            .group("sg-2", "db", in(3306, "sg-1"))
            .machine("i-00000001", "web-1", "10.0.0.11", "sg-1")
            .machine("i-00000002", "web-2", "10.0.0.12", "sg-1")
            .machine("i-00000003", "db-1", "10.0.0.13", "sg-2");
    assertThat(tidy.look().findings()).isEmpty();
    assertThat(tidy.look().missing()).isEmpty();
    assertThat(tidy.look().counts()).containsEntry(SprawlKind.DEAD_PEER, 0);
  }

  @Test
  void live_groups_for_one_instance_each_are_a_family_and_get_a_role() {
    SprawlFinding found =
        only(
            new Town()
                .group("sg-1", "web-1-sg", in(443, "0.0.0.0/0"), in(22, "192.0.2.1/32"))
                .group("sg-2", "web-2-sg", in(443, "0.0.0.0/0"))
                .machine("i-00000001", "web-1", "10.0.0.11", "sg-1")
                .machine("i-00000002", "web-2", "10.0.0.12", "sg-2"),
            SprawlKind.PER_INSTANCE);
    assertThat(found.subject()).isEqualTo("2 groups for one instance each, named web-#-sg");
    assertThat(found.groupIds()).containsExactly("sg-1", "sg-2");
    assertThat(found.evidence())
        .containsExactly(
            "sg-1 (web-1-sg) is on i-00000001 (web-1) alone",
            "sg-2 (web-2-sg) is on i-00000002 (web-2) alone",
            "they let in 2 different sets of rules");
    assertThat(found.yaml())
        .isEqualTo(
            """
            - name: tcp-443
              purpose: "<why this is needed>"
              ports: [{port: 443}]
              peers: [{cidr: 0.0.0.0/0}]""");
  }

  @Test
  void a_group_named_for_an_instance_that_is_gone_is_one() {
    SprawlFinding found =
        only(
            new Town().group("sg-1", "sg for i-0000000000000000a", in(22, "0.0.0.0/0")),
            SprawlKind.PER_INSTANCE);
    assertThat(found.evidence())
        .contains("sg-1 (sg for i-0000000000000000a) was for i-0000000000000000a, which is gone");
    assertThat(found.proposal()).contains("orphans");
  }

  @Test
  void groups_that_several_machines_share_or_that_only_look_alike_are_none() {
    Town town =
        new Town()
            .group("sg-1", "web-1", in(443, "0.0.0.0/0"))
            .group("sg-2", "web-2", in(8443, "0.0.0.0/0"))
            .group("sg-3", "bastion", in(22, "192.0.2.0/24"))
            .machine("i-00000001", "a", "10.0.0.11", "sg-1")
            .machine("i-00000002", "b", "10.0.0.12", "sg-1")
            .machine("i-00000003", "bastion", "10.0.0.13", "sg-3");
    assertThat(town.look(SprawlKind.PER_INSTANCE)).isEmpty();
  }

  @Test
  void a_group_for_machines_of_three_kinds_is_all_in_one_and_so_is_one_of_two_with_many_ports() {
    Town town =
        new Town()
            .group("sg-1", "all", in(443, "0.0.0.0/0"))
            .group("sg-2", "some", in(1, "0.0.0.0/0"), in(2, "0.0.0.0/0"))
            .group(
                "sg-3",
                "many",
                in(1, "0.0.0.0/0"),
                in(2, "0.0.0.0/0"),
                in(3, "0.0.0.0/0"),
                in(4, "0.0.0.0/0"))
            .machine("i-00000001", "web-1", "10.0.0.11", "sg-1", "sg-2", "sg-3")
            .machine("i-00000002", "web-2", "10.0.0.12", "sg-1")
            .machine("i-00000003", "db-1", "10.0.0.13", "sg-1", "sg-2", "sg-3")
            .card("eni-9", "", "amazon-elb", "10.0.0.14", "sg-1");
    List<SprawlFinding> found = town.look(SprawlKind.ALL_IN_ONE);
    assertThat(found)
        .extracting(SprawlFinding::subject)
        .containsExactly(
            "sg-1 (all), one group for 4 interfaces of 3 kinds",
            "sg-3 (many), one group for 2 interfaces of 2 kinds");
    assertThat(found.get(0).evidence())
        .containsExactly(
            "2 interfaces of kind web",
            "1 interface of kind db",
            "1 interface of kind of amazon-elb",
            "it opens 1 port: tcp 443");
  }

  @Test
  void the_default_group_can_be_all_in_one_too() {
    Town town =
        new Town()
            .machine("i-00000001", "web-1", "10.0.0.11", "sg-0")
            .machine("i-00000002", "db-1", "10.0.0.12", "sg-0")
            .machine("i-00000003", "queue-1", "10.0.0.13", "sg-0");
    assertThat(only(town, SprawlKind.ALL_IN_ONE).groupIds()).containsExactly("sg-0");
  }

  @Test
  void groups_with_equal_rules_are_duplicates_references_to_themselves_included() {
    SprawlFinding found =
        only(
            new Town()
                .group("sg-1", "red", in(443, "0.0.0.0/0"), in(9000, "sg-1"))
                .group("sg-2", "blue", in(443, "0.0.0.0/0"), in(9000, "sg-2"))
                .group("sg-3", "green", in(443, "0.0.0.0/0"), in(9000, "sg-1")),
            SprawlKind.DUPLICATE);
    assertThat(found.groupIds()).containsExactly("sg-1", "sg-2");
    assertThat(found.yaml()).contains("peers: [{role: {name: <role>}}]");
  }

  @Test
  void a_group_whose_members_carry_a_wider_one_adds_nothing_whatever_the_spelling() {
    SprawlFinding found =
        only(
            new Town()
                .group("sg-1", "narrow", in(22, "10.1.0.0/16"))
                .group("sg-2", "wide", in(22, "10.0.0.0/9"), in(443, "0.0.0.0/0"))
                .machine("i-00000001", "a", "10.0.0.11", "sg-1", "sg-2")
                .machine("i-00000002", "a", "10.0.0.12", "sg-1", "sg-2")
                .machine("i-00000003", "a", "10.0.0.13", "sg-2"),
            SprawlKind.CONTAINED);
    assertThat(found.groupIds()).containsExactly("sg-1", "sg-2");
    assertThat(found.proposal()).startsWith("Take the smaller groups off");
  }

  @Test
  void a_group_with_all_rules_of_another_and_more_is_told_with_care_where_members_differ() {
    Town town =
        new Town()
            .group("sg-1", "small", in(22, "10.1.0.0/16"))
            .group("sg-2", "big", in(22, "10.1.0.0/16"), in(443, "0.0.0.0/0"))
            .group("sg-3", "lets more out", in(443, "0.0.0.0/0"), out(443, "0.0.0.0/0"));
    SprawlFinding found = only(town, SprawlKind.CONTAINED);
    assertThat(found.subject()).isEqualTo("1 group within sg-2 (big)");
    assertThat(found.proposal()).startsWith("Look whether these are one role");
  }

  @Test
  void launch_wizard_groups_are_one_finding_that_says_which_are_open() {
    SprawlFinding found =
        only(
            new Town()
                .group("sg-1", "launch-wizard-1", in(22, "0.0.0.0/0"))
                .group("sg-2", "launch-wizard-22", in(22, "192.0.2.0/24"))
                .group("sg-3", "launch-wizardry")
                .machine("i-00000001", "a", "10.0.0.11", "sg-1"),
            SprawlKind.LAUNCH_WIZARD);
    assertThat(found.groupIds()).containsExactly("sg-1", "sg-2");
    assertThat(found.evidence())
        .containsExactly(
            "sg-1 (launch-wizard-1) is on 1 interface",
            "no interface carries 1 of them: sg-2 (launch-wizard-22)",
            "sg-1 (launch-wizard-1) lets in tcp 22 0.0.0.0/0");
  }

  @Test
  void a_reference_is_stale_only_where_EC2_says_so() {
    Town town = new Town().group("sg-1", "web", in(22, "sg-far"), in(23, "sg-gone"));
    assertThat(town.look(SprawlKind.STALE_REFERENCE)).isEmpty();
    SprawlFinding found = only(town.staleGroups("sg-gone"), SprawlKind.STALE_REFERENCE);
    assertThat(found.subject()).isEqualTo("1 rule for sg-gone, which is gone");
    assertThat(found.groupIds()).containsExactly("sg-1");
  }

  @Test
  void addresses_that_are_exactly_the_members_of_one_group_are_better_named_by_its_role() {
    Town town =
        new Town()
            .group("sg-1", "db", in(3306, "10.0.0.11/32"), in(3306, "10.0.0.12/32"))
            .group("sg-2", "web")
            .machine("i-00000001", "web-1", "10.0.0.11", "sg-2")
            .machine("i-00000002", "web-2", "10.0.0.12", "sg-2")
            .declares("sg-2", "web");
    SprawlFinding found = only(town, SprawlKind.PREFER_ROLE_REFERENCE);
    assertThat(found.groupIds()).containsExactly("sg-1", "sg-2");
    assertThat(found.proposal())
        .isEqualTo("Name role web of namespace shop in place of the addresses.");
    assertThat(found.yaml()).contains("ports: [{port: 3306}]", "peers: [{role: {name: web}}]");
    Town other = town.machine("i-00000003", "web-3", "10.0.0.13", "sg-2");
    assertThat(other.look(SprawlKind.PREFER_ROLE_REFERENCE)).isEmpty();
  }

  @Test
  void a_subnet_with_one_role_alone_counts_and_one_with_others_or_the_whole_VPC_does_not() {
    Town town =
        new Town()
            .group("sg-1", "db", in(1, "10.0.1.0/24"), in(2, "10.0.0.0/16"), in(3, "10.0.2.0/24"))
            .group("sg-2", "web")
            .machine("i-00000001", "web-1", "10.0.1.11", "sg-2")
            .machine("i-00000002", "web-2", "10.0.1.12", "sg-2")
            .machine("i-00000003", "db-1", "10.0.2.12", "sg-1")
            .machine("i-00000004", "x", "10.0.2.13", "sg-0");
    SprawlFinding found = only(town, SprawlKind.PREFER_ROLE_REFERENCE);
    assertThat(found.evidence()).anyMatch(line -> line.contains("tcp 1 10.0.1.0/24"));
    assertThat(found.proposal()).startsWith("Declare a role for the machines of sg-2 (web)");
  }

  @Test
  void a_private_address_without_an_interface_is_a_dead_peer() {
    Town town =
        new Town()
            .group(
                "sg-1",
                "db",
                in(22, "10.0.0.99/32"),
                in(22, "10.0.0.11/32"),
                in(53, "10.0.0.2/32"),
                in(22, "192.0.2.7/32"),
                in(22, "10.9.0.1/32"))
            .machine("i-00000001", "a", "10.0.0.11", "sg-0");
    SprawlFinding found = only(town, SprawlKind.DEAD_PEER);
    assertThat(found.subject())
        .isEqualTo("1 rule of sg-1 (db) for 10.0.0.99/32, which nothing has");
    assertThat(found.evidence())
        .containsExactly(
            "ingress rule tcp 22 10.0.0.99/32 (no interface of the VPC has 10.0.0.99/32)");
  }

  @Test
  void many_dead_peers_of_a_group_are_one_finding_with_the_list_and_each_group_has_its_own() {
    LiveRule[] rules =
        IntStream.range(100, 225)
            .mapToObj(last -> in(22, "10.0.1." + last + "/32"))
            .toArray(LiveRule[]::new);
    Sprawl sprawl =
        new Town().group("sg-1", "db", rules).group("sg-2", "api", in(22, "10.0.1.100/32")).look();
    List<SprawlFinding> found =
        sprawl.findings().stream().filter(one -> one.kind() == SprawlKind.DEAD_PEER).toList();
    assertThat(found)
        .extracting(SprawlFinding::subject)
        .containsExactly(
            "125 rules of sg-1 (db) for 125 addresses that nothing has",
            "1 rule of sg-2 (api) for 10.0.1.100/32, which nothing has");
    assertThat(sprawl.counts()).containsEntry(SprawlKind.DEAD_PEER, 2);
    List<String> evidence = found.get(0).evidence();
    assertThat(evidence).hasSize(7).contains("and 120 more rules");
    assertThat(evidence.get(6))
        .startsWith("the addresses: 10.0.1.100/32, 10.0.1.101/32, ")
        .contains("10.0.1.199/32")
        .endsWith(" and 25 more");
  }

  @Test
  void a_public_address_is_dead_only_where_its_rule_names_an_instance_that_is_gone() {
    Town town =
        new Town()
            .group(
                "sg-1",
                "db",
                in(22, "192.0.2.7/32", "build server i-00000009"),
                in(22, "192.0.2.8/32", "build server i-00000001"))
            .machine("i-00000001", "a", "10.0.0.11", "sg-0");
    assertThat(only(town, SprawlKind.DEAD_PEER).subject())
        .isEqualTo("1 rule of sg-1 (db) for 192.0.2.7/32, which nothing has");
  }

  @Test
  void a_template_that_names_an_undeclared_group_is_told() {
    Town town =
        new Town()
            .group("sg-1", "old")
            .group("sg-2", "new")
            .declares("sg-2", "web")
            .launching("sg-1", "launch template lt-1 (x), version 1")
            .launching("sg-1", "launch template lt-1 (x), version 2")
            .launching("sg-2", "launch template lt-1 (x), version 3");
    SprawlFinding found = only(town, SprawlKind.UNDECLARED_LAUNCH);
    assertThat(found.subject())
        .isEqualTo("2 launch template versions for sg-1 (old), which no role declares");
  }

  @Test
  void groups_of_other_owners_are_left_out() {
    Town town =
        new Town()
            .group("sg-1", "k8s-traffic-a", in(22, "10.0.0.99/32"))
            .group("sg-2", "eks-cluster-sg-a", in(22, "10.0.0.99/32"));
    assertThat(town.look().findings()).isEmpty();
  }

  @Test
  void what_is_not_known_is_said_and_nothing_is_made_of_it() {
    Sprawl sprawl =
        new Town()
            .group("sg-1", "db", in(22, "10.0.0.99/32"), in(22, "sg-9"))
            .launching("sg-1", "lt-1")
            .without(Part.RANGES, Part.LAUNCHES, Part.STALE, Part.DECLARED)
            .look();
    assertThat(sprawl.findings()).isEmpty();
    assertThat(sprawl.missing()).hasSize(4).contains("LaunchTemplates: may not look");
    assertThat(sprawl.counts())
        .containsOnly(
            Map.entry(SprawlKind.ALL_IN_ONE, 0),
            Map.entry(SprawlKind.PER_INSTANCE, 0),
            Map.entry(SprawlKind.LAUNCH_WIZARD, 0),
            Map.entry(SprawlKind.DUPLICATE, 0),
            Map.entry(SprawlKind.CONTAINED, 0));
  }

  @Test
  void without_interfaces_no_group_looks_unused_and_no_address_free() {
    Town town =
        new Town()
            .group("sg-1", "launch-wizard-1", in(22, "10.0.0.99/32"), in(443, "10.9.0.0/16"))
            .group("sg-2", "for i-00000001", in(23, "10.0.0.99/32"))
            .group("sg-3", "a", in(80, "10.9.0.0/16"))
            .group("sg-4", "b", in(80, "10.9.0.0/16"));
    assertThat(town.look().counts())
        .containsEntry(SprawlKind.DEAD_PEER, 2)
        .containsEntry(SprawlKind.LAUNCH_WIZARD, 1)
        .containsEntry(SprawlKind.PER_INSTANCE, 1);

    Sprawl sprawl = town.without(Part.INTERFACES).look();
    assertThat(sprawl.findings())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo(SprawlKind.DUPLICATE);
              assertThat(found.evidence()).contains("sg-3 (a)", "sg-4 (b)");
            });
    assertThat(sprawl.counts())
        .containsOnly(
            Map.entry(SprawlKind.STALE_REFERENCE, 0),
            Map.entry(SprawlKind.DUPLICATE, 1),
            Map.entry(SprawlKind.UNDECLARED_LAUNCH, 0));
    assertThat(sprawl.missing()).containsExactly("INTERFACES: may not look");
  }

  @Test
  void without_instances_what_interfaces_show_is_found_and_no_instance_looks_gone() {
    Town town =
        new Town()
            .group("sg-1", "web-1")
            .group("sg-2", "web-2")
            .group("sg-3", "was for i-00000002")
            .machine("i-00000001", "web-1", "10.0.0.11", "sg-1")
            .machine("i-00000002", "web-2", "10.0.0.12", "sg-2")
            .without(Part.INSTANCES);
    assertThat(only(town, SprawlKind.PER_INSTANCE).subject())
        .isEqualTo("2 groups for one instance each, named web-#");
    assertThat(town.look().counts())
        .containsEntry(SprawlKind.PER_INSTANCE, 1)
        .doesNotContainKey(SprawlKind.ALL_IN_ONE)
        .containsEntry(SprawlKind.CONTAINED, 0);
  }

  @Test
  void the_worst_come_first_in_an_order_that_does_not_depend_on_that_of_the_facts() {
    Town one =
        new Town()
            .group("sg-1", "a", in(22, "10.0.0.98/32"))
            .group("sg-2", "b", in(23, "10.0.0.99/32"), in(24, "10.0.0.99/32"));
    Town other =
        new Town()
            .group("sg-2", "b", in(24, "10.0.0.99/32"), in(23, "10.0.0.99/32"))
            .group("sg-1", "a", in(22, "10.0.0.98/32"));
    assertThat(one.look()).isEqualTo(other.look());
    assertThat(one.look().worst(1))
        .extracting(SprawlFinding::headline)
        .containsExactly("DeadPeer: 2 rules of sg-2 (b) for 10.0.0.99/32, which nothing has");
    assertThat(one.look().counts()).containsEntry(SprawlKind.DEAD_PEER, 2);
  }

  @Test
  void what_others_wrote_stays_in_its_line() {
    LiveRule rule = in(22, "10.0.0.99/32", "one\ntwo");
    assertThat(only(new Town().group("sg-1", "a", rule), SprawlKind.DEAD_PEER).evidence())
        .noneMatch(line -> line.contains("\n"));
  }
}
