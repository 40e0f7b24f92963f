package dev.rolegate.topology;

import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailException;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.GuardrailDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Guardrails and exceptions from them, read from their resources. Pure, and independent of the
 * order of its input. Nothing that a resource holds makes it throw: what cannot be read is a fault
 * of that resource and changes nothing for the others.
 *
 * @param guardrails sorted by name
 * @param exemptions sorted by name, also those that count no more
 * @param faults sorted by resource, at most one each
 */
public record HouseRules(
    List<GuardrailDocument> guardrails, List<Exemption> exemptions, List<Fault> faults) {
  /** Nothing is asked. */
  public static final HouseRules NONE = new HouseRules(List.of(), List.of(), List.of());

  /**
   * Why a resource cannot be followed.
   *
   * @param kind Guardrail or GuardrailException
   * @param field where, as {@code spec.expiresAt}
   * @param message what is wrong and what to do
   */
  public record Fault(Reason reason, String kind, String name, String field, String message)
      implements Comparable<Fault> {
    private static final Comparator<Fault> ORDER =
        Comparator.comparing(Fault::kind).thenComparing(Fault::name);

    /** The kinds of faults. */
    public enum Reason {
      /** Content that cannot be used. */
      INVALID_SPEC,
      /** An exception from a guardrail that is not there. */
      GUARDRAIL_NOT_FOUND
    }

    /** In one line: {@code GuardrailException probe: spec.rule: ...}. */
    public String text() {
      return kind + " " + name + ": " + field + ": " + message;
    }

    @Override
    public int compareTo(Fault other) {
      return ORDER.compare(this, other);
    }
  }

  public HouseRules {
    guardrails = guardrails.stream().sorted(Comparator.comparing(GuardrailDocument::name)).toList();
    exemptions = exemptions.stream().sorted(Comparator.comparing(Exemption::name)).toList();
    faults = faults.stream().sorted().toList();
  }

  /**
   * @param now stands for the creation of an exception that was not created yet, as in a file
   */
  public static HouseRules read(
      Collection<Guardrail> guardrails, Collection<GuardrailException> exceptions, Instant now) {
    List<GuardrailDocument> documents = new ArrayList<>();
    List<Exemption> exemptions = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    Map<String, Guardrail> byName = new HashMap<>();
    for (Guardrail guardrail : guardrails) {
      byName.put(guardrail.getMetadata().getName(), guardrail);
      new GuardrailReader(guardrail).read(documents::add, faults::add);
    }
    for (GuardrailException exception : exceptions) {
      new ExceptionReader(exception, byName, now).read(exemptions::add, faults::add);
    }
    return new HouseRules(documents, exemptions, faults);
  }
}
