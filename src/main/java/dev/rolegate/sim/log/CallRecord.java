package dev.rolegate.sim.log;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One call as it was served.
 *
 * @param number counts from 1 in the order in which calls ended
 * @param accessKey by which the caller signed
 * @param client address and port of the connection by which the call came
 * @param code the error code, {@code OK}, or {@code DROPPED} if the client got no answer
 * @param versionBefore the state's version that the call worked on
 * @param versionAfter the version that it made, or the same if it changed nothing
 * @param permissions what the call needed and had; one that it lacked is in the message
 */
public record CallRecord(
    long number,
    Instant time,
    String account,
    String accessKey,
    String client,
    String region,
    String service,
    String action,
    Map<String, String> params,
    boolean mutating,
    int status,
    String code,
    String message,
    String requestId,
    long versionBefore,
    long versionAfter,
    List<PermissionUse> permissions) {
  public boolean succeeded() {
    return status == 200;
  }

  /** Whether the call changed the world, even if the client was told otherwise. */
  public boolean changedSomething() {
    return versionAfter != versionBefore;
  }
}
