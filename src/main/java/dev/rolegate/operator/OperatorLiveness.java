package dev.rolegate.operator;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive means: every kind can be watched. A process that lost one ends by itself; where that hangs,
 * the kubelet ends it.
 */
@Liveness
@Singleton
public class OperatorLiveness implements HealthCheck {
  private final LostWatches watches;

  public OperatorLiveness(LostWatches watches) {
    this.watches = watches;
  }

  @Override
  public HealthCheckResponse call() {
    var lost = watches.kinds();
    var response = HealthCheckResponse.named("rolegate").status(lost.isEmpty());
    return (lost.isEmpty() ? response : response.withData("lost", String.join(", ", lost))).build();
  }
}
