package dev.rolegate.usage.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.Interface;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.VpcSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReachTest {
  private final List<Group> groups = new ArrayList<>();
  private final List<Interface> interfaces = new ArrayList<>();
  private final Map<String, List<Cidr>> lists = new java.util.HashMap<>();

  private void group(String id, LiveRule... rules) {
    groups.add(new Group(id, id, "", "vpc-1", "1", Map.of(), Arrays.asList(rules), false));
  }

  private void machine(String address, String... groupIds) {
    interfaces.add(
        new Interface(
            "eni-" + address,
            Set.of(groupIds),
            "in-use",
            "i-" + address,
            "",
            "",
            List.of(Cidr.parse(address)),
            List.of(),
            Map.of()));
  }

  private static LiveRule in(String ports, String peer) {
    return rule(Direction.INGRESS, ports, peer);
  }

  private static LiveRule out(String ports, String peer) {
    return rule(Direction.EGRESS, ports, peer);
  }

  private static LiveRule rule(Direction direction, String spelled, String peer) {
    Peer other =
        peer.startsWith("sg-")
            ? new Peer.Group(peer)
            : peer.startsWith("pl-")
                ? new Peer.PrefixList(peer)
                : new Peer.Address(Cidr.parse(peer));
    String[] words = spelled.split("[ -]");
    Protocol protocol = Protocol.parse(words[0]);
    PortRange ports =
        words.length == 1
            ? PortRange.NONE
            : new PortRange(
                Integer.parseInt(words[1]), Integer.parseInt(words[words.length > 2 ? 2 : 1]));
    return LiveRule.content(direction, new Permission(protocol, ports, other), "");
  }

  private Reach reach() {
    return Reach.of(VpcSnapshot.of("vpc-1", false, groups), interfaces, lists);
  }

  /** {@code web>db tcp 5432}. */
  private List<String> roads() {
    return reach().roads().stream()
        .map(r -> r.from() + ">" + r.to() + " " + String.join(", ", r.flows()))
        .toList();
  }

  private List<String> ways(String from) {
    return reach().ways(from).stream()
        .map(
            way ->
                way.to()
                    + " by "
                    + String.join(" ", way.roads().stream().map(r -> r.to().toString()).toList()))
        .toList();
  }

  @Test
  void both_ends_have_to_allow_the_connection() {
    group("sg-web", out("tcp 5432", "sg-db"));
    group("sg-db", in("tcp 5432", "sg-web"), in("tcp 22", "sg-web"));
    group("sg-mute");
    group("sg-open", in("all", "sg-web"));
    assertThat(roads()).containsExactly("sg-web>sg-db tcp 5432");
  }

  @Test
  void only_what_both_ends_have_in_common_is_open() {
    group("sg-web", out("tcp 5000-6000", "sg-db"), out("udp 53", "sg-db"));
    group("sg-db", in("all", "sg-web"));
    assertThat(roads()).containsExactly("sg-web>sg-db tcp 5000-6000, udp 53");
  }

  @Test
  void an_address_means_the_machines_that_have_it() {
    group("sg-web", out("all", "0.0.0.0/0"));
    group("sg-app", out("all", "0.0.0.0/0"));
    group("sg-db", in("tcp 5432", "10.0.1.0/24"));
    machine("10.0.1.7/32", "sg-web");
    machine("10.0.2.7/32", "sg-app");
    machine("10.0.3.7/32", "sg-db");
    assertThat(roads()).containsExactly("sg-web>sg-db tcp 5432");
  }

  @Test
  void a_block_given_to_an_interface_counts_from_any_of_its_addresses() {
    group("sg-pods", out("all", "sg-db"));
    group("sg-db", in("tcp 5432", "10.0.1.20/32"));
    machine("10.0.1.16/28", "sg-pods");
    assertThat(roads()).containsExactly("sg-pods>sg-db tcp 5432");
  }

  @Test
  void a_machine_can_do_what_any_of_its_groups_allows() {
    group("sg-web");
    group("sg-base", out("all", "0.0.0.0/0"));
    group("sg-db", in("tcp 5432", "sg-web"));
    machine("10.0.1.7/32", "sg-web", "sg-base");
    machine("10.0.3.7/32", "sg-db");
    assertThat(roads()).containsExactly("sg-base+sg-web>sg-db tcp 5432");
    assertThat(ways("sg-web")).containsExactly("sg-db by sg-db");
    assertThat(ways("sg-base")).contains("sg-db by sg-db");
  }

  @Test
  void an_address_reaches_machines_to_come() {
    group("sg-web", out("all", "10.0.0.0/8"));
    group("sg-db", in("tcp 5432", "sg-web"));
    machine("10.0.1.7/32", "sg-web");
    assertThat(roads()).containsExactly("sg-web>sg-db tcp 5432");
    machine("192.168.0.1/32", "sg-db");
    assertThat(roads()).isEmpty();
  }

  @Test
  void ways_go_on_over_other_machines_and_the_shortest_is_told() {
    group("sg-alb", out("tcp 443", "sg-web"));
    group("sg-web", in("tcp 443", "sg-alb"), out("tcp 5432", "sg-db"), out("tcp 22", "sg-log"));
    group("sg-db", in("tcp 5432", "sg-web"), out("all", "sg-log"));
    group("sg-log", in("all", "sg-db"), in("tcp 22", "sg-web"), in("all", "sg-log"));
    assertThat(ways("sg-alb"))
        .containsExactly("sg-web by sg-web", "sg-db by sg-web sg-db", "sg-log by sg-web sg-log");
    assertThat(ways("sg-log")).isEmpty();
  }

  @Test
  void a_circle_ends() {
    group("sg-a", in("all", "sg-b"), out("all", "sg-b"));
    group("sg-b", in("all", "sg-a"), out("all", "sg-a"));
    assertThat(ways("sg-a")).containsExactly("sg-b by sg-b");
  }

  @Test
  void a_prefix_list_is_its_content_and_unknown_where_that_is_not_known() {
    group("sg-web", out("all", "sg-db"));
    group("sg-db", in("tcp 5432", "pl-1"), in("tcp 5433", "pl-2"));
    machine("10.0.1.7/32", "sg-web");
    lists.put("pl-1", List.of(Cidr.parse("10.0.1.0/24")));
    assertThat(roads()).containsExactly("sg-web>sg-db tcp 5432");
    assertThat(reach().unknownLists()).containsExactly("pl-2");
  }

  @Test
  void icmp_is_told_by_type() {
    group("sg-a", out("all", "sg-b"));
    group("sg-b", in("icmp 8", "sg-a"), in("icmp", "sg-a"));
    assertThat(roads()).containsExactly("sg-a>sg-b icmp, icmp type 8");
  }
}
