package dev.rolegate.operator.status;

import static dev.rolegate.operator.status.Finding.FALSE;
import static dev.rolegate.operator.status.Finding.TRUE;
import static dev.rolegate.operator.status.Finding.UNKNOWN;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts together the conditions of a resource so that they never contradict each other: Ready says
 * that the mode's work is done for this generation; Reconciling that it goes on by itself; Stalled
 * that it does not before somebody changes something (the kstatus convention). InSync compares AWS
 * with the documents, whatever the mode.
 */
public final class Findings {
  private final List<Finding> head;
  private Finding inSync = of(Finding.IN_SYNC, UNKNOWN, Reason.NOT_COMPARED, "");
  private Finding deletion;
  private Finding approval;
  private Finding guardrails;

  private Findings(String ready, String reconciling, String stalled, Reason reason, String text) {
    this.head =
        List.of(
            of(Finding.READY, ready, reason, text),
            of(Finding.RECONCILING, reconciling, reason, TRUE.equals(reconciling) ? text : ""),
            of(Finding.STALLED, stalled, reason, TRUE.equals(stalled) ? text : ""));
  }

  /** The work is done. */
  public static Findings ready(Reason reason, String message) {
    return new Findings(TRUE, FALSE, FALSE, reason, message);
  }

  /** The work goes on by itself. */
  public static Findings working(Reason reason, String message) {
    return new Findings(FALSE, TRUE, FALSE, reason, message);
  }

  /** The work is done as far as it can be now; the rest waits for something else to appear. */
  public static Findings waiting(Reason reason, String message) {
    return new Findings(FALSE, FALSE, FALSE, reason, message);
  }

  /** Nothing goes on before somebody changes something. */
  public static Findings stalled(Reason reason, String message) {
    return new Findings(FALSE, FALSE, TRUE, reason, message);
  }

  public Findings inSync(boolean value, String message) {
    inSync =
        of(Finding.IN_SYNC, value ? TRUE : FALSE, value ? Reason.IN_SYNC : Reason.DIFFERS, message);
    return this;
  }

  public Findings notCompared(String message) {
    inSync = of(Finding.IN_SYNC, UNKNOWN, Reason.NOT_COMPARED, message);
    return this;
  }

  /** The deletion that was asked for cannot go on; the message lists what holds the group. */
  public Findings deletionBlocked(Reason reason, String message) {
    deletion = of(Finding.DELETION_BLOCKED, TRUE, reason, message);
    return this;
  }

  /**
   * What waits for an approval, or why one came to nothing.
   *
   * @param waits false where nothing waits
   */
  public Findings awaitingApproval(boolean waits, Reason reason, String message) {
    approval = of(Finding.AWAITING_APPROVAL, waits ? TRUE : FALSE, reason, message);
    return this;
  }

  /** Whether guardrails let the group's rules pass. */
  public Findings guardrails(Finding finding) {
    guardrails = finding;
    return this;
  }

  /** Ready, Reconciling and Stalled, for what is not compared with documents. */
  public List<Finding> progress() {
    return head;
  }

  public List<Finding> list() {
    List<Finding> all = new ArrayList<>(head);
    all.add(inSync);
    if (deletion != null) {
      all.add(deletion);
    }
    if (approval != null) {
      all.add(approval);
    }
    if (guardrails != null) {
      all.add(guardrails);
    }
    return List.copyOf(all);
  }

  private static Finding of(String type, String status, Reason reason, String message) {
    return new Finding(type, status, reason, message);
  }
}
