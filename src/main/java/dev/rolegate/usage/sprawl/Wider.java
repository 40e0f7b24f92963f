package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Group;
import dev.rolegate.model.Permission;
import dev.rolegate.usage.sprawl.Duplicates.Content;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a group that has all rules of another, and more. It looks only among the groups that have
 * the rarest of the rules, the smallest first.
 */
final class Wider {
  private final Map<String, Content> contents = new HashMap<>();
  private final Map<Permission, List<String>> letIn = new HashMap<>();

  Wider(Collection<Group> groups) {
    groups.forEach(group -> contents.put(group.groupId(), Content.of(group)));
    List<String> bySize = new ArrayList<>(contents.keySet());
    bySize.sort(
        Comparator.comparingInt((String id) -> size(contents.get(id)))
            .thenComparing(Comparator.naturalOrder()));
    for (String id : bySize) {
      for (Permission permission : contents.get(id).ingress()) {
        letIn.computeIfAbsent(permission, p -> new ArrayList<>()).add(id);
      }
    }
  }

  private static int size(Content content) {
    return content.ingress().size() + content.egress().size();
  }

  /** The smallest such group; none for a group that lets nothing in. */
  Optional<String> of(Group group) {
    Content content = contents.get(group.groupId());
    return content.ingress().stream()
        .map(letIn::get)
        .min(Comparator.comparingInt(List::size))
        .flatMap(
            some ->
                some.stream()
                    .filter(id -> size(contents.get(id)) > size(content))
                    .filter(id -> contents.get(id).ingress().containsAll(content.ingress()))
                    .filter(id -> contents.get(id).egress().containsAll(content.egress()))
                    .findFirst());
  }
}
