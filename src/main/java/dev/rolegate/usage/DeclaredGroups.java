package dev.rolegate.usage;

import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Ownership;
import dev.rolegate.usage.Candidates.Declared;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which live groups documents mean: by id where one is known or taken over, or by the name and
 * description that Rolegate gives, whatever their tags say.
 */
public final class DeclaredGroups {
  private final Map<String, GroupKey> byId = new HashMap<>();
  private final Map<String, GroupKey> byText = new HashMap<>();

  public DeclaredGroups(Collection<Declared> declared) {
    for (Declared one : declared) {
      for (String id : List.of(one.knownGroupId(), one.adoptId())) {
        if (!id.isEmpty()) {
          byId.putIfAbsent(id, one.key());
        }
      }
      byText.put(text(one.groupName(), Ownership.description(one.key())), one.key());
    }
  }

  /** EC2 changes neither name nor description, and has a name once in a VPC. */
  private static String text(String name, String description) {
    return name.toLowerCase(Locale.ROOT) + "\n" + description;
  }

  /** The RoleSecurityGroup whose group this is. */
  public Optional<GroupKey> of(Group group) {
    GroupKey known = byId.get(group.groupId());
    return Optional.ofNullable(
        known != null ? known : byText.get(text(group.name(), group.description())));
  }
}
