package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import dev.rolegate.execute.StepResult.Outcome;
import dev.rolegate.model.GroupKey;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/**
 * One pass over one plan: begins each step as soon as what it waits for has happened, narrowing
 * first, one step of a group at a time. Lives on the thread that called it; only the steps
 * themselves run on the pool.
 */
final class PassRun {
  private final Plan plan;
  private final Function<Step, StepResult> runner;
  private final CompletionService<StepResult> running;
  private final int parallel;
  private final Backoffs backoffs;
  private final InstantSource clock;
  private final Instant end;

  private final Map<Integer, StepResult> results = new TreeMap<>();
  private final Map<Integer, List<Step>> dependents = new HashMap<>();
  private final PriorityQueue<Step> ready;
  private final List<Step> parked = new ArrayList<>();
  private final Set<GroupKey> busy = new HashSet<>();
  private final Map<String, Ec2Exception> exhausted = new HashMap<>();
  private boolean refused;

  PassRun(
      Plan plan,
      Function<Step, StepResult> runner,
      ExecutorService pool,
      int parallel,
      Duration limit,
      Backoffs backoffs,
      InstantSource clock) {
    this.plan = plan;
    this.runner = runner;
    this.running = new ExecutorCompletionService<>(pool);
    this.parallel = parallel;
    this.backoffs = backoffs;
    this.clock = clock;
    this.end = clock.instant().plus(limit);
    this.ready = new PriorityQueue<>(order(plan));
  }

  /**
   * What a retired group is to get back goes first: somebody may be cut off without it. Then what
   * is undesired, a new group's default egress included. Then namespaces take turns at each call,
   * so that no tenant waits for tokens until another's hundreds of steps are done; else the plan's
   * order.
   */
  private static Comparator<Step> order(Plan plan) {
    record Queue(String namespace, String call, boolean narrow) {}
    Map<Queue, Integer> lengths = new HashMap<>();
    Map<Integer, Integer> turns = new HashMap<>();
    for (Step step : plan.steps()) {
      String namespace = step.group().key().namespace();
      Queue queue = new Queue(namespace, StepRunner.callOf(step), isNarrow(step));
      turns.put(step.number(), lengths.merge(queue, 1, Integer::sum));
    }
    Set<Integer> restoring = new HashSet<>();
    plan.steps().stream().filter(plan::isRestoring).forEach(s -> restoring.add(s.number()));
    return Comparator.comparing((Step step) -> !restoring.contains(step.number()))
        .thenComparing(step -> !isNarrow(step))
        .thenComparing(step -> turns.get(step.number()))
        .thenComparingInt(Step::number);
  }

  private static boolean isNarrow(Step step) {
    return step.effect() == Step.Effect.NARROW;
  }

  List<StepResult> run() {
    for (Step step : plan.steps()) {
      step.waits().stream()
          .mapToInt(Step.Wait::step)
          .distinct()
          .forEach(other -> dependents.computeIfAbsent(other, n -> new ArrayList<>()).add(step));
    }
    plan.steps().forEach(this::consider);
    int underWay = 0;
    while (true) {
      for (Step step = next(underWay); step != null; step = next(underWay)) {
        begin(step);
        underWay++;
      }
      if (underWay == 0) {
        return List.copyOf(results.values());
      }
      ended(take());
      underWay--;
    }
  }

  /** Decides about a step that may have become able to go, or will not be in this pass. */
  private void consider(Step step) {
    if (results.containsKey(step.number())) {
      return;
    }
    if (step.isHeld()) {
      finish(step, Outcome.HELD, null);
      return;
    }
    boolean pending = false;
    for (Step.Wait wait : step.waits()) {
      StepResult awaited = results.get(wait.step());
      if (wait.step() != 0 && awaited == null && wait.cause() != Step.Cause.COVER_SEEN) {
        pending = true;
      } else if (!isOver(wait.cause(), awaited) && !isLostPeer(step, wait.cause(), awaited)) {
        finish(step, Outcome.WAITING, null);
        return;
      }
    }
    if (!pending) {
      ready.add(step);
    }
  }

