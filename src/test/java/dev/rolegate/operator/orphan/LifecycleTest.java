package dev.rolegate.operator.orphan;

import static dev.rolegate.operator.orphan.OrphanBuilder.FOUND;
import static dev.rolegate.operator.orphan.OrphanBuilder.orphan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.OrphanAction;
import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.operator.orphan.Course.NextStep;
import dev.rolegate.operator.orphan.Sighting.Place;
import dev.rolegate.operator.orphan.Sighting.Use;
import dev.rolegate.operator.status.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every phase under every evidence, decision, action and mode. */
class LifecycleTest {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Instant IN_GRACE = FOUND.plus(Duration.ofDays(3));
  private static final Instant AFTER_GRACE = FOUND.plus(WEEK);
  private static final Instant LATE = FOUND.plus(Duration.ofDays(60));

  private static OrphanBuilder decided(OrphanPhase phase, OrphanDecision decision) {
    return orphan(phase).decided(decision);
  }

  private static OrphanBuilder checked(int checks) {
    return orphan(OrphanPhase.CANDIDATE).checked(checks);
  }

  private static OrphanBuilder begun() {
    return orphan(OrphanPhase.QUARANTINED).begun();
  }

  private static Sighting seen(Place place, Use use, boolean fresh) {
    return new Sighting(
        place,
        place == Place.DECLARED ? "shop/web declares it" : "the ManagedVpc keeps it",
        use,
        use == Use.USED ? List.of("interface eni-1 (in use by i-1)") : List.of(),
        use == Use.UNKNOWN ? List.of("Lambda: denied") : List.of(),
        fresh,
        true,
        List.of(),
        Optional.empty(),
        List.of());
  }

  private static final Sighting CLEAN = seen(Place.OURS, Use.UNUSED, true);
  private static final Sighting STALE = seen(Place.OURS, Use.UNUSED, false);
  private static final Sighting USED = seen(Place.OURS, Use.USED, true);
  private static final Sighting UNKNOWN = seen(Place.OURS, Use.UNKNOWN, true);
  private static final Sighting GONE = seen(Place.GONE, Use.UNUSED, true);

  private static Sighting with(
      Sighting s, boolean bare, List<String> appeared, String obstacle, List<String> uncovered) {
    return new Sighting(
        s.place(),
        s.whose(),
        s.use(),
        s.holders(),
        s.missing(),
        s.fresh(),
        bare,
        appeared,
        Optional.ofNullable(obstacle),
        uncovered);
  }

  private static Policy policy(OrphanAction action, boolean enforces) {
    return new Policy(action, WEEK, WEEK, false, enforces, 5);
  }

  private static final Policy DELETE = policy(OrphanAction.DELETE, true);
  private static final Policy QUARANTINE = policy(OrphanAction.QUARANTINE, true);
  private static final Policy REPORT = policy(OrphanAction.REPORT, true);
  private static final Policy OBSERVE = policy(OrphanAction.DELETE, false);

  private static Course decide(OrphanBuilder orphan, Sighting seen, Policy policy, Instant now) {
    return Lifecycle.decide(orphan.build(), seen, policy, now);
  }

  private static void assertCourse(Course course, OrphanPhase phase, Wanted wanted, Reason reason) {
    assertThat(course.phase()).isEqualTo(phase);
    assertThat(course.wanted()).isEqualTo(Optional.ofNullable(wanted));
    assertThat(course.reason()).isEqualTo(reason);
    assertThat(course.forgotten()).isFalse();
  }

  @Test
  void aCandidateWaitsForTheGracePeriod() {
    var course = decide(orphan(OrphanPhase.CANDIDATE), CLEAN, DELETE, IN_GRACE);
    assertCourse(course, OrphanPhase.CANDIDATE, null, Reason.UNUSED);
    assertThat(course.step()).isEqualTo(NextStep.QUARANTINE);
    assertThat(course.when()).contains(AFTER_GRACE);
    assertThat(course.wantsEvidence()).isFalse();
  }

