package dev.rolegate.operator;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means: the configuration is valid, every informer of the loop has synced, and this process
 * leads, stands by, or is alone. The framework's own check adds that the controllers were started
 * and that their watches are alive. AWS is no part of it: a Region that is down must not take the
 * operator down with it.
 */
@Readiness
@Singleton
public class OperatorReadiness implements HealthCheck {
  private final ClusterId clusterId;
  private final Declarations declarations;
  private final Leadership leadership;

  public OperatorReadiness(ClusterId clusterId, Declarations declarations, Leadership leadership) {
    this.clusterId = clusterId;
    this.declarations = declarations;
    this.leadership = leadership;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("rolegate")
        .status(declarations.synced())
        .withData("cluster", clusterId.value())
        .withData("role", leadership.role())
        .build();
  }
}
