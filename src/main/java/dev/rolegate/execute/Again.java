package dev.rolegate.execute;

import dev.rolegate.execute.Executor.Execution;
import dev.rolegate.execute.StepResult.Outcome;
import dev.rolegate.model.Group;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says when the next pass is worth while. */
final class Again {
  /**
   * For work that can go on at once. Not shorter: request tokens come at a few a second, and each
   * pass plans anew.
   */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final WorkerSettings settings;
  private final OwnWrites writes;
  private final Sightings sightings;
  private final Backoffs backoffs;

  /** Passes in a row that waited for a widening which no read has shown yet. */
  private int unseenPasses;

  Again(WorkerSettings settings, OwnWrites writes, Sightings sightings, Backoffs backoffs) {
    this.settings = settings;
    this.writes = writes;
    this.sightings = sightings;
    this.backoffs = backoffs;
  }

  static boolean waitsForCover(Step step) {
    return step.waits().stream()
        .anyMatch(
            wait ->
                wait.cause() == Step.Cause.COVER_SEEN || wait.cause() == Step.Cause.COVER_LIKELY);
  }

  Optional<Duration> after(Execution execution, VpcSnapshot snapshot, Instant now) {
    Duration next = null;
    boolean unseen = false;
    for (StepResult result : execution.results()) {
      Duration wait = null;
      switch (result.outcome()) {
        case APPLIED -> wait = SOON;
        case FAILED -> wait = atLeast(SOON, backoffs.until(result.step(), now));
        case DEFERRED ->
            wait = result.error() == null ? SOON : atLeast(SOON, result.error().retryAfter());
        case WAITING -> {
          if (execution.effects().isUnsure(result.step())) {
            // What its worker reads once the former writes show decides.
            wait = null;
          } else if (waitsForCover(result.step()) && isToBeAdded(execution, result.step())) {
            // The step that adds it decides: nothing can be seen of it before.
            wait = null;
          } else if (waitsForCover(result.step())) {
            Duration cover = untilCovered(execution, result.step(), snapshot, now);
            unseen |= cover == null;
            wait = cover == null ? unseenWait() : cover;
          } else if (execution.effects().isUnseen(result.step())) {
            wait = SOON;
          } else if (awaitsNothing(result.step())) {
            wait = settings.settle();
          }
        }
        case HELD -> {}
      }
      next = earlier(next, wait);
    }
    unseenPasses = unseen ? unseenPasses + 1 : 0;
    Instant certain = writes.firstCertain();
    if (certain != null) {
      next = earlier(next, atLeast(SOON, Duration.between(now, certain)));
    }
    return Optional.ofNullable(next);
  }

  /** Whether a step that has not been applied has to add what takes over. */
  private static boolean isToBeAdded(Execution execution, Step step) {
    return execution.results().stream()
        .filter(result -> result.outcome() != Outcome.APPLIED)
        .anyMatch(
            result -> step.waits().stream().anyMatch(w -> w.step() == result.step().number()));
  }

  /** Time until what takes over is settled; null while no read has shown it. */
  private Duration untilCovered(Execution execution, Step step, VpcSnapshot snapshot, Instant now) {
    boolean applied =
        execution.results().stream()
            .anyMatch(
                result ->
                    result.outcome() == Outcome.APPLIED
                        && step.waits().stream()
                            .anyMatch(wait -> wait.step() == result.step().number()));
    String groupId = execution.effects().idOf(step.group());
    Group group = snapshot.groups().get(groupId);
    Instant certain = writes.uncertainUntil(groupId);
    if (certain != null) {
      return atLeast(SOON, Duration.between(now, certain));
    }
    if (applied || group == null || sightings.hasUnseen(group)) {
      return null;
    }
    return atLeast(SOON, sightings.untilSettled(groupId, now));
  }

  /** A second, two, four, up to the settle time: reads show most writes in the first second. */
  private Duration unseenWait() {
    Duration doubled = SOON.multipliedBy(1L << Math.min(unseenPasses, 10));
    Duration most = atLeast(SOON, settings.settle());
    return doubled.compareTo(most) < 0 ? doubled : most;
  }

  /** A step that was begun and put back, as by a deletion that nobody wants any more. */
  private static boolean awaitsNothing(Step step) {
    return step.waits().isEmpty();
  }

  private static Duration atLeast(Duration least, Duration wait) {
    return wait.compareTo(least) < 0 ? least : wait;
  }

  private static Duration earlier(Duration one, Duration other) {
    return one == null || other != null && other.compareTo(one) < 0 ? other : one;
  }
}
