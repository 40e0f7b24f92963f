package dev.rolegate.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A declared group.
 *
 * @param uid of the RoleSecurityGroup
 * @param generation of the RoleSecurityGroup; with the uid it names the declaration that this is
 * @param groupName EC2's name of the group, immutable there; empty for an adopted group, whose name
 *     is the live group's
 * @param tags all tags that Rolegate puts on the group, see {@link Ownership}
 * @param rules documented rules in {@link DesiredRule}'s order, no permission twice in a direction
 * @param knownGroupId the id in the resource's status; empty where none is known
 * @param provenance whether the group is adopted, and what was applied to it before
 * @param documented what else the declaration says
 */
public record DesiredGroup(
    GroupKey key,
    String uid,
    long generation,
    String role,
    String groupName,
    Map<String, String> tags,
    List<DesiredRule> rules,
    List<WithheldRule> withheld,
    String knownGroupId,
    Intent intent,
    Provenance provenance,
    Documented documented) {

  /** What is wanted of the group now. */
  public enum Intent {
    /** Exists and holds exactly the documented rules. */
    PRESENT,
    /** Left alone because its resource says {@code suspend: true}; peers may refer to it. */
    SUSPENDED,
    /** To be deleted once nothing uses it. */
    ABSENT
  }

  public DesiredGroup {
    tags = java.util.Collections.unmodifiableMap(new TreeMap<>(tags));
    rules = rules.stream().sorted().toList();
    withheld = List.copyOf(withheld);
  }

  /** Internal, without reviews, and nothing expired. */
  public DesiredGroup(
      GroupKey key,
      String uid,
      long generation,
      String role,
      String groupName,
      Map<String, String> tags,
      List<DesiredRule> rules,
      List<WithheldRule> withheld,
      String knownGroupId,
      Intent intent,
      Provenance provenance) {
    this(
        key,
        uid,
        generation,
        role,
        groupName,
        tags,
        rules,
        withheld,
        knownGroupId,
        intent,
        provenance,
        Documented.PLAIN);
  }

  /** The same with these rules in place of its own, applied and withheld. */
  public DesiredGroup withRules(List<DesiredRule> applied, List<WithheldRule> waiting) {
    return new DesiredGroup(
        key,
        uid,
        generation,
        role,
        groupName,
        tags,
        applied,
        waiting,
        knownGroupId,
        intent,
        provenance,
        documented);
  }

  public DesiredGroup withKnownGroupId(String value) {
    return new DesiredGroup(
        key,
        uid,
        generation,
        role,
        groupName,
        tags,
        rules,
        withheld,
        value,
        intent,
        provenance,
        documented);
  }

  /** EC2's description of the group, immutable there. */
  public String description() {
    return Ownership.description(key);
  }
}
