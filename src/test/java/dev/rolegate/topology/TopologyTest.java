package dev.rolegate.topology;

import static dev.rolegate.topology.Documents.SHOP_ANY;
import static dev.rolegate.topology.Documents.cidr;
import static dev.rolegate.topology.Documents.group;
import static dev.rolegate.topology.Documents.prefixList;
import static dev.rolegate.topology.Documents.protocol;
import static dev.rolegate.topology.Documents.role;
import static dev.rolegate.topology.Documents.rsg;
import static dev.rolegate.topology.Documents.rule;
import static dev.rolegate.topology.Documents.tcp;
import static dev.rolegate.topology.Documents.vpc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.DeletionPolicy;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.PortSpec;
import dev.rolegate.api.RuleSpec;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Peer;
import dev.rolegate.model.WithheldRule;
import dev.rolegate.topology.Documents.Builder;
import dev.rolegate.topology.Problem.Reason;
import dev.rolegate.topology.Topology.Result;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopologyTest {

  private static Result assemble(ManagedVpc vpc, Builder... resources) {
    return Topology.assemble(
        new Topology.Input(
            "test",
            vpc,
            Stream.of(resources).map(Builder::build).toList(),
            Map.of(),
            AddressSets.NONE,
            java.time.Instant.EPOCH,
            Claims.NONE));
  }

  private static Result shop(Builder... resources) {
    return assemble(vpc("prod", SHOP_ANY), resources);
  }

  private static DesiredGroup only(Result result) {
    assertThat(result.desired().groups()).hasSize(1);
    return result.desired().groups().get(0);
  }

  private static List<String> permissions(DesiredGroup group) {
    return group.rules().stream().map(r -> r.direction().word() + " " + r.permission()).toList();
  }

  @Test
  void a_group_gets_its_default_name_its_tags_and_its_identity() {
    var result = shop(rsg("shop", "web").purpose("Serves pages").groupId("sg-0a1b2c3d"));
    var group = only(result);
    assertThat(result.problems()).isEmpty();
    assertThat(result.desired().vpcId()).isEqualTo("vpc-0a1b2c3d4e5f60718");
    assertThat(result.desired().region()).isEqualTo("eu-west-1");
    assertThat(group.groupName()).isEqualTo("shop/web");
    assertThat(group.uid()).isEqualTo("uid-shop-web");
    assertThat(group.generation()).isEqualTo(1);
    assertThat(group.knownGroupId()).isEqualTo("sg-0a1b2c3d");
    assertThat(group.intent()).isEqualTo(Intent.PRESENT);
    assertThat(group.tags())
        .containsOnly(
            Map.entry("rolegate.dev/cluster", "test"),
            Map.entry("rolegate.dev/vpc", "prod"),
            Map.entry("rolegate.dev/namespace", "shop"),
            Map.entry("rolegate.dev/name", "web"),
            Map.entry("rolegate.dev/role", "web"),
            Map.entry("rolegate.dev/purpose", "Serves pages"),
            Map.entry("rolegate.dev/owner", "team@example.com"));
  }

  @Test
  void an_entry_is_each_of_its_ports_with_each_of_its_peers() {
    var entry =
        new RuleSpec(
            "https",
            "From the office",
            List.of(tcp(443), new PortSpec("udp", 8000, 8010, null, null)),
            List.of(
                cidr("10.0.0.0/8"),
                prefixList("pl-6da54004"),
                group("sg-0a1b2c3d", "111122223333")),
            null);
    var group = only(shop(rsg("shop", "web").ingress(entry)));
    assertThat(permissions(group))
        .containsExactlyInAnyOrder(
            "ingress tcp 443 10.0.0.0/8",
            "ingress tcp 443 pl-6da54004",
            "ingress tcp 443 sg-0a1b2c3d",
            "ingress udp 8000-8010 10.0.0.0/8",
            "ingress udp 8000-8010 pl-6da54004",
            "ingress udp 8000-8010 sg-0a1b2c3d");
    assertThat(group.rules())
        .allSatisfy(r -> assertThat(r.description()).isEqualTo("https: From the office"));
    assertThat(group.rules())
        .extracting(r -> r.permission().peer())
        .filteredOn(Peer.Group.class::isInstance)
        .allSatisfy(p -> assertThat(((Peer.Group) p).accountId()).isEqualTo("111122223333"));
  }

  @Test
  void blocks_protocols_and_icmp_are_canonical() {
    var group =
        only(
            shop(
                rsg("shop", "web")
                    .ingress(
                        rule("a", new PortSpec("6", 22, null, null, null), cidr("10.1.2.3/8")),
                        rule("b", new PortSpec("icmp", null, null, 3, 4), cidr("2001:DB8:0::/32")),
                        rule("c", new PortSpec("58", null, null, null, null), cidr("::/0")),
                        rule("d", protocol("50"), cidr("0.0.0.0/0")),
                        rule("e", protocol("all"), cidr("192.0.2.7/32")))));
    assertThat(permissions(group))
        .containsExactlyInAnyOrder(
            "ingress tcp 22 10.0.0.0/8",
            "ingress icmp type 3 code 4 2001:db8::/32",
            "ingress icmpv6 ::/0",
            "ingress 50 0.0.0.0/0",
            "ingress all 192.0.2.7/32");
  }

  @Test
  void entries_that_are_one_rule_are_merged_under_the_first_one() {
    var group =
        only(
            shop(
                rsg("shop", "web")
                    .ingress(
                        rule("first", tcp(443), cidr("10.0.0.0/8")),
                        rule("second", new PortSpec("6", 443, 443, null, null), cidr("10.9.9.9/8")))
                    .egress(rule("out", tcp(443), cidr("10.0.0.0/8")))));
    assertThat(group.rules())
        .extracting(DesiredRule::direction, DesiredRule::name)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Direction.INGRESS, "first"),
            org.assertj.core.groups.Tuple.tuple(Direction.EGRESS, "out"));
  }

  @Test
  void a_role_peer_is_the_declared_group_of_that_role_in_that_namespace() {
    var vpc = vpc("prod", SHOP_ANY, new TenantSpecs("edge").any());
    var result =
        assemble(
            vpc,
            rsg("shop", "web-group")
                .role("web")
                .ingress(
                    rule("front", tcp(80), role("alb", "edge")),
                    rule("own", tcp(7946), role("web")),
                    rule("back", tcp(81), role("db"))),
            rsg("shop", "database").role("db"),
            rsg("edge", "balancer").role("alb"),
            rsg("edge", "other-db").role("db"));
    var web =
        result.desired().groups().stream()
            .filter(g -> g.role().equals("web"))
            .findFirst()
            .orElseThrow();
    assertThat(web.withheld()).isEmpty();
    assertThat(web.rules())
        .extracting(r -> r.permission().peer())
        .containsExactlyInAnyOrder(
            new Peer.Declared(new GroupKey("edge", "balancer")),
            new Peer.Declared(new GroupKey("shop", "web-group")),
            new Peer.Declared(new GroupKey("shop", "database")));
  }

  @Test
  void a_rule_whose_role_is_declared_nowhere_is_withheld_and_named() {
    var group = only(shop(rsg("shop", "web").ingress(rule("front", tcp(80), role("alb", "edge")))));
    assertThat(group.rules()).isEmpty();
    assertThat(group.intent()).isEqualTo(Intent.PRESENT);
    WithheldRule withheld = group.withheld().get(0);
    assertThat(withheld.name()).isEqualTo("front");
    assertThat(withheld.reason()).isEqualTo("RoleNotFound");
    assertThat(withheld.content()).isEqualTo("tcp 80 edge/alb");
    assertThat(withheld.message())
        .contains("role alb", "namespace edge", "ManagedVpc prod", "declare the role there");
  }

  @Test
  void a_role_of_another_ManagedVpc_is_not_found() {
    var group =
        only(
            shop(
                rsg("shop", "web").ingress(rule("front", tcp(80), role("alb"))),
                rsg("shop", "alb").vpc("staging")));
    assertThat(group.key()).isEqualTo(new GroupKey("shop", "web"));
    assertThat(group.withheld()).hasSize(1);
  }

  @Test
  void deletion_makes_the_group_absent_and_withholds_the_rules_that_name_it() {
    var result =
        shop(
            rsg("shop", "alb").deleted().ingress(rule("self", tcp(1), role("alb"))),
            rsg("shop", "web").ingress(rule("front", tcp(80), role("alb"))));
    assertThat(result.desired().groups())
        .extracting(DesiredGroup::intent)
        .containsExactly(Intent.ABSENT, Intent.PRESENT);
    assertThat(result.desired().groups().get(0).rules()).hasSize(1);
    assertThat(result.desired().groups().get(1).withheld()).hasSize(1);
  }

  @Test
  void deletion_with_Retain_leaves_the_group_out() {
    var result = shop(rsg("shop", "web").deleted().policy(DeletionPolicy.RETAIN));
    assertThat(result.desired().groups()).isEmpty();
    assertThat(result.problems()).isEmpty();
  }

  @Test
  void a_suspended_group_is_suspended_and_may_be_referred_to() {
    var result =
        shop(
            rsg("shop", "alb").suspended(),
            rsg("shop", "web").ingress(rule("front", tcp(80), role("alb"))));
    assertThat(result.desired().groups().get(0).intent()).isEqualTo(Intent.SUSPENDED);
    assertThat(result.desired().groups().get(1).rules()).hasSize(1);
    assertThat(result.problems()).isEmpty();
  }

  @Test
  void suspension_outlasts_deletion_and_says_so() {
    var result = shop(rsg("shop", "web").suspended().deleted());
    assertThat(only(result).intent()).isEqualTo(Intent.SUSPENDED);
    assertThat(result.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.reason()).isEqualTo(Reason.DELETION_SUSPENDED))
        .satisfies(p -> assertThat(p.message()).contains("spec.suspend", "Retain"));
  }

  @Test
  void the_group_of_a_namespace_that_is_no_tenant_is_left_as_it_is() {
    var result = assemble(vpc("prod"), rsg("shop", "web"));
    assertThat(only(result).intent()).isEqualTo(Intent.SUSPENDED);
    assertThat(result.problems()).hasSize(1);
    var problem = result.problems().get(0);
    assertThat(problem.reason().text()).isEqualTo("NamespaceNotAllowed");
    assertThat(problem.terminal()).isTrue();
    assertThat(problem.key()).isEqualTo(new GroupKey("shop", "web"));
    assertThat(problem.uid()).isEqualTo("uid-shop-web");
    assertThat(problem.generation()).isEqualTo(1);
    assertThat(problem.message()).contains("shop", "prod", "spec.tenants");
  }

  @Test
  void a_role_outside_the_list_is_refused_and_the_list_is_named() {
    var result =
        assemble(
            vpc("prod", new TenantSpecs("shop").roles("web", "*-worker")),
            rsg("shop", "db"),
            rsg("shop", "order-worker"));
    assertThat(result.problems()).hasSize(1);
    assertThat(result.problems().get(0).reason()).isEqualTo(Reason.ROLE_NOT_ALLOWED);
    assertThat(result.problems().get(0).message()).contains("role db", "*-worker, web");
    assertThat(result.desired().groups())
        .extracting(DesiredGroup::intent)
        .containsExactly(Intent.SUSPENDED, Intent.PRESENT);
  }

  @Test
  void a_deleted_resource_of_a_former_tenant_leaves_its_group() {
    var result = assemble(vpc("prod"), rsg("shop", "web").deleted().groupId("sg-0a1b2c3d"));
    assertThat(result.desired().groups()).isEmpty();
    assertThat(result.problems())
        .extracting(Problem::reason)
        .containsExactly(Reason.NAMESPACE_NOT_ALLOWED);
  }

  @Test
  void content_that_the_schema_refuses_suspends_the_group_and_names_the_field() {
    var result =
        shop(
            rsg("shop", "web")
                .ingress(
                    rule("good", tcp(443), cidr("10.0.0.0/8")),
                    rule("bad", tcp(80), cidr("10.0.0.0/8"), cidr("10.0.0/40"))));
    var group = only(result);
    assertThat(group.intent()).isEqualTo(Intent.SUSPENDED);
    assertThat(permissions(group)).containsExactly("ingress tcp 443 10.0.0.0/8");
    assertThat(group.withheld()).extracting(WithheldRule::name).containsExactly("bad");
    assertThat(result.problems()).hasSize(1);
    assertThat(result.problems().get(0).reason()).isEqualTo(Reason.INVALID_SPEC);
    assertThat(result.problems().get(0).message())
        .startsWith("spec.ingress[1].peers[1].cidr: '10.0.0/40'");
  }

  @Test
  void every_kind_of_wrong_content_is_told_with_its_path() {
    var two = new dev.rolegate.api.PeerSpec(null, "10.0.0.0/8", null, prefixListless(), null);
    assertThat(errorOf(rule("a", new PortSpec("tcp", null, null, null, null), cidr("::/0"))))
        .startsWith("spec.ingress[0].ports[0].port: ");
    assertThat(errorOf(rule("a", new PortSpec("tcp", 9, 8, null, null), cidr("::/0"))))
        .startsWith("spec.ingress[0].ports[0].endPort: ");
    assertThat(errorOf(rule("a", new PortSpec("tcp", 65536, null, null, null), cidr("::/0"))))
        .startsWith("spec.ingress[0].ports[0].port: ");
    assertThat(errorOf(rule("a", new PortSpec("all", 1, null, null, null), cidr("::/0"))))
        .startsWith("spec.ingress[0].ports[0].port: ");
    assertThat(errorOf(rule("a", new PortSpec("tcp", 1, null, 8, null), cidr("::/0"))))
        .startsWith("spec.ingress[0].ports[0].icmpType: ");
    assertThat(errorOf(rule("a", new PortSpec("icmp", null, null, null, 4), cidr("::/0"))))
        .startsWith("spec.ingress[0].ports[0].icmpType: ");
    assertThat(errorOf(rule("a", new PortSpec("icmp", null, null, 3, 256), cidr("::/0"))))
        .startsWith("spec.ingress[0].ports[0].icmpCode: ");
    assertThat(errorOf(rule("a", protocol("tcpp"), cidr("::/0"))))
        .startsWith("spec.ingress[0].ports[0].protocol: ");
    assertThat(errorOf(rule("a", tcp(1), two))).startsWith("spec.ingress[0].peers[0]: ");
    assertThat(errorOf(rule("a", tcp(1), role("Web")))).contains("peers[0].role.name: ");
    assertThat(errorOf(rule("a", tcp(1), prefixList("pl-1")))).contains("prefixList.id: ");
    assertThat(errorOf(rule("a", tcp(1), group("sg-x", null)))).contains("securityGroup.id: ");
    assertThat(errorOf(rule("a", tcp(1), group("sg-0a1b2c3d", "1"))))
        .contains("securityGroup.accountId: ");
    assertThat(errorOf(rule("A", tcp(1), cidr("::/0")))).startsWith("spec.ingress[0].name: ");
    assertThat(errorOf(purpose("Bread & butter"))).startsWith("spec.ingress[0].purpose: ");
    assertThat(errorOf(purpose("x".repeat(253)))).contains("at most 255", "these are 258");
    assertThat(errorOf(purpose(" "))).startsWith("spec.ingress[0].purpose: ");
    assertThat(errorOf(new RuleSpec("a", "b", List.of(), List.of(cidr("::/0")), null)))
        .startsWith("spec.ingress[0].ports: ");
    assertThat(errorOf(new RuleSpec("a", "b", List.of(tcp(1)), List.of(), null)))
        .startsWith("spec.ingress[0].peers: ");
  }

  private static dev.rolegate.api.PeerSpec.SecurityGroupRef prefixListless() {
    return new dev.rolegate.api.PeerSpec.SecurityGroupRef("sg-0a1b2c3d", null);
  }

  private static RuleSpec purpose(String text) {
    return new RuleSpec("abc", text, List.of(tcp(1)), List.of(cidr("::/0")), null);
  }

  private static String errorOf(RuleSpec rule) {
    var result = shop(rsg("shop", "web").ingress(rule));
    assertThat(only(result).intent()).isEqualTo(Intent.SUSPENDED);
    assertThat(only(result).rules()).isEmpty();
    assertThat(result.problems()).hasSize(1);
    return result.problems().get(0).message();
  }

  @Test
  void texts_that_reach_EC2_are_checked_too() {
    assertThat(shop(rsg("shop", "web").purpose("a\nb")).problems().get(0).message())
        .startsWith("spec.purpose: ");
    assertThat(shop(rsg("shop", "web").purpose("a ")).problems().get(0).message())
        .startsWith("spec.purpose: ");
    assertThat(shop(rsg("shop", "web").groupName("sg-web")).problems().get(0).message())
        .startsWith("spec.groupName: ");
    assertThat(shop(rsg("shop", "web").groupName("what?")).problems().get(0).message())
        .startsWith("spec.groupName: ");
    assertThat(shop(rsg("shop", "web").role("Web")).problems().get(0).message())
        .startsWith("spec.role: ");
  }

  @Test
  void two_entries_of_one_name_are_refused() {
    var result =
        shop(
            rsg("shop", "web")
                .ingress(rule("a", tcp(1), cidr("::/0")), rule("a", tcp(2), cidr("::/0"))));
    assertThat(result.problems().get(0).message()).startsWith("spec.ingress[1].name: ");
  }

  @Test
  void more_rules_than_EC2_can_ever_hold_are_refused_before_they_cost_memory() {
    var peers = IntStream.range(0, 60).mapToObj(i -> cidr("10.0." + i + ".0/24")).toList();
    var entries =
        IntStream.range(0, 60)
            .mapToObj(i -> new RuleSpec("r" + i, "Many", List.of(tcp(i)), peers, null))
            .toArray(RuleSpec[]::new);
    var result = shop(rsg("shop", "web").ingress(entries));
    assertThat(only(result).rules()).isEmpty();
    assertThat(only(result).withheld()).hasSize(60);
    assertThat(result.problems().get(0).message()).startsWith("spec.ingress: ").contains("2000");
  }

  private record TenantSpecs(String namespace) {
    dev.rolegate.api.TenantSpec any() {
      return roles("*");
    }

    dev.rolegate.api.TenantSpec roles(String... roles) {
      return new dev.rolegate.api.TenantSpec(List.of(namespace), null, List.of(roles), null);
    }
  }
}
