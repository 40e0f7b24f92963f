package dev.rolegate.usage.reach;

import java.util.Collection;
import java.util.List;

/**
 * All interfaces that carry the same groups: a connection can do what one of them allows.
 *
 * @param groupIds sorted
 */
public record Machines(List<String> groupIds) implements Comparable<Machines> {
  public Machines {
    groupIds = groupIds.stream().sorted().distinct().toList();
  }

  static Machines with(Collection<String> groupIds) {
    return new Machines(List.copyOf(groupIds));
  }

  @Override
  public int compareTo(Machines other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return String.join("+", groupIds);
  }
}
