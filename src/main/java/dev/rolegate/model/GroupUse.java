package dev.rolegate.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * Who holds a group, as far as it could be read just now; asked only before a deletion.
 *
 * @param holders one line each, as {@code interface eni-… (in use by i-…)}
 * @param unknown what could not be read and why; empty when the answer is complete. An incomplete
 *     answer never counts as unused.
 */
public record GroupUse(String groupId, List<String> holders, List<String> unknown) {
  public GroupUse {
    holders = List.copyOf(holders);
    unknown = List.copyOf(unknown);
  }

  /**
   * For people, what could not be read included.
   *
   * @param use null where nothing was read
   */
  public static List<String> lines(GroupUse use) {
    if (use == null) {
      return List.of("unknown: its use was not read");
    }
    return Stream.concat(use.holders.stream(), use.unknown.stream().map(what -> "unknown: " + what))
        .toList();
  }

  public boolean unused() {
    return holders.isEmpty() && unknown.isEmpty();
  }
}
