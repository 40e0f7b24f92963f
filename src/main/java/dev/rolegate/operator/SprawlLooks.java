package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.SprawlStatus;
import dev.rolegate.ec2.Uses;
import dev.rolegate.execute.SprawlReader;
import dev.rolegate.operator.status.SprawlFigures;
import dev.rolegate.usage.sprawl.Sprawl;
import dev.rolegate.usage.sprawl.SprawlFacts;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for sprawl beside the checks, rarely: threads of its own read AWS and make the findings,
 * and the check of the VPC is woken when they are done. Nothing waits for a look. Thread-safe.
 */
@Singleton
public class SprawlLooks {
  private static final Logger LOG = LoggerFactory.getLogger(SprawlLooks.class);

  /**
   * As many VPCs at once. The others ask again at their next check, so that no picture of a VPC is
   * kept in a queue.
   */
  private static final int PARALLEL = 2;

  private final SprawlPace pace;
  private final InstantSource clock;
  private final DoubleSupplier random;
  private final ExecutorService pool = Executors.newFixedThreadPool(PARALLEL, SprawlLooks::thread);
  private final Map<String, Look> last = new HashMap<>();
  private final Map<String, Question> underWay = new HashMap<>();
  private volatile SimpleInboundEventSource<ManagedVpc> source = newSource();

  @Inject
  public SprawlLooks(SprawlPace pace, InstantSource clock) {
    this(pace, clock, RandomGenerator.getDefault()::nextDouble);
  }

  SprawlLooks(SprawlPace pace, InstantSource clock, DoubleSupplier random) {
    this.pace = pace;
    this.clock = clock;
    this.random = random;
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "rolegate-sprawl");
    thread.setDaemon(true);
    return thread;
  }

  private static SimpleInboundEventSource<ManagedVpc> newSource() {
    return new SimpleInboundEventSource<>("sprawl");
  }

  /** The event source that wakes a VPC's check, made anew at each start of the operator. */
  EventSource<Void, ManagedVpc> source() {
    source = newSource();
    return source;
  }

  /**
   * Who is asked.
   *
   * @param uses the connection to AWS; a look is good only for a check that has the same
   * @param reach what else is read than interfaces
   */
  record Whom(Uses uses, Reach reach) {}

  /**
   * What is read where it is known that Rolegate may: a refused call is an alarm for others.
   *
   * @param members instances and stale references
   */
  record Reach(boolean members, boolean launchTemplates) {}

  /**
   * @param facts reads them; may take minutes
   */
  record Question(Whom whom, String vpcId, Function<SprawlReader, SprawlFacts> facts) {}

  /**
   * A look that ended.
   *
   * @param seen empty where there is nothing to tell
   * @param told what guardrails may know of it
   * @param at when the facts were read
   * @param ended when this look did
   * @param due when the next one is
   */
  record Look(
      Whom whom, Optional<SprawlStatus> seen, Told told, Instant at, Instant ended, Instant due) {}

  /**
   * What guardrails may know of a look.
   *
   * @param findings by kind and group id; kinds that were not looked for are missing
   * @param stale ids of groups that rules name in vain; empty where that is not known
   */
  record Told(Map<String, Map<String, String>> findings, Optional<Set<String>> stale) {
    static final Told NOTHING = new Told(Map.of(), Optional.empty());
  }

  /** The last look over this connection. */
  synchronized Optional<Look> last(String vpc, Uses uses) {
    return Optional.ofNullable(last.get(vpc)).filter(look -> look.whom().uses() == uses);
  }

  /** True where a look is due and could begin. */
  synchronized boolean isDue(String vpc, Whom whom) {
    var now = clock.instant();
    return !underWay.containsKey(vpc)
        && underWay.size() < PARALLEL
        && last(vpc, whom.uses())
            .filter(look -> look.whom().equals(whom))
            .filter(look -> !now.isBefore(look.ended()) && now.isBefore(look.due()))
            .isEmpty();
  }

  /** Begins a look, unless as many are under way as may be, or one at this VPC. */
  synchronized void ask(String vpc, Question question) {
    if (underWay.size() < PARALLEL && underWay.putIfAbsent(vpc, question) == null) {
      try {
        pool.execute(() -> look(vpc, question));
      } catch (RejectedExecutionException e) {
        underWay.remove(vpc, question);
      }
    }
  }

  private void look(String vpc, Question question) {
    var at = clock.instant();
    Optional<SprawlStatus> seen = Optional.empty();
    Told told = Told.NOTHING;
    boolean brokenOff = true;
    try {
      var reader = new SprawlReader(question.whom().uses(), question.vpcId());
      var facts = question.facts().apply(reader);
      var sprawl = Sprawl.of(facts);
      seen = Optional.of(SprawlFigures.of(sprawl));
      told = new Told(sprawl.byGroup(), facts.stale().value());
      brokenOff = reader.isBrokenOff();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      LOG.error("{}: sprawl was not looked for, by an error of Rolegate", vpc, e);
    } finally {
      if (ended(vpc, question, at, seen, told, brokenOff)) {
        source.propagateEvent(new ResourceID(vpc));
      }
    }
  }

  /** False where nobody waits for it any more. */
  private synchronized boolean ended(
      String vpc,
      Question question,
      Instant at,
      Optional<SprawlStatus> seen,
      Told told,
      boolean brokenOff) {
    if (!underWay.remove(vpc, question)) {
      return false;
    }
    var now = clock.instant();
    Duration pause = brokenOff ? pace.retry() : pace.next(random.getAsDouble());
    var fresh = new Look(question.whom(), seen, told, at, now, now.plus(pause));
    last.put(
        vpc,
        last(vpc, question.whom().uses())
            .filter(before -> brokenOff && isKept(before, question.whom(), now))
            .map(before -> kept(before, fresh))
            .orElse(fresh));
    return true;
  }

  private boolean isKept(Look before, Whom whom, Instant now) {
    return before.whom().equals(whom)
        && before.seen().isPresent()
        && Duration.between(before.at(), now).compareTo(pace.longest()) < 0;
  }

  /** Figures that were seen, and what could not be looked at now. */
  private static Look kept(Look before, Look broken) {
    var seen =
        before
            .seen()
            .map(figures -> broken.seen().map(s -> figures.with(s.missing())).orElse(figures));
    return new Look(before.whom(), seen, before.told(), before.at(), broken.ended(), broken.due());
  }

  synchronized void forget(String vpc) {
    underWay.remove(vpc);
    last.remove(vpc);
  }

  @PreDestroy
  void close() {
    pool.shutdownNow();
  }
}
