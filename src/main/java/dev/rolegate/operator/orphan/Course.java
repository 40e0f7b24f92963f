package dev.rolegate.operator.orphan;

import dev.rolegate.api.OrphanPhase;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.operator.status.Findings;
import dev.rolegate.operator.status.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of an orphan now, and what next.
 *
 * @param phase from now on; written before anything is done
 * @param wanted what to plan now; carried out only where the phase says so as well
 * @param step what comes next
 * @param when not before; empty where nobody knows
 * @param held whether the finalizer is on
 * @param forgotten true when the object goes
 * @param wantsEvidence true when a step is due and only evidence of this very moment is missing
 * @param state how the conditions tell it
 * @param reason of the condition Ready
 * @param message for people
 */
public record Course(
    OrphanPhase phase,
    Optional<Wanted> wanted,
    NextStep step,
    Optional<Instant> when,
    boolean held,
    boolean forgotten,
    boolean wantsEvidence,
    Instant firstSeen,
    int cleanChecks,
    Optional<Instant> quarantined,
    Optional<Instant> deleted,
    State state,
    Reason reason,
    String message) {

  /** What comes next. */
  public enum NextStep {
    QUARANTINE("Quarantine"),
    DELETE("Delete"),
    RESTORE("Restore"),
    FORGET("Forget"),
    NONE("None");

    private final String text;

    NextStep(String text) {
      this.text = text;
    }

    /** As the status writes it. */
    public String text() {
      return text;
    }
  }

  /** How the conditions tell it. */
  public enum State {
    /** What was due is done. */
    READY,
    /** It goes on by itself. */
    WORKING,
    /** It waits for something to appear. */
    WAITING,
    /** Somebody has to do something. */
    STALLED
  }

  /** Nothing of the orphan changes but what is said about it. */
  static Course of(Orphan orphan, State state, Reason reason, String message) {
    return new Course(
        orphan.phase(),
        Optional.empty(),
        NextStep.NONE,
        Optional.empty(),
        orphan.held(),
        false,
        false,
        orphan.firstSeen(),
        orphan.cleanChecks(),
        orphan.quarantined(),
        orphan.deleted(),
        state,
        reason,
        message);
  }

  /** True when this begins to take the group's rules, which takes a snapshot first. */
  public boolean begins(Orphan orphan) {
    return wanted.filter(w -> w == Wanted.QUARANTINE).isPresent()
        && orphan.phase() == OrphanPhase.CANDIDATE;
  }

  /** The conditions that tell it. */
  public Findings findings() {
    return switch (state) {
      case READY -> Findings.ready(reason, message);
      case WORKING -> Findings.working(reason, message);
      case WAITING -> Findings.waiting(reason, message);
      case STALLED -> Findings.stalled(reason, message);
    };
  }

  /** The same, with what stands in the way. */
  public Course because(String why) {
    return new Course(
        phase,
        wanted,
        step,
        when,
        held,
        forgotten,
        wantsEvidence,
        firstSeen,
        cleanChecks,
        quarantined,
        deleted,
        state,
        reason,
        message + ". Not yet: " + why);
  }

  Course phase(OrphanPhase value) {
    return new Course(
        value,
        wanted,
        step,
        when,
        held,
        forgotten,
        wantsEvidence,
        firstSeen,
        cleanChecks,
        quarantined,
        deleted,
        state,
        reason,
        message);
  }

  Course wanted(Wanted value) {
    return new Course(
        phase,
        Optional.of(value),
        step,
        when,
        held,
        forgotten,
        wantsEvidence,
        firstSeen,
        cleanChecks,
        quarantined,
        deleted,
        state,
        reason,
        message);
  }

  Course next(NextStep value, Instant at) {
    return new Course(
        phase,
        wanted,
        value,
        Optional.ofNullable(at),
        held,
        forgotten,
        wantsEvidence,
        firstSeen,
        cleanChecks,
        quarantined,
        deleted,
        state,
        reason,
        message);
  }

  Course held(boolean value) {
    return new Course(
        phase,
        wanted,
        step,
        when,
        value,
        forgotten,
        wantsEvidence,
        firstSeen,
        cleanChecks,
        quarantined,
        deleted,
        state,
        reason,
        message);
  }

  Course forget() {
    return new Course(
        phase,
        wanted,
        step,
        when,
        false,
        true,
        wantsEvidence,
        firstSeen,
        cleanChecks,
        quarantined,
        deleted,
        state,
        reason,
        message);
  }

  Course awaitingEvidence() {
    return new Course(
        phase,
        wanted,
        step,
        when,
        held,
        forgotten,
        true,
        firstSeen,
        cleanChecks,
        quarantined,
        deleted,
        state,
        reason,
        message);
  }

  Course seen(Instant since, int checks) {
    return new Course(
        phase,
        wanted,
        step,
        when,
        held,
        forgotten,
        wantsEvidence,
        since,
        checks,
        quarantined,
        deleted,
        state,
        reason,
        message);
  }

  Course quarantined(Instant at) {
    return new Course(
        phase,
        wanted,
        step,
        when,
        held,
        forgotten,
        wantsEvidence,
        firstSeen,
        cleanChecks,
        Optional.ofNullable(at),
        deleted,
        state,
        reason,
        message);
  }

  Course deleted(Instant at) {
    return new Course(
        phase,
        wanted,
        step,
        when,
        held,
        forgotten,
        wantsEvidence,
        firstSeen,
        cleanChecks,
        quarantined,
        Optional.ofNullable(at),
        state,
        reason,
        message);
  }
}
