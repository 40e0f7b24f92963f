package dev.rolegate.operator;

import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.model.Group;
import dev.rolegate.model.Holding;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.UseReport;
import dev.rolegate.operator.orphan.Orphan;
import dev.rolegate.operator.orphan.Sighting;
import dev.rolegate.operator.orphan.Sighting.Place;
import dev.rolegate.operator.orphan.Sighting.Use;
import dev.rolegate.operator.orphan.Snapshots;
import dev.rolegate.usage.Candidates;
import dev.rolegate.usage.Evidence;
import dev.rolegate.usage.HolderKinds;
import dev.rolegate.usage.Retirable;
import dev.rolegate.usage.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one check sees of the orphans of a VPC, by the evidence that it has. */
final class OrphanSurvey {
  private final OrphanGround ground;
  private final Optional<Evidences.Gathered> evidence;
  private final boolean fresh;
  private final Map<String, Standing> standings;
  private final List<String> uncovered;
  private final Retirable retirable;
  private final Set<String> chosen;

  /**
   * @param evidence empty where uses were not looked for yet
   * @param fresh true where no check had this evidence before
   */
  OrphanSurvey(OrphanGround ground, Optional<Evidences.Gathered> evidence, boolean fresh) {
    this.ground = ground;
    this.evidence = evidence;
    this.fresh = fresh;
    Set<String> asked = new TreeSet<>(ground.candidates().candidates().keySet());
    asked.retainAll(evidence.map(Evidences.Gathered::ids).orElse(Set.of()));
    this.standings =
        Evidence.judge(
            ground.snapshot(),
            asked,
            reports(),
            evidence.map(Evidences.Gathered::enabled).orElse(Set.of()));
    this.uncovered = HolderKinds.uncovered(reports());
    Set<String> staying =
        ground.objects().keySet().stream()
            .filter(OrphanSurvey::stays)
            .map(Orphan::groupId)
            .collect(Collectors.toSet());
    this.chosen =
        standings.values().stream()
            .filter(s -> s.verdict() == Standing.Verdict.UNUSED)
            .map(Standing::groupId)
            .filter(id -> !staying.contains(id) && isChosen(id))
            .collect(Collectors.toCollection(TreeSet::new));
    this.retirable = Retirable.of(ground.snapshot(), chosen);
  }

  private List<UseReport> reports() {
    return evidence.map(Evidences.Gathered::reports).orElse(List.of());
  }

  /**
   * What still names the id that a group had before it was made anew; empty where it was not, or
   * where nobody asked yet.
   */
  Optional<List<String>> namingOldId(Orphan orphan) {
    return evidence
        .filter(g -> orphan.isRenamed() && g.ids().contains(orphan.formerId()))
        .map(g -> OldIds.naming(orphan.formerId(), ground.snapshot(), g.reports()));
  }

  /** Its rules stay, and so hold what they name. */
  private static boolean stays(Orphan orphan) {
    return orphan.decision() == OrphanDecision.KEEP
        || orphan.decision() == OrphanDecision.RESTORE
        || orphan.phase() == OrphanPhase.KEPT
        || orphan.phase() == OrphanPhase.RESTORED && orphan.held();
  }

  private boolean isChosen(String groupId) {
    return ground.candidates().candidates().get(groupId).madeByUs()
        || ground.snapshot().group(groupId).filter(ground.match()::fits).isPresent();
  }

  /** True when uses were looked for, or when there is no candidate whose uses matter. */
  boolean isInformed() {
    return evidence.isPresent() || ground.candidates().candidates().isEmpty();
  }

  Collection<Standing> standings() {
    return standings.values();
  }

  /** What could not be looked at, by collector. */
  List<String> missing() {
    return reports().stream()
        .filter(report -> !report.isComplete())
        .map(report -> report.collector().apiName() + ": " + report.why())
        .sorted()
        .toList();
  }

