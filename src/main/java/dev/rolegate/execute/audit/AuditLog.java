package dev.rolegate.execute.audit;

import dev.rolegate.ec2.Ec2Exception;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two lines for each mutating call: one before it is sent, one when it has ended. Thread-safe; one
 * for a process.
 */
public final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

  /** A volume that was full or gone comes back by somebody's hand. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final List<AuditSink> sinks;
  private final InstantSource clock;
  private final String process = UUID.randomUUID().toString();
  private final AtomicLong calls = new AtomicLong();

  /**
   * @param sinks in the order in which they get each line; the first that fails ends it
   */
  public AuditLog(List<AuditSink> sinks, InstantSource clock) {
    this.sinks = List.copyOf(sinks);
    this.clock = clock;
  }

  /** The log category alone. */
  public static AuditLog toCategory(InstantSource clock) {
    return new AuditLog(List.of(new AuditCategory()), clock);
  }

  /**
   * Tells that a call is about to be made.
   *
   * @throws Ec2Exception of kind UNAUDITED when that could not be written; the call must not be
   *     made
   */
  public AuditedCall begin(
      AuditContext context, String action, String groupId, AuditState before, AuditState after) {
    AuditedCall call =
        new AuditedCall(
            process + "-" + calls.incrementAndGet(),
            clock.instant(),
            context,
            action,
            groupId,
            before,
            after,
            Optional.empty());
    try {
      write(AuditJson.begin(call), true);
    } catch (IOException e) {
      throw new Ec2Exception(
          Ec2Exception.Kind.UNAUDITED,
          action,
          "AuditUnavailable",
          action + " was not sent, since it could not be written down first: " + e.getMessage(),
          RETRY,
          e);
    }
    return call;
  }

  /** Tells how a call ended. What was done cannot be undone here, so a failure is only logged. */
  public void end(AuditedCall call, AuditOutcome outcome) {
    try {
      write(AuditJson.end(call.withEnd(outcome), outcome, clock.instant()), false);
    } catch (IOException e) {
      LOG.error("the end of {} {} is not in the audit log: {}", call.action(), call.id(), e);
    }
  }

  private void write(String line, boolean durable) throws IOException {
    for (AuditSink sink : sinks) {
      sink.write(line, durable);
    }
  }
}
