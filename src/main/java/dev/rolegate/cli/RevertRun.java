package dev.rolegate.cli;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.Guard;
import dev.rolegate.execute.Pass;
import dev.rolegate.execute.StepResult;
import dev.rolegate.execute.StepResult.Outcome;
import dev.rolegate.execute.VpcWorker;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.PlanText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Carries out a reversal, pass after pass, until nothing is left or nothing helps. */
final class RevertRun {
  /** Passes in a row in which calls failed and none succeeded. */
  private static final int FRUITLESS = 5;

  private final VpcWorker worker;
  private final Guard guard;
  private final PrintWriter progress;

  /**
   * @param progress gets a line for each step that was carried out or failed
   */
  RevertRun(VpcWorker worker, Guard guard, PrintWriter progress) {
    this.worker = worker;
    this.guard = guard;
    this.progress = progress;
  }

  /**
   * Applies.
   *
   * @return what is left to do after it
   * @throws UserError when the ManagedVpc was switched to Enforce meanwhile
   */
  Plan apply(DesiredVpc desired, Consent consent) {
    int fruitless = 0;
    boolean first = true;
    while (true) {
      Pass pass = worker.apply(desired, consent, guard);
      if (first) {
        tellOfWait(pass.results());
      }
      first = false;
      pass.results().forEach(this::tell);
      if (!guard.mayMutate()) {
        throw new UserError(
            "stopped: ManagedVpc "
                + desired.name()
                + " is no longer in mode Observe, or cannot be read. What was done so far is in the"
                + " audit lines above");
      }
      boolean applied = has(pass.results(), Outcome.APPLIED);
      fruitless = applied || !isFailing(pass.results()) ? 0 : fruitless + 1;
      if (pass.again().isEmpty() || fruitless == FRUITLESS) {
        return worker.plan(desired, consent);
      }
      rest(pass.again().get());
    }
  }

  private static boolean has(List<StepResult> results, Outcome outcome) {
    return results.stream().anyMatch(result -> result.outcome() == outcome);
  }

  private static boolean isFailing(List<StepResult> results) {
    return results.stream()
        .anyMatch(
            result ->
                result.error() != null && result.error().kind() != Ec2Exception.Kind.THROTTLED);
  }

  private void tellOfWait(List<StepResult> results) {
    if (has(results, Outcome.WAITING) && !worker.untilSure().isZero()) {
      progress.println(
          "nothing is removed or changed in place for "
              + (worker.untilSure().toSeconds() + 1)
              + " s: reads of EC2 may not show yet what the operator did last");
    }
  }

  private void tell(StepResult result) {
    String what = PlanText.headline(result.step()).strip();
    if (result.outcome() == Outcome.APPLIED) {
      progress.println("done: " + what);
    } else if (result.error() != null && result.error().kind() != Ec2Exception.Kind.THROTTLED) {
      progress.println("failed: " + what + ": " + result.error().getMessage());
    }
    progress.flush();
  }

  private static void rest(Duration wait) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted; what was done so far is in the audit lines above", e);
    }
  }
}
