package dev.rolegate.usage;

import dev.rolegate.model.Glob;
import dev.rolegate.model.Group;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses groups by id, name or tag; one that fits suffices. In names and tag values {@code *}
 * stands for any characters, none included. Names are compared as EC2 does, without regard to case;
 * ids and tags exactly.
 *
 * @param names patterns
 * @param tags one suffices
 */
public record GroupMatch(Set<String> ids, List<String> names, List<Tag> tags) {
  /** Fits no group. */
  public static final GroupMatch NONE = new GroupMatch(Set.of(), List.of(), List.of());

  /** A tag by its key and a pattern of its value; {@code *} for any value. */
  public record Tag(String key, String value) {}

  public GroupMatch {
    ids = Set.copyOf(ids);
    names = List.copyOf(names);
    tags = List.copyOf(tags);
  }

  public boolean fits(Group group) {
    return on(group).isPresent();
  }

  /** By what the group is chosen, for people, as {@code name launch-wizard-*}. */
  public Optional<String> on(Group group) {
    if (ids.contains(group.groupId())) {
      return Optional.of("id " + group.groupId());
    }
    for (String name : names) {
      if (Glob.fits(lower(name), lower(group.name()))) {
        return Optional.of("name " + name);
      }
    }
    for (Tag tag : tags) {
      String value = group.tags().get(tag.key());
      if (value != null && Glob.fits(tag.value(), value)) {
        return Optional.of("tag " + tag.key() + "=" + tag.value());
      }
    }
    return Optional.empty();
  }

  private static String lower(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }
}
