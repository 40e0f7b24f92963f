package dev.rolegate.operator;

import dev.rolegate.api.OrphanPhase;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.orphan.Orphan;
import dev.rolegate.operator.unmanaged.Chosen;
import dev.rolegate.plan.Consent;
import dev.rolegate.usage.Candidates;
import dev.rolegate.usage.GroupMatch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a check knows of orphans that does not change with the evidence.
 *
 * @param objects what is recorded, as read
 * @param match groups that may be retired besides those that Rolegate made
 * @param live who holds quarantined groups at this moment, by id
 * @param detailed rules with ids of groups that are losing theirs or have some again, by id
 * @param limited whose deletion only waits for the hour's limit, so that older evidence will do
 */
record OrphanGround(
    String clusterId,
    VpcSnapshot snapshot,
    Candidates candidates,
    GroupMatch match,
    Map<Orphan, OrphanedSecurityGroup> objects,
    Map<String, GroupUse> live,
    Map<String, List<LiveRule>> detailed,
    Predicate<Orphan> limited) {

  /**
   * Reads of EC2 what concerns quarantined groups; nothing where there is none.
   *
   * @throws dev.rolegate.ec2.Ec2Exception when EC2 cannot be read
   */
  static OrphanGround of(
      String clusterId,
      OrphanScene scene,
      Candidates candidates,
      Map<Orphan, OrphanedSecurityGroup> known,
      Consent consent) {
    Set<String> quarantined = new TreeSet<>();
    Set<String> dressed = new TreeSet<>();
    for (Orphan orphan : known.keySet()) {
      var group = scene.snapshot().group(orphan.groupId());
      if (group.isPresent() && orphan.phase() == OrphanPhase.QUARANTINED) {
        quarantined.add(orphan.groupId());
        if (!group.get().rules().isEmpty()) {
          dressed.add(orphan.groupId());
        }
      }
    }
    var ec2 = scene.connections().ec2();
    Map<String, GroupUse> live = quarantined.isEmpty() ? Map.of() : ec2.uses(quarantined);
    return new OrphanGround(
        clusterId,
        scene.snapshot(),
        candidates,
        Chosen.by(scene.spec().match()),
        known,
        live,
        dressed.isEmpty() ? Map.of() : ec2.rules(dressed),
        orphan -> isLimited(scene, orphan, consent));
  }

  /** Its deletion cannot go in this pass: the hour is full, and nobody approved of more. */
  private static boolean isLimited(OrphanScene scene, Orphan orphan, Consent consent) {
    return orphan.phase() == OrphanPhase.QUARANTINED
        && consent.deletionsLeft() == 0
        && consent.approved().isEmpty()
        && !consent.deletionsBegun().contains(orphan.groupId())
        && Consents.annotation(scene.vpc()).isBlank();
  }

  /**
   * Groups that bear our mark although they are nobody's candidates: their object was lost and they
   * were exempted, so that nothing gives them their rules back. A declared one has its document's.
   */
  List<Group> markedAndExempt() {
    return candidates.others().values().stream()
        .filter(other -> other.why() != Candidates.Why.DECLARED)
        .flatMap(other -> snapshot.group(other.groupId()).stream())
        .filter(this::isMarked)
        .toList();
  }

  /** True when the group bears our mark of a quarantine. */
  boolean isMarked(Group group) {
    return clusterId.equals(group.tags().get(Ownership.RETIRED));
  }
}
