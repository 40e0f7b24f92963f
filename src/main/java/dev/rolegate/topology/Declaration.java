package dev.rolegate.topology;

import dev.rolegate.api.DeletionPolicy;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.api.RoleSecurityGroupSpec;
import dev.rolegate.model.GroupKey;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A RoleSecurityGroup as far as it matters here, with nothing absent.
 *
 * @param created RFC 3339 in UTC, so that text order is time order; empty in a file
 * @param knownGroupId from the status; empty where none is known
 * @param applied from the status; empty where that is not known
 * @param refusal why it may not be followed; null where it may
 * @param mayHaveGroup false where the group that it names is not its namespace's to have, whatever
 *     else it is refused for
 */
record Declaration(
    GroupKey key,
    String uid,
    long generation,
    String created,
    boolean deleting,
    String knownGroupId,
    Optional<Set<String>> applied,
    RoleSecurityGroupSpec spec,
    Refusal refusal,
    boolean mayHaveGroup) {

  static Declaration of(RoleSecurityGroup resource, Permits permits) {
    var metadata = resource.getMetadata();
    var status = Optional.ofNullable(resource.getStatus());
    var declaration =
        new Declaration(
            new GroupKey(orEmpty(metadata.getNamespace()), orEmpty(metadata.getName())),
            orEmpty(metadata.getUid()),
            metadata.getGeneration() == null ? 0 : metadata.getGeneration(),
            orEmpty(metadata.getCreationTimestamp()),
            metadata.getDeletionTimestamp() != null,
            status.map(s -> orEmpty(s.groupId())).orElse(""),
            status.flatMap(s -> Optional.ofNullable(s.applied())).map(HashSet::new),
            resource.getSpec(),
            null,
            true);
    return declaration.judged(
        permits.refuse(declaration).orElse(null), permits.refuseGroup(declaration).isEmpty());
  }

  private Declaration judged(Refusal why, boolean group) {
    return new Declaration(
        key, uid, generation, created, deleting, knownGroupId, applied, spec, why, group);
  }

  String role() {
    return orEmpty(spec.role());
  }

  /** Its role of its namespace. */
  GroupKey roleKey() {
    return new GroupKey(key.namespace(), role());
  }

  /** True when it takes over an existing group. */
  boolean adopts() {
    return spec.adopt() != null;
  }

  /** The group that it takes over; empty where Rolegate makes one. */
  String adoptId() {
    return adopts() ? orEmpty(spec.adopt().groupId()) : "";
  }

  /** The name that Rolegate gives its group; empty for an adopted one, which has its name. */
  String groupName() {
    if (adopts()) {
      return "";
    }
    return spec.groupName() == null ? key.toString() : spec.groupName();
  }

  /** The name as EC2 compares it. */
  String foldedGroupName() {
    return Claims.fold(groupName());
  }

  boolean hasDefaultName() {
    return foldedGroupName().equals(Claims.fold(key.toString()));
  }

  boolean suspended() {
    return Boolean.TRUE.equals(spec.suspend());
  }

  /** Its namespace may not declare its role. */
  boolean isOutsider() {
    return refusal != null
        && (refusal.reason() == Problem.Reason.NAMESPACE_NOT_ALLOWED
            || refusal.reason() == Problem.Reason.ROLE_NOT_ALLOWED);
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
