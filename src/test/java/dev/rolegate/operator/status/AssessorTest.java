package dev.rolegate.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.DriftKind;
import dev.rolegate.api.Mode;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.StepResult;
import dev.rolegate.model.AppliedRules;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Documented;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Provenance;
import dev.rolegate.model.WithheldRule;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Step;
import dev.rolegate.topology.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssessorTest {
  private static final DueDates DATES = new DueDates(Instant.EPOCH, List.of());
  private static final GroupKey WEB = new GroupKey("shop", "web");
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final Permission SSH =
      new Permission(Protocol.TCP, PortRange.single(22), new Peer.Address(Cidr.parse("0.0.0.0/0")));
  private static final DesiredRule RULE =
      new DesiredRule(Direction.INGRESS, SSH, "ssh", "ssh: Test");

  @Test
  void observeIsReadyAndSaysThatAwsDiffers() {
    var outcome = assess(Mode.OBSERVE, Intent.PRESENT, verdict(Plan.State.CHANGES), null);
    assertThat(outcome.ready().reason()).isEqualTo(Reason.OBSERVED);
    assertThat(finding(outcome, Finding.IN_SYNC).status()).isEqualTo(Finding.FALSE);
    assertThat(outcome.facts().plan()).isNotEmpty();
  }

  @Test
  void aStepThatWaitsForReadsAfterAStartSaysSoAndUntilWhen() {
    var waits =
        new StepResult(
            authorize(), StepResult.Outcome.WAITING, "sg-1", null, NOON, NOON.plusMillis(14_200));
    var outcome = assess(Mode.ENFORCE, Intent.PRESENT, verdict(Plan.State.CHANGES), waits);
    assertThat(outcome.ready().reason()).isEqualTo(Reason.WAITING_FOR_READS);
    assertThat(outcome.ready().message())
        .contains("1 step takes something away and waits until 2026-01-31T12:00:15Z");
    assertThat(finding(outcome, Finding.RECONCILING).status()).isEqualTo(Finding.TRUE);
    assertThat(outcome.facts().plan()).isNotEmpty();
    var other = result(StepResult.Outcome.WAITING, null);
    assertThat(
            assess(Mode.ENFORCE, Intent.PRESENT, verdict(Plan.State.CHANGES), other)
                .ready()
                .reason())
        .isEqualTo(Reason.APPLYING);
  }

  @Test
  void appliedStepsMakeAGroupReadyAndItsCountsWhole() {
    var outcome =
        assess(
            Mode.ENFORCE,
            Intent.PRESENT,
            verdict(Plan.State.CHANGES),
            result(StepResult.Outcome.APPLIED, null));
    assertThat(outcome.isApplied()).isTrue();
    assertThat(outcome.facts().rules().summary()).isEqualTo("1/1");
    assertThat(outcome.facts().plan()).isEmpty();
  }

  @Test
  void aRefusalNamesTheActionAndStallsAndAPassingFaultDoesNot() {
    var denied =
        assess(
            Mode.ENFORCE,
            Intent.PRESENT,
            verdict(Plan.State.CHANGES),
            result(StepResult.Outcome.FAILED, error(Ec2Exception.Kind.UNAUTHORIZED, "Denied")));
    assertThat(denied.ready().reason()).isEqualTo(Reason.ACCESS_DENIED);
    assertThat(denied.ready().message())
        .isEqualTo("AuthorizeSecurityGroupIngress: Denied: refused");
    assertThat(finding(denied, Finding.STALLED).isTrue()).isTrue();

    var throttled =
        assess(
            Mode.ENFORCE,
            Intent.PRESENT,
            verdict(Plan.State.CHANGES),
            result(StepResult.Outcome.FAILED, error(Ec2Exception.Kind.THROTTLED, "Slow")));
    assertThat(throttled.ready().reason()).isEqualTo(Reason.EC2_RETRYING);
    assertThat(finding(throttled, Finding.RECONCILING).isTrue()).isTrue();
  }

  @Test
  void withheldRulesKeepAGroupFromBeingReadyAndAreNamed() {
    var withheld =
        new WithheldRule(
            Direction.INGRESS, "https", "tcp 443 alb", WithheldRule.ROLE_NOT_FOUND, "no role alb");
    var outcome =
        assess(
            Mode.ENFORCE,
            Intent.PRESENT,
            verdict(Plan.State.IN_SYNC, Plan.Problem.NONE, List.of(withheld)),
            null);
    assertThat(outcome.ready().reason()).isEqualTo(Reason.RULES_WITHHELD);
    assertThat(outcome.ready().message()).contains("ingress/https (no role alb)");
    assertThat(finding(outcome, Finding.IN_SYNC).isTrue()).isTrue();
  }

  @Test
  void aDeletionIsBlockedByHoldersAndDoneWhenTheGroupIsGone() {
    var blocked =
        assess(
            Mode.ENFORCE,
            Intent.ABSENT,
            verdict(Plan.State.IN_SYNC, Plan.Problem.DELETION_BLOCKED, List.of()),
            null);
    assertThat(blocked.release()).isEqualTo(Outcome.Release.NO);
    assertThat(finding(blocked, Finding.DELETION_BLOCKED).message()).contains("eni-1");

    var gone = assess(Mode.ENFORCE, Intent.ABSENT, verdict(Plan.State.GONE), null);
    assertThat(gone.release()).isEqualTo(Outcome.Release.GONE);
  }

  @Test
  void whoeverMayNotDeclareIsLetGoWithTheGroupLeft() {
    var problem =
        new Problem(WEB, "uid", 3, Problem.Reason.NAMESPACE_NOT_ALLOWED, "ask them", true);
    var progress = new Progress(plan(List.of()), List.of());
    var outcome =
        new Assessor(scope(Mode.ENFORCE), Set.of("uid"), DATES)
            .assess(desired(List.of()), List.of(problem), progress)
            .get(0);
    assertThat(outcome.release()).isEqualTo(Outcome.Release.LEFT);
    assertThat(outcome.isAbout("uid", 3, true)).isTrue();
  }

  @Test
  void aRemovedRuleIsDriftUnlessADocumentTookItBack() {
    assertThat(drift(Map.of(), false)).containsExactly(DriftKind.EXTRA_RULE);
    assertThat(drift(Map.of(Ownership.CLUSTER, "test"), false)).isEmpty();
    assertThat(drift(Map.of(Ownership.CLUSTER, "test"), true))
        .containsExactly(DriftKind.EXTRA_RULE);
  }

  @Test
  void whatLeavesOrJoinsAnAddressSetAndWhatHasExpiredIsNoDrift() {
    var old = new LiveRule("sgr-1", Direction.INGRESS, SSH, "ssh: Test", Map.of(), true);
    var fromSet =
        new DesiredRule(
            Direction.INGRESS,
            SSH.withPeer(new Peer.Address(Cidr.parse("192.0.2.0/24"))),
            "ssh",
            "ssh: Test",
            Optional.empty(),
            "vpn");
    var known = Optional.of(Set.of(AppliedRules.hash(Direction.INGRESS, SSH)));
    var revoke = new Step.Revoke(Direction.INGRESS, List.of(old));
    var authorize = new Step.Authorize(Direction.INGRESS, List.of(fromSet), Map.of());
    var modify = new Step.Modify(List.of(new Step.Change(old, fromSet)));
    for (Step.Action action : List.of(revoke, authorize, modify)) {
      assertThat(drift(action, known, List.of())).as(action.toString()).isEmpty();
    }
    // Put back after somebody took it away; taken away although nothing had put it there.
    var present = Optional.of(Set.of(AppliedRules.hash(Direction.INGRESS, fromSet.permission())));
    assertThat(drift(authorize, present, List.of())).containsExactly(DriftKind.MISSING_RULE);
    assertThat(drift(revoke, present, List.of())).containsExactly(DriftKind.EXTRA_RULE);
    assertThat(drift(modify, present, List.of())).containsExactly(DriftKind.ALTERED_RULE);

    // Where nothing is known but the rule's tag.
    var ours =
        new Step.Revoke(
            Direction.INGRESS,
            List.of(
                new LiveRule(
                    "sgr-1",
                    Direction.INGRESS,
                    SSH,
                    "ssh: Test",
                    Map.of(Ownership.CLUSTER, "test"),
                    true)));
    assertThat(drift(ours, Optional.empty(), List.of())).containsExactly(DriftKind.EXTRA_RULE);
    var ended =
        new DesiredRule(Direction.INGRESS, SSH, "ssh", "ssh: Test", Optional.of(Instant.EPOCH), "");
    assertThat(drift(ours, Optional.empty(), List.of(ended))).isEmpty();
  }

  private static List<DriftKind> drift(
      Step.Action action, Optional<Set<String>> applied, List<DesiredRule> expired) {
    var done = new StepResult(step(action), StepResult.Outcome.APPLIED, "sg-1", null, NOON);
    var progress = new Progress(plan(List.of(done.step())), List.of(done));
    var group = group(Intent.PRESENT);
    var declared =
        new DesiredGroup(
            group.key(),
            group.uid(),
            group.generation(),
            group.role(),
            group.groupName(),
            group.tags(),
            group.rules(),
            group.withheld(),
            group.knownGroupId(),
            group.intent(),
            new Provenance("", false, applied),
            new Documented(false, Optional.empty(), expired));
    return new Drift(desired(List.of(declared)), progress)
        .mended(g -> true).stream().map(m -> m.record().kind()).toList();
  }

  private static List<DriftKind> drift(Map<String, String> tags, boolean appliedBefore) {
    var rule = new LiveRule("sgr-1", Direction.INGRESS, SSH, "x", tags, true);
    var step = step(new Step.Revoke(Direction.INGRESS, List.of(rule)));
    var done = new StepResult(step, StepResult.Outcome.APPLIED, "sg-1", null, NOON);
    var progress = new Progress(plan(List.of(step)), List.of(done));
    return new Drift(desired(List.of(group(Intent.PRESENT))), progress)
        .mended(g -> appliedBefore).stream().map(m -> m.record().kind()).toList();
  }

  private static Outcome assess(Mode mode, Intent intent, Plan.Verdict verdict, StepResult result) {
    var steps = verdict.state() == Plan.State.CHANGES ? List.of(authorize()) : List.<Step>of();
    var plan = new Plan("prod", "vpc-1", steps, List.of(verdict), List.of());
    var progress = new Progress(plan, result == null ? List.of() : List.of(result));
    return new Assessor(scope(mode), intent == Intent.ABSENT ? Set.of("uid") : Set.of(), DATES)
        .assess(desired(List.of(group(intent))), List.of(), progress)
        .get(0);
  }

  private static Scope scope(Mode mode) {
    return new Scope("prod", mode, false);
  }

  private static Plan.Verdict verdict(Plan.State state) {
    return verdict(state, Plan.Problem.NONE, List.of());
  }

  private static Plan.Verdict verdict(
      Plan.State state, Plan.Problem problem, List<WithheldRule> withheld) {
    return new Plan.Verdict(
        WEB,
        "uid",
        3,
        "sg-1",
        state,
        1,
        0,
        0,
        0,
        withheld,
        problem,
        List.of("interface eni-1"),
        Plan.Adoption.NONE,
        0,
        Optional.empty());
  }

  private static StepResult result(StepResult.Outcome outcome, Ec2Exception error) {
    return new StepResult(authorize(), outcome, "sg-1", error, NOON);
  }

  private static Step authorize() {
    return step(new Step.Authorize(Direction.INGRESS, List.of(RULE), Map.of()));
  }

  private static Step step(Step.Action action) {
    return new Step(
        1,
        List.of(new Step.Target(WEB, "sg-1")),
        action,
        Step.Effect.WIDEN,
        "a reason",
        List.of(),
        Step.Hold.NONE,
        false);
  }

  private static Plan plan(List<Step> steps) {
    return new Plan("prod", "vpc-1", steps, List.of(), List.of());
  }

  private static DesiredVpc desired(List<DesiredGroup> groups) {
    return new DesiredVpc("prod", "vpc-1", "eu-west-1", "test", groups);
  }

  private static DesiredGroup group(Intent intent) {
    return new DesiredGroup(
        WEB,
        "uid",
        3,
        "web",
        "shop/web",
        Map.of(),
        List.of(RULE),
        List.of(),
        "sg-1",
        intent,
        Provenance.UNKNOWN);
  }

  private static Ec2Exception error(Ec2Exception.Kind kind, String code) {
    return new Ec2Exception(kind, "AuthorizeSecurityGroupIngress", code, "refused", null);
  }

  private static Finding finding(Outcome outcome, String type) {
    return outcome.findings().stream().filter(f -> f.type().equals(type)).findFirst().orElseThrow();
  }
}
