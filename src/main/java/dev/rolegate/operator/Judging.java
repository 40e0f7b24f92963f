package dev.rolegate.operator;

import dev.rolegate.api.VpcFindings;
import dev.rolegate.execute.VpcWorker;
import dev.rolegate.guardrail.Docket;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.guardrail.Judge;
import dev.rolegate.guardrail.Judgement;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Surroundings;
import dev.rolegate.operator.status.FindingCounts;
import dev.rolegate.operator.status.GuardrailText;
import dev.rolegate.plan.Planner;
import dev.rolegate.topology.AddressSets;
import dev.rolegate.topology.Topology;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Judges the documents and the live groups of each VPC, between assembling and planning. */
@Singleton
public class Judging {
  /** Reads of EC2 show a new rule within seconds; nothing urgent hangs on knowing it is gone. */
  private static final Duration LAG = Duration.ofSeconds(15);

  private final Policies policies;
  private final Workers workers;
  private final SprawlWatch sprawl;
  private final ExceptionNews exceptions;
  private final InstantSource clock;
  private final Map<String, Court> courts = new ConcurrentHashMap<>();

  /** What is kept of a VPC from one check to the next. */
  private record Court(
      Judge judge, PrefixListContents prefixLists, SubnetBlocks subnets, NamedRules named) {

    Court(InstantSource clock) {
      this(
          new Judge(),
          new PrefixListContents(clock),
          new SubnetBlocks(clock),
          new NamedRules(clock, LAG));
    }
  }

  public Judging(
      Policies policies,
      Workers workers,
      SprawlWatch sprawl,
      ExceptionNews exceptions,
      InstantSource clock) {
    this.policies = policies;
    this.workers = workers;
    this.sprawl = sprawl;
    this.exceptions = exceptions;
    this.clock = clock;
  }

  /**
   * What a check's judging came to.
   *
   * @param judges false where there is no guardrail to judge by
   * @param byGroup the findings of each declared group
   */
  record Session(Judgement judgement, boolean judges, Map<GroupKey, List<Finding>> byGroup) {

    static Session of(Judgement judgement, boolean judges) {
      return new Session(
          judgement,
          judges,
          judgement.findings().stream()
              .filter(finding -> finding.group().isPresent())
              .collect(Collectors.groupingBy(finding -> finding.group().orElseThrow())));
    }

    /** The documents with what guardrails do not let pass withheld. */
    Topology.Result documents(Topology.Result assembled) {
      return assembled.withDesired(judgement.judged());
    }

    /** The condition of a declared group; empty where there is nothing to judge by. */
    Optional<dev.rolegate.operator.status.Finding> condition(GroupKey key) {
      return judges
          ? Optional.of(GuardrailText.passed(byGroup.getOrDefault(key, List.of())))
          : Optional.empty();
    }

    /** For the status of the ManagedVpc; null where there is nothing to judge by. */
    VpcFindings counts() {
      return judges ? FindingCounts.of(judgement.findings()) : null;
    }
  }

  /** Without guardrails, the documents as they are. */
  Session judge(
      DesiredVpc desired, AddressSets addressSets, VpcWorker worker, VpcWorker.Look look) {
    var current = policies.current();
    if (current.guardrails().sound().isEmpty()) {
      return Session.of(new Judgement(List.of(), desired, Optional.empty(), List.of()), false);
    }
    var court = courts.computeIfAbsent(desired.name(), name -> new Court(clock));
    var ec2 = workers.connections(desired.name(), worker).ec2();
    var now = clock.instant();
    var told = sprawl.told(desired.name(), worker);
    var managed = Planner.managed(desired, look.snapshot());
    var named =
        court
            .named()
            .find(ec2, desired.name(), current.rules().exemptions(), look.snapshot(), managed);
    exceptions.found(desired.name(), named.troubles());
    var surroundings =
        new Surroundings(
            Optional.of(look.ranges()),
            court.subnets().of(ec2, current.guardrails(), desired.name(), desired.vpcId()),
            court.prefixLists().of(ec2, desired, look.snapshot()),
            addressSets.at(now),
            managed,
            told.findings(),
            told.stale());
    return Session.of(
        court
            .judge()
            .judge(
                current.guardrails(),
                new Docket(
                    desired, Optional.of(named.snapshot()), surroundings, named.exemptions(), now)),
        true);
  }

  void forget(String vpc) {
    courts.remove(vpc);
    exceptions.forget(vpc);
  }
}
