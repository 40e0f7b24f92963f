package dev.rolegate.operator.orphan;

import dev.rolegate.api.OrphanPhase;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.operator.status.Findings;
import dev.rolegate.operator.status.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What becomes of an orphan now, and what next. A course does not change; each change is a copy.
 */
public final class Course {
  private OrphanPhase phase;
  private Optional<Wanted> wanted = Optional.empty();
  private NextStep step = NextStep.NONE;
  private Optional<Instant> when = Optional.empty();
  private boolean held;
  private boolean forgotten;
  private boolean wantsEvidence;
  private Instant firstSeen;
  private int cleanChecks;
  private Optional<Instant> quarantined;
  private Optional<Instant> deleted;
  private State state;
  private Reason reason;
  private String message;

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

  private Course(Orphan orphan, State state, Reason reason, String message) {
    this.phase = orphan.phase();
    this.held = orphan.held();
    this.firstSeen = orphan.firstSeen();
    this.cleanChecks = orphan.cleanChecks();
    this.quarantined = orphan.quarantined();
    this.deleted = orphan.deleted();
    this.state = state;
    this.reason = reason;
    this.message = message;
  }

  private Course(Course other) {
    this.phase = other.phase;
    this.wanted = other.wanted;
    this.step = other.step;
    this.when = other.when;
    this.held = other.held;
    this.forgotten = other.forgotten;
    this.wantsEvidence = other.wantsEvidence;
    this.firstSeen = other.firstSeen;
    this.cleanChecks = other.cleanChecks;
    this.quarantined = other.quarantined;
    this.deleted = other.deleted;
    this.state = other.state;
    this.reason = other.reason;
    this.message = other.message;
  }

  private Course with(Consumer<Course> change) {
    var copy = new Course(this);
    change.accept(copy);
    return copy;
  }

  /** Nothing of the orphan changes but what is said about it. */
  static Course of(Orphan orphan, State state, Reason reason, String message) {
    return new Course(orphan, state, reason, message);
  }

  /** The phase from now on; written before anything is done. */
  public OrphanPhase phase() {
    return phase;
  }

  /** What to plan now; carried out only where the phase says so as well. */
  public Optional<Wanted> wanted() {
    return wanted;
  }

  /** What comes next. */
  public NextStep step() {
    return step;
  }

  /** The next step comes not before; empty where nobody knows. */
  public Optional<Instant> when() {
    return when;
  }

  /** Whether the finalizer is on. */
  public boolean held() {
    return held;
  }

  /** True when the object goes. */
  public boolean forgotten() {
    return forgotten;
  }

  /** True when a step is due and only evidence of this very moment is missing. */
  public boolean wantsEvidence() {
    return wantsEvidence;
  }

  /** When the group was found. */
  public Instant firstSeen() {
    return firstSeen;
  }

  /** Clean checks in a row. */
  public int cleanChecks() {
    return cleanChecks;
  }

  /** Since when the group is without rules. */
  public Optional<Instant> quarantined() {
    return quarantined;
  }

  /** Since when the group is gone. */
  public Optional<Instant> deleted() {
    return deleted;
  }

  /** How the conditions tell it. */
  public State state() {
    return state;
  }

  /** Of the condition Ready. */
  public Reason reason() {
    return reason;
  }

  /** For people. */
  public String message() {
    return message;
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
    return with(copy -> copy.message = message + ". Not yet: " + why);
  }

  Course phase(OrphanPhase value) {
    return with(copy -> copy.phase = value);
  }

  Course wanted(Wanted value) {
    return with(copy -> copy.wanted = Optional.of(value));
  }

  Course next(NextStep value, Instant at) {
    return with(
        copy -> {
          copy.step = value;
          copy.when = Optional.ofNullable(at);
        });
  }

  Course held(boolean value) {
    return with(copy -> copy.held = value);
  }

  Course forget() {
    return with(
        copy -> {
          copy.held = false;
          copy.forgotten = true;
        });
  }

  Course awaitingEvidence() {
    return with(copy -> copy.wantsEvidence = true);
  }

  Course seen(Instant since, int checks) {
    return with(
        copy -> {
          copy.firstSeen = since;
          copy.cleanChecks = checks;
        });
  }

  Course quarantined(Instant at) {
    return with(copy -> copy.quarantined = Optional.ofNullable(at));
  }

  Course deleted(Instant at) {
    return with(copy -> copy.deleted = Optional.ofNullable(at));
  }
}
