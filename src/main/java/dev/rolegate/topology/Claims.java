package dev.rolegate.topology;

import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Ownership;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which declaration the tags of each live group name. It settles who keeps a group that two
 * declare, and proves nothing by itself: {@link Ownership} does.
 *
 * @param names folded name of each live group of the VPC, by id
 * @param declarations the declaration that the group's tags name, by id; missing for a group whose
 *     tags are not those of this cluster and ManagedVpc
 */
public record Claims(Map<String, String> names, Map<String, GroupKey> declarations) {
  /** For when the live groups are not known, and nothing is acted upon. */
  public static final Claims NONE = new Claims(Map.of(), Map.of());

  public Claims {
    names = Map.copyOf(names);
    declarations = Map.copyOf(declarations);
  }

  /**
   * @param groups every group of the VPC
   * @param clusterId the configured id of this cluster
   * @param vpc name of the ManagedVpc
   */
  public static Claims of(Collection<Group> groups, String clusterId, String vpc) {
    Map<String, String> names = new HashMap<>();
    Map<String, GroupKey> declarations = new HashMap<>();
    for (Group group : groups) {
      names.put(group.groupId(), fold(group.name()));
      String namespace = group.tags().get(Ownership.NAMESPACE);
      String name = group.tags().get(Ownership.NAME);
      if (namespace != null && name != null && Ownership.claims(group, clusterId, vpc)) {
        declarations.put(group.groupId(), new GroupKey(namespace, name));
      }
    }
    return new Claims(names, declarations);
  }

  /** A group name as EC2 compares it. */
  static String fold(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** The folded name of a live group. */
  Optional<String> nameOf(String groupId) {
    return Optional.ofNullable(names.get(groupId));
  }

  /** The declaration that the tags of a live group name. */
  Optional<GroupKey> ofId(String groupId) {
    return Optional.ofNullable(declarations.get(groupId));
  }

  /** What the tags of the live groups name, by folded name: EC2 has a name once in a VPC. */
  Map<String, GroupKey> byName() {
    Map<String, GroupKey> named = new HashMap<>();
    declarations.keySet().stream()
        .sorted(Comparator.reverseOrder())
        .forEach(id -> named.put(names.get(id), declarations.get(id)));
    return named;
  }
}
