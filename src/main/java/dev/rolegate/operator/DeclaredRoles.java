package dev.rolegate.operator;

import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.usage.DeclaredGroups;
import dev.rolegate.usage.sprawl.SprawlFacts.Role;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Which live groups are declared, and for which role, as findings about sprawl know it. */
public final class DeclaredRoles {
  private DeclaredRoles() {}

  /**
   * @param roles every RoleSecurityGroup of the ManagedVpc, whatever its state
   * @return role and namespace by group id
   */
  public static Map<String, Role> of(VpcSnapshot snapshot, Collection<RoleSecurityGroup> roles) {
    Map<GroupKey, String> names = new TreeMap<>();
    for (RoleSecurityGroup role : roles) {
      names.put(OrphanDocuments.key(role), role.getSpec().role());
    }
    var groups = new DeclaredGroups(roles.stream().map(OrphanDocuments::declared).toList());
    Map<String, Role> byId = new TreeMap<>();
    snapshot
        .groups()
        .forEach(
            (id, group) ->
                groups.of(group).ifPresent(key -> byId.put(id, new Role(names.get(key), key))));
    return byId;
  }
}
