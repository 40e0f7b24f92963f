package dev.rolegate.operator;

import dev.rolegate.api.CondemnedRule;
import dev.rolegate.api.DefaultGroupStatus;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.ManagedVpcStatus;
import dev.rolegate.api.Mode;
import dev.rolegate.api.RemediatedRule;
import dev.rolegate.api.UnmanagedAction;
import dev.rolegate.api.UnmanagedStatus;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.Pass;
import dev.rolegate.execute.StepResult;
import dev.rolegate.execute.VpcWorker;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Remediation;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.status.Conditions;
import dev.rolegate.operator.unmanaged.DefaultGroup;
import dev.rolegate.operator.unmanaged.Docket;
import dev.rolegate.operator.unmanaged.Ledger;
import dev.rolegate.plan.RemediationVerdict;
import dev.rolegate.plan.Step;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after rules of groups that nobody declares, within the check of the VPC: what it wants done
 * becomes a part of the plan, and nothing is done here.
 */
@Singleton
public class Remediations {
  private static final Logger LOG = LoggerFactory.getLogger(Remediations.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final String OBSERVED = "nothing is changed now";

  private final Workers workers;
  private final Modes modes;
  private final RemediationNews news;
  private final InstantSource clock;

  public Remediations(Workers workers, Modes modes, RemediationNews news, InstantSource clock) {
    this.workers = workers;
    this.modes = modes;
    this.news = news;
    this.clock = clock;
  }

  /**
   * What is wanted now. Times that begin are written before this returns; what could not be read or
   * written is not relied upon.
   *
   * @param desired as it is planned, with what is wanted of orphans
   */
  RemediationRound look(
      VpcRecord record,
      VpcWorker worker,
      VpcSnapshot snapshot,
      DesiredVpc desired,
      Judging.Session judged) {
    var spec = record.vpc().getSpec().unmanaged();
    var docket =
        Optional.ofNullable(spec)
            .map(s -> Docket.of(s, judged.judgement().findings(), desired, snapshot));
    List<Remediation> wanted = new ArrayList<>();
    Optional<Ledger> ledger = Optional.empty();
    if (spec != null && spec.action() == UnmanagedAction.REMEDIATE) {
      ledger = ledger(record, worker, snapshot, docket.get());
      ledger.map(Ledger::remediations).ifPresent(wanted::addAll);
    }
    DefaultGroup.closing(record.vpc().getSpec().defaultGroup(), snapshot)
        .ifPresent(
            closing -> {
              wanted.removeIf(one -> one.groupId().equals(closing.groupId()));
              wanted.add(closing);
            });
    return new RemediationRound(snapshot, docket, ledger, wanted);
  }

  /** Empty where it could not be seen, or not written, since when rules are condemned. */
  private Optional<Ledger> ledger(
      VpcRecord record, VpcWorker worker, VpcSnapshot snapshot, Docket docket) {
    var vpc = record.vpc();
    String name = vpc.getMetadata().getName();
    var before = Optional.ofNullable(record.status().unmanaged()).orElse(UnmanagedStatus.NONE);
    var ledger =
        new Ledger(
            before.rules(),
            docket.open(),
            Interval.parse(vpc.getSpec().unmanaged().gracePeriod()),
            created(vpc),
            clock.instant());
    try {
      Set<String> ids = ledger.toRead();
      if (!ids.isEmpty()) {
        ledger.begin(workers.connections(name, worker).ec2().rules(ids));
      }
    } catch (Ec2Exception e) {
      LOG.warn("{}: rules of undeclared groups were not read: {}", name, e.getMessage());
      return Optional.empty();
    }
    if (!ledger.begun().isEmpty()
        && !record.keep(kept -> kept.withUnmanaged(before.withRules(ledger.rows())))) {
      return Optional.empty();
    }
    news.begun(vpc, snapshot, ledger.begun());
    return Optional.of(ledger);
  }

  private static Instant created(ManagedVpc vpc) {
    String time = vpc.getMetadata().getCreationTimestamp();
    return time == null ? Instant.EPOCH : Instant.parse(time);
  }

  /** The status with what came of it, which is told too. */
  ManagedVpcStatus after(
      VpcRecord record, RemediationRound round, Pass pass, ManagedVpcStatus status) {
    var vpc = record.vpc();
    var action = vpc.getSpec().defaultGroup();
    var remedied = pass.results().stream().filter(r -> r.step().remedy().isPresent()).toList();
    remedied.forEach(
        result -> news.tell(vpc, round.snapshot(), result, result.step().remedy().get()));
    int closed =
        applied(remedied)
            .filter(r -> r.step().remedy().get().guardrails().isEmpty())
            .mapToInt(r -> rules(r.step()).size())
            .sum();
    DefaultGroupStatus ofDefault =
        DefaultGroup.status(action, round.snapshot(), closed).orElse(null);
    news.defaultGroup(vpc, record.status().defaultGroup(), ofDefault);
    var conditions =
        DefaultGroup.finding(action, round.snapshot(), closed, pass.plan())
            .map(
                finding ->
                    Stream.concat(
                            status.conditions().stream(),
                            Conditions.of(
                                List.of(finding),
                                record.status().conditions(),
                                ManagedVpcReconciler.generation(vpc),
                                clock.instant())
                                .stream())
                        .toList())
            .orElse(status.conditions());
    return status.withUnmanaged(unmanaged(record, round, pass, remedied), ofDefault, conditions);
  }

  private static Stream<StepResult> applied(List<StepResult> results) {
    return results.stream().filter(r -> r.outcome() == StepResult.Outcome.APPLIED);
  }

  private static List<LiveRule> rules(Step step) {
    return ((Step.Revoke) step.action()).rules();
  }

  /** Null where nobody asks. */
  private UnmanagedStatus unmanaged(
      VpcRecord record, RemediationRound round, Pass pass, List<StepResult> remedied) {
    String name = record.vpc().getMetadata().getName();
    if (round.docket().isEmpty()) {
      news.metrics().pending(name, List.of());
      return null;
    }
    var before = Optional.ofNullable(record.status().unmanaged()).orElse(UnmanagedStatus.NONE);
    boolean remediates = record.vpc().getSpec().unmanaged().action() == UnmanagedAction.REMEDIATE;
    if (remediates && round.ledger().isEmpty()) {
      return before;
    }
    List<CondemnedRule> rows =
        round.ledger().map(l -> rows(l.rows(), record.vpc(), pass, remedied)).orElse(List.of());
    news.metrics().pending(name, rows);
    var docket = round.docket().get();
    return new UnmanagedStatus(
        docket.condemned(),
        docket.leftAlone(),
        rows.size(),
        round.ledger().map(Ledger::withoutRoom).orElse(0),
        rows,
        removed(remedied, before.removed()),
        docket.left());
  }

  /** What is gone leaves; what is another rule by now begins anew with the next check. */
  private List<CondemnedRule> rows(
      List<CondemnedRule> rows, ManagedVpc vpc, Pass pass, List<StepResult> remedied) {
    Set<String> out = new HashSet<>();
    pass.plan().remediations().stream().map(RemediationVerdict::changed).forEach(out::addAll);
    applied(remedied).forEach(r -> rules(r.step()).forEach(rule -> out.add(rule.ruleId())));
    Map<String, String> refused = new HashMap<>();
    remedied.stream()
        .filter(r -> r.outcome() == StepResult.Outcome.FAILED && r.error() != null)
        .forEach(
            r ->
                rules(r.step())
                    .forEach(
                        rule -> refused.put(rule.ruleId(), "EC2 refuses it: " + r.error().code())));
    boolean observes = modes.of(vpc) == Mode.OBSERVE;
    Instant now = clock.instant();
    return rows.stream()
        .filter(row -> !out.contains(row.ruleId()))
        .map(
            row -> {
              boolean due = !now.isBefore(Instant.parse(row.due()));
              String stays =
                  row.stays() != null
                      ? row.stays()
                      : observes && due ? OBSERVED : refused.get(row.ruleId());
              return row.staying(stays);
            })
        .toList();
  }

  private List<RemediatedRule> removed(List<StepResult> remedied, List<RemediatedRule> before) {
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    return Stream.concat(
            applied(remedied)
                .filter(r -> !r.step().remedy().get().guardrails().isEmpty())
                .flatMap(
                    r ->
                        rules(r.step()).stream()
                            .map(
                                rule ->
                                    new RemediatedRule(
                                        r.step().group().groupId(),
                                        rule.ruleId(),
                                        rule.direction().word() + " " + rule.permission(),
                                        now))),
            before.stream())
        .limit(UnmanagedStatus.MAX_REMOVED)
        .toList();
  }

  /** When the VPC has to be looked at again for this; empty when the interval does. */
  Optional<Duration> next(RemediationRound round, Pass pass) {
    boolean another = pass.plan().remediations().stream().anyMatch(v -> !v.changed().isEmpty());
    if (another) {
      return Optional.of(SOON);
    }
    return round
        .ledger()
        .flatMap(Ledger::next)
        .map(moment -> Interval.until(moment, clock.instant()));
  }

  /** The ManagedVpc is gone. */
  void forget(String vpc) {
    news.metrics().forget(vpc);
  }
}
