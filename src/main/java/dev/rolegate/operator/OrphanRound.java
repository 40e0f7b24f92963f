package dev.rolegate.operator;

import dev.rolegate.api.OrphanCounts;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.model.Retirement;
import dev.rolegate.usage.Standing;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a check knows of the orphans of its VPC.
 *
 * @param retirements to be planned together with the documents
 * @param gathered when the evidence was gathered; empty where there is none yet, so that nothing is
 *     known of uses but of quarantined groups
 * @param more true when something is left to be looked at again soon
 */
record OrphanRound(
    List<OrphanCase> cases,
    List<Retirement> retirements,
    Optional<OrphanSurvey> survey,
    Optional<Instant> gathered,
    boolean more) {

  /** As the schema of the status has it. */
  private static final int MISSING = 20;

  static final OrphanRound NONE =
      new OrphanRound(List.of(), List.of(), Optional.empty(), Optional.empty(), false);

  /** EC2 could not be read as far as orphans need it; the rest of the check goes on. */
  static final OrphanRound BROKEN =
      new OrphanRound(List.of(), List.of(), Optional.empty(), Optional.empty(), true);

  /** The figures for the status of the ManagedVpc. Uses have to have been looked for. */
  OrphanCounts counts() {
    Map<Standing.Verdict, Integer> verdicts = new HashMap<>();
    Set<String> retired =
        cases.stream()
            .filter(c -> c.course().phase() != OrphanPhase.CANDIDATE)
            .map(c -> c.before().groupId())
            .collect(Collectors.toSet());
    var survey = this.survey.orElseThrow();
    survey.standings().stream()
        .filter(s -> !retired.contains(s.groupId()))
        .forEach(s -> verdicts.merge(s.verdict(), 1, Integer::sum));
    long quarantined =
        cases.stream().filter(c -> c.course().phase() == OrphanPhase.QUARANTINED).count();
    return new OrphanCounts(
        verdicts.getOrDefault(Standing.Verdict.UNUSED, 0),
        verdicts.getOrDefault(Standing.Verdict.USED, 0),
        verdicts.getOrDefault(Standing.Verdict.UNKNOWN, 0),
        (int) quarantined,
        survey.missing().stream().limit(MISSING).toList());
  }
}
