package dev.rolegate.operator;

import dev.rolegate.api.AccountStatus;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.ManagedVpcStatus;
import dev.rolegate.api.Mode;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.Account;
import dev.rolegate.execute.Pass;
import dev.rolegate.execute.Refusal;
import dev.rolegate.execute.VpcWorker;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.status.Failure;
import dev.rolegate.operator.status.Findings;
import dev.rolegate.operator.status.Outcome;
import dev.rolegate.operator.status.Reason;
import dev.rolegate.operator.status.VpcStatus;
import dev.rolegate.plan.Consent;
import dev.rolegate.topology.Claims;
import dev.rolegate.topology.Rivals;
import dev.rolegate.topology.Topology;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One check of a VPC: look, see whose it is, assemble the documents, plan, apply in mode Enforce,
 * and tell what came of it.
 */
@Singleton
public class Checks {
  private static final Logger LOG = LoggerFactory.getLogger(Checks.class);

  private final ClusterId clusterId;
  private final Declarations declarations;
  private final Departures.Memory memory;
  private final Guards guards;
  private final Modes modes;
  private final Publisher publisher;
  private final Comparison comparison;
  private final Orphans orphans;
  private final Judging judging;
  private final GuardrailReports reports;
  private final InstantSource clock;

  public Checks(
      ClusterId clusterId,
      Declarations declarations,
      Departures.Memory memory,
      Guards guards,
      Modes modes,
      Publisher publisher,
      Comparison comparison,
      Orphans orphans,
      Judging judging,
      GuardrailReports reports,
      InstantSource clock) {
    this.clusterId = clusterId;
    this.declarations = declarations;
    this.memory = memory;
    this.guards = guards;
    this.modes = modes;
    this.publisher = publisher;
    this.comparison = comparison;
    this.orphans = orphans;
    this.judging = judging;
    this.reports = reports;
    this.clock = clock;
  }

  /** What a check leads to: the new status, and when to look again. */
  record Check(ManagedVpcStatus status, Duration next) {}

  Check check(VpcRecord record) {
    String name = record.vpc().getMetadata().getName();
    var declared = declarations.of(name);
    publisher.retain(name, declared);
    memory.addressSets().declared(name, declarations.all(name));
    try {
      if (!isIntroduced(record)) {
        return unwritten(record);
      }
      var worker = memory.workers().of(record.vpc());
      var look = worker.look(record.vpc().getSpec().vpcId(), pinned(record));
      var winner = winner(record.vpc(), look.snapshot());
      if (winner.isPresent()) {
        return rivalled(record, declared, winner.get());
      }
      if (!isPinned(record, look.account())) {
        return unwritten(record);
      }
      var claims = Claims.of(look.snapshot().groups().values(), clusterId.value(), name);
      var documents = assemble(record.vpc(), declared, claims);
      var judged = judging.judge(documents.desired(), declarations.addressSets(), worker, look);
      documents = judged.documents(documents);
      reports.tell(record.vpc(), declared, judged);
      var consent = record.kept().consent(record.vpc().getSpec().limits(), clock.instant());
      var round = orphans.look(record, worker, look.snapshot(), consent);
      var desired = documents.desired().withRetirements(round.retirements());
      var remedies = memory.remediations().look(record, worker, look.snapshot(), desired, judged);
      var pass = act(record, worker, desired.withRemediations(remedies.wanted()), consent);
      var counts = orphans.after(record, round, pass);
      var compared = comparison.of(record, documents, declared, pass, counts, judged);
      var sprawl = memory.sprawl().look(record, worker, look.snapshot());
      var status =
          memory.remediations().after(record, remedies, pass, compared.status().withSprawl(sprawl));
      Duration next =
          Stream.of(orphans.next(record.vpc(), round), memory.remediations().next(remedies, pass))
              .flatMap(Optional::stream)
              .reduce(compared.next(), (one, other) -> one.compareTo(other) <= 0 ? one : other);
      return new Check(status, next);
    } catch (Refusal e) {
      return refused(record, declared, e);
    } catch (Ec2Exception e) {
      return unread(record, declared, e);
    }
  }

  /** A role is assumed only with an external id that its owner could learn before. */
  private static boolean isIntroduced(VpcRecord record) {
    String id = record.kept().externalId();
    return record.vpc().getSpec().roleArn() == null
        || id != null && !id.isBlank()
        || record.keep(kept -> kept.withExternalId(UUID.randomUUID().toString()));
  }

  private static Optional<Account> pinned(VpcRecord record) {
    return Optional.ofNullable(record.kept().account())
        .filter(account -> account.id() != null)
        .map(
            account ->
                new Account(account.id(), Objects.requireNonNullElse(account.vpcOwner(), "")));
  }

