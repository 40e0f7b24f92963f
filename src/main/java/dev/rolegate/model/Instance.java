package dev.rolegate.model;

import java.util.Map;

/**
 * An instance of a VPC.
 *
 * @param state EC2's, as {@code running}
 */
public record Instance(String instanceId, String state, Map<String, String> tags) {
  public Instance {
    tags = Map.copyOf(tags);
  }
}
