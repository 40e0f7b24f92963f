package dev.rolegate.sim.state;

import dev.rolegate.sim.state.Target.Group;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What the network lets through, as opposed to what the API shows: the rules that are in effect
 * now, which follow the API by the data-plane lag.
 */
public final class DataPlane {
  private final World world;
  private final Supplier<Duration> lag;

  /** A rule in effect, in words that need no knowledge of the API. */
  public record EffectiveRule(
      String groupId,
      String ruleId,
      String direction,
      String protocol,
      int from,
      int to,
      String peer) {}

  /** A member of groups, such as an interface, with the groups that count for it now. */
  public record Membership(String id, Set<String> groupIds) {}

  /** Everything in effect in a Region for one account. */
  public record View(Instant asOf, List<EffectiveRule> rules, List<Membership> members) {}

  public DataPlane(World world, Supplier<Duration> lag) {
    this.world = world;
    this.lag = lag;
  }

  public View now(String account, String region) {
    return at(account, region, world.clock().now());
  }

  /** What was in effect at an instant, as far as past states are kept. */
  public View at(String account, String region, Instant instant) {
    Instant asOf = instant.minus(lag.get());
    RegionState state = world.asOf(asOf).region(region);
    List<EffectiveRule> rules =
        state.owned(SecurityGroup.class, account).stream()
            .flatMap(group -> group.rules().stream())
            .map(DataPlane::effective)
            .toList();
    List<Membership> members =
        state
            .with(HoldsGroups.class)
            .filter(member -> member.owner().equals(account))
            .map(member -> new Membership(member.id(), new TreeSet<>(member.groupIds())))
            .toList();
    return new View(asOf, rules, members);
  }

  private static EffectiveRule effective(Rule rule) {
    RuleKey key = rule.key();
    return new EffectiveRule(
        rule.groupId(),
        rule.id(),
        key.egress() ? "egress" : "ingress",
        key.protocol(),
        key.from(),
        key.to(),
        peer(key.target()));
  }

  private static String peer(Target target) {
    if (target instanceof Target.Ipv4 ipv4) {
      return ipv4.cidr();
    }
    if (target instanceof Target.Ipv6 ipv6) {
      return ipv6.cidr();
    }
    return target instanceof Group group
        ? group.groupId()
        : ((Target.PrefixList) target).prefixListId();
  }
}
