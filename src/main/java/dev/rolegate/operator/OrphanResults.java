package dev.rolegate.operator;

import dev.rolegate.execute.Pass;
import dev.rolegate.execute.StepResult;
import dev.rolegate.model.GroupKey;
import dev.rolegate.operator.orphan.Endings;
import dev.rolegate.operator.orphan.Orphan;
import dev.rolegate.operator.status.Progress;
import dev.rolegate.plan.RetirementVerdict;
import dev.rolegate.plan.RetirementVerdict.State;
import dev.rolegate.plan.Step;
import java.time.Instant;
import java.util.Optional;

/** What a pass did for orphans. */
final class OrphanResults {
  private final Pass pass;
  private final Progress progress;
  private final Instant now;

  OrphanResults(Pass pass, Instant now) {
    this.pass = pass;
    this.progress = new Progress(pass.plan(), pass.results());
    this.now = now;
  }

  /** Puts into the case what came of what was planned for it. */
  void apply(OrphanCase one) {
    var wanted = one.course().wanted();
    var verdict =
        pass.plan().retirements().stream()
            .filter(v -> v.name().equals(one.before().name()))
            .findFirst();
    if (wanted.isEmpty() || !one.isPlanned() || verdict.isEmpty()) {
      return;
    }
    switch (wanted.get()) {
      case QUARANTINE -> quarantine(one, verdict.get());
      case DELETE -> delete(one, verdict.get());
      case RESTORE -> restore(one, verdict.get());
    }
  }

  private void quarantine(OrphanCase one, RetirementVerdict verdict) {
    if (!one.course().held()) {
      return;
    }
    if (verdict.state() == State.CHANGED_SINCE) {
      one.course(
          Endings.untouched(
              one.before(), "The group was changed before its rules were taken; all begins anew"));
    } else if (isDone(verdict)) {
      one.course(Endings.stripped(one.before(), one.course(), now));
    } else {
      explain(one, verdict);
    }
  }

  private void delete(OrphanCase one, RetirementVerdict verdict) {
    boolean deleted =
        progress.results(verdict.key()).stream()
            .anyMatch(
                r ->
                    r.step().action() instanceof Step.Delete
                        && r.outcome() == StepResult.Outcome.APPLIED);
    if (deleted || verdict.state() == State.DONE) {
      one.course(Endings.gone(one.before(), now));
    } else {
      explain(one, verdict);
    }
  }

  private void restore(OrphanCase one, RetirementVerdict verdict) {
    if (!one.course().held() || one.course().phase() != dev.rolegate.api.OrphanPhase.RESTORED) {
      return;
    }
    newId(verdict, one.before()).ifPresent(one::restoredAs);
    if (isDone(verdict)) {
      one.course(Endings.restored(one.before(), one.seen(), verdict.detail()));
    } else {
      explain(one, verdict);
    }
  }

  private Optional<String> newId(RetirementVerdict verdict, Orphan before) {
    return progress.results(verdict.key()).stream()
        .filter(r -> r.step().action() instanceof Step.Create)
        .map(StepResult::groupId)
        .filter(id -> id != null && !id.isEmpty())
        .findFirst()
        .or(() -> Optional.of(verdict.groupId()).filter(id -> !id.isEmpty()))
        .filter(id -> !id.equals(before.formerId()));
  }

  private boolean isDone(RetirementVerdict verdict) {
    GroupKey key = verdict.key();
    return verdict.state() == State.DONE
        || verdict.state() == State.CHANGES
            && !progress.results(key).isEmpty()
            && progress.remaining(key).isEmpty();
  }

  /** Why it is not done yet. */
  private void explain(OrphanCase one, RetirementVerdict verdict) {
    var failure =
        progress.results(verdict.key()).stream()
            .filter(r -> r.outcome() == StepResult.Outcome.FAILED && r.error() != null)
            .map(r -> r.error().getMessage())
            .findFirst();
    if (failure.isPresent()) {
      one.course(one.course().because(failure.get()));
    } else if (verdict.state() != State.CHANGES && verdict.state() != State.DONE) {
      String what =
          verdict.state() == State.HELD
              ? "Its deletion waits for an approval, or for the hour of"
                  + " limits.maxGroupDeletionsPerHour to pass"
              : String.join("; ", verdict.detail());
      one.course(one.course().because(what));
    }
  }
}