  private static boolean isPinned(VpcRecord record, Account account) {
    return record.keep(
        kept -> kept.withAccount(new AccountStatus(account.id(), account.vpcOwner())));
  }

  /** Another ManagedVpc that has precedence, and by what. */
  private record Winner(String name, String why) {}

  /** Empty where this ManagedVpc is the one that works. */
  private Optional<Winner> winner(ManagedVpc vpc, VpcSnapshot snapshot) {
    var candidates = declarations.candidates(vpc);
    if (candidates.size() < 2) {
      return Optional.empty();
    }
    var named = Rivals.named(snapshot.groups().values(), clusterId.value());
    return Rivals.winner(candidates, named)
        .map(first -> first.getMetadata().getName())
        .filter(first -> !first.equals(vpc.getMetadata().getName()))
        .map(
            first ->
                new Winner(
                    first,
                    named.contains(first)
                        ? "which groups of the VPC name in their tags"
                        : "which is older"));
  }

  private Topology.Result assemble(
      ManagedVpc vpc, List<RoleSecurityGroup> declared, Claims claims) {
    return Topology.assemble(
        new Topology.Input(
            clusterId.value(),
            vpc,
            declared,
            declarations.labels(declared),
            declarations.addressSets(),
            clock.instant(),
            claims));
  }

  /** Observe looks; Enforce looks and acts. */
  private Pass act(VpcRecord record, VpcWorker worker, DesiredVpc desired, Consent consent) {
    if (modes.of(record.vpc()) == Mode.OBSERVE) {
      return new Pass(worker.plan(desired, consent), List.of(), Optional.empty());
    }
    return worker.apply(desired, consent, guards.of(record, worker));
  }

  /** What has to be remembered could not be written; the status says what it said. */
  private Check unwritten(VpcRecord record) {
    var vpc = record.vpc();
    return new Check(
        record.status(),
        memory
            .pace()
            .afterFailure(vpc.getMetadata().getName(), Interval.of(vpc), false, Duration.ZERO));
  }

  /**
   * AWS could not be read. Whoever has an outcome for this generation keeps it while that may pass
   * by itself: how fresh it is, the ManagedVpc and a metric tell.
   */
  private Check unread(VpcRecord record, List<RoleSecurityGroup> declared, Ec2Exception error) {
    boolean terminal = Failure.of(error).isTerminal();
    return failed(record, declared, () -> VpcStatus.unread(error), terminal, error.retryAfter());
  }

  private Check refused(VpcRecord record, List<RoleSecurityGroup> declared, Refusal refusal) {
    return failed(
        record, declared, () -> VpcStatus.refused(refusal), !refusal.isTransient(), Duration.ZERO);
  }

  private Check failed(
      VpcRecord record,
      List<RoleSecurityGroup> declared,
      Supplier<Findings> findings,
      boolean terminal,
      Duration notBefore) {
    var vpc = record.vpc();
    String name = vpc.getMetadata().getName();
    LOG.warn("{}: not compared: {}", name, findings.get().list().get(0).message());
    List<Outcome> outcomes = uncompared(vpc, declared, findings);
    publisher.say(
        name, outcomes.stream().filter(o -> terminal || !memory.outcomes().has(o)).toList());
    Duration next = memory.pace().afterFailure(name, Interval.of(vpc), terminal, notBefore);
    return new Check(status(record, findings.get()), next);
  }

  private Check rivalled(VpcRecord record, List<RoleSecurityGroup> declared, Winner winner) {
    var vpc = record.vpc();
    String name = vpc.getMetadata().getName();
    String message =
        "ManagedVpc "
            + winner.name()
            + ", "
            + winner.why()
            + ", is for "
            + vpc.getSpec().vpcId()
            + " in "
            + vpc.getSpec().region()
            + " too: delete one of the two";
    publisher.say(
        name, uncompared(vpc, declared, () -> Findings.stalled(Reason.VPC_CONFLICT, message)));
    return new Check(
        status(record, Findings.stalled(Reason.VPC_CONFLICT, message)),
        memory.pace().afterSuccess(name, Interval.of(vpc)));
  }

  private List<Outcome> uncompared(
      ManagedVpc vpc, List<RoleSecurityGroup> declared, Supplier<Findings> findings) {
    var documents = assemble(vpc, declared, Claims.NONE);
    return comparison
        .assessor(vpc, declared, documents.now())
        .uncompared(documents.desired(), documents.problems(), findings);
  }

  private ManagedVpcStatus status(VpcRecord record, Findings findings) {
    return VpcStatus.of(
        record.status(), ManagedVpcReconciler.generation(record.vpc()), findings, clock.instant());
  }
}
