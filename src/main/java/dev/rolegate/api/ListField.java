package dev.rolegate.api;

import java.util.List;
import java.util.Objects;

/** How the records of this package read a list. */
final class ListField {

  private ListField() {}

  /**
   * An immutable copy; absent reads as empty.
   *
   * @throws IllegalArgumentException if an entry is null, which a dash with nothing behind it gives
   */
  static <T> List<T> read(String field, List<T> list) {
    if (list == null) {
      return List.of();
    }
    if (list.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(
          field + " has an empty entry: write it out, or remove its dash");
    }
    return List.copyOf(list);
  }
}
