package dev.rolegate.operator.unmanaged;

import dev.rolegate.api.GroupMatchSpec;
import dev.rolegate.usage.GroupMatch;
import java.util.Objects;
import java.util.Set;

/** Reads which groups a document chooses. */
public final class Chosen {
  private Chosen() {}

  public static GroupMatch by(GroupMatchSpec match) {
    return new GroupMatch(
        Set.copyOf(match.ids()),
        match.names(),
        match.tags().stream()
            .map(t -> new GroupMatch.Tag(t.key(), Objects.requireNonNullElse(t.value(), "*")))
            .toList());
  }

  /** Whether nothing is named, so that no group is chosen. */
  static boolean isNone(GroupMatchSpec match) {
    return match.ids().isEmpty() && match.names().isEmpty() && match.tags().isEmpty();
  }
}