  @Test
  void itIsQuarantinedAtTheEndOfTheGracePeriodAndNotBefore() {
    var early = decide(orphan(OrphanPhase.CANDIDATE), CLEAN, DELETE, AFTER_GRACE.minusMillis(1));
    assertThat(early.wanted()).isEmpty();
    var course = decide(orphan(OrphanPhase.CANDIDATE), CLEAN, DELETE, AFTER_GRACE);
    assertCourse(course, OrphanPhase.QUARANTINED, Wanted.QUARANTINE, Reason.RETIRING);
    assertThat(course.held()).isTrue();
    assertThat(course.begins(orphan(OrphanPhase.CANDIDATE).build())).isTrue();
  }

  @Test
  void noStepIsTakenOnOldEvidence() {
    var course = decide(orphan(OrphanPhase.CANDIDATE), STALE, DELETE, AFTER_GRACE);
    assertCourse(course, OrphanPhase.CANDIDATE, null, Reason.UNUSED);
    assertThat(course.wantsEvidence()).isTrue();
    var deletion = decide(orphan(OrphanPhase.QUARANTINED), STALE, DELETE, LATE);
    assertCourse(deletion, OrphanPhase.QUARANTINED, null, Reason.QUARANTINED);
    assertThat(deletion.wantsEvidence()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "2, 3", "3, 3"})
  void freshCleanChecksAreCounted(int before, int after) {
    assertThat(decide(checked(before), CLEAN, DELETE, IN_GRACE).cleanChecks()).isEqualTo(after);
    assertThat(decide(checked(before), STALE, DELETE, IN_GRACE).cleanChecks()).isEqualTo(before);
    assertThat(decide(checked(before), UNKNOWN, DELETE, IN_GRACE).cleanChecks()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, false", "2, true", "3, true"})
  void aStepTakesThreeCleanChecks(int before, boolean goes) {
    var course = decide(checked(before), CLEAN, DELETE, LATE);
    assertThat(course.wanted().isPresent()).isEqualTo(goes);
    assertThat(course.wantsEvidence()).isEqualTo(!goes);
  }

  @ParameterizedTest
  @EnumSource(OrphanDecision.class)
  void aCandidateThatIsUsedIsForgottenUnlessKept(OrphanDecision decision) {
    var course = decide(decided(OrphanPhase.CANDIDATE, decision), USED, DELETE, LATE);
    assertThat(course.wanted()).isEmpty();
    assertThat(course.forgotten()).isEqualTo(decision != OrphanDecision.KEEP);
    assertThat(decide(orphan(OrphanPhase.CANDIDATE), USED, DELETE, LATE).message())
        .contains("eni-1");
  }

  @ParameterizedTest
  @EnumSource(OrphanPhase.class)
  void nothingIsTakenOnUnknownEvidence(OrphanPhase phase) {
    var course = decide(orphan(phase), UNKNOWN, DELETE, LATE);
    assertThat(course.wanted()).isNotEqualTo(Optional.of(Wanted.QUARANTINE));
    assertThat(course.wanted()).isNotEqualTo(Optional.of(Wanted.DELETE));
    if (phase == OrphanPhase.CANDIDATE || phase == OrphanPhase.QUARANTINED) {
      assertCourse(course, phase, null, Reason.USE_UNKNOWN);
      assertThat(course.message()).contains("Lambda: denied");
    }
  }

  @Test
  void whatIsBoundOrExemptOrGoneIsNoCandidate() {
    for (Place place : List.of(Place.DECLARED, Place.EXEMPT, Place.GONE)) {
      var course =
          decide(orphan(OrphanPhase.CANDIDATE), seen(place, Use.UNUSED, true), DELETE, LATE);
      assertThat(course.forgotten()).as("%s", place).isTrue();
      assertThat(course.wanted()).isEmpty();
    }
  }

  @Test
  void reportTakesNothing() {
    for (OrphanDecision decision : decisions()) {
      for (OrphanPhase phase : List.of(OrphanPhase.CANDIDATE, OrphanPhase.QUARANTINED)) {
        var course = decide(decided(phase, decision), CLEAN, REPORT, LATE);
        assertThat(course.wanted()).isNotEqualTo(Optional.of(Wanted.QUARANTINE));
        assertThat(course.wanted()).isNotEqualTo(Optional.of(Wanted.DELETE));
      }
    }
    var course = decide(decided(OrphanPhase.CANDIDATE, OrphanDecision.DELETE), CLEAN, REPORT, LATE);
    assertCourse(course, OrphanPhase.CANDIDATE, null, Reason.DECISION_WITHOUT_EFFECT);
    assertThat(course.state()).isEqualTo(Course.State.STALLED);
  }

  @Test
  void anObstacleHoldsBothSteps() {
    var seen = with(CLEAN, true, List.of(), "spec.orphans.match does not name it", List.of());
    for (OrphanDecision decision : new OrphanDecision[] {null, OrphanDecision.DELETE}) {
      assertCourse(
          decide(decided(OrphanPhase.CANDIDATE, decision), seen, DELETE, LATE),
          OrphanPhase.CANDIDATE,
          null,
          Reason.NOT_RETIRABLE);
      assertCourse(
          decide(decided(OrphanPhase.QUARANTINED, decision), seen, DELETE, LATE),
          OrphanPhase.QUARANTINED,
          null,
          Reason.NOT_RETIRABLE);
    }
  }

  @Test
  void theHoursLimitHoldsAQuarantine() {
    var full = new Policy(OrphanAction.DELETE, WEEK, WEEK, false, true, 0);
    var course = decide(orphan(OrphanPhase.CANDIDATE), CLEAN, full, LATE);
    assertCourse(course, OrphanPhase.CANDIDATE, null, Reason.QUARANTINE_LIMIT);
    assertThat(course.wantsEvidence()).isFalse();
  }

  @Test
  void theDecisionDeleteWaitsForNoPeriod() {
    var now = FOUND.plusSeconds(1);
    var hurried = decided(OrphanPhase.CANDIDATE, OrphanDecision.DELETE).checked(0);
    assertCourse(
        decide(hurried, CLEAN, QUARANTINE, now),
        OrphanPhase.QUARANTINED,
        Wanted.QUARANTINE,
        Reason.RETIRING);
    assertCourse(
        decide(decided(OrphanPhase.QUARANTINED, OrphanDecision.DELETE), CLEAN, QUARANTINE, now),
        OrphanPhase.QUARANTINED,
        Wanted.DELETE,
        Reason.RETIRING);
    assertThat(decide(hurried, STALE, QUARANTINE, now).wantsEvidence()).isTrue();
  }

  @Test
  void keepAndRestoreOfACandidate() {
    assertCourse(
        decide(decided(OrphanPhase.CANDIDATE, OrphanDecision.KEEP), CLEAN, DELETE, LATE),
        OrphanPhase.KEPT,
        null,
        Reason.KEPT);
    assertCourse(
        decide(decided(OrphanPhase.CANDIDATE, OrphanDecision.RESTORE), CLEAN, DELETE, LATE),
        OrphanPhase.CANDIDATE,
        null,
        Reason.DECISION_WITHOUT_EFFECT);
  }

  @Test
  void whatIsBegunGoesOnUntilTheGroupIsBare() {
    var dressed = with(CLEAN, false, List.of(), null, List.of());
    assertCourse(
        decide(begun(), dressed, DELETE, LATE),
        OrphanPhase.QUARANTINED,
        Wanted.QUARANTINE,
        Reason.RETIRING);
    var bare = decide(begun(), CLEAN, DELETE, LATE);
    assertCourse(bare, OrphanPhase.QUARANTINED, null, Reason.QUARANTINED);
    assertThat(bare.quarantined()).contains(LATE);
    assertThat(bare.when()).contains(LATE.plus(WEEK));
  }

  @Test
  void theQuarantineRunsItsTime() {
    var course = decide(orphan(OrphanPhase.QUARANTINED), CLEAN, DELETE, AFTER_GRACE.minusMillis(1));
    assertCourse(course, OrphanPhase.QUARANTINED, null, Reason.QUARANTINED);
    assertThat(course.step()).isEqualTo(NextStep.DELETE);
    assertThat(course.when()).contains(AFTER_GRACE);
    assertCourse(
        decide(orphan(OrphanPhase.QUARANTINED), CLEAN, DELETE, AFTER_GRACE),
        OrphanPhase.QUARANTINED,
        Wanted.DELETE,
        Reason.RETIRING);
    var stays = decide(orphan(OrphanPhase.QUARANTINED), CLEAN, QUARANTINE, LATE);
    assertCourse(stays, OrphanPhase.QUARANTINED, null, Reason.QUARANTINED);
    assertThat(stays.step()).isEqualTo(NextStep.NONE);
  }

  @Test
  void uncoveredKindsHoldADeletionUnlessAccepted() {
    var seen = with(CLEAN, true, List.of(), null, List.of("AWS::Cloud9::EnvironmentEC2"));
    for (OrphanDecision decision : new OrphanDecision[] {null, OrphanDecision.DELETE}) {
      var orphan = decided(OrphanPhase.QUARANTINED, decision);
      assertCourse(
          decide(orphan, seen, DELETE, LATE),
          OrphanPhase.QUARANTINED,
          null,
          Reason.KINDS_UNCOVERED);
      var accepting = new Policy(OrphanAction.DELETE, WEEK, WEEK, true, true, 5);
      assertThat(decide(orphan, seen, accepting, LATE).wanted()).contains(Wanted.DELETE);
    }
  }

  @ParameterizedTest
  @EnumSource(OrphanAction.class)
  void aUseInQuarantineGivesTheRulesBackBeforeAnythingElse(OrphanAction action) {
    var appeared = with(CLEAN, false, List.of("ingress tcp 22 0.0.0.0/0"), null, List.of("X"));
    for (Sighting seen : List.of(USED, appeared, seen(Place.OURS, Use.USED, false))) {
      for (OrphanDecision decision : decisions()) {
        for (OrphanBuilder orphan : List.of(begun(), decided(OrphanPhase.QUARANTINED, decision))) {
          var course = decide(orphan, seen, policy(action, true), LATE);
          assertCourse(course, OrphanPhase.RESTORED, Wanted.RESTORE, Reason.RESTORING);
          assertThat(course.held()).isTrue();
        }
      }
    }
  }

  @Test
  void observeGivesNothingBackAndSaysSo() {
    var course = decide(orphan(OrphanPhase.QUARANTINED), USED, OBSERVE, LATE);
    assertCourse(course, OrphanPhase.QUARANTINED, Wanted.RESTORE, Reason.NOT_GIVEN_BACK);
    assertThat(course.state()).isEqualTo(Course.State.STALLED);
    assertThat(course.message()).contains("eni-1", "Enforce");
  }

  @Test
  void observePlansWhatIsDueAndBeginsNothing() {
    var quarantine = decide(orphan(OrphanPhase.CANDIDATE), CLEAN, OBSERVE, LATE);
    assertCourse(quarantine, OrphanPhase.CANDIDATE, Wanted.QUARANTINE, Reason.OBSERVED);
    assertThat(quarantine.held()).isFalse();
    assertCourse(
        decide(orphan(OrphanPhase.QUARANTINED), CLEAN, OBSERVE, LATE),
        OrphanPhase.QUARANTINED,
        Wanted.DELETE,
        Reason.OBSERVED);
  }

  @Test
  void observeLooksForNoUsesAnewToTellWhatIsDue() {
    for (OrphanPhase phase : List.of(OrphanPhase.CANDIDATE, OrphanPhase.QUARANTINED)) {
      var course = decide(orphan(phase), STALE, OBSERVE, LATE);
      assertThat(course.reason()).isEqualTo(Reason.OBSERVED);
      assertThat(course.wantsEvidence()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = OrphanDecision.class,
      names = {"KEEP", "RESTORE"})
  void aDecisionGivesTheRulesBack(OrphanDecision decision) {
    var quarantined = decided(OrphanPhase.QUARANTINED, decision);
    assertCourse(
        decide(quarantined, CLEAN, DELETE, IN_GRACE),
        OrphanPhase.RESTORED,
        Wanted.RESTORE,
        Reason.RESTORING);
    assertCourse(
        decide(quarantined, GONE, DELETE, IN_GRACE),
        OrphanPhase.RESTORED,
        Wanted.RESTORE,
        Reason.RESTORING);
    var end = Endings.restored(quarantined.build(), CLEAN);
    assertThat(end.phase())
        .isEqualTo(decision == OrphanDecision.KEEP ? OrphanPhase.KEPT : OrphanPhase.RESTORED);
    assertThat(end.held()).isFalse();
  }

  @Test
  void aGroupThatIsGoneIsRemembered() {
    var course = decide(orphan(OrphanPhase.QUARANTINED), GONE, DELETE, LATE);
    assertCourse(course, OrphanPhase.DELETED, null, Reason.GROUP_DELETED);
    assertThat(course.deleted()).contains(LATE);
    assertThat(course.held()).isTrue();
    assertThat(course.step()).isEqualTo(NextStep.FORGET);
    assertThat(course.when()).contains(LATE.plus(Duration.ofDays(90)));
  }

  @Test
  void aDeletedGroupIsForgottenAfterNinetyDays() {
    var end = FOUND.plus(Duration.ofDays(90));
    assertThat(decide(orphan(OrphanPhase.DELETED), GONE, DELETE, end.minusMillis(1)).forgotten())
        .isFalse();
    var course = decide(orphan(OrphanPhase.DELETED), GONE, DELETE, end);
    assertThat(course.forgotten()).isTrue();
    assertThat(course.held()).isFalse();
  }

  @Test
  void aDeletedGroupComesBackByDecision() {
    assertCourse(
        decide(decided(OrphanPhase.DELETED, OrphanDecision.RESTORE), GONE, DELETE, LATE),
        OrphanPhase.RESTORED,
        Wanted.RESTORE,
        Reason.RESTORING);
    assertCourse(
        decide(decided(OrphanPhase.DELETED, OrphanDecision.KEEP), GONE, DELETE, LATE),
        OrphanPhase.DELETED,
        null,
        Reason.GROUP_DELETED);
  }

  @Test
  void aDeletedGroupThatEc2ShowsAgainIsInQuarantine() {
    var course = decide(orphan(OrphanPhase.DELETED), CLEAN, DELETE, LATE);
    assertCourse(course, OrphanPhase.QUARANTINED, null, Reason.QUARANTINED);
    assertThat(course.quarantined()).contains(LATE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Orphan.Proof.class,
      names = {"LOST", "CHANGED"})
  @DisplayName("a lost or edited snapshot is never used, and nothing is deleted without a decision")
  void withoutASnapshot(Orphan.Proof proof) {
    var reason = proof == Orphan.Proof.LOST ? Reason.SNAPSHOT_LOST : Reason.SNAPSHOT_CHANGED;
    for (Sighting seen : List.of(CLEAN, USED)) {
      var course = decide(orphan(OrphanPhase.QUARANTINED).proof(proof), seen, DELETE, LATE);
      assertCourse(course, OrphanPhase.QUARANTINED, null, reason);
      assertThat(course.state()).isEqualTo(Course.State.STALLED);
    }
    for (OrphanPhase phase : List.of(OrphanPhase.QUARANTINED, OrphanPhase.DELETED)) {
      var restore = decided(phase, OrphanDecision.RESTORE).proof(proof);
      assertCourse(decide(restore, GONE, DELETE, LATE), phase, null, reason);
    }
    var keep = decided(OrphanPhase.QUARANTINED, OrphanDecision.KEEP).proof(proof);
    assertCourse(
        decide(keep, CLEAN, DELETE, LATE), OrphanPhase.RESTORED, Wanted.RESTORE, Reason.RESTORING);
    var delete = decided(OrphanPhase.QUARANTINED, OrphanDecision.DELETE).proof(proof);
    assertThat(decide(delete, CLEAN, DELETE, LATE).wanted()).contains(Wanted.DELETE);
    assertCourse(decide(delete, USED, DELETE, LATE), OrphanPhase.QUARANTINED, null, reason);
  }

  @Test
  void aRestorationGoesOnUntilItIsDone() {
    for (Sighting seen : List.of(CLEAN, USED, UNKNOWN, GONE)) {
      assertCourse(
          decide(orphan(OrphanPhase.RESTORED), seen, REPORT, LATE),
          OrphanPhase.RESTORED,
          Wanted.RESTORE,
          Reason.RESTORING);
    }
  }

  @Test
  void aRestoredGroupBeginsAnewWhenItIsUnused() {
    var restored = orphan(OrphanPhase.RESTORED).renamed("sg-1").released();
    assertCourse(decide(restored, USED, DELETE, LATE), OrphanPhase.RESTORED, null, Reason.RESTORED);
    var anew = decide(restored, CLEAN, DELETE, LATE);
    assertCourse(anew, OrphanPhase.CANDIDATE, null, Reason.UNUSED);
    assertThat(anew.firstSeen()).isEqualTo(LATE);
    assertThat(anew.cleanChecks()).isZero();
  }

  @Test
  void aDecisionKeepsAGroupThatWasRestored() {
    var restored = decided(OrphanPhase.RESTORED, OrphanDecision.RESTORE).renamed("sg-2").released();
    assertCourse(
        decide(restored, CLEAN, DELETE, LATE), OrphanPhase.RESTORED, null, Reason.RESTORED);
    assertThat(
            decide(orphan(OrphanPhase.RESTORED).renamed("sg-2").released(), CLEAN, DELETE, LATE)
                .forgotten())
        .isTrue();
  }

  @Test
  void aKeptGroupStaysUntilTheDecisionIsTakenBack() {
    assertCourse(
        decide(decided(OrphanPhase.KEPT, OrphanDecision.KEEP), CLEAN, DELETE, LATE),
        OrphanPhase.KEPT,
        null,
        Reason.KEPT);
    var anew = decide(orphan(OrphanPhase.KEPT), CLEAN, DELETE, LATE);
    assertCourse(anew, OrphanPhase.CANDIDATE, null, Reason.UNUSED);
    assertThat(anew.firstSeen()).isEqualTo(LATE);
    assertThat(decide(orphan(OrphanPhase.KEPT), USED, DELETE, LATE).forgotten()).isTrue();
  }

  @Test
  void aDeclaredGroupIsLetGoWithoutAStep() {
    var declared = seen(Place.DECLARED, Use.USED, true);
    for (OrphanPhase phase : List.of(OrphanPhase.QUARANTINED, OrphanPhase.RESTORED)) {
      var course = decide(orphan(phase), declared, DELETE, LATE);
      assertThat(course.wanted()).isEmpty();
      assertThat(course.held()).isFalse();
      assertThat(course.phase()).isEqualTo(OrphanPhase.RESTORED);
      assertThat(course.forgotten()).isFalse();
      assertThat(course.message()).contains("shop/web declares it", "spec.snapshot");
    }
    // The snapshot was taken a week after it was found.
    Instant over = Instant.parse(OrphanBuilder.SNAPSHOT.taken()).plus(Lifecycle.REMEMBERED);
    var done = orphan(OrphanPhase.RESTORED).renamed("sg-1").released();
    assertThat(decide(done, declared, DELETE, over.minusSeconds(1)).forgotten()).isFalse();
    assertThat(decide(done, declared, DELETE, over).forgotten()).isTrue();
  }

  @Test
  void theExemptGetTheirRulesBackAndAreKept() {
    var exempt = seen(Place.EXEMPT, Use.UNUSED, true);
    var course = decide(orphan(OrphanPhase.QUARANTINED), exempt, DELETE, LATE);
    assertCourse(course, OrphanPhase.RESTORED, Wanted.RESTORE, Reason.RESTORING);
    assertThat(Endings.restored(orphan(OrphanPhase.RESTORED).build(), exempt).phase())
        .isEqualTo(OrphanPhase.KEPT);
  }

  /** Whatever the state: a step that takes something needs all of this. */
  @Test
  void takingTakesCompleteFreshEvidenceAndConsentInEveryState() {
    int taking = 0;
    for (OrphanPhase phase : OrphanPhase.values()) {
      for (OrphanDecision decision : decisions()) {
        for (Orphan.Proof proof : Orphan.Proof.values()) {
          for (Place place : Place.values()) {
            for (Use use : Use.values()) {
              for (boolean fresh : new boolean[] {true, false}) {
                for (OrphanAction action : OrphanAction.values()) {
                  var orphan = decided(phase, decision).proof(proof);
                  var course = decide(orphan, seen(place, use, fresh), policy(action, true), LATE);
                  if (course.wanted().filter(w -> w != Wanted.RESTORE).isPresent()) {
                    taking++;
                    assertThat(use).isEqualTo(Use.UNUSED);
                    assertThat(fresh).isTrue();
                    assertThat(place).isEqualTo(Place.OURS);
                    assertThat(action).isNotEqualTo(OrphanAction.REPORT);
                    assertThat(decision).isIn(null, OrphanDecision.DELETE);
                    assertThat(course.held()).isTrue();
                  }
                }
              }
            }
          }
        }
      }
    }
    assertThat(taking).isPositive();
  }

  private static List<OrphanDecision> decisions() {
    List<OrphanDecision> all = new ArrayList<>(List.of(OrphanDecision.values()));
    all.add(null);
    return all;
  }
}
