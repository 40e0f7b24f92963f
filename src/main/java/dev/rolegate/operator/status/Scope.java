package dev.rolegate.operator.status;

import dev.rolegate.api.Mode;

/**
 * Under which terms a VPC was checked.
 *
 * @param vpc name of the ManagedVpc
 * @param mode what was worked in
 * @param stopped true when the global stop, and not the spec, made it Observe
 */
public record Scope(String vpc, Mode mode, boolean stopped) {

  boolean enforces() {
    return mode == Mode.ENFORCE;
  }

  /** What a check comes to that changes nothing by its mode. */
  Findings observed(String message) {
    return stopped
        ? Findings.waiting(
            Reason.ENFORCEMENT_STOPPED,
            "The global stop is on (ROLEGATE_ENFORCE=false), so nothing is changed although"
                + " spec.mode of ManagedVpc "
                + vpc
                + " is Enforce. "
                + message)
        : Findings.ready(Reason.OBSERVED, message);
  }
}
