package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.execute.StepResult.Outcome;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Carries out plans: what may go now goes, several groups at once, until the time of a pass is
 * over. Uses threads of its own, since a caller's may be a framework's.
 */
final class Executor implements AutoCloseable {
  private static final AtomicInteger THREADS = new AtomicInteger();

  private final Ec2 ec2;
  private final WorkerSettings settings;
  private final OwnWrites writes;
  private final Backoffs backoffs;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final ExecutorService pool;

  Executor(
      Ec2 ec2,
      WorkerSettings settings,
      OwnWrites writes,
      Backoffs backoffs,
      AuditTrail audit,
      InstantSource clock) {
    this.ec2 = ec2;
    this.settings = settings;
    this.writes = writes;
    this.backoffs = backoffs;
    this.audit = audit;
    this.clock = clock;
    this.pool = Executors.newFixedThreadPool(settings.parallel(), Executor::thread);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "rolegate-ec2-" + THREADS.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * What became of each step, in the plan's order.
   *
   * @param effects what the next pass has to know
   */
  record Execution(List<StepResult> results, Effects effects) {}

  /**
   * Applies.
   *
   * @param shownFrom where others may have written what the snapshot does not show: when a read
   *     does; nothing is taken away by this one then. Else null
   */
  Execution apply(
      Plan plan, DesiredVpc desired, VpcSnapshot snapshot, Instant shownFrom, Guard guard) {
    Effects effects = new Effects();
    AuditTrail.OfPass audited =
        audit.new OfPass(new GuardedEc2(ec2, guard), plan, desired, snapshot);
    DeletionGate gate = new DeletionGate(plan, desired, ec2, guard, clock);
    RemedyGate remedies = new RemedyGate(plan, desired, ec2, guard, clock);
    GroupCreator creator = new GroupCreator(writes, effects, desired, snapshot, clock);
    Function<Step, StepResult> runner =
        step ->
            shownFrom != null && FormerWrites.couldHit(step)
                ? waits(step, effects, shownFrom)
                : new StepRunner(audited.of(step), writes, effects, gate, remedies, creator, clock)
                    .run(step);
    PassRun run =
        new PassRun(plan, runner, pool, settings.parallel(), settings.passLimit(), backoffs, clock);
    return new Execution(run.run(), effects);
  }

  private StepResult waits(Step step, Effects effects, Instant shownFrom) {
    effects.unsure(step);
    return new StepResult(
        step, Outcome.WAITING, step.group().groupId(), null, clock.instant(), shownFrom);
  }

  /** After {@link #close}: false where a call is still under way after that long. */
  boolean awaitEnd(Duration longest) {
    try {
      return pool.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
