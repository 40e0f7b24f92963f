package dev.rolegate.execute;

import java.time.Duration;

/**
 * How a VPC is worked on.
 *
 * @param settle how long a widening has to have been seen before what it replaces is narrowed;
 *     EC2's data plane follows its control plane within seconds (default 5 s)
 * @param ownWrites how long own acknowledged writes outrank reads that contradict them; published
 *     tests against live EC2 wait up to 8 s for a write to show (default 15 s). A worker that
 *     begins takes nothing away for as long, since it does not know the writes of the one before
 * @param passLimit how long one pass goes on beginning steps (default 5 s)
 * @param parallel how many calls of one pass are under way at once (default 8)
 * @param rulesPerGroup EC2's quota of rules per group, direction and family (default 60)
 */
public record WorkerSettings(
    Duration settle, Duration ownWrites, Duration passLimit, int parallel, int rulesPerGroup) {
  public static final WorkerSettings DEFAULTS =
      new WorkerSettings(
          Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(5), 8, 60);
}
