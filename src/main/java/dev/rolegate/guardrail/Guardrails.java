package dev.rolegate.guardrail;

import dev.rolegate.model.GuardrailDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Guardrails that were compiled. Immutable, and safe for any number of threads. */
public final class Guardrails {
  /** What came of a document; without a check where it cannot be judged by. */
  private record Compiled(GuardrailDocument document, Optional<Check> check, List<Flaw> flaws) {}

  private final List<Compiled> compiled;
  private final List<Check> checks;
  private final List<Flaw> flaws;

  private Guardrails(List<Compiled> compiled) {
    this.compiled = List.copyOf(compiled);
    checks = compiled.stream().flatMap(one -> one.check.stream()).toList();
    flaws = compiled.stream().flatMap(one -> one.flaws.stream()).toList();
  }

  /**
   * Compiles and type-checks; one that fails does not stand in the way of the others. Never throws
   * for what a document holds.
   */
  public static Guardrails compile(Collection<GuardrailDocument> documents) {
    return new Guardrails(List.of()).with(documents);
  }

  /** The same as compiling them; a document that is as it was here is not compiled again. */
  public Guardrails with(Collection<GuardrailDocument> documents) {
    Map<GuardrailDocument, Compiled> known =
        compiled.stream()
            .collect(Collectors.toMap(Compiled::document, Function.identity(), (a, b) -> a));
    return new Guardrails(
        documents.stream()
            .sorted(Comparator.comparing(GuardrailDocument::name))
            .map(one -> known.containsKey(one) ? known.get(one) : compile(one))
            .toList());
  }

  private static Compiled compile(GuardrailDocument document) {
    List<Flaw> found = new ArrayList<>();
    Optional<Check> check = Compilation.of(document, found);
    return new Compiled(document, check, List.copyOf(found));
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
