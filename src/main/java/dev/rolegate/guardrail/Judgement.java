package dev.rolegate.guardrail;

import dev.rolegate.model.DesiredVpc;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of judging.
 *
 * @param findings accepted ones included, in an order that depends on the input alone
 * @param judged the documents, with the rules that Deny and Remove do not let pass withheld
 * @param until the earliest moment at which the answer can become another one by time alone
 * @param flaws of the guardrails that cost too much to judge everything by them: what they left out
 *     is not known
 */
public record Judgement(
    List<Finding> findings, DesiredVpc judged, Optional<Instant> until, List<Flaw> flaws) {
  public Judgement {
    findings = List.copyOf(findings);
    flaws = List.copyOf(flaws);
  }
}
