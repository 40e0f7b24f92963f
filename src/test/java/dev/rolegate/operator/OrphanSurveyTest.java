package dev.rolegate.operator;

import static dev.rolegate.operator.orphan.OrphanBuilder.orphan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.Holding;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.UseReport.Coverage;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.orphan.Orphan;
import dev.rolegate.operator.orphan.OrphanBuilder;
import dev.rolegate.operator.orphan.Sighting;
import dev.rolegate.operator.orphan.Sighting.Place;
import dev.rolegate.operator.orphan.Sighting.Use;
import dev.rolegate.operator.orphan.Snapshots;
import dev.rolegate.usage.Candidates;
import dev.rolegate.usage.GroupMatch;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a check sees of an orphan, by what was found, what was not asked, and what stands by. */
class OrphanSurveyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String ACCOUNT = "111122223333";
  private static final Group DEFAULT = group("sg-0", "default");
  private static final Set<UseCollector> LAMBDA = Set.of(UseCollector.LAMBDA);
  private static final GroupMatch OLD = new GroupMatch(Set.of(), List.of("old-*"), List.of());

  private final List<Group> groups = new ArrayList<>(List.of(DEFAULT));
  private final Map<Orphan, OrphanedSecurityGroup> objects = new LinkedHashMap<>();
  private final Map<String, GroupUse> live = new TreeMap<>();
  private final Map<String, List<LiveRule>> detailed = new TreeMap<>();
  private final List<Candidates.Declared> declared = new ArrayList<>();
  private final List<UseReport> reports =
      Stream.of(
              UseCollector.NETWORK_INTERFACES,
              UseCollector.SECURITY_GROUP_REFERENCES,
              UseCollector.VPC_ASSOCIATIONS,
              UseCollector.LAMBDA)
          .map(collector -> report(collector, Coverage.COMPLETE))
          .collect(Collectors.toCollection(ArrayList::new));
  private GroupMatch match = OLD;
  private GroupMatch keep = GroupMatch.NONE;
  private boolean limited;

  private static Group group(String id, String name, LiveRule... rules) {
    return new Group(id, name, "", "vpc-1", ACCOUNT, Map.of(), List.of(rules), false);
  }

  private static LiveRule rule(Peer peer) {
    var permission = new Permission(Protocol.TCP, PortRange.single(443), peer);
    return LiveRule.content(Direction.INGRESS, permission, "");
  }

  private static LiveRule naming(String groupId) {
    return rule(new Peer.Group(groupId));
  }

  private static LiveRule identified(String id, String cidr) {
    return new LiveRule(
        id,
        Direction.INGRESS,
        rule(new Peer.Address(Cidr.parse(cidr))).permission(),
        "",
        Map.of(),
        true);
  }

  private static UseReport report(UseCollector collector, Coverage coverage, Holding... holdings) {
    String why = coverage == Coverage.COMPLETE ? "" : "may not look";
    return new UseReport(collector, coverage, why, List.of(holdings), Set.of());
  }

  private static Holding function(String groupId) {
    return new Holding(groupId, "AWS::Lambda::Function", "function of " + groupId);
  }

  private void says(UseReport report) {
    reports.removeIf(r -> r.collector() == report.collector());
    reports.add(report);
  }

  private Orphan known(OrphanBuilder built) {
    return known(built, false);
  }

  private Orphan known(OrphanBuilder built, boolean leaving) {
    var one = built.build();
    var object = new OrphanedSecurityGroup();
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(one.name())
            .withDeletionTimestamp(leaving ? NOW.toString() : null)
            .build());
    objects.put(one, object);
    return one;
  }

  private OrphanSurvey survey(Optional<Evidences.Gathered> evidence, boolean fresh) {
    var snapshot = VpcSnapshot.of("vpc-1", false, groups);
    var candidates =
        Candidates.of(
            snapshot, new Candidates.Documents("c1", "prod", declared, Set.of(), Set.of(), keep));
    return new OrphanSurvey(
        new OrphanGround(
            "c1", snapshot, candidates, match, objects, live, detailed, orphan -> limited),
        evidence,
        fresh);
  }

  /** By evidence that was asked about these groups. */
  private Evidences.Gathered gathered(Set<String> ids) {
    var question =
        new Evidences.Question(
            new ScriptedUses(), VpcSnapshot.of("vpc-1", false, groups), ids, LAMBDA);
    return new Evidences.Gathered(question, NOW, NOW, List.copyOf(reports), new AtomicBoolean());
  }

  private OrphanSurvey survey() {
    Set<String> all = groups.stream().map(Group::groupId).collect(Collectors.toSet());
    return survey(Optional.of(gathered(all)), true);
  }

  private Sighting seen(Orphan orphan) {
    return survey().of(orphan, objects.get(orphan));
  }

  @Test
  void byCompleteEvidenceAGroupIsUnusedAndNothingStandsInTheWay() {
    groups.add(group("sg-1", "old-1"));
    var seen = seen(known(orphan(OrphanPhase.CANDIDATE)));
    assertThat(seen.place()).isEqualTo(Place.OURS);
    assertThat(seen.use()).isEqualTo(Use.UNUSED);
    assertThat(seen.fresh()).isTrue();
    assertThat(seen.bare()).isTrue();
    assertThat(seen.obstacle()).isEmpty();
    assertThat(seen.uncovered())
        .contains("AWS::Glue::Connection")
        .doesNotContain("AWS::EC2::Instance", "AWS::Lambda::EventSourceMapping");
  }

  @Test
  void whatAnyReportNamesIsUsedHoweverMuchIsMissing() {
    groups.add(group("sg-1", "old-1"));
    var candidate = known(orphan(OrphanPhase.CANDIDATE));
    for (Coverage coverage : Coverage.values()) {
      says(report(UseCollector.LAMBDA, coverage, function("sg-1"), function("sg-2")));
      assertThat(seen(candidate).use()).isEqualTo(Use.USED);
      assertThat(seen(candidate).holders()).containsExactly("function of sg-1");
    }
  }

  @Test
  void whatIsMissingMakesItUnknownAndKindsUncovered() {
    groups.add(group("sg-1", "old-1"));
    var candidate = known(orphan(OrphanPhase.CANDIDATE));
    says(report(UseCollector.LAMBDA, Coverage.DENIED));
    says(report(UseCollector.NETWORK_INTERFACES, Coverage.PARTIAL));
    var seen = seen(candidate);
    assertThat(seen.use()).isEqualTo(Use.UNKNOWN);
    assertThat(seen.missing())
        .containsExactlyInAnyOrder("NetworkInterfaces: may not look", "Lambda: may not look");
    assertThat(seen.uncovered()).contains("AWS::EC2::Instance", "AWS::Lambda::EventSourceMapping");
    assertThat(survey().missing())
        .containsExactly("Lambda: may not look", "NetworkInterfaces: may not look");
  }

  @Test
  void aReportThatDidNotComeMakesItUnknown() {
    groups.add(group("sg-1", "old-1"));
    var candidate = known(orphan(OrphanPhase.CANDIDATE));
    reports.removeIf(report -> report.collector() == UseCollector.VPC_ASSOCIATIONS);
    assertThat(seen(candidate).use()).isEqualTo(Use.UNKNOWN);
  }

  @Test
  void beforeAnybodyAskedNothingIsKnown() {
    groups.add(group("sg-1", "old-1"));
    var candidate = known(orphan(OrphanPhase.CANDIDATE));
    var survey = survey(Optional.empty(), false);
    var seen = survey.of(candidate, objects.get(candidate));
    assertThat(seen.use()).isEqualTo(Use.UNKNOWN);
    assertThat(seen.missing()).singleElement().asString().contains("not been looked for yet");
    assertThat(seen.fresh()).isFalse();
    assertThat(survey.standings()).isEmpty();
    assertThat(survey.namingOldId(candidate)).isEmpty();
  }

  @Test
  void aGroupThatCameAfterTheQuestionIsUnknownAndWhatItNamesIsUsed() {
    groups.add(group("sg-1", "old-1"));
    groups.add(group("sg-2", "old-2", naming("sg-1")));
    var named = known(orphan(OrphanPhase.CANDIDATE));
    var late = known(orphan(OrphanPhase.CANDIDATE).of("sg-2"));
    var survey = survey(Optional.of(gathered(Set.of("sg-1"))), true);
    assertThat(survey.of(late, objects.get(late)).use()).isEqualTo(Use.UNKNOWN);
    assertThat(survey.of(named, objects.get(named)).use()).isEqualTo(Use.USED);
  }

  @Test
  void whoHoldsAQuarantinedGroupNowCountsBesideOlderEvidence() {
    groups.add(group("sg-1", "old-1"));
    var quarantined = known(orphan(OrphanPhase.QUARANTINED));
    live.put("sg-1", new GroupUse("sg-1", List.of("interface eni-1"), List.of()));
    assertThat(seen(quarantined).use()).isEqualTo(Use.USED);
    assertThat(seen(quarantined).holders()).containsExactly("interface eni-1");
    live.put("sg-1", new GroupUse("sg-1", List.of(), List.of("throttled")));
    assertThat(seen(quarantined).use()).isEqualTo(Use.UNKNOWN);
    assertThat(seen(quarantined).missing()).containsExactly("throttled");
    live.put("sg-1", new GroupUse("sg-1", List.of(), List.of()));
    assertThat(seen(quarantined).use()).isEqualTo(Use.UNUSED);
    var unasked = survey(Optional.empty(), false).of(quarantined, objects.get(quarantined));
    assertThat(unasked.use())
        .as("what holds it now says nothing of the rest")
        .isEqualTo(Use.UNKNOWN);
  }

  @Test
  void olderEvidenceDoesOnlyForWhatWaitsForTheHour() {
    groups.add(group("sg-1", "old-1"));
    var quarantined = known(orphan(OrphanPhase.QUARANTINED));
    var old = Optional.of(gathered(Set.of("sg-1")));
    assertThat(survey(old, false).of(quarantined, objects.get(quarantined)).fresh()).isFalse();
    limited = true;
    assertThat(survey(old, false).of(quarantined, objects.get(quarantined)).fresh()).isTrue();
  }

  @Test
  void itIsSeenWhereAGroupStands() {
    var candidate = known(orphan(OrphanPhase.CANDIDATE));
    assertThat(seen(candidate).place()).isEqualTo(Place.GONE);
    groups.add(group("sg-1", "old-1"));
    assertThat(seen(candidate).place()).isEqualTo(Place.OURS);
    keep = new GroupMatch(Set.of("sg-1"), List.of(), List.of());
    assertThat(seen(candidate).place()).isEqualTo(Place.EXEMPT);
    assertThat(seen(candidate).whose()).contains("spec.orphans.keep");
    declared.add(new Candidates.Declared(new GroupKey("shop", "web"), "", "sg-1", ""));
    assertThat(seen(candidate).place()).isEqualTo(Place.DECLARED);
    assertThat(seen(candidate).whose()).contains("shop/web");
    assertThat(seen(candidate).use()).as("nobody asks about it").isEqualTo(Use.UNKNOWN);
  }

  @Test
  void rulesThatAppearedInQuarantineAreThoseThatTheGroupHadNotBefore() {
    var own = identified("sgr-1", "10.0.0.0/8");
    var detailedGroup =
        new Group("sg-1", "old-1", "", "vpc-1", ACCOUNT, Map.of(), List.of(own), true);
    var kept = Snapshots.of(detailedGroup, Map.of(), NOW);
    groups.add(group("sg-1", "old-1", rule(own.permission().peer())));
    var quarantined = known(orphan(OrphanPhase.QUARANTINED).kept(kept));

    detailed.put("sg-1", List.of(own));
    assertThat(seen(quarantined).appeared()).as("not taken yet").isEmpty();
    assertThat(seen(quarantined).bare()).isFalse();
    detailed.put("sg-1", List.of(own, identified("sgr-2", "192.0.2.0/24")));
    assertThat(seen(quarantined).appeared())
        .containsExactly("a new ingress rule tcp 443 192.0.2.0/24");
    detailed.put("sg-1", List.of(identified("sgr-2", "10.0.0.0/8")));
    assertThat(seen(quarantined).appeared()).as("the same under another id").hasSize(1);
    detailed.put("sg-1", List.of(own.withDescription("changed")));
    assertThat(seen(quarantined).appeared()).as("the same id, changed").hasSize(1);

    var candidate = known(orphan(OrphanPhase.CANDIDATE));
    assertThat(seen(candidate).appeared()).isEmpty();
  }

  @Test
  void withoutASnapshotEveryRuleIsNew() {
    groups.add(group("sg-1", "old-1", rule(new Peer.Address(Cidr.parse("10.0.0.0/8")))));
    detailed.put("sg-1", List.of(identified("sgr-1", "10.0.0.0/8")));
    var lost = known(orphan(OrphanPhase.QUARANTINED).proof(Orphan.Proof.LOST));
    assertThat(seen(lost).appeared()).hasSize(1);
  }

  @Test
  void aGroupThatNobodyChoseIsOnlyReported() {
    groups.add(group("sg-1", "mine"));
    var candidate = known(orphan(OrphanPhase.CANDIDATE));
    assertThat(seen(candidate).obstacle()).hasValueSatisfying(o -> assertThat(o).contains("match"));
    match = new GroupMatch(Set.of("sg-1"), List.of(), List.of());
    assertThat(seen(candidate).obstacle()).isEmpty();
  }

  @Test
  void aGroupOfOursWhoseDocumentIsGoneNeedsNoMatchButItsTagsAloneProveNothing() {
    var key = new GroupKey("shop", "web");
    var tags = Ownership.groupTags("c1", "prod", key, "web", "Web servers", "team");
    match = GroupMatch.NONE;
    groups.add(
        new Group(
            "sg-1",
            "shop/web",
            Ownership.description(key),
            "vpc-1",
            ACCOUNT,
            tags,
            List.of(),
            false));
    groups.add(new Group("sg-2", "forged", "", "vpc-1", ACCOUNT, tags, List.of(), false));
    assertThat(seen(known(orphan(OrphanPhase.CANDIDATE))).obstacle()).isEmpty();
    assertThat(seen(known(orphan(OrphanPhase.CANDIDATE).of("sg-2"))).obstacle())
        .hasValueSatisfying(o -> assertThat(o).contains("match"));
  }

  @Test
  void whatAGroupNamesThatStaysIsNotRetired() {
    groups.add(group("sg-1", "old-1"));
    groups.add(group("sg-2", "mine", naming("sg-1")));
    var candidate = known(orphan(OrphanPhase.CANDIDATE));
    var seen = seen(candidate);
    assertThat(seen.use()).as("its only holder is unused itself").isEqualTo(Use.UNUSED);
    assertThat(seen.obstacle())
        .hasValueSatisfying(o -> assertThat(o).contains("Another group that stays", "sg-2"));
    match = new GroupMatch(Set.of("sg-1", "sg-2"), List.of(), List.of());
    assertThat(seen(candidate).obstacle()).as("both go").isEmpty();
  }

  @Test
  void aDecisionOrAWayBackMakesAGroupStayAndHoldWhatItNames() {
    groups.add(group("sg-1", "old-1"));
    groups.add(group("sg-2", "old-2", naming("sg-1")));
    var staying =
        List.of(
            orphan(OrphanPhase.CANDIDATE).decided(OrphanDecision.KEEP),
            orphan(OrphanPhase.QUARANTINED).decided(OrphanDecision.RESTORE),
            orphan(OrphanPhase.KEPT),
            orphan(OrphanPhase.RESTORED));
    var candidate = orphan(OrphanPhase.CANDIDATE);
    for (OrphanBuilder other : staying) {
      objects.clear();
      known(other.of("sg-2"));
      var orphan = known(candidate);
      assertThat(seen(orphan).obstacle())
          .as("%s", other.build())
          .hasValueSatisfying(o -> assertThat(o).contains("sg-2"));
    }
    for (OrphanBuilder other :
        List.of(
            orphan(OrphanPhase.CANDIDATE),
            orphan(OrphanPhase.CANDIDATE).decided(OrphanDecision.DELETE),
            orphan(OrphanPhase.RESTORED).released())) {
      objects.clear();
      known(other.of("sg-2"));
      var orphan = known(candidate);
      assertThat(seen(orphan).obstacle()).as("%s", other.build()).isEmpty();
    }
  }

  @Test
  void ourMarkOnAGroupThatNothingWasTakenFromIsAnObstacle() {
    var tags = Map.of(Ownership.RETIRED, "c1");
    groups.add(new Group("sg-1", "old-1", "", "vpc-1", ACCOUNT, tags, List.of(), false));
    assertThat(seen(known(orphan(OrphanPhase.CANDIDATE))).obstacle())
        .hasValueSatisfying(o -> assertThat(o).contains(Ownership.RETIRED, "remove the tag"));
    assertThat(seen(known(orphan(OrphanPhase.QUARANTINED))).obstacle()).isEmpty();
  }

  @Test
  void anObjectThatIsBeingDeletedHoldsItsGroup() {
    groups.add(group("sg-1", "old-1"));
    assertThat(seen(known(orphan(OrphanPhase.QUARANTINED), true)).obstacle())
        .hasValueSatisfying(o -> assertThat(o).contains("being deleted"));
  }

  @Test
  void whatNamesTheOldIdIsToldOnceSomebodyAskedForIt() {
    groups.add(group("sg-2", "old-1"));
    groups.add(group("sg-3", "other", naming("sg-1")));
    var renamed = known(orphan(OrphanPhase.RESTORED).renamed("sg-2"));
    var same = known(orphan(OrphanPhase.RESTORED).of("sg-3"));
    says(report(UseCollector.LAMBDA, Coverage.PARTIAL, function("sg-1"), function("sg-2")));
    assertThat(survey(Optional.of(gathered(Set.of("sg-2", "sg-3"))), true).namingOldId(renamed))
        .isEmpty();
    var survey = survey(Optional.of(gathered(Set.of("sg-1", "sg-2", "sg-3"))), true);
    assertThat(survey.namingOldId(renamed))
        .contains(
            List.of(
                "ingress rule tcp 443 sg-1 of sg-3",
                "function of sg-1",
                "perhaps more: Lambda: may not look"));
    assertThat(survey.namingOldId(same)).isEmpty();
  }
}
