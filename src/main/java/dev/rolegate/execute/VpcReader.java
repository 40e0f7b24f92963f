package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.OwnWrites.Overlaid;
import dev.rolegate.execute.OwnWrites.Read;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Planner;
import dev.rolegate.plan.Survey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a VPC as far as the planner needs, in as few calls as that takes, and keeps the picture.
 */
final class VpcReader {
  /**
   * Weights of prefix lists change by an administrator's hand. A stale one costs a refused call at
   * worst, which the next pass repairs.
   */
  private static final Duration WEIGHTS_AGE = Duration.ofMinutes(10);

  /** What a plan is made from. */
  record Picture(VpcSnapshot snapshot, Map<String, GroupUse> uses) {}

  private record Weight(int value, Instant at) {}

  private final Ec2 ec2;
  private final Premises premises;
  private final Planner planner;
  private final OwnWrites writes;
  private final Sightings sightings;
  private final InstantSource clock;

  private final Map<String, Read> base = new HashMap<>();
  private final Map<String, Weight> weights = new HashMap<>();
  private Instant readAt;
  private boolean whole;

  VpcReader(
      Ec2 ec2,
      Premises premises,
      Planner planner,
      OwnWrites writes,
      Sightings sightings,
      InstantSource clock) {
    this.ec2 = ec2;
    this.premises = premises;
    this.planner = planner;
    this.writes = writes;
    this.sightings = sightings;
    this.clock = clock;
  }

  /** When the last read of all groups began; null before the first. */
  Instant readAt() {
    return readAt;
  }

  /**
   * Reads all groups again; one call a thousand groups.
   *
   * @throws Refusal when the read is not to be believed, or shows groups of other accounts
   */
  void readAll(String vpcId) {
    Instant at = clock.instant();
    List<Group> groups = ec2.groups(vpcId);
    premises.check(vpcId, groups);
    base.clear();
    Map<String, Group> byId = new TreeMap<>();
    for (Group group : groups) {
      base.put(group.groupId(), new Read(group, at));
      byId.put(group.groupId(), group);
    }
    readAt = at;
    whole = true;
    writes.readAll(at);
    sightings.sawAll(byId, clock.instant());
  }

  /** Goes on from the last read of all groups, and reads the rules of these. */
  void goOn(Collection<String> groupIds) {
    whole = false;
    readRules(groupIds);
  }

  /** Reads the rules of these groups with their ids; one call 200 groups or 1,000 rules. */
  private void readRules(Collection<String> groupIds) {
    Set<String> known = new TreeSet<>(groupIds);
    known.retainAll(base.keySet());
    Set<String> own = new TreeSet<>(groupIds);
    own.removeAll(known);
    if (groupIds.isEmpty()) {
      return;
    }
    Instant at = clock.instant();
    Map<String, List<LiveRule>> rules = ec2.rules(groupIds);
    Instant seenAt = clock.instant();
    for (String id : known) {
      Group detailed = base.get(id).group().withRules(rules.getOrDefault(id, List.of()), true);
      base.put(id, new Read(detailed, at));
      sightings.saw(detailed, seenAt);
    }
    // Own groups that the last read of all groups is too old to show.
    Map<String, Group> overlaid = writes.over(base, readAt, at).groups();
    for (String id : own) {
      if (overlaid.containsKey(id)) {
        sightings.saw(overlaid.get(id).withRules(rules.getOrDefault(id, List.of()), true), seenAt);
      }
    }
  }

  /** What was read, own writes laid over; rules without ids. */
  VpcSnapshot seen(String vpcId) {
    return snapshot(vpcId, writes.over(base, readAt, clock.instant()));
  }

  /**
   * Completes what was read by what the planner asks for, own writes laid over.
   *
   * @param assumeSettled true for a plan that is only shown: what a read shows counts as in effect
   */
  Picture picture(DesiredVpc desired, boolean assumeSettled) {
    Instant now = clock.instant();
    Overlaid overlaid = writes.over(base, readAt, now);
    VpcSnapshot snapshot = snapshot(desired.vpcId(), overlaid);
    Survey survey = planner.survey(desired, snapshot);
    if (!survey.uses().isEmpty() && !whole) {
      // A rule of any group can hold one that is to go, and nobody tells when it came.
      readAll(desired.vpcId());
      return picture(desired, assumeSettled);
    }
    Set<String> toRead = new TreeSet<>(survey.ruleIds());
    toRead.addAll(overlaid.contradicted());
    // Groups that only own writes show are known as well as they can be.
    toRead.removeIf(id -> !base.containsKey(id) || base.get(id).group().detailed());
    if (!toRead.isEmpty()) {
      readRules(toRead);
    }
    readWeights(survey.prefixLists(), now);
    if (survey.vpc()) {
      premises.refresh(desired.vpcId());
    }
    Map<String, GroupUse> uses =
        survey.uses().isEmpty() ? Map.of() : ec2.uses(new TreeSet<>(survey.uses()));
    Instant end = clock.instant();
    VpcSnapshot complete = snapshot(desired.vpcId(), writes.over(base, readAt, end));
    return new Picture(assumeSettled ? complete : marked(complete, end), uses);
  }

  private VpcSnapshot snapshot(String vpcId, Overlaid overlaid) {
    Map<String, Integer> known = new TreeMap<>();
    weights.forEach(
        (id, weight) -> {
          if (weight.value() >= 0) {
            known.put(id, weight.value());
          }
        });
    return new VpcSnapshot(vpcId, premises.ipv6(), overlaid.groups(), known);
  }

  private VpcSnapshot marked(VpcSnapshot snapshot, Instant now) {
    Map<String, Group> marked = new TreeMap<>();
    snapshot
        .groups()
        .forEach(
            (id, group) -> {
              Group result = sightings.mark(group, now);
              marked.put(id, writes.uncertainUntil(id) == null ? result : unsettled(result));
            });
    return snapshot.withGroups(marked);
  }

  private static Group unsettled(Group group) {
    return group.withRules(
        group.rules().stream().map(rule -> rule.withSettled(false)).toList(), group.detailed());
  }

  /** A list that EC2 does not answer for is remembered as such, so that it costs no call a pass. */
  private void readWeights(Set<String> wanted, Instant now) {
    Set<String> unknown = new TreeSet<>(wanted);
    unknown.removeIf(id -> weights.containsKey(id) && !isOld(weights.get(id).at(), now));
    if (unknown.isEmpty()) {
      return;
    }
    try {
      Map<String, Integer> read = ec2.prefixListWeights(unknown);
      unknown.forEach(id -> weights.put(id, new Weight(read.getOrDefault(id, -1), now)));
    } catch (Ec2Exception e) {
      // One tenant's list must not cost the others their plan. A weight that is not known, or old,
      // costs a call that EC2 refuses at worst, and that step says so.
    }
  }

  private static boolean isOld(Instant at, Instant now) {
    return Duration.between(at, now).compareTo(WEIGHTS_AGE) > 0;
  }
}
