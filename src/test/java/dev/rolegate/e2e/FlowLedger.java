package dev.rolegate.e2e;

import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.RuleKey;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks what the operator did to a VPC's managed groups on the way from one state to another, on
 * every version of EC2's state between. Each change that somebody else makes begins a new way.
 *
 * <ul>
 *   <li>no gap: per group and direction, a flow allowed at the start and at the end is allowed at
 *       every version;
 *   <li>never wider: no flow is allowed that neither the start nor the end allows, but for the
 *       default egress of a new group until its revoke;
 *   <li>no second write: no rule is added twice, and no group exists twice.
 * </ul>
 */
public final class FlowLedger {
  private static final Set<Target> ANYWHERE =
      Set.of(new Target.Ipv4("0.0.0.0/0"), new Target.Ipv6("::/0"));

  private final String namespace;
  private final List<String> violations = new ArrayList<>();
  private final Map<String, String> lateRevokes = new TreeMap<>();
  private int checked;

  /**
   * @param namespace managed groups have names that begin with it and a slash
   */
  public FlowLedger(String namespace) {
    this.namespace = namespace;
  }

  /** A group at one version; empty where it does not exist. */
  public record Entry(long version, Optional<SecurityGroup> group, boolean outsiders) {}

  /** What was violated so far, in words. */
  public List<String> violations() {
    return violations;
  }

  /**
   * New groups, by id with their name, that got rules of their own before EC2's default egress was
   * revoked. That is in order only where the answer to the creation or to the revoke was lost.
   */
  public Map<String, String> lateRevokes() {
    return lateRevokes;
  }

  /** How many states of groups were compared. */
  public int checked() {
    return checked;
  }

  /** Compares every version from one to the other. */
  public void check(CloudView cloud, String vpcId, long from, long to) {
    Set<Long> outsiders = cloud.outsidersVersions();
    Map<String, List<Entry>> histories = new TreeMap<>();
    for (long version = from; version <= to; version++) {
      Map<String, SecurityGroup> present = new HashMap<>();
      Set<String> names = new HashSet<>();
      for (SecurityGroup group : CloudView.groups(cloud.at(version), vpcId)) {
        if (group.name().startsWith(namespace + "/")) {
          present.put(group.id(), group);
          if (!names.add(group.name())) {
            violations.add("version " + version + ": two groups are named " + group.name());
          }
        }
      }
      for (String id : present.keySet()) {
        List<Entry> before = new ArrayList<>();
        if (version > from) {
          before.add(new Entry(version - 1, Optional.empty(), false));
        }
        histories.computeIfAbsent(id, absent -> before);
      }
      for (Map.Entry<String, List<Entry>> history : histories.entrySet()) {
        append(history.getValue(), version, present.get(history.getKey()), outsiders);
      }
    }
    histories.forEach(this::check);
  }

  private static void append(
      List<Entry> entries, long version, SecurityGroup group, Set<Long> outsiders) {
    Optional<SecurityGroup> now = Optional.ofNullable(group);
    if (entries.isEmpty() || !entries.get(entries.size() - 1).group().equals(now)) {
      entries.add(new Entry(version, now, outsiders.contains(version)));
    }
  }

  /** Checks one group's history: its first entry is the start, its last one the end. */
  public void check(String id, List<Entry> history) {
    for (boolean egress : new boolean[] {false, true}) {
      List<Rule> end = rules(history.get(history.size() - 1), egress);
      List<Rule> start = rules(history.get(0), egress);
      Set<RuleKey> ownDefault = new HashSet<>();
      Map<RuleKey, Integer> added = new HashMap<>();
      for (int i = 1; i < history.size(); i++) {
        Entry entry = history.get(i);
        List<Rule> before = rules(history.get(i - 1), egress);
        List<Rule> now = rules(entry, egress);
        if (entry.outsiders()) {
          start = now;
          ownDefault.clear();
          continue;
        }
        boolean created = history.get(i - 1).group().isEmpty();
        if (created && egress) {
          now.stream().map(Rule::key).filter(FlowLedger::isDefault).forEach(ownDefault::add);
        } else {
          now.stream()
              .map(Rule::key)
              .filter(key -> before.stream().noneMatch(old -> old.key().equals(key)))
              .filter(key -> added.merge(key, 1, Integer::sum) > 1)
              .forEach(key -> violations.add(at(entry, id) + "second write of " + key));
          // Only what has stayed since the creation is EC2's own.
          ownDefault.retainAll(now.stream().map(Rule::key).toList());
        }
        List<Rule> counted = now.stream().filter(r -> !ownDefault.contains(r.key())).toList();
        compare(at(entry, id) + (egress ? "egress" : "ingress"), start, end, now, counted);
        if (!egress && !now.isEmpty() && hasDefault(history, i)) {
          lateRevokes.put(id, entry.group().map(SecurityGroup::name).orElse(""));
        }
        checked++;
      }
    }
  }

  /** Whether the group was created on this way and still has the default egress. */
  private static boolean hasDefault(List<Entry> history, int index) {
    boolean createdHere = history.get(0).group().isEmpty();
    List<RuleKey> end =
        rules(history.get(history.size() - 1), true).stream().map(Rule::key).toList();
    return createdHere
        && rules(history.get(index), true).stream()
            .map(Rule::key)
            .anyMatch(key -> isDefault(key) && !end.contains(key));
  }

  private void compare(
      String where, List<Rule> start, List<Rule> end, List<Rule> now, List<Rule> counted) {
    List<Rule> all = new ArrayList<>(start);
    all.addAll(end);
    all.addAll(now);
    Flows flows = new Flows(all);
    Set<Flows.Point> atStart = flows.allowedBy(start);
    Set<Flows.Point> atEnd = flows.allowedBy(end);
    Set<Flows.Point> kept = new HashSet<>(atStart);
    kept.retainAll(atEnd);
    kept.removeAll(flows.allowedBy(now));
    kept.stream().findFirst().ifPresent(p -> violations.add(where + " gap: " + p));
    Set<Flows.Point> wider = new HashSet<>(flows.allowedBy(counted));
    wider.removeAll(atStart);
    wider.removeAll(atEnd);
    wider.stream().findFirst().ifPresent(p -> violations.add(where + " wider: " + p));
  }

  private static boolean isDefault(RuleKey key) {
    return key.egress() && key.protocol().equals("-1") && ANYWHERE.contains(key.target());
  }

  private static List<Rule> rules(Entry entry, boolean egress) {
    Collection<Rule> rules = entry.group().map(group -> group.rules(egress)).orElse(List.of());
    return List.copyOf(rules);
  }

  private static String at(Entry entry, String id) {
    return "version " + entry.version() + ", " + id + ": ";
  }
}
