package dev.rolegate.operator.orphan;

import dev.rolegate.api.GroupSnapshot;
import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.api.OrphanedSecurityGroupStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;

/**
 * What an OrphanedSecurityGroup says about its group, as far as it is believed. All that a
 * retirement relies on is here, so that a restart changes nothing.
 *
 * @param name of the object
 * @param formerId the group's id when it was found
 * @param groupId the group's id now
 * @param decision null where there is none
 * @param firstSeen never before the object was made
 * @param cleanChecks in a row, up to {@link #ENOUGH}
 * @param quarantined since when it is without rules; never before the object was made
 * @param held true while the finalizer is on
 * @param snapshot what Rolegate wrote; empty where that is gone or was changed
 * @param proof whether the snapshot is what Rolegate wrote
 */
public record Orphan(
    String name,
    String uid,
    String formerId,
    String groupId,
    String groupName,
    OrphanPhase phase,
    OrphanDecision decision,
    Instant firstSeen,
    int cleanChecks,
    Optional<Instant> quarantined,
    Optional<Instant> deleted,
    boolean held,
    Optional<GroupSnapshot> snapshot,
    Proof proof) {

  /** Keeps an object in the cluster while it holds what brings its group back. */
  public static final String FINALIZER = "rolegate.dev/orphan";

  /** As many clean checks in a row as a step takes. */
  public static final int ENOUGH = 3;

  /** How the snapshot in the spec stands to what Rolegate wrote there. */
  public enum Proof {
    /** It is that, or none was written yet. */
    GOOD,
    /** There is none, and there has to be one. */
    LOST,
    /** It is another one; it is never used. */
    CHANGED
  }

  /** What the object says; its own clock begins when the API server made it. */
  public static Orphan of(OrphanedSecurityGroup object, Instant now) {
    var spec = object.getSpec();
    var status = orEmpty(object.getStatus());
    var phase = phase(object, status);
    var made = time(object.getMetadata().getCreationTimestamp()).orElse(now);
    var proof = proof(phase, spec.snapshot(), status.snapshotHash());
    return new Orphan(
        object.getMetadata().getName(),
        uid(object.getMetadata()),
        spec.groupId(),
        status.restoredAs() == null ? spec.groupId() : status.restoredAs(),
        Objects.requireNonNullElse(spec.groupName(), ""),
        phase,
        spec.decision(),
        later(time(status.firstSeen()).orElse(now), made),
        status.cleanChecks() == null ? 0 : Math.max(0, Math.min(ENOUGH, status.cleanChecks())),
        time(status.quarantined()).map(at -> later(at, made)),
        time(status.deleted()).map(at -> later(at, made)),
        object.hasFinalizer(FINALIZER),
        proof == Proof.GOOD ? Optional.ofNullable(spec.snapshot()) : Optional.empty(),
        proof);
  }

  /** The same, of a group that is quarantined, and whose object was lost and made again. */
  public Orphan lost(Instant now) {
    return new Orphan(
        name,
        uid,
        formerId,
        groupId,
        groupName,
        OrphanPhase.QUARANTINED,
        decision,
        firstSeen,
        cleanChecks,
        Optional.of(now),
        deleted,
        held,
        Optional.empty(),
        Proof.LOST);
  }

  /** True when the group was made anew. */
  public boolean isRenamed() {
    return !formerId.equals(groupId);
  }

  /** The status, or an empty one where there is none yet. */
  public static OrphanedSecurityGroupStatus orEmpty(OrphanedSecurityGroupStatus status) {
    return status != null
        ? status
        : new OrphanedSecurityGroupStatus(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null);
  }

  /** A time of a status; empty where there is none or it cannot be read. */
  public static Optional<Instant> time(String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** A status that was emptied by hand does not make a stripped group a new find. */
  private static OrphanPhase phase(
      OrphanedSecurityGroup object, OrphanedSecurityGroupStatus status) {
    if (status.phase() != null) {
      return status.phase();
    }
    return object.hasFinalizer(FINALIZER) ? OrphanPhase.QUARANTINED : OrphanPhase.CANDIDATE;
  }

  private static Proof proof(OrphanPhase phase, GroupSnapshot snapshot, String hash) {
    if (phase == OrphanPhase.CANDIDATE || phase == OrphanPhase.KEPT) {
      return Proof.GOOD;
    }
    if (snapshot == null) {
      return Proof.LOST;
    }
    return Snapshots.hash(snapshot).equals(hash) ? Proof.GOOD : Proof.CHANGED;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static String uid(ObjectMeta metadata) {
    return Objects.requireNonNullElse(metadata.getUid(), "");
  }
}
