package dev.rolegate.guardrail;

import dev.rolegate.model.GuardrailDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Guardrails that were compiled. Immutable, and safe for any number of threads. */
public final class Guardrails {
  private final List<Check> checks;
  private final List<Flaw> flaws;

  private Guardrails(List<Check> checks, List<Flaw> flaws) {
    this.checks = List.copyOf(checks);
    this.flaws = List.copyOf(flaws);
  }

  /**
   * Compiles and type-checks; one that fails does not stand in the way of the others. Never throws
   * for what a document holds.
   */
  public static Guardrails compile(Collection<GuardrailDocument> documents) {
    List<Check> checks = new ArrayList<>();
    List<Flaw> flaws = new ArrayList<>();
    documents.stream()
        .sorted(Comparator.comparing(GuardrailDocument::name))
        .forEach(
            document -> {
              List<Flaw> found = new ArrayList<>();
              Compilation.of(document, found).ifPresent(checks::add);
              flaws.addAll(found);
            });
    return new Guardrails(checks, flaws);
  }

  /** Why some of them cannot be judged by, by name; they pass nothing and withhold nothing. */
  public List<Flaw> flaws() {
    return flaws;
  }

  /** Those that can be judged by, by name. */
  public List<GuardrailDocument> sound() {
    return checks.stream().map(Check::document).toList();
  }

  /** Whether one of them may ask, in the VPC of that ManagedVpc, which subnets there are. */
  public boolean readsSubnets(String vpc) {
    return checks.stream().anyMatch(check -> check.readsSubnets(vpc));
  }

  List<Check> checks() {
    return checks;
  }
}
