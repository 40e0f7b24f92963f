package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.execute.Executor.Execution;
import dev.rolegate.execute.StepResult.Outcome;
import dev.rolegate.execute.VpcReader.Picture;
import dev.rolegate.execute.audit.AuditLog;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Aim;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Planner;
import dev.rolegate.plan.Quotas;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Works on one ManagedVpc and remembers what it did there, so that reads that lag behind own writes
 * lead to no second write and no wrong revoke. What somebody else wrote right before it began it
 * does not know: it takes nothing away before reads surely show that. Keep one for as long as the
 * connection stays the same; used by one thread at a time, but for {@link #refresh()}.
 */
public final class VpcWorker implements AutoCloseable {
  /**
   * How old a picture may be that unfinished work goes on with. Long enough that creating a
   * thousand groups at EC2's pace is not mostly reading, short enough that what others change
   * meanwhile is seen.
   */
  private static final Duration PICTURE_AGE = Duration.ofSeconds(30);

  /** Between passes at the least. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final WorkerSettings settings;
  private final InstantSource clock;
  private final Planner planner;
  private final Premises premises;
  private final OwnWrites writes;
  private final FormerWrites former;
  private final Backoffs backoffs;
  private final AuditTrail audit;
  private final VpcReader reader;
  private final Executor executor;
  private final Again again;
  private final AtomicBoolean refresh = new AtomicBoolean();

  private boolean goesOn;
  private boolean looked;
  private Instant worthReading;
  private Set<String> toVerify = Set.of();
  private VpcSnapshot lastSnapshot;

  /** With the log category as its audit log. */
  public VpcWorker(Ec2 ec2, WorkerSettings settings, InstantSource clock) {
    this(ec2, settings, AuditLog.toCategory(clock), clock);
  }

  /**
   * @param audit told of each mutating call before it is made; without it no call is made
   */
  public VpcWorker(Ec2 ec2, WorkerSettings settings, AuditLog audit, InstantSource clock) {
    this(ec2, settings, Aim.DOCUMENTS, audit, clock);
  }

  /**
   * @param aim what the desired states stand for
   */
  public VpcWorker(Ec2 ec2, WorkerSettings settings, Aim aim, AuditLog audit, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.planner = new Planner(new Quotas(settings.rulesPerGroup()), aim);
    this.writes = new OwnWrites(settings.ownWrites());
    this.former = new FormerWrites(settings.ownWrites());
    this.backoffs = new Backoffs(new SplittableRandom());
    this.premises = new Premises(ec2, clock);
    this.audit = new AuditTrail(audit);
    Sightings sightings = new Sightings(settings.settle());
    this.reader = new VpcReader(ec2, premises, planner, writes, sightings, clock);
    this.executor = new Executor(ec2, settings, writes, backoffs, this.audit, clock);
    this.again = new Again(settings, writes, sightings, backoffs);
  }

  /**
   * What a look saw.
   *
   * @param snapshot all groups with own writes laid over, rules without ids
   * @param account whose VPC it is; whoever keeps it gives it to the next look, and keeps it before
   *     anything is changed
   * @param ranges the VPC's own address blocks, as last read
   */
  public record Look(VpcSnapshot snapshot, Account account, List<Cidr> ranges) {}

  /**
   * Reads the VPC, or goes on with the last snapshot and own writes where the pass before was cut
   * short. The next {@link #plan} or {@link #apply} works from this look.
   *
   * @param pinned what the first look gave; empty before that
   * @throws dev.rolegate.ec2.Ec2Exception when a read is refused or incomplete; there is no plan
   *     from an incomplete snapshot
   * @throws Refusal when this is another account, another account's VPC, or a read that is not to
   *     be believed
   */
  public Look look(String vpcId, Optional<Account> pinned) {
    if (looked) {
      former.rest();
    }
    looked = false;
    if (refresh.getAndSet(false) || goesOn && isOld()) {
      goesOn = false;
    }
    Account account = premises.check(vpcId, pinned);
    if (goesOn) {
      reader.goOn(toVerify);
    } else {
      reader.readAll(vpcId);
    }
    goesOn = false;
    looked = true;
    return new Look(reader.seen(vpcId), account, premises.ranges());
  }

  /** A plan that nobody looked for reads by itself. */
  private void lookFor(DesiredVpc desired) {
    if (!looked) {
      look(desired.vpcId(), Optional.empty());
    }
    looked = false;
  }

  /**
   * Plans from the last look, or from one of its own where that was planned from already; changes
   * nothing. What the read shows counts as in effect, so that the plan is the same whether this
   * process has just started or not.
   *
   * @throws dev.rolegate.ec2.Ec2Exception when a read is refused or incomplete; there is no plan
   *     from an incomplete snapshot
   * @throws Refusal as {@link #look} does
   */
  public Plan plan(DesiredVpc desired, Consent consent) {
    goesOn = false;
    lookFor(desired);
    former.rest();
    Picture picture = reader.picture(desired, true);
    lastSnapshot = picture.snapshot();
    Plan plan = planner.plan(desired, picture.snapshot(), picture.uses(), consent);
    audit.showed(plan);
    return plan;
  }

  /**
   * Plans from the last look, or from one of its own where that was planned from already, and
   * begins what may go now, for at most the pass limit. Where a plan that holds something back is
   * approved, it is made anew from the same picture, and goes on.
   *
   * @throws dev.rolegate.ec2.Ec2Exception when a read is refused or incomplete; nothing was changed
   *     then. Failed steps are in the answer, not thrown.
   * @throws Refusal as {@link #look} does
   */
  public Pass apply(DesiredVpc desired, Consent consent, Guard guard) {
    lookFor(desired);
    Picture picture = reader.picture(desired, false);
    former.work(reader.readAt());
    lastSnapshot = picture.snapshot();
    Plan first = planner.plan(desired, picture.snapshot(), picture.uses(), consent);
    Plan plan =
        (first.held().isEmpty() ? Optional.<Consent>empty() : guard.approve(first))
            .map(more -> planner.plan(desired, picture.snapshot(), picture.uses(), more))
            .orElse(first);
    backoffs.keepOnly(plan.steps());
    Execution execution =
        executor.apply(
            plan, desired, picture.snapshot(), former.worthReading(reader.readAt()), guard);
    Optional<Duration> next = again.after(execution, picture.snapshot(), clock.instant());
    toVerify = waitingForCover(execution);
    goesOn = next.isPresent() && !execution.effects().mustReadAgain();
    worthReading = worthReading(execution);
    return new Pass(plan, execution.results(), sooner(next, worthReading));
  }

  /**
   * After the last step of a piece of work, when to read whether it shows: only what a read has
   * shown can be seen to be undone. While steps are left, the picture's age decides. What this
   * picture may not show of former writes is read in any case.
   */
  private Instant worthReading(Execution execution) {
    boolean unfinished =
        execution.results().stream().anyMatch(result -> result.outcome() == Outcome.DEFERRED);
    Instant own = unfinished ? null : writes.worthReading(reader.readAt(), settings.settle());
    Instant others = former.worthReading(reader.readAt());
    return own == null || others != null && others.isBefore(own) ? others : own;
  }

  private Optional<Duration> sooner(Optional<Duration> next, Instant read) {
    if (read == null) {
      return next;
    }
    Duration wait = Duration.between(clock.instant(), read);
    Duration least = wait.compareTo(SOON) < 0 ? SOON : wait;
    return Optional.of(next.filter(other -> other.compareTo(least) < 0).orElse(least));
  }

  private boolean isOld() {
    Instant now = clock.instant();
    Instant certain = writes.firstCertain();
    return Duration.between(reader.readAt(), now).compareTo(PICTURE_AGE) >= 0
        || certain != null && !now.isBefore(certain)
        || worthReading != null && !now.isBefore(worthReading);
  }

  /** Groups where a narrowing waits until another rule is seen: a read of just these decides. */
  private static Set<String> waitingForCover(Execution execution) {
    Set<String> groups = new TreeSet<>();
    for (StepResult result : execution.results()) {
      if (result.outcome() == Outcome.WAITING && Again.waitsForCover(result.step())) {
        groups.add(execution.effects().idOf(result.step().group()));
      }
    }
    groups.remove("");
    return groups;
  }

  /**
   * How long after the last {@link #apply} nothing is taken away yet, since reads may not show what
   * somebody else wrote right before; zero once they do.
   */
  public Duration untilSure() {
    return former.untilShown(clock.instant());
  }

  /** The picture that the last plan was made from; empty before the first. */
  public Optional<VpcSnapshot> lastSnapshot() {
    return Optional.ofNullable(lastSnapshot);
  }

  /**
   * Makes the next pass read everything, as for a hint that a group has changed. May be called by
   * any thread.
   */
  public void refresh() {
    refresh.set(true);
  }

  /**
   * After {@link #close}: waits for the calls under way.
   *
   * @return false where one of them is still under way after that long
   */
  public boolean awaitEnd(Duration longest) {
    return executor.awaitEnd(longest);
  }

  /** Stops the threads; calls under way end. The connection stays open. */
  @Override
  public void close() {
    executor.close();
  }
}
