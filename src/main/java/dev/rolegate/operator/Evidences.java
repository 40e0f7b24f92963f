package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.ec2.Uses;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.uses.ClusterUses;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what uses groups, in AWS and in the cluster, beside the checks: in a large account that
 * takes minutes, for which no rule may wait. The check of the VPC is woken when it has ended. The
 * last reports of each VPC are remembered for telling; a step takes reports that no check has had
 * before.
 */
@Singleton
public class Evidences {
  private static final Logger LOG = LoggerFactory.getLogger(Evidences.class);

  /** As many VPCs at once; one after the other they would wait for the slowest. */
  private static final int PARALLEL = 4;

  /** What ended longer ago than this is for telling only. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final ClusterUses cluster;
  private final InstantSource clock;
  private final ExecutorService pool = Executors.newFixedThreadPool(PARALLEL, Evidences::thread);
  private final EvidencePace pace = new EvidencePace();
  private final Map<String, Failure> failures = new ConcurrentHashMap<>();
  private final Map<String, Gathered> last = new ConcurrentHashMap<>();
  private final Map<String, Question> underWay = new ConcurrentHashMap<>();
  private volatile SimpleInboundEventSource<ManagedVpc> source = newSource();

  public Evidences(ClusterUses cluster, InstantSource clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "rolegate-uses");
    thread.setDaemon(true);
    return thread;
  }

  private static SimpleInboundEventSource<ManagedVpc> newSource() {
    return new SimpleInboundEventSource<>("evidence");
  }

  /** The event source that wakes a VPC's check, made anew at each start of the operator. */
  EventSource<Void, ManagedVpc> source() {
    source = newSource();
    return source;
  }

  /**
   * What is asked.
   *
   * @param uses the connection to AWS; an answer is good only for a check that has the same
   * @param snapshot of the VPC
   * @param groupIds groups of the VPC, and former ids of groups that were made anew
   */
  record Question(
      Uses uses, VpcSnapshot snapshot, Set<String> groupIds, Set<UseCollector> enabled) {
    Question {
      groupIds = Set.copyOf(groupIds);
      enabled = Set.copyOf(enabled);
    }
  }

  /**
   * @param at when the gathering began
   * @param ended when it ended
   * @param seen true once a check has had it
   */
  record Gathered(
      Question question, Instant at, Instant ended, List<UseReport> reports, AtomicBoolean seen) {
    Set<String> ids() {
      return question.groupIds();
    }

    Set<UseCollector> enabled() {
      return question.enabled();
    }
  }

  /**
   * Gatherings in a row that an error of Rolegate ended. Each costs the calls that were made before
   * the error, and the next one is likely to meet it too.
   */
  private record Failure(int count, Instant at) {
    static final Duration FIRST = Duration.ofMinutes(1);
    static final int DOUBLINGS = 6;

    Failure next(Instant now) {
      return new Failure(count + 1, now);
    }

    Instant retry() {
      return at.plus(FIRST.multipliedBy(1L << Math.min(count - 1, DOUBLINGS)));
    }
  }

  /** The last answer that was got over this connection from these collectors. */
  Optional<Gathered> last(String vpc, Uses uses, Set<UseCollector> enabled) {
    return Optional.ofNullable(last.get(vpc))
        .filter(g -> g.question().uses() == uses && g.enabled().equals(enabled));
  }

  /**
   * What launch templates name, where that was read to the end not before then and for all of these
   * groups.
   */
  Optional<UseReport> launches(String vpc, Uses uses, Set<String> groupIds, Instant since) {
    return Optional.ofNullable(last.get(vpc))
        .filter(g -> g.question().uses() == uses && !g.at().isBefore(since))
        .filter(g -> g.question().snapshot().groups().keySet().containsAll(groupIds))
        .flatMap(
            g ->
                g.reports().stream()
                    .filter(report -> report.collector() == UseCollector.LAUNCH_TEMPLATES)
                    .filter(UseReport::isComplete)
                    .findFirst());
  }

  /** True once for each answer, and only right after it was got. */
  boolean take(Gathered gathered) {
    return !gathered.seen().getAndSet(true)
        && Duration.between(gathered.ended(), clock.instant()).compareTo(FRESH) < 0;
  }

  boolean isUnderWay(String vpc) {
    return underWay.containsKey(vpc);
  }

  /** When it can be asked again after an error of Rolegate; empty where it can be at once. */
  Optional<Instant> retry(String vpc) {
    return Optional.ofNullable(failures.get(vpc))
        .map(Failure::retry)
        .filter(at -> at.isAfter(clock.instant()));
  }

  /**
   * Begins to ask every enabled collector, unless that is under way for the VPC or has to wait, see
   * {@link #retry}. The check is woken when it has ended, with an answer or without.
   */
  void ask(String vpc, Question question) {
    if (retry(vpc).isPresent()) {
      return;
    }
    if (underWay.putIfAbsent(vpc, question) == null) {
      try {
        pool.execute(() -> gather(vpc, question));
      } catch (RejectedExecutionException e) {
        underWay.remove(vpc, question);
      }
    }
  }

  private void gather(String vpc, Question question) {
    boolean answered = false;
    try {
      var at = clock.instant();
      var reports = reports(question);
      if (underWay.get(vpc) == question) {
        last.put(vpc, new Gathered(question, at, clock.instant(), reports, new AtomicBoolean()));
      }
      answered = true;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      LOG.error("{}: uses of groups were not looked for, by an error of Rolegate", vpc, e);
    } finally {
      ended(vpc, question, answered);
    }
  }

  /** After any other error too, a later check asks anew. */
  private void ended(String vpc, Question question, boolean answered) {
    if (underWay.get(vpc) != question) {
      return;
    }
    var now = clock.instant();
    failures.compute(
        vpc,
        (v, before) ->
            answered ? null : Objects.requireNonNullElse(before, new Failure(0, now)).next(now));
    if (underWay.remove(vpc, question)) {
      source.propagateEvent(new ResourceID(vpc));
    }
  }

  private List<UseReport> reports(Question question) {
    List<UseReport> reports = new ArrayList<>();
    // EC2 refuses a question that has the id of a group which is gone; others may still name it.
    Set<String> living = new TreeSet<>(question.groupIds());
    living.retainAll(question.snapshot().groups().keySet());
    for (UseCollector collector : UseCollector.values()) {
      // Rules of the VPC's groups are in the snapshot.
      boolean wanted =
          collector != UseCollector.SECURITY_GROUP_RULES
              && (collector.isAlways() || question.enabled().contains(collector));
      if (wanted) {
        reports.add(
            collector.isOfAws()
                ? question
                    .uses()
                    .collect(
                        collector, question.snapshot().vpcId(), asked(collector, question, living))
                : cluster.collect(question.groupIds(), question.snapshot().groups()));
      }
    }
    return List.copyOf(reports);
  }

  /** How often it is asked on behalf of steps that wait. */
  EvidencePace pace() {
    return pace;
  }

  private static Set<String> asked(UseCollector collector, Question question, Set<String> living) {
    if (collector.isAlways()) {
      return living;
    }
    if (collector != UseCollector.LAUNCH_TEMPLATES) {
      return question.groupIds();
    }
    // Templates are read whole, however many groups are asked about; sprawl asks about all.
    Set<String> all = new TreeSet<>(question.snapshot().groups().keySet());
    all.addAll(question.groupIds());
    return all;
  }

  void forget(String vpc) {
    pace.forget(vpc);
    failures.remove(vpc);
    underWay.remove(vpc);
    last.remove(vpc);
  }

  @PreDestroy
  void close() {
    pool.shutdownNow();
  }
}