  /** Cover has to be seen by a later read, so never in this pass, unless it can never come. */
  private static boolean isOver(Step.Cause cause, StepResult awaited) {
    return switch (cause) {
      case COVER_SEEN -> false;
      case COVER_LIKELY ->
          awaited != null
              && awaited.outcome() == Outcome.FAILED
              && Backoffs.isTerminal(awaited.error());
      case GIVEN_BACK_IF_POSSIBLE ->
          awaited != null
              && (awaited.outcome() == Outcome.APPLIED
                  || awaited.outcome() == Outcome.FAILED
                      && awaited.error().kind() == Kind.NOT_FOUND);
      default -> awaited != null && awaited.outcome() == Outcome.APPLIED;
    };
  }

  /**
   * One group's failure must not delay another's rules: those that refer to a group which could not
   * be created are left out of the call.
   */
  private static boolean isLostPeer(Step step, Step.Cause cause, StepResult awaited) {
    return cause == Step.Cause.GROUP_EXISTS
        && awaited.outcome() == Outcome.FAILED
        && step.action() instanceof Step.Authorize
        && !awaited.step().group().key().equals(step.group().key());
  }

  private Step next(int underWay) {
    while (underWay < parallel && !ready.isEmpty()) {
      Step step = ready.poll();
      Instant now = clock.instant();
      Ec2Exception noToken = exhausted.get(StepRunner.callOf(step));
      Optional<Ec2Exception> resting = backoffs.resting(step, now);
      if (refused || !now.isBefore(end)) {
        finish(step, Outcome.DEFERRED, null);
      } else if (noToken != null) {
        finish(step, Outcome.DEFERRED, noToken);
      } else if (resting.isPresent()) {
        finish(step, Outcome.FAILED, resting.get());
      } else if (isBusy(step)) {
        parked.add(step);
      } else {
        return step;
      }
    }
    return null;
  }

  /** Tags of a thousand resources in one call touch no rule, and wait for no group's turn. */
  private static boolean takesTurns(Step step) {
    return !(step.action() instanceof Step.Tag);
  }

  private boolean isBusy(Step step) {
    return takesTurns(step) && busy.contains(step.group().key());
  }

  private void begin(Step step) {
    if (takesTurns(step)) {
      busy.add(step.group().key());
    }
    running.submit(() -> safely(step));
  }

  /** A fault of Rolegate's own in one step must not stop the others. */
  private StepResult safely(Step step) {
    try {
      return runner.apply(step);
    } catch (RuntimeException e) {
      Ec2Exception error =
          new Ec2Exception(
              Kind.INVALID,
              StepRunner.callOf(step),
              "InternalError",
              "Step " + step.number() + " failed within Rolegate, which is a fault of it: " + e,
              e);
      String groupId = step.group().groupId();
      return new StepResult(step, Outcome.FAILED, groupId, error, clock.instant());
    }
  }

  private StepResult take() {
    try {
      return running.take().get();
    } catch (InterruptedException e) {
      // The caller is shutting down. The calls under way still end; nothing else begins.
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while steps were under way", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void ended(StepResult result) {
    Step step = result.step();
    if (takesTurns(step)) {
      busy.remove(step.group().key());
    }
    switch (result.outcome()) {
      case APPLIED -> backoffs.succeeded(step);
      case FAILED -> backoffs.failed(step, result.error(), clock.instant());
      case DEFERRED -> deferred(result);
      default -> {}
    }
    ready.addAll(parked);
    parked.clear();
    record(result);
  }

  private void deferred(StepResult result) {
    if (result.error() == null) {
      refused = true;
    } else {
      exhausted.put(result.error().action(), result.error());
    }
  }

  private void finish(Step step, Outcome outcome, Ec2Exception error) {
    record(new StepResult(step, outcome, step.group().groupId(), error, clock.instant()));
  }

  private void record(StepResult result) {
    results.put(result.step().number(), result);
    dependents.getOrDefault(result.step().number(), List.of()).forEach(this::consider);
  }
}