  /**
   * @param object of the orphan, as read
   */
  Sighting of(Orphan orphan, OrphanedSecurityGroup object) {
    var group = ground.snapshot().group(orphan.groupId());
    if (group.isEmpty()) {
      return new Sighting(
          Place.GONE,
          "",
          Use.UNKNOWN,
          List.of(),
          List.of(),
          fresh,
          true,
          List.of(),
          Optional.empty(),
          List.of());
    }
    var other = ground.candidates().others().get(orphan.groupId());
    Place place =
        other == null
            ? Place.OURS
            : other.why() == Candidates.Why.DECLARED ? Place.DECLARED : Place.EXEMPT;
    List<String> holders = holders(orphan.groupId());
    List<String> missing = missing(orphan.groupId());
    return new Sighting(
        place,
        other == null ? "" : other.text(),
        !holders.isEmpty() ? Use.USED : missing.isEmpty() ? Use.UNUSED : Use.UNKNOWN,
        holders,
        missing,
        fresh || ground.limited().test(orphan),
        group.get().rules().isEmpty(),
        appeared(orphan, group.get()),
        obstacle(orphan, object, group.get()),
        uncovered);
  }

  private List<String> holders(String groupId) {
    var standing = standings.get(groupId);
    var live = ground.live().get(groupId);
    return Stream.concat(
            standing == null
                ? Stream.<String>empty()
                : standing.holders().stream().map(Holding::holder),
            live == null ? Stream.<String>empty() : live.holders().stream())
        .distinct()
        .toList();
  }

  private List<String> missing(String groupId) {
    List<String> missing = new ArrayList<>();
    var standing = standings.get(groupId);
    if (standing == null) {
      missing.add("uses of the group have not been looked for yet");
    } else {
      missing.addAll(standing.missing());
    }
    var live = ground.live().get(groupId);
    if (live != null) {
      missing.addAll(live.unknown());
    }
    return missing;
  }

  /** Rules that a quarantined group has and that were not its own when it was quarantined. */
  private List<String> appeared(Orphan orphan, Group group) {
    if (orphan.phase() != OrphanPhase.QUARANTINED || group.rules().isEmpty()) {
      return List.of();
    }
    Map<String, LiveRule> former = new HashMap<>();
    orphan
        .snapshot()
        .ifPresent(
            snapshot ->
                Snapshots.group(orphan.formerId(), orphan.groupName(), group.vpcId(), snapshot)
                    .rules()
                    .forEach(rule -> former.put(rule.ruleId(), rule)));
    // Without a snapshot nobody knows which of them are new.
    String which = orphan.snapshot().isPresent() ? "a new " : "its ";
    return ground.detailed().getOrDefault(group.groupId(), List.of()).stream()
        .filter(rule -> !rule.equals(former.get(rule.ruleId())))
        .map(rule -> which + rule.direction().word() + " rule " + rule.permission())
        .toList();
  }

  private Optional<String> obstacle(Orphan orphan, OrphanedSecurityGroup object, Group group) {
    String id = group.groupId();
    if (orphan.phase() == OrphanPhase.CANDIDATE && ground.isMarked(group)) {
      return Optional.of(
          "The group has the tag "
              + Ownership.RETIRED
              + " although nothing was taken from it: remove the tag");
    }
    if (object.isMarkedForDeletion()) {
      return Optional.of(
          "The object is being deleted, and stays until spec.decision is Keep or Restore and was carried out");
    }
    if (retirable.groups().contains(id) || !standings.containsKey(id)) {
      return Optional.empty();
    }
    if (chosen.contains(id)) {
      String by =
          retirable.held().getOrDefault(id, List.of()).stream()
              .findFirst()
              .map(Holding::holder)
              .orElse("another group");
      return Optional.of("Another group that stays refers to it: " + by);
    }
    boolean unused = standings.get(id).verdict() == Standing.Verdict.UNUSED;
    return unused && !isChosen(id)
        ? Optional.of("spec.orphans.match of the ManagedVpc does not name the group")
        : Optional.empty();
  }
}
