package dev.rolegate.cli.report;

import dev.rolegate.guardrail.Finding;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.Surroundings;
import dev.rolegate.usage.Standing;
import dev.rolegate.usage.sprawl.SprawlFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an assessment is made from.
 *
 * @param facts groups, interfaces and what sprawl is found by
 * @param desired what is documented; empty where no documents are at hand
 * @param findings of guardrails about live rules and groups
 * @param guardrails names of the guardrails that could be judged by
 * @param exemptions every accepted exception
 * @param endings what else of the documents ends
 * @param standings what uses the groups that may be unused, by id; empty where other services were
 *     not asked
 * @param gaps what was not looked at
 */
public record Inquiry(
    String vpcId,
    String region,
    SprawlFacts facts,
    Optional<DesiredVpc> desired,
    Surroundings surroundings,
    List<Finding> findings,
    List<String> guardrails,
    List<Exemption> exemptions,
    List<Ending> endings,
    Map<String, Standing> standings,
    Map<Source, List<Gap>> gaps,
    Instant now) {

  /**
   * Something that ends.
   *
   * @param text what, as {@code 198.51.100.7/32 of AddressSet partner}
   */
  public record Ending(String text, Instant at) {}

  public Inquiry {
    findings = List.copyOf(findings);
    guardrails = List.copyOf(guardrails);
    exemptions = List.copyOf(exemptions);
    endings = List.copyOf(endings);
    standings = Map.copyOf(standings);
    gaps = Map.copyOf(gaps);
  }
}
