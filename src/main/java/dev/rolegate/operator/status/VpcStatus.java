package dev.rolegate.operator.status;

import dev.rolegate.api.ManagedVpcStatus;
import dev.rolegate.api.VpcCounts;
import dev.rolegate.api.VpcFindings;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.Refusal;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Plan.State;
import dev.rolegate.plan.Plan.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what a check saw into a ManagedVpc's status. */
public final class VpcStatus {
  private static final int NAMED = 3;
  private static final ManagedVpcStatus EMPTY =
      new ManagedVpcStatus(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null, null, null);

  private VpcStatus() {}

  /** The status, or an empty one where there is none yet. */
  public static ManagedVpcStatus orEmpty(ManagedVpcStatus status) {
    return status == null ? EMPTY : status;
  }

  /** After a check that could compare. */
  public static ManagedVpcStatus of(
      ManagedVpcStatus before,
      long generation,
      Scope scope,
      Approval approval,
      Progress progress,
      List<Outcome> outcomes,
      VpcFindings guardrails,
      Instant now) {
    Plan open = progress.open();
    var findings = findings(scope, progress, outcomes);
    approval.tell(scope, findings);
    return new ManagedVpcStatus(
        generation,
        Conditions.of(findings.list(), before.conditions(), generation, now),
        (int) open.verdicts().stream().filter(v -> isManaged(v, progress)).count(),
        open.steps().size(),
        new VpcCounts(
            outcomes.size(),
            open.verdicts().stream().mapToInt(v -> v.withheld().size()).sum(),
            open.undeclared().size(),
            guardrails),
        open.hash(),
        PlanLines.of(open),
        open.undeclared().stream().limit(ManagedVpcStatus.MAX_UNDECLARED).toList(),
        before.account(),
        before.externalId(),
        before.nonce(),
        before.approval(),
        before.approved(),
        before.deletions(),
        before.adopted(),
        before.orphans(),
        before.sprawl(),
        before.unmanaged(),
        before.defaultGroup());
  }

  /** After a check that could not: the figures of the last one stay. */
  public static ManagedVpcStatus of(
      ManagedVpcStatus before, long generation, Findings findings, Instant now) {
    return before.withConditions(
        generation, Conditions.of(findings.list(), before.conditions(), generation, now));
  }

  /** What it means for a VPC that a look was refused: nothing was planned or changed. */
  public static Findings refused(Refusal refusal) {
    var reason = Reason.valueOf(refusal.reason().name());
    var findings =
        refusal.isTransient()
            ? Findings.working(reason, refusal.getMessage())
            : Findings.stalled(reason, refusal.getMessage());
    return findings.notCompared("The VPC was not looked at");
  }

  /** What it means for a VPC that it could not be read. */
  public static Findings unread(Ec2Exception error) {
    var failure = Failure.of(error);
    var findings =
        error.kind() == Ec2Exception.Kind.NOT_FOUND
            ? Findings.stalled(Reason.VPC_NOT_FOUND, failure.text(error))
            : Assessor.findings(error);
    return findings.notCompared("The VPC could not be read");
  }

  private static Findings findings(Scope scope, Progress progress, List<Outcome> outcomes) {
    int open = progress.remaining().size();
    boolean inSync =
        open == 0
            && progress.plan().verdicts().stream().noneMatch(v -> v.state() == State.LEFT_ALONE);
    return ready(scope, progress, outcomes, open).inSync(inSync, "");
  }

  /** One tenant's mistake is named, and does not make the VPC unready for the others. */
  private static Findings ready(Scope scope, Progress progress, List<Outcome> outcomes, int open) {
    if (!scope.enforces()) {
      return scope.observed(
          (open == 0 ? "Nothing to do" : open + " steps are planned and not carried out")
              + unready(outcomes, "; "));
    }
    var failed = Assessor.failed(progress.results());
    if (failed.isPresent()) {
      return failed.get();
    }
    long goingOn = progress.remaining().stream().filter(s -> !s.isHeld()).count();
    if (goingOn > 0) {
      return Unshown.of(progress.results(), (int) goingOn)
          .orElseGet(() -> Findings.working(Reason.APPLYING, goingOn + " steps left"));
    }
    return Findings.ready(Reason.APPLIED, unready(outcomes, ""));
  }

  private static String unready(List<Outcome> outcomes, String before) {
    var names =
        outcomes.stream()
            .filter(o -> !o.ready().isTrue())
            .map(o -> o.key() + " (" + o.ready().reason().text() + ")")
            .sorted()
            .toList();
    if (names.isEmpty()) {
      return "";
    }
    return before
        + "Not ready: "
        + names.stream().limit(NAMED).collect(Collectors.joining(", "))
        + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
  }

  private static boolean isManaged(Verdict verdict, Progress progress) {
    return verdict.problem() != Plan.Problem.OWNERSHIP_UNPROVEN
        && !progress.groupId(verdict).isEmpty()
        && !progress.deleted(verdict.key());
  }
}
