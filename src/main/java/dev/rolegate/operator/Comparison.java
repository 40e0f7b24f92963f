package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.OrphanCounts;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.execute.Pass;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.GroupKey;
import dev.rolegate.operator.consent.Approvals;
import dev.rolegate.operator.consent.DeletionWindow;
import dev.rolegate.operator.consent.Kept;
import dev.rolegate.operator.status.Approval;
import dev.rolegate.operator.status.Assessor;
import dev.rolegate.operator.status.Finding;
import dev.rolegate.operator.status.Progress;
import dev.rolegate.operator.status.Scope;
import dev.rolegate.operator.status.VpcStatus;
import dev.rolegate.plan.Step;
import dev.rolegate.topology.Topology;
import io.fabric8.kubernetes.api.model.HasMetadata;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells what a check found that could compare, and what its pass did. */
@Singleton
public class Comparison {
  private static final Duration AT_LEAST = Duration.ofSeconds(1);

  private final Departures.Memory memory;
  private final Modes modes;
  private final Publisher publisher;
  private final Notices notices;
  private final InstantSource clock;

  public Comparison(
      Departures.Memory memory,
      Modes modes,
      Publisher publisher,
      Notices notices,
      InstantSource clock) {
    this.memory = memory;
    this.modes = modes;
    this.publisher = publisher;
    this.notices = notices;
    this.clock = clock;
  }

  Assessor assessor(ManagedVpc vpc, List<RoleSecurityGroup> declared, Instant at) {
    return assessor(vpc, declared, at, key -> Optional.empty());
  }

  private Assessor assessor(
      ManagedVpc vpc,
      List<RoleSecurityGroup> declared,
      Instant at,
      Function<GroupKey, Optional<Finding>> guardrails) {
    return new Assessor(
        scope(vpc),
        declared.stream()
            .filter(HasMetadata::isMarkedForDeletion)
            .map(r -> r.getMetadata().getUid())
            .collect(Collectors.toSet()),
        notices.at(at),
        guardrails);
  }

  private Scope scope(ManagedVpc vpc) {
    return new Scope(vpc.getMetadata().getName(), modes.of(vpc), modes.stops(vpc));
  }

  Checks.Check of(
      VpcRecord record,
      Topology.Result documents,
      List<RoleSecurityGroup> declared,
      Pass pass,
      OrphanCounts orphans,
      Judging.Session judged) {
    var vpc = record.vpc();
    String name = vpc.getMetadata().getName();
    Instant now = clock.instant();
    var desired = documents.desired();
    var progress = new Progress(pass.plan(), pass.results());
    var outcomes =
        assessor(vpc, declared, documents.now(), judged::condition)
            .assess(desired, documents.problems(), progress);
    publisher.publish(desired, declared, outcomes, progress);
    var dates = notices.at(documents.now());
    memory.metrics().dates(name, dates.figures(desired.groups()));
    var kept = record.kept();
    var after =
        Approvals.after(kept, desired, progress, Consents::nonce)
            .withDeletions(DeletionWindow.of(kept.deletions(), now).records());
    String annotation = Consents.annotation(vpc);
    var approval =
        new Approval(
            after.approval(), annotation, Approvals.standing(annotation, kept, progress.open()));
    var status =
        VpcStatus.of(
            record.status(),
            ManagedVpcReconciler.generation(vpc),
            scope(vpc),
            approval,
            progress,
            outcomes,
            judged.counts(),
            now);
    Duration regular = memory.pace().afterSuccess(name, Interval.of(vpc));
    Optional<Duration> blocked = blocked(name, pass, desired.groups(), now);
    return new Checks.Check(
        after.in(status).withOrphans(orphans),
        Stream.of(documents.next(), dates.next(desired.groups()), judged.judgement().until())
            .flatMap(Optional::stream)
            .map(moment -> Interval.until(moment, clock.instant()))
            .reduce(next(regular, pass, blocked, progress, after, now), Comparison::earlier));
  }

  private Optional<Duration> blocked(
      String vpc, Pass pass, List<DesiredGroup> groups, Instant now) {
    Set<GroupKey> going =
        groups.stream()
            .filter(g -> g.intent() == DesiredGroup.Intent.ABSENT)
            .map(DesiredGroup::key)
            .collect(Collectors.toSet());
    String what =
        pass.plan().verdicts().stream()
            .filter(v -> going.contains(v.key()))
            .map(v -> v.key() + " " + v.problem() + " " + v.problemDetail())
            .collect(Collectors.joining("; "));
    return memory.pace().whileBlocked(vpc, what, now);
  }

  private static Duration next(
      Duration regular,
      Pass pass,
      Optional<Duration> blocked,
      Progress progress,
      Kept kept,
      Instant now) {
    Duration next = pass.again().map(again -> earlier(again, regular)).orElse(regular);
    if (blocked.isPresent()) {
      next = earlier(next, blocked.get());
    }
    boolean limited =
        progress.remaining().stream().anyMatch(s -> s.hold() == Step.Hold.DELETION_LIMIT);
    if (limited) {
      var room = DeletionWindow.of(kept.deletions(), now).nextRoom();
      if (room.isPresent()) {
        Duration until = Duration.between(now, room.get());
        next = earlier(next, until.compareTo(AT_LEAST) < 0 ? AT_LEAST : until);
      }
    }
    return next;
  }

  private static Duration earlier(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
