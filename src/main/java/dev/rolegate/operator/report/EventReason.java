package dev.rolegate.operator.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Every reason of the events that tell what Rolegate did; transitions into a Stalled or blocked
 * state are told with the condition's own reason. The reference documentation is written from this
 * list.
 */
public enum EventReason {
  GROUP_CREATED(Type.NORMAL, "The EC2 group of a role was created."),
  GROUP_DELETED(Type.NORMAL, "The EC2 group was deleted with its RoleSecurityGroup."),
  GROUP_LEFT(
      Type.WARNING,
      "The RoleSecurityGroup is gone, and its EC2 group stays as it is, with rules and tags."),
  RULES_APPLIED(Type.NORMAL, "What the documents say anew was put in place."),
  DRIFT_REMOVED(
      Type.WARNING,
      "A rule that no document names was removed; the event has the exact rule. New connections are"
          + " refused since; established ones may live on."),
  DRIFT_REPAIRED(
      Type.WARNING,
      "A rule, description, tag or group that was changed in AWS was put back; the event says what."),
  APPROVAL_TAKEN(
      Type.NORMAL, "An approval of held changes was taken and is used up; the event has its hash."),
  ORPHAN_FOUND(
      Type.NORMAL, "Nothing uses a group that nobody documented; an OrphanedSecurityGroup tells."),
  ORPHAN_DISMISSED(
      Type.NORMAL,
      "A group is no orphan any more, as when something uses it again; the event says by what."),
  ORPHAN_QUARANTINED(
      Type.NORMAL, "An orphan's rules were written down, and are being taken from it."),
  ORPHAN_HELD(
      Type.NORMAL, "A step is due for an orphan, and is not taken, since nothing is changed now."),
  ORPHAN_RESTORED(
      Type.WARNING, "A quarantined or deleted group is as it was; the event says why and its id."),
  ORPHAN_DELETED(Type.NORMAL, "A quarantined group is gone."),
  ORPHAN_TAKEN_OVER(
      Type.NORMAL,
      "What was recorded of a group under another ManagedVpc belongs to the one that looks after its"
          + " VPC now."),
  ORPHAN_KEPT(Type.NORMAL, "It was decided that a group stays."),
  SPRAWL_FOUND(
      Type.NORMAL,
      "A kind of sprawl appeared or grew; the event has the worst of it, and what to do about it."),
  GUARDRAIL_BROKEN(
      Type.WARNING,
      "A rule or group that does not keep a guardrail appeared, declared or live; the event says which."),
  GUARDRAIL_KEPT(Type.NORMAL, "What did not keep a guardrail is gone, or is accepted."),
  EXCEPTION_ENDED(
      Type.WARNING, "A GuardrailException's time is over, and its guardrail holds again."),
  RULE_EXPIRING(
      Type.WARNING,
      "A documented rule ends soon; told once for each of the operator's rolegate.expiry-notices."),
  RULE_EXPIRED(
      Type.NORMAL,
      "A documented rule's time is over, and it was removed. New connections are refused since;"
          + " established ones may live on."),
  RULE_WILL_BE_REMOVED(
      Type.WARNING,
      "Guardrails condemn rules of a group that nobody declares, and they go once the grace is over; the event has"
          + " the rules and the time."),
  RULE_REMEDIATED(
      Type.WARNING,
      "Rules that guardrails condemn were removed from a group that nobody declares. New connections are refused"
          + " since; established ones may live on."),
  DEFAULT_GROUP_OPEN(Type.WARNING, "The VPC's default group has rules, or more than before."),
  DEFAULT_GROUP_CLOSED(
      Type.WARNING,
      "The rules of the VPC's default group were removed. New connections are refused since; established ones may"
          + " live on."),
  STEP_FAILED(Type.WARNING, "EC2 refused a step; the event has its code.");

  /** As Kubernetes types events. */
  public enum Type {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  private final Type type;
  private final String meaning;
  private final String text;

  EventReason(Type type, String meaning) {
    this.type = type;
    this.meaning = meaning;
    this.text =
        Arrays.stream(name().split("_"))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
  }

  public Type type() {
    return type;
  }

  /** As events write it, in CamelCase. */
  public String text() {
    return text;
  }

  /** What happened when an event has this reason. */
  public String meaning() {
    return meaning;
  }
}
