package dev.rolegate.docs;

import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailSpec;
import dev.rolegate.cli.ShippedGuardrails;
import java.util.List;
import java.util.stream.Collectors;

/** The guardrails that come with Rolegate, from their own files. */
final class GuardrailTables {
  private GuardrailTables() {}

  static String catalogue() {
    return Pages.table(
        List.of(
            "guardrail",
            "what holds where it is kept",
            "judges",
            "action",
            "severity",
            "controls",
            "at admission"),
        ShippedGuardrails.catalogue().stream()
            .map(
                one ->
                    List.of(
                        file(one, "deploy/guardrails/"),
                        Pages.text(one.getSpec().title()),
                        lower(one.getSpec().subject().name()) + "s" + scope(one.getSpec()),
                        lower(one.getSpec().action().name()),
                        lower(one.getSpec().severity().name()),
                        controls(one.getSpec()),
                        one.getSpec().admission() ? "yes" : ""))
            .toList());
  }

  static String literal() {
    return Pages.table(
        List.of("guardrail", "what it says", "severity", "controls"),
        ShippedGuardrails.literal().stream()
            .map(
                one ->
                    List.of(
                        file(one, "deploy/guardrails/literal/"),
                        Pages.text(one.getSpec().title()),
                        lower(one.getSpec().severity().name()),
                        controls(one.getSpec())))
            .toList());
  }

  private static String file(Guardrail guardrail, String folder) {
    String name = guardrail.getMetadata().getName();
    return "[" + Pages.code(name) + "](../../../" + folder + name + ".yaml)";
  }

  private static String controls(GuardrailSpec spec) {
    return spec.controls().stream().map(Pages::text).collect(Collectors.joining(", "));
  }

  private static String scope(GuardrailSpec spec) {
    return switch (spec.scope()) {
      case ALL -> "";
      case MANAGED -> ", managed only";
      case UNMANAGED -> ", unmanaged only";
    };
  }

  private static String lower(String name) {
    return name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT);
  }
}
