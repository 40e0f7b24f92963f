package dev.rolegate.operator.status;

import dev.rolegate.api.ApprovalStatus;
import dev.rolegate.operator.consent.Approvals;

/**
 * What a ManagedVpc says about approvals.
 *
 * @param waiting what waits; null for nothing
 * @param annotation what is approved; empty for nothing
 * @param standing what the annotation came to in this check
 */
public record Approval(ApprovalStatus waiting, String annotation, Approvals.Standing standing) {

  /** Says nothing where nothing waits and no approval came to nothing. */
  void tell(Scope scope, Findings findings) {
    boolean stale = standing == Approvals.Standing.STALE;
    if (waiting != null || stale) {
      findings.awaitingApproval(
          waiting != null,
          stale ? Reason.APPROVAL_STALE : Reason.AWAITING_APPROVAL,
          (stale ? stale() : "") + (waiting == null ? "" : waiting(scope)));
    }
  }

  private String stale() {
    return "The annotation rolegate.dev/approve is "
        + shown(annotation)
        + ", which matches nothing that waits now; nothing was done for it. ";
  }

  private String waiting(Scope scope) {
    String waits =
        (waiting.held() == 1 ? "1 change waits" : waiting.held() + " changes wait")
            + " for an approval; status.approval lists "
            + (waiting.held() == 1 ? "it" : "them")
            + ". ";
    return scope.enforces()
        ? waits + "To approve exactly that: " + command(scope)
        : waits
            + "While nothing is changed"
            + (scope.stopped() ? " (ROLEGATE_ENFORCE=false)" : " (mode Observe)")
            + ", an approval does nothing; given now, it is taken when enforcing begins and the same"
            + " still waits: "
            + command(scope);
  }

  private String command(Scope scope) {
    return "kubectl annotate --overwrite managedvpc "
        + scope.vpc()
        + " rolegate.dev/approve="
        + waiting.hash();
  }

  /** Somebody else's text, which may be long. */
  private static String shown(String text) {
    String clean = text.replaceAll("[^A-Za-z0-9._-]", "?");
    return clean.length() <= 40 ? clean : clean.substring(0, 40) + "…";
  }
}
