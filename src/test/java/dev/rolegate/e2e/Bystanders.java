package dev.rolegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.sim.state.SecurityGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Groups that Rolegate has no business with: the VPC's default group, one that the launch wizard
 * made, one with forged tags, and one of a neighbouring VPC. They have to stay as they are in every
 * version of EC2's state.
 */
final class Bystanders {
  private final CloudView cloud;
  private final Map<String, SecurityGroup> untouched = new TreeMap<>();
  private final String forged;
  private final long since;

  Bystanders(CloudView cloud, Outsider outsider, String vpcId, Map<String, String> forgedTags) {
    this.cloud = cloud;
    List<String> ids = new ArrayList<>();
    CloudView.groups(cloud.now(), vpcId).forEach(g -> ids.add(g.id()));
    String wizard = outsider.createGroup(vpcId, "launch-wizard-1", Map.of());
    outsider.open(wizard, 22, "0.0.0.0/0", "");
    ids.add(wizard);
    forged = outsider.createGroup(vpcId, "forged", forgedTags);
    outsider.open(forged, 3389, "0.0.0.0/0", "rdp: forged");
    ids.add(forged);
    String neighbour = outsider.createGroup(outsider.createVpc(), "launch-wizard-1", forgedTags);
    ids.add(neighbour);
    ids.forEach(this::remember);
    since = cloud.version();
  }

  private void remember(String id) {
    untouched.put(id, cloud.now().find(SecurityGroup.class, id).orElseThrow());
  }

  /** The group that carries Rolegate's tags without being Rolegate's. */
  String forged() {
    return forged;
  }

  /** For a test that wants it closed: the VPC's default group is as any other from now on. */
  String giveUpDefaultGroup() {
    String id =
        untouched.values().stream()
            .filter(g -> g.name().equals("default"))
            .findFirst()
            .orElseThrow()
            .id();
    untouched.remove(id);
    return id;
  }

  void assertUntouched() {
    assertThat(untouched).hasSizeGreaterThanOrEqualTo(3);
    for (long version = since; version <= cloud.version(); version++) {
      var state = cloud.at(version);
      for (SecurityGroup before : untouched.values()) {
        assertThat(state.find(SecurityGroup.class, before.id()))
            .as("%s (%s) in version %d of EC2's state", before.id(), before.name(), version)
            .contains(before);
      }
    }
  }
}
