package dev.rolegate.cli;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.cli.report.Assessment;
import dev.rolegate.cli.report.Gap;
import dev.rolegate.cli.report.Inquiry;
import dev.rolegate.cli.report.Source;
import dev.rolegate.cli.report.Unused;
import dev.rolegate.guardrail.Docket;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.guardrail.Judge;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.Surroundings;
import dev.rolegate.model.UseCollector;
import dev.rolegate.plan.Planner;
import dev.rolegate.usage.Evidence;
import dev.rolegate.usage.Standing;
import dev.rolegate.usage.sprawl.Fact;
import dev.rolegate.usage.sprawl.Sprawl;
import dev.rolegate.usage.sprawl.SprawlFacts;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges what is live of a VPC, and answers the questions about it. */
final class Assessor {
  private final ReportDocuments documents;
  private final String clusterId;
  private final Instant now;

  /**
   * @param clusterId empty where it is not known
   */
  Assessor(ReportDocuments documents, String clusterId, Instant now) {
    this.documents = documents;
    this.clusterId = clusterId;
    this.now = now;
  }

  Assessment assess(String region, LiveVpc live) {
    String vpcId = live.snapshot().vpcId();
    Optional<ManagedVpc> vpc = documents.vpc(vpcId);
    Optional<DesiredVpc> desired =
        vpc.map(found -> documents.desired(found, clusterId, live.snapshot()));
    Map<String, GroupKey> managed =
        desired.map(found -> Planner.managed(found, live.snapshot())).orElse(Map.of());
    SprawlFacts facts =
        new SprawlFacts(
            live.snapshot(),
            live.ranges(),
            live.interfaces(),
            live.instances(),
            List.of(live.launches()),
            live.stale(),
            vpc.map(found -> Fact.of(documents.declared(found, live.snapshot())))
                .orElse(Fact.unknown("no documents are at hand")));
    Surroundings surroundings =
        new Surroundings(
            live.ranges().value(),
            live.subnets().value(),
            live.prefixLists(),
            documents.addressSets(),
            managed,
            Sprawl.of(facts).byGroup(),
            live.stale().value());
    return Assessment.of(
        new Inquiry(
            vpcId,
            region,
            facts,
            desired,
            surroundings,
            findings(
                desired.orElse(new DesiredVpc(vpcId, vpcId, region, clusterId, List.of())),
                live,
                surroundings),
            documents.guardrails().sound().stream().map(GuardrailDocument::name).toList(),
            desired.map(found -> exemptions(found)).orElse(List.of()),
            documents.endings(),
            standings(live, managed.keySet()),
            gaps(live, vpc.isPresent()),
            now));
  }

  private List<Exemption> exemptions(DesiredVpc desired) {
    return documents.exemptions().stream().filter(e -> e.vpc().equals(desired.name())).toList();
  }

  /** Of what is live; {@code rolegate plan} tells of what is only written. */
  private List<Finding> findings(DesiredVpc desired, LiveVpc live, Surroundings surroundings) {
    var docket =
        new Docket(
            desired, Optional.of(live.snapshot()), surroundings, documents.exemptions(), now);
    return new Judge()
        .judge(documents.guardrails(), docket).findings().stream()
            .filter(finding -> finding.state() != Finding.State.DECLARED)
            .toList();
  }

  private static Map<String, Standing> standings(LiveVpc live, Set<String> managed) {
    if (live.uses().isEmpty()) {
      return Map.of();
    }
    Set<UseCollector> asked = EnumSet.allOf(UseCollector.class);
    asked.removeIf(collector -> !collector.isOfAws());
    return Evidence.judge(
        live.snapshot(), Unused.candidates(live.snapshot(), managed), live.uses(), asked);
  }

  private Map<Source, List<Gap>> gaps(LiveVpc live, boolean documented) {
    Map<Source, List<Gap>> gaps = new EnumMap<>(Source.class);
    gaps.putAll(live.gaps());
    if (!documented) {
      gaps.put(
          Source.DOCUMENTS,
          List.of(
              Source.DOCUMENTS.gap(
                  documents.vpcs().isEmpty()
                      ? "none were given, so that owner, purpose and role are what tags and"
                          + " descriptions say"
                      : "the files hold no ManagedVpc for " + live.snapshot().vpcId(),
                  "give them with -f, with expiry, review and exceptions in them")));
    }
    return gaps;
  }
}
