package dev.rolegate.model;

import java.util.List;
import java.util.Map;

/**
 * What is wanted of a group that no declaration names: to be emptied, deleted, or brought back.
 *
 * @param name of the OrphanedSecurityGroup
 * @param uid of the OrphanedSecurityGroup
 * @param groupId the group; the new id where it was made anew already
 * @param former the group as it was before the first step, rules with ids and tags; its id is the
 *     former one
 * @param references rules of other groups that named it then, by those groups' ids, and that went
 *     with it or with them
 * @param renamed new ids of groups that were made anew, by their former ids; rules follow them
 */
public record Retirement(
    String name,
    String uid,
    String groupId,
    Wanted wanted,
    Group former,
    Map<String, List<LiveRule>> references,
    Map<String, String> renamed) {

  /** What is to come of the group. */
  public enum Wanted {
    /** Marked by a tag, and without rules. */
    QUARANTINE,
    /** Gone, once it is without rules. */
    DELETE,
    /** As it was, with the rules elsewhere that named it, and without the mark. */
    RESTORE
  }

  public Retirement {
    references = Map.copyOf(references);
    renamed = Map.copyOf(renamed);
  }

  /** The key of its steps' targets: no namespace, and the object's name. */
  public GroupKey key() {
    return new GroupKey("", name);
  }
}
