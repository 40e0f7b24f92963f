package dev.rolegate.e2e;

import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.log.CallRecord;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What EC2 truly holds and was truly asked, from inside the simulator: no lag, no faults. */
public final class CloudView {
  public static final String REGION = "eu-west-1";

  private final Simulator simulator;
  private final Set<String> outsidersRequests;

  /**
   * @param outsidersRequests ids of the requests that are not the operator's; may still grow
   */
  public CloudView(Simulator simulator, Set<String> outsidersRequests) {
    this.simulator = simulator;
    this.outsidersRequests = outsidersRequests;
  }

  public Simulator simulator() {
    return simulator;
  }

  public RegionState now() {
    return simulator.world().current().region(REGION);
  }

  public long version() {
    return simulator.world().current().version();
  }

  public RegionState at(long version) {
    return simulator.world().version(version).orElseThrow().region(REGION);
  }

  public static List<SecurityGroup> groups(RegionState state, String vpcId) {
    return state.all(SecurityGroup.class).stream().filter(g -> g.vpcId().equals(vpcId)).toList();
  }

  public Optional<SecurityGroup> group(String vpcId, String name) {
    return groups(now(), vpcId).stream().filter(g -> g.name().equals(name)).findFirst();
  }

  /** {@code ingress tcp 443-443 10.0.0.0/8 "https: why"}, sorted; groups by their names. */
  public List<String> rules(SecurityGroup group) {
    RegionState state = now();
    return group.rules().stream().map(rule -> text(state, rule)).sorted().toList();
  }

  /** The {@code sgr-} id of each rule, by its text. */
  public Map<String, String> ruleIds(SecurityGroup group) {
    RegionState state = now();
    return group.rules().stream().collect(Collectors.toMap(r -> text(state, r), Rule::id));
  }

  private static String text(RegionState state, Rule rule) {
    var key = rule.key();
    return "%s %s %d-%d %s%s"
        .formatted(
            key.egress() ? "egress" : "ingress",
            key.protocol(),
            key.from(),
            key.to(),
            peer(state, key.target()),
            rule.description().map(d -> " \"" + d + "\"").orElse(""));
  }

  private static String peer(RegionState state, Target target) {
    if (target instanceof Target.Ipv4 block) {
      return block.cidr();
    } else if (target instanceof Target.Ipv6 block) {
      return block.cidr();
    } else if (target instanceof Target.PrefixList list) {
      return list.prefixListId();
    }
    String id = ((Target.Group) target).groupId();
    return state.find(SecurityGroup.class, id).map(SecurityGroup::name).orElse(id);
  }

  /** The number of the last call so far, for {@link #since}. */
  public long mark() {
    return simulator.calls().count();
  }

  /** The operator's calls after a mark. */
  public List<CallRecord> since(long mark) {
    return simulator.calls().since(mark).stream()
        .filter(call -> !outsidersRequests.contains(call.requestId()))
        .toList();
  }

  /** The operator's mutating calls after a mark, by action, in their order. */
  public List<String> mutatingSince(long mark) {
    return since(mark).stream().filter(CallRecord::mutating).map(CallRecord::action).toList();
  }

  /** How often the operator called each action after a mark. */
  public Map<String, Long> countsSince(long mark) {
    return since(mark).stream()
        .collect(
            Collectors.groupingBy(
                CallRecord::action, java.util.TreeMap::new, Collectors.counting()));
  }

  /** The versions of the state that somebody else than the operator made. */
  public Set<Long> outsidersVersions() {
    return simulator.calls().all().stream()
        .filter(call -> outsidersRequests.contains(call.requestId()) && call.changedSomething())
        .map(CallRecord::versionAfter)
        .collect(Collectors.toSet());
  }
}
