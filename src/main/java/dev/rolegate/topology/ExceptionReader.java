package dev.rolegate.topology;

import dev.rolegate.api.ExceptionsSpec;
import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailException;
import dev.rolegate.api.GuardrailExceptionSpec;
import dev.rolegate.api.GuardrailExceptionSpec.GroupReference;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.GroupKey;
import dev.rolegate.topology.HouseRules.Fault;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads one GuardrailException. It counts from its creation, and no longer than its guardrail lets
 * an exception count: whoever wants it longer has somebody accept it again.
 */
final class ExceptionReader {
  private static final String KIND = "GuardrailException";

  private final GuardrailException exception;
  private final String name;
  private final Map<String, Guardrail> guardrails;
  private final Instant now;

  ExceptionReader(GuardrailException exception, Map<String, Guardrail> guardrails, Instant now) {
    this.exception = exception;
    this.name = exception.getMetadata().getName();
    this.guardrails = guardrails;
    this.now = now;
  }

  void read(Consumer<Exemption> exemptions, Consumer<Fault> faults) {
    GuardrailExceptionSpec spec = exception.getSpec();
    Optional<Fault> fault =
        spec == null
            ? Optional.of(invalid("spec", "write guardrail, managedVpc, group and expiresAt"))
            : missing(spec);
    if (fault.isPresent()) {
      faults.accept(fault.get());
      return;
    }
    Guardrail guardrail = guardrails.get(spec.guardrail());
    if (guardrail == null) {
      faults.accept(
          new Fault(
              Fault.Reason.GUARDRAIL_NOT_FOUND,
              KIND,
              name,
              "spec.guardrail",
              "there is no Guardrail "
                  + spec.guardrail()
                  + ": correct the name, or delete the exception"));
      return;
    }
    try {
      exemptions.accept(exemption(spec, guardrail));
    } catch (DateTimeException | ArithmeticException e) {
      faults.accept(
          invalid(
              "spec.expiresAt",
              "'"
                  + spec.expiresAt()
                  + "' is no moment: write RFC 3339, such as 2027-01-31T12:00:00Z"));
    }
  }

  private Exemption exemption(GuardrailExceptionSpec spec, Guardrail guardrail) {
    String created = exception.getMetadata().getCreationTimestamp();
    Instant from = created == null ? now : OffsetDateTime.parse(created).toInstant();
    Instant expires = OffsetDateTime.parse(spec.expiresAt()).toInstant();
    Instant cap =
        from.plus(
            Period.read(longest(guardrail))
                .or(() -> Period.read(ExceptionsSpec.LONGEST))
                .orElseThrow());
    return new Exemption(
        name,
        spec.guardrail(),
        spec.managedVpc(),
        Optional.ofNullable(spec.group()).map(g -> new GroupKey(g.namespace(), g.name())),
        Objects.requireNonNullElse(spec.groupId(), ""),
        Objects.requireNonNullElse(spec.rule(), ""),
        Objects.requireNonNullElse(spec.reason(), ""),
        Objects.requireNonNullElse(spec.acceptedBy(), ""),
        from,
        expires.isBefore(cap) ? expires : cap);
  }

  private static String longest(Guardrail guardrail) {
    return guardrail.getSpec() == null
        ? ExceptionsSpec.LONGEST
        : guardrail.getSpec().exceptions().maxDuration();
  }

  private Optional<Fault> missing(GuardrailExceptionSpec spec) {
    GroupReference group = spec.group();
    if ((group == null) == blank(spec.groupId())) {
      return Optional.of(
          invalid("spec.group", "write either group with namespace and name, or groupId"));
    }
    if (group != null && (blank(group.namespace()) || blank(group.name()))) {
      return Optional.of(invalid("spec.group", "write namespace and name"));
    }
    return Stream.of(
            new String[] {"guardrail", spec.guardrail()},
            new String[] {"managedVpc", spec.managedVpc()},
            new String[] {"reason", spec.reason()},
            new String[] {"acceptedBy", spec.acceptedBy()},
            new String[] {"expiresAt", spec.expiresAt()})
        .filter(field -> blank(field[1]))
        .findFirst()
        .map(field -> invalid("spec." + field[0], "is missing; an exception counts only with it"));
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }

  private Fault invalid(String field, String message) {
    return new Fault(Fault.Reason.INVALID_SPEC, KIND, name, field, message);
  }
}
