package dev.rolegate.sim.services;

import dev.rolegate.sim.state.ServiceResource;

/** What a resource is in: a cluster, a bus, a group of schedules; the default one if not told. */
final class Places {
  static final String DEFAULT = "default";

  private Places() {}

  static String of(ServiceResource one) {
    return one.parent().isEmpty() ? DEFAULT : one.parent();
  }
}
