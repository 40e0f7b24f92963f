package dev.rolegate.topology;

import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailMatch;
import dev.rolegate.api.GuardrailSpec;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.topology.HouseRules.Fault;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads one Guardrail. What its expressions mean is not looked at here. */
final class GuardrailReader {
  private static final Pattern PARAMETER = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,62}");

  private final Guardrail guardrail;
  private final String name;

  GuardrailReader(Guardrail guardrail) {
    this.guardrail = guardrail;
    this.name = guardrail.getMetadata().getName();
  }

  void read(Consumer<GuardrailDocument> documents, Consumer<Fault> faults) {
    GuardrailSpec spec = guardrail.getSpec();
    try {
      if (spec == null) {
        throw new Unreadable("spec", "write title, severity, expression and message");
      }
      documents.accept(document(spec));
    } catch (Unreadable e) {
      faults.accept(
          new Fault(Fault.Reason.INVALID_SPEC, "Guardrail", name, e.field, e.getMessage()));
    }
  }

  private GuardrailDocument document(GuardrailSpec spec) {
    return new GuardrailDocument(
        name,
        Objects.requireNonNullElse(guardrail.getMetadata().getUid(), ""),
        Optional.ofNullable(guardrail.getMetadata().getGeneration()).orElse(0L),
        needed(
            "title", spec.title(), "say what holds where it is kept, as Port 22 is closed to all"),
        spec.controls(),
        GuardrailDocument.Severity.valueOf(
            needed("severity", spec.severity(), "write Critical, High, Medium or Low").name()),
        GuardrailDocument.Action.valueOf(spec.action().name()),
        GuardrailDocument.Scope.valueOf(spec.scope().name()),
        match(spec.match()),
        GuardrailDocument.Subject.valueOf(spec.subject().name()),
        Objects.requireNonNullElse(spec.when(), ""),
        needed("expression", spec.expression(), "write CEL that is true where it is kept"),
        needed("message", spec.message(), "write CEL that gives a text, as '\"Close port 22\"'"),
        parameters(spec.parameters()));
  }

  private static GuardrailDocument.Match match(GuardrailMatch match) {
    return new GuardrailDocument.Match(match.vpcs(), match.namespaces(), match.roles());
  }

  private static <T> T needed(String field, T value, String advice) {
    if (value == null || value instanceof String text && text.isBlank()) {
      throw new Unreadable("spec." + field, "is missing; " + advice);
    }
    return value;
  }

  private static Map<String, Object> parameters(Map<String, Object> written) {
    Map<String, Object> parameters = new TreeMap<>();
    written.forEach(
        (parameter, value) -> {
          String field = "spec.parameters." + parameter;
          if (!PARAMETER.matcher(parameter).matches()) {
            throw new Unreadable(
                field,
                "write the name in letters, digits and underscores, and no digit first, so that"
                    + " expressions can read it as params.<name>");
          }
          parameters.put(
              parameter,
              value(value)
                  .orElseThrow(
                      () ->
                          new Unreadable(
                              field,
                              "write text, a number, true or false, or a list of one of these")));
        });
    return parameters;
  }

  private static Optional<Object> value(Object written) {
    if (!(written instanceof List<?> list)) {
      return scalar(written);
    }
    List<Object> values = list.stream().map(v -> scalar(v).orElse(null)).toList();
    if (values.stream().anyMatch(Objects::isNull)) {
      return Optional.empty();
    }
    boolean decimal = values.stream().anyMatch(Double.class::isInstance);
    List<Object> alike =
        values.stream()
            .map(v -> decimal && v instanceof Long whole ? (Object) whole.doubleValue() : v)
            .toList();
    return alike.stream().map(Object::getClass).distinct().count() > 1
        ? Optional.empty()
        : Optional.of(alike);
  }

  private static Optional<Object> scalar(Object written) {
    if (written instanceof String || written instanceof Boolean) {
      return Optional.of(written);
    }
    if (written instanceof Integer || written instanceof Long) {
      return Optional.of(((Number) written).longValue());
    }
    if (written instanceof Double || written instanceof Float || written instanceof BigDecimal) {
      return Optional.of(((Number) written).doubleValue());
    }
    return written instanceof BigInteger whole && whole.bitLength() < Long.SIZE
        ? Optional.of(whole.longValue())
        : Optional.empty();
  }

  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String field;

    Unreadable(String field, String message) {
      super(message);
      this.field = field;
    }
  }
}
