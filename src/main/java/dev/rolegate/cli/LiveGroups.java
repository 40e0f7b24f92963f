package dev.rolegate.cli;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The groups of a VPC as two reads in a row show them. Reads of EC2 may lag behind writes, and come
 * from servers of which some are ahead: what one read shows may be older than what was written
 * right before.
 *
 * @param groups by id, those that were asked for with the ids and tags of their rules
 * @param steady false where no two reads in a row agreed; then the last one counts
 */
record LiveGroups(Map<String, Group> groups, boolean steady) {
  static final String UNSTEADY =
      "groups of the VPC are being changed right now: no two reads in a row agreed, and what follows is"
          + " by the last of them. Let it come to rest and look again";

  /** EC2's servers mostly agree again within a second. */
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  /** Whoever changes groups so fast that none of these agree will go on. */
  private static final int READS = 6;

  /** Reads at least twice, with a pause. */
  static LiveGroups read(Ec2 ec2, String vpcId, Set<String> detailed) {
    return read(ec2, vpcId, detailed, LiveGroups::rest);
  }

  private static void rest() {
    try {
      Thread.sleep(BETWEEN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while reading; nothing was changed", e);
    }
  }

  /**
   * @param detailed groups whose rules are needed with ids and tags; those that are gone are left
   *     out
   * @param pause between two reads
   */
  static LiveGroups read(Ec2 ec2, String vpcId, Set<String> detailed, Runnable pause) {
    Map<String, Group> last = once(ec2, vpcId, detailed);
    for (int reads = 1; reads < READS; reads++) {
      pause.run();
      Map<String, Group> next = once(ec2, vpcId, detailed);
      if (next.equals(last)) {
        return new LiveGroups(next, true);
      }
      last = next;
    }
    return new LiveGroups(last, false);
  }

  private static Map<String, Group> once(Ec2 ec2, String vpcId, Set<String> detailed) {
    Map<String, Group> groups = new TreeMap<>();
    ec2.groups(vpcId).forEach(group -> groups.put(group.groupId(), group));
    Set<String> present = new TreeSet<>(detailed);
    present.retainAll(groups.keySet());
    if (!present.isEmpty()) {
      Map<String, List<LiveRule>> rules = ec2.rules(present);
      present.forEach(
          id -> groups.put(id, groups.get(id).withRules(rules.getOrDefault(id, List.of()), true)));
    }
    return groups;
  }
}
