package dev.rolegate.usage.reach;

import java.util.List;

/**
 * A shortest way from machines that carry one group to machines that carry another.
 *
 * @param to id of the group that is reached
 * @param roads in order, at least one
 */
public record Way(String to, List<Road> roads) {
  public Way {
    roads = List.copyOf(roads);
  }
}
