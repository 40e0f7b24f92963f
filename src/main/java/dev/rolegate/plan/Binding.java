package dev.rolegate.plan;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.Group;
import dev.rolegate.model.Provenance;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A declaration and its live group.
 *
 * @param group null where none exists
 * @param problem why the group is not ours to change; NONE where it is
 * @param takenOver true when the platform team consents to have the group, and it does not carry
 *     the tags that prove it yet: they come before anything else
 * @param detail what speaks against the group, for the condition
 */
record Binding(
    DesiredGroup declared,
    Group group,
    Plan.Problem problem,
    boolean takenOver,
    List<String> detail) {

  static Binding managed(DesiredGroup declared, Group group) {
    return new Binding(declared, group, Plan.Problem.NONE, false, List.of());
  }

  static Binding takenOver(DesiredGroup declared, Group group) {
    return new Binding(declared, group, Plan.Problem.NONE, true, List.of());
  }

  static Binding refused(
      DesiredGroup declared, Group group, Plan.Problem problem, List<String> detail) {
    return new Binding(declared, group, problem, false, detail);
  }

  boolean exists() {
    return group != null;
  }

  /** True when steps may be made for an existing group. */
  boolean isManaged() {
    return exists() && problem == Plan.Problem.NONE;
  }

  boolean isToBeCreated() {
    return !exists() && problem == Plan.Problem.NONE && declared.intent() == Intent.PRESENT;
  }

  /**
   * Created, and never got more: nothing was added to it, and no status says that it ever held a
   * documented rule. Its default egress may go before anything takes over, as with a new group: who
   * joined it has been promised nothing yet.
   */
  boolean isHalfMade() {
    boolean neverFilled =
        declared.knownGroupId().isEmpty()
            || declared.provenance().applied().equals(Optional.of(Set.of()));
    return isManaged()
        && declared.intent() == Intent.PRESENT
        && neverFilled
        && !isAdopted()
        && GroupPlanner.isAsCreated(group);
  }

  /**
   * True for a group that Rolegate did not make, or may no longer have: its narrowing waits for a
   * first approval.
   */
  boolean isAdopted() {
    Provenance provenance = declared.provenance();
    return provenance.adopts() || provenance.consented();
  }

  /** Empty where no group exists, or where it is another's. */
  String groupId() {
    return exists() ? group.groupId() : "";
  }

  Step.Target target() {
    return new Step.Target(declared.key(), groupId());
  }
}
