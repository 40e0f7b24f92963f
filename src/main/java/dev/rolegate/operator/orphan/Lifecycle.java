package dev.rolegate.operator.orphan;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides what becomes of an orphan, from its object, from what a check saw and from what the
 * ManagedVpc allows: nothing else, so that a restart at any moment changes nothing. What is taken
 * from a group comes back as soon as anything wants it, before anything else is considered.
 */
public final class Lifecycle {
  /** How long it is remembered what a deleted group was like. */
  public static final Duration REMEMBERED = Duration.ofDays(90);

  private Lifecycle() {}

  /** What becomes of the orphan now. */
  public static Course decide(Orphan orphan, Sighting seen, Policy policy, Instant now) {
    var moment = new Moment(orphan, seen, policy, now);
    Phase phase =
        switch (orphan.phase()) {
          case CANDIDATE -> new CandidatePhase(moment);
          case QUARANTINED -> new QuarantinedPhase(moment);
          case DELETED -> new DeletedPhase(moment);
          case RESTORED -> orphan.held() ? new RestoringPhase(moment) : new RestoredPhase(moment);
          case KEPT -> new KeptPhase(moment);
        };
    return phase.course();
  }
}
