package dev.rolegate.operator.status;

import dev.rolegate.api.DriftRecord;
import dev.rolegate.model.GroupKey;
import java.util.List;

/**
 * What the loop has to say about one RoleSecurityGroup, for one generation of it.
 *
 * @param deleting whether the resource was being deleted when the loop saw it
 * @param drift mended behind this declaration, newest first
 */
public record Outcome(
    GroupKey key,
    String uid,
    long generation,
    boolean deleting,
    Release release,
    List<Finding> findings,
    Facts facts,
    List<DriftRecord> drift) {

  /** What happens to the finalizer of a resource that is being deleted. */
  public enum Release {
    /** It stays. */
    NO,
    /** Nothing of the group is left, or there never was one. */
    GONE,
    /** The group stays in AWS as it is. */
    LEFT
  }

  public Outcome {
    findings = List.copyOf(findings);
    drift = List.copyOf(drift);
  }

  /** True when it speaks about this very state of the resource. */
  public boolean isAbout(String otherUid, long otherGeneration, boolean otherDeleting) {
    return uid.equals(otherUid) && generation == otherGeneration && deleting == otherDeleting;
  }

  public Finding ready() {
    return findings.get(0);
  }

  /** True when the mode's work is done and it was Enforce's. */
  public boolean isApplied() {
    return ready().isTrue() && ready().reason() == Reason.APPLIED;
  }

  /**
   * True when the group is as documented and is kept so: applied, or not to be deleted yet. What
   * differs later was changed in AWS.
   */
  public boolean isKept() {
    boolean blocked =
        findings.stream().anyMatch(f -> f.type().equals(Finding.DELETION_BLOCKED) && f.isTrue());
    boolean inSync =
        findings.stream().anyMatch(f -> f.type().equals(Finding.IN_SYNC) && f.isTrue());
    return isApplied() || blocked && inSync && facts.withheld().isEmpty();
  }

  public Outcome withDrift(List<DriftRecord> value) {
    return new Outcome(key, uid, generation, deleting, release, findings, facts, value);
  }
}
