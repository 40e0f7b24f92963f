package dev.rolegate.topology;

import dev.rolegate.model.GroupKey;
import java.util.Comparator;

/**
 * Why a declaration cannot be followed. Its group, if it has one, is left exactly as it is.
 *
 * @param uid of the RoleSecurityGroup
 * @param generation of the RoleSecurityGroup that was read
 * @param message what is wrong, where, and what to do about it
 * @param terminal true when it stays so until somebody changes a document; false when waiting helps
 */
public record Problem(
    GroupKey key, String uid, long generation, Reason reason, String message, boolean terminal)
    implements Comparable<Problem> {
  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::key)
          .thenComparing(Problem::uid)
          .thenComparing(Problem::reason)
          .thenComparing(Problem::message);

  /** The kinds of problems. */
  public enum Reason {
    /** The ManagedVpc names no tenant that covers the namespace. */
    NAMESPACE_NOT_ALLOWED("NamespaceNotAllowed"),
    /** The namespace is a tenant, and may not declare this role. */
    ROLE_NOT_ALLOWED("RoleNotAllowed"),
    /** {@code exposure: Public}, and no tenant entry that allows the role grants it. */
    EXPOSURE_NOT_GRANTED("ExposureNotGranted"),
    /** {@code adopt} names a group that the ManagedVpc does not let the namespace take over. */
    ADOPTION_NOT_ALLOWED("AdoptionNotAllowed"),
    /** The chosen group name belongs to another namespace. */
    GROUP_NAME_NOT_ALLOWED("GroupNameNotAllowed"),
    /** Another resource of the namespace declares the role. */
    ROLE_CONFLICT("RoleConflict"),
    /** Another resource of the ManagedVpc has the group name, which EC2 compares without case. */
    GROUP_NAME_CONFLICT("GroupNameConflict"),
    /**
     * Another resource of the ManagedVpc has the group that is to be taken over, or takes it over.
     */
    GROUP_CONFLICT("GroupConflict"),
    /** Content that the schema of the custom resource refuses is here all the same. */
    INVALID_SPEC("InvalidSpec"),
    /** The resource is being deleted, and {@code suspend: true} keeps its group as it is. */
    DELETION_SUSPENDED("DeletionSuspended");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** As conditions and events write it. */
    public String text() {
      return text;
    }
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }
}
