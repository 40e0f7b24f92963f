package dev.rolegate.topology;

import dev.rolegate.api.DeletionPolicy;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.api.RoleSecurityGroupSpec;
import dev.rolegate.model.GroupKey;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * A RoleSecurityGroup as far as it matters here, with nothing absent.
 *
 * @param created RFC 3339 in UTC, so that text order is time order; empty in a file
 * @param knownGroupId from the status; empty where none is known
 * @param refusal why its namespace may not declare it; null where it may
 */
record Declaration(
    GroupKey key,
    String uid,
    long generation,
    String created,
    boolean deleting,
    String knownGroupId,
    RoleSecurityGroupSpec spec,
    Tenancy.Refusal refusal) {

  /**
   * Who comes first where two want the same. One whose group exists keeps it; then one that is
   * allowed, so that no outsider can take a tenant's role or name by being early; then the oldest.
   */
  static final Comparator<Declaration> PRECEDENCE =
      Comparator.comparing((Declaration d) -> d.knownGroupId().isEmpty())
          .thenComparing(d -> d.refusal() != null)
          .thenComparing(d -> d.created().isEmpty())
          .thenComparing(Declaration::created)
          .thenComparing(Declaration::key)
          .thenComparing(Declaration::uid);

  static Declaration of(RoleSecurityGroup resource, Tenancy tenancy) {
    var metadata = resource.getMetadata();
    var spec = resource.getSpec();
    var key = new GroupKey(orEmpty(metadata.getNamespace()), orEmpty(metadata.getName()));
    var status = Optional.ofNullable(resource.getStatus());
    return new Declaration(
        key,
        orEmpty(metadata.getUid()),
        metadata.getGeneration() == null ? 0 : metadata.getGeneration(),
        orEmpty(metadata.getCreationTimestamp()),
        metadata.getDeletionTimestamp() != null,
        status.map(s -> orEmpty(s.groupId())).orElse(""),
        spec,
        tenancy.refuse(key.namespace(), orEmpty(spec.role())).orElse(null));
  }

  String role() {
    return orEmpty(spec.role());
  }

  String groupName() {
    return spec.groupName() == null ? key.toString() : spec.groupName();
  }

  /** The name as EC2 compares it. */
  String foldedGroupName() {
    return groupName().strip().toLowerCase(Locale.ROOT);
  }

  boolean suspended() {
    return Boolean.TRUE.equals(spec.suspend());
  }

  /** Its group is to stay in AWS when the resource goes, or is not Rolegate's to delete. */
  boolean leavesGroup() {
    return deleting && (spec.deletionPolicy() == DeletionPolicy.RETAIN || refusal != null);
  }

  Problem problem(Problem.Reason reason, String message, boolean terminal) {
    return new Problem(key, uid, generation, reason, message, terminal);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
