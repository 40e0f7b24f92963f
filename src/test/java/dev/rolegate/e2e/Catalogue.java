package dev.rolegate.e2e;

import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailAction;
import dev.rolegate.cli.ShippedGuardrails;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The guardrails that come with Rolegate, by name. */
final class Catalogue {
  private static final Map<String, Guardrail> ALL = read();

  private Catalogue() {}

  private static Map<String, Guardrail> read() {
    Map<String, Guardrail> all = new LinkedHashMap<>();
    ShippedGuardrails.catalogue().forEach(one -> all.put(one.getMetadata().getName(), one));
    return all;
  }

  static Set<String> names() {
    return ALL.keySet();
  }

  static Guardrail get(String name) {
    return ALL.get(name);
  }

  /** In the words of the metric. */
  static String severity(String name) {
    return get(name).getSpec().severity().name().toLowerCase(Locale.ROOT);
  }

  static boolean denies(String name) {
    return get(name).getSpec().action() == GuardrailAction.DENY;
  }
}
