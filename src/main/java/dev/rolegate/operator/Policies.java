package dev.rolegate.operator;

import dev.rolegate.guardrail.Guardrails;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.topology.HouseRules;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** The guardrails and exceptions of the cluster, compiled anew only where their text changed. */
@Singleton
public class Policies {
  private final Declarations declarations;
  private final InstantSource clock;
  private List<GuardrailDocument> documents = List.of();
  private Guardrails compiled = Guardrails.compile(List.of());

  public Policies(Declarations declarations, InstantSource clock) {
    this.declarations = declarations;
    this.clock = clock;
  }

  /** What is judged by. */
  record Current(HouseRules rules, Guardrails guardrails) {}

  synchronized Current current() {
    var rules =
        HouseRules.read(declarations.guardrails(), declarations.exceptions(), clock.instant());
    if (!rules.guardrails().equals(documents)) {
      compiled = compiled.with(rules.guardrails());
      documents = rules.guardrails();
    }
    return new Current(rules, compiled);
  }
}
