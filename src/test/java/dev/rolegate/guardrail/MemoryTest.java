package dev.rolegate.guardrail;

import static dev.rolegate.guardrail.Samples.group;
import static dev.rolegate.guardrail.Samples.guardrail;
import static dev.rolegate.guardrail.Samples.ruleGuardrail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.AddressSet;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GuardrailDocument.Action;
import dev.rolegate.model.GuardrailDocument.Subject;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Surroundings;
import dev.rolegate.model.VpcSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Equal input gives an equal answer, whatever was judged before. */
class MemoryTest {
  private static final Guardrails GUARDRAILS =
      Guardrails.compile(
          List.of(
              ruleGuardrail("a-world", Action.DENY, "!rule.fromWorld([22])"),
              ruleGuardrail(
                  "b-known", Action.DENY, "rule.fromAddressSet() || rule.within('10.0.0.0/8')"),
              ruleGuardrail("c-subnet", Action.WARN, "!rule.coversSubnet()"),
              ruleGuardrail("d-stale", Action.WARN, "!rule.stale()"),
              ruleGuardrail("e-clock", Action.WARN, "now < timestamp('2026-03-01T12:30:00Z')"),
              guardrail(
                  "f-group",
                  Action.DENY,
                  Subject.GROUP,
                  "",
                  "group.rules.all(r, !r.fromWorld()) && !group.sprawl('Duplicate')",
                  "group.sprawlText('Duplicate') + vpc.name",
                  Map.of()),
              ruleGuardrail("g-live", Action.REMOVE, "rule.live || rule.purpose.size() > 12")));

  private static final String[] CIDRS = {
    "0.0.0.0/1", "128.0.0.0/1", "10.1.0.0/16", "52.95.110.0/24", "2000::/3"
  };

  private static Permission permission(Random random) {
    Peer peer =
        switch (random.nextInt(4)) {
          case 0 -> new Peer.PrefixList("pl-1");
          case 1 -> new Peer.Group("sg-" + random.nextInt(4));
          default -> new Peer.Address(Cidr.parse(CIDRS[random.nextInt(CIDRS.length)]));
        };
    return new Permission(Protocol.TCP, new PortRange(20, 20 + random.nextInt(4)), peer);
  }

  private static Docket docket(Random random) {
    List<DesiredGroup> declared = new ArrayList<>();
    Map<String, GroupKey> managed = new java.util.TreeMap<>();
    List<dev.rolegate.model.Group> live = new ArrayList<>();
    for (int g = 0; g < 3; g++) {
      List<DesiredRule> rules = new ArrayList<>();
      List<LiveRule> held = new ArrayList<>();
      for (int r = 0; r < random.nextInt(4); r++) {
        Permission permission = permission(random);
        if (rules.stream().noneMatch(one -> one.permission().equals(permission))) {
          rules.add(Samples.rule("r" + r, permission));
        }
        if (random.nextBoolean()) {
          held.add(new LiveRule("sgr-" + r, Direction.INGRESS, permission, "d", Map.of(), true));
        }
      }
      declared.add(group("g" + g, rules.toArray(DesiredRule[]::new)));
      live.add(Samples.live("sg-" + g, "g" + g, held.toArray(LiveRule[]::new)));
      if (random.nextBoolean()) {
        managed.put("sg-" + g, new GroupKey("shop", "g" + g));
      }
    }
    List<Cidr> some = List.of(Cidr.parse(CIDRS[random.nextInt(CIDRS.length)]));
    Surroundings surroundings =
        new Surroundings(
            Optional.of(some),
            random.nextBoolean() ? Optional.of(some) : Optional.empty(),
            random.nextBoolean() ? Map.of("pl-1", some) : Map.of(),
            random.nextBoolean()
                ? Map.of("s", new AddressSet("s", AddressSet.Kind.VPN, some))
                : Map.of(),
            managed,
            random.nextBoolean() ? Map.of("Duplicate", Map.of("sg-0", "twice")) : Map.of(),
            random.nextBoolean() ? Optional.of(Set.of("sg-3")) : Optional.empty());
    Instant now = Samples.NOW.plus(Duration.ofMinutes(random.nextInt(60)));
    Exemption exemption =
        new Exemption(
            "x",
            "a-world",
            Samples.VPC,
            Optional.of(new GroupKey("shop", "g0")),
            "",
            "",
            "",
            "",
            Samples.NOW,
            Samples.NOW.plus(Duration.ofMinutes(30)));
    return new Docket(
        Samples.vpc(declared.toArray(DesiredGroup[]::new)),
        random.nextInt(5) == 0
            ? Optional.empty()
            : Optional.of(VpcSnapshot.of("vpc-1", false, live)),
        surroundings,
        List.of(exemption),
        now);
  }

  @Property(tries = 60)
  void a_judge_with_a_past_says_what_a_new_one_says(@ForAll long seed) {
    assertThat(GUARDRAILS.flaws()).isEmpty();
    Judge old = new Judge();
    Random random = new Random(seed);
    Docket last = docket(random);
    for (int i = 0; i < 8; i++) {
      Docket docket = random.nextInt(4) == 0 ? last : docket(random);
      assertThat(old.judge(GUARDRAILS, docket)).isEqualTo(new Judge().judge(GUARDRAILS, docket));
      last = docket;
    }
  }
}
