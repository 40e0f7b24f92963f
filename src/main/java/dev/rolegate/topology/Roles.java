package dev.rolegate.topology;

import dev.rolegate.model.GroupKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which declared group stands for a role of a namespace, in one ManagedVpc. */
final class Roles {
  private final Map<GroupKey, GroupKey> groups = new HashMap<>();

  void add(Declaration declaration) {
    groups.put(declaration.roleKey(), declaration.key());
  }

  Optional<GroupKey> find(String namespace, String role) {
    return Optional.ofNullable(groups.get(new GroupKey(namespace, role)));
  }
}
