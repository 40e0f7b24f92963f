package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.refused;
import static dev.rolegate.sim.Cloud.tcpFrom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.sim.state.AdmitsGroup;
import dev.rolegate.sim.state.ConnectsVpcs;
import dev.rolegate.sim.state.Tags;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

class GroupReferencesTest extends CloudTest {
  private static final String NETWORKS =
      "You have specified two resources that belong to different networks.";
  private String web;
  private String otherVpc;
  private String far;

  private record Link(String id, String owner, Tags tags, Set<String> ends, String statusCode)
      implements ConnectsVpcs {
    @Override
    public boolean connects(String vpcId, String otherVpcId) {
      return ends.equals(Set.of(vpcId, otherVpcId));
    }

    @Override
    public boolean active() {
      return statusCode.equals("active");
    }

    @Override
    public Link withTags(Tags newTags) {
      return new Link(id, owner, newTags, ends, statusCode);
    }

    @Override
    public String resourceType() {
      return "vpc-peering-connection";
    }
  }

  private record Guest(String id, String owner, Tags tags, String groupId, String vpcId)
      implements AdmitsGroup {
    @Override
    public boolean admits(String group, String vpc) {
      return groupId.equals(group) && vpcId.equals(vpc);
    }

    @Override
    public boolean uses(String group) {
      return groupId.equals(group);
    }

    @Override
    public Guest withTags(Tags newTags) {
      return new Guest(id, owner, newTags, groupId, vpcId);
    }

    @Override
    public String resourceType() {
      return "security-group-vpc-association";
    }
  }

  @BeforeEach
  void groups() {
    web = cloud.group("web");
    otherVpc = cloud.addVpc(Cloud.ACCOUNT, List.of());
    far = cloud.group(otherVpc, "far");
  }

  private void peering(String status) {
    cloud.put(
        new Link(
            "pcx-00000000000000001",
            Cloud.ACCOUNT,
            Tags.NONE,
            Set.of(cloud.vpcId, otherVpc),
            status));
  }

  @Test
  @DisplayName("[R] a group that does not exist, and an id that is malformed")
  void missing() {
    refused(
        "InvalidGroup.NotFound",
        "The security group 'sg-0123456789abcdef0' does not exist",
        () -> cloud.allow(web, tcpFrom(443, "sg-0123456789abcdef0")));
    refused(
        "InvalidGroupId.Malformed",
        "Invalid id: \"far\" (expecting \"sg-...\")",
        () -> cloud.allow(web, tcpFrom(443, "far")));
  }

  @Test
  @DisplayName("[R] a group of another VPC without an active peering")
  void otherNetwork() {
    refused("InvalidGroup.NotFound", NETWORKS, () -> cloud.allow(web, tcpFrom(443, far)));
    peering("pending-acceptance");
    refused("InvalidGroup.NotFound", NETWORKS, () -> cloud.allow(web, tcpFrom(443, far)));
  }

  @Test
  @DisplayName("[D] across an active peering, with VPC, peering and its status in the answers")
  void peered() {
    peering("active");
    var rule = cloud.allow(web, tcpFrom(443, far));
    assertThat(rule.referencedGroupInfo().vpcId()).isEqualTo(otherVpc);
    assertThat(rule.referencedGroupInfo().vpcPeeringConnectionId())
        .isEqualTo("pcx-00000000000000001");
    assertThat(rule.referencedGroupInfo().peeringStatus()).isEqualTo("active");
    UserIdGroupPair pair = cloud.describe(web).ipPermissions().get(0).userIdGroupPairs().get(0);
    assertThat(pair.vpcId()).isEqualTo(otherVpc);
    assertThat(pair.peeringStatus()).isEqualTo("active");
  }

  @Test
  @DisplayName("[D] a peer's group may be deleted; the rule stays, without the account, and can go")
  void stale() {
    peering("active");
    cloud.allow(web, tcpFrom(443, far));
    cloud.ec2.deleteSecurityGroup(r -> r.groupId(far));
    UserIdGroupPair pair = cloud.describe(web).ipPermissions().get(0).userIdGroupPairs().get(0);
    assertThat(pair.groupId()).isEqualTo(far);
    assertThat(pair.userId()).isNull();
    cloud.ec2.revokeSecurityGroupIngress(r -> r.groupId(web).ipPermissions(tcpFrom(443, far)));
    assertThat(cloud.rules(web, false)).isEmpty();
  }

  @Test
  @DisplayName("[D] an associated group can be referred to from the VPC that it is associated with")
  void associated() {
    cloud.put(new Guest("sgassoc-1", Cloud.ACCOUNT, Tags.NONE, far, cloud.vpcId));
    assertThat(cloud.allow(web, tcpFrom(443, far)).referencedGroupInfo().vpcId())
        .isEqualTo(otherVpc);
  }

  @Test
  @DisplayName("[D] another account's group needs its account and an active peering")
  void otherAccount() {
    String theirVpc = cloud.addVpc(Cloud.OTHER_ACCOUNT, List.of());
    cloud.put(
        new Link(
            "pcx-00000000000000002",
            Cloud.ACCOUNT,
            Tags.NONE,
            Set.of(cloud.vpcId, theirVpc),
            "active"));
    try (Ec2Client them = cloud.client(Cloud.OTHER_ACCOUNT)) {
      String theirs =
          them.createSecurityGroup(r -> r.vpcId(theirVpc).groupName("t").description("d"))
              .groupId();
      refused(
          "InvalidGroup.NotFound",
          "The security group '" + theirs + "' does not exist",
          () -> cloud.allow(web, tcpFrom(443, theirs)));
      IpPermission permission =
          Cloud.tcpWith(
              443,
              b ->
                  b.userIdGroupPairs(
                      UserIdGroupPair.builder()
                          .groupId(theirs)
                          .userId(Cloud.OTHER_ACCOUNT)
                          .build()));
      assertThat(cloud.allow(web, permission).referencedGroupInfo().userId())
          .isEqualTo(Cloud.OTHER_ACCOUNT);
    }
  }

  @Test
  @DisplayName("[D] a group may refer to itself and two groups to each other")
  void cycles() {
    String db = cloud.group("db");
    cloud.allow(web, tcpFrom(443, web));
    cloud.allow(web, tcpFrom(80, db));
    cloud.allow(db, tcpFrom(80, web));
    assertThat(cloud.rules(web, false)).hasSize(2);
    refused("DependencyViolation", () -> cloud.ec2.deleteSecurityGroup(r -> r.groupId(db)));
  }
}
