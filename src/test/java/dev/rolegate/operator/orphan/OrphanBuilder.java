package dev.rolegate.operator.orphan;

import dev.rolegate.api.GroupSnapshot;
import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import java.time.Instant;
import java.util.Optional;

/** An orphan of a phase that was reached when it was found, and what a test has otherwise. */
public final class OrphanBuilder {
  public static final Instant FOUND = Instant.parse("2026-01-01T00:00:00Z");

  static final GroupSnapshot SNAPSHOT =
      new GroupSnapshot("2026-01-08T00:00:00Z", "made by hand", "111122223333", null, null, null);

  private final OrphanPhase phase;
  private String formerId = "sg-1";
  private String groupId = "sg-1";
  private OrphanDecision decision;
  private int checks = Orphan.ENOUGH;
  private Optional<Instant> quarantined;
  private boolean held;
  private Optional<GroupSnapshot> snapshot;
  private Orphan.Proof proof = Orphan.Proof.GOOD;

  private OrphanBuilder(OrphanPhase phase) {
    boolean taken = phase != OrphanPhase.CANDIDATE && phase != OrphanPhase.KEPT;
    this.phase = phase;
    this.quarantined = phase == OrphanPhase.QUARANTINED ? Optional.of(FOUND) : Optional.empty();
    this.held = taken;
    this.snapshot = taken ? Optional.of(SNAPSHOT) : Optional.empty();
  }

  public static OrphanBuilder orphan(OrphanPhase phase) {
    return new OrphanBuilder(phase);
  }

  public OrphanBuilder of(String id) {
    formerId = id;
    groupId = id;
    return this;
  }

  /** Made anew. */
  public OrphanBuilder renamed(String newId) {
    groupId = newId;
    return this;
  }

  /**
   * @param value null for none
   */
  public OrphanBuilder decided(OrphanDecision value) {
    decision = value;
    return this;
  }

  public OrphanBuilder checked(int clean) {
    checks = clean;
    return this;
  }

  /** Its group has not lost its last rule yet. */
  public OrphanBuilder begun() {
    quarantined = Optional.empty();
    return this;
  }

  /** Its finalizer is off. */
  public OrphanBuilder released() {
    held = false;
    return this;
  }

  public OrphanBuilder kept(GroupSnapshot value) {
    snapshot = Optional.of(value);
    return this;
  }

  /** A snapshot that is not good is not had. */
  public OrphanBuilder proof(Orphan.Proof value) {
    proof = value;
    if (value != Orphan.Proof.GOOD) {
      snapshot = Optional.empty();
    }
    return this;
  }

  public Orphan build() {
    return new Orphan(
        formerId,
        "uid",
        formerId,
        groupId,
        "old-1",
        phase,
        decision,
        FOUND,
        checks,
        quarantined,
        phase == OrphanPhase.DELETED ? Optional.of(FOUND) : Optional.empty(),
        held,
        snapshot,
        proof);
  }
}
