package dev.rolegate.sim.state;

import java.time.Instant;
import java.util.Optional;

/**
 * What a network interface is attached to.
 *
 * @param instanceId empty for an interface that a service keeps for itself
 * @param instanceOwner the instance's account, or the service, such as {@code amazon-elb}
 */
public record Attachment(
    String id,
    Optional<String> instanceId,
    String instanceOwner,
    int deviceIndex,
    boolean deleteOnTermination,
    Instant since) {

  public Attachment withDeleteOnTermination(boolean delete) {
    return new Attachment(id, instanceId, instanceOwner, deviceIndex, delete, since);
  }
}
