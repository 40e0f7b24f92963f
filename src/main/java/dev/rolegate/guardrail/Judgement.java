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
 */
public record Judgement(List<Finding> findings, DesiredVpc judged, Optional<Instant> until) {
  public Judgement {
    findings = List.copyOf(findings);
  }
}
