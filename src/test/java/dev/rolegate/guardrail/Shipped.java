package dev.rolegate.guardrail;

import dev.rolegate.api.Guardrail;
import dev.rolegate.cli.ShippedGuardrails;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.topology.HouseRules;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The guardrails that come with Rolegate, compiled. */
final class Shipped {
  private static final HouseRules CATALOGUE = read(ShippedGuardrails.catalogue());
  private static final HouseRules LITERAL = read(ShippedGuardrails.literal());

  private Shipped() {}

  static Guardrails catalogue() {
    return Guardrails.compile(CATALOGUE.guardrails());
  }

  static Guardrails literal() {
    return Guardrails.compile(LITERAL.guardrails());
  }

  /** Those of this name, from either. */
  static Guardrails named(String name) {
    return Guardrails.compile(
        Stream.of(CATALOGUE, LITERAL)
            .flatMap(all -> all.guardrails().stream())
            .filter(one -> one.name().equals(name))
            .toList());
  }

  /** Those of the catalogue that are marked as such. */
  static List<GuardrailDocument> forAdmission() {
    Set<String> marked =
        ShippedGuardrails.catalogue().stream()
            .filter(one -> one.getSpec().admission())
            .map(one -> one.getMetadata().getName())
            .collect(Collectors.toSet());
    return CATALOGUE.guardrails().stream().filter(one -> marked.contains(one.name())).toList();
  }

  static List<HouseRules.Fault> faults() {
    return Stream.of(CATALOGUE, LITERAL).flatMap(all -> all.faults().stream()).toList();
  }

  private static HouseRules read(List<Guardrail> guardrails) {
    return HouseRules.read(guardrails, List.of(), Instant.EPOCH);
  }
}
