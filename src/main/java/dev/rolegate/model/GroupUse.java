package dev.rolegate.model;

import java.util.List;

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

  public boolean unused() {
    return holders.isEmpty() && unknown.isEmpty();
  }
}
