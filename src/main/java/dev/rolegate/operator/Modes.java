package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.Mode;
import dev.rolegate.operator.report.OperatorMetrics;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The mode in which a VPC is worked on: what its spec says, but never more than Observe under the
 * global stop.
 */
@Singleton
public class Modes {
  private final boolean enforce;

  @Inject
  public Modes(RolegateConfig config, OperatorMetrics metrics) {
    this(config.enforce());
    metrics.enforces(enforce);
  }

  Modes(boolean enforce) {
    this.enforce = enforce;
  }

  Mode of(ManagedVpc vpc) {
    return enforce ? vpc.getSpec().mode() : Mode.OBSERVE;
  }

  /** True when the global stop, and not the spec, keeps the VPC from being changed. */
  boolean stops(ManagedVpc vpc) {
    return !enforce && vpc.getSpec().mode() == Mode.ENFORCE;
  }
}
