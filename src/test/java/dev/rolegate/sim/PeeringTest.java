package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.refused;
import static dev.rolegate.sim.Cloud.tcpFrom;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SecurityGroupForVpc;

class PeeringTest extends CloudTest {
  private String peerVpc;
  private String web;
  private String db;

  @Override
  SimulatorOptions options() {
    return SimulatorOptions.defaults().withClock(Optional.empty(), 0);
  }

  @BeforeEach
  void addPeer() {
    peerVpc = cloud.ec2.createVpc(r -> r.cidrBlock("10.9.0.0/16")).vpc().vpcId();
    web = cloud.group("web");
    db = cloud.group(peerVpc, "db");
  }

  private String request() {
    return cloud
        .ec2
        .createVpcPeeringConnection(r -> r.vpcId(cloud.vpcId).peerVpcId(peerVpc))
        .vpcPeeringConnection()
        .vpcPeeringConnectionId();
  }

  private String status(String id) {
    return cloud
        .ec2
        .describeVpcPeeringConnections(r -> r.vpcPeeringConnectionIds(id))
        .vpcPeeringConnections()
        .get(0)
        .status()
        .codeAsString();
  }

  private void settle() {
    cloud.simulator.world().clock().advance(Duration.ofSeconds(1));
  }

  @Test
  @DisplayName(
      "[D] only an active peering lets rules refer to the other side; deleted, they go stale")
  void life() {
    String id = request();
    assertThat(status(id)).isEqualTo("pending-acceptance");
    refused("InvalidGroup.NotFound", () -> cloud.allow(db, tcpFrom(3306, web)));
    cloud.ec2.acceptVpcPeeringConnection(r -> r.vpcPeeringConnectionId(id));
    cloud.allow(db, tcpFrom(3306, web));
    var reference =
        cloud
            .ec2
            .describeSecurityGroupReferences(r -> r.groupId(web))
            .securityGroupReferenceSet()
            .get(0);
    assertThat(reference.referencingVpcId()).isEqualTo(peerVpc);
    assertThat(reference.vpcPeeringConnectionId()).isEqualTo(id);
    assertThat(stale()).isEmpty();
    cloud.ec2.deleteVpcPeeringConnection(r -> r.vpcPeeringConnectionId(id));
    assertThat(status(id)).isEqualTo("deleted");
    assertThat(stale()).containsExactly(db);
    assertThat(cloud.rules(db, false).get(0).referencedGroupInfo().peeringStatus())
        .isEqualTo("deleted");
  }

  private List<String> stale() {
    return cloud
        .ec2
        .describeStaleSecurityGroups(r -> r.vpcId(peerVpc))
        .staleSecurityGroupSet()
        .stream()
        .map(one -> one.groupId())
        .toList();
  }

  @Test
  @DisplayName(
      "[D] a group that a peered VPC refers to can be deleted; its account is not shown then")
  void deletedPeerGroup() {
    String id = request();
    cloud.ec2.acceptVpcPeeringConnection(r -> r.vpcPeeringConnectionId(id));
    cloud.allow(db, tcpFrom(3306, web));
    cloud.ec2.deleteSecurityGroup(r -> r.groupId(web));
    assertThat(stale()).containsExactly(db);
    assertThat(cloud.rules(db, false).get(0).referencedGroupInfo().userId()).isNull();
  }

  @Test
  @DisplayName("[D] a connection is accepted by the account that it was offered to, and once")
  void otherAccount() {
    try (Ec2Client other = cloud.client(Cloud.OTHER_ACCOUNT)) {
      String vpc = other.createVpc(r -> r.cidrBlock("10.8.0.0/16")).vpc().vpcId();
      String id =
          cloud
              .ec2
              .createVpcPeeringConnection(
                  r -> r.vpcId(cloud.vpcId).peerVpcId(vpc).peerOwnerId(Cloud.OTHER_ACCOUNT))
              .vpcPeeringConnection()
              .vpcPeeringConnectionId();
      refused(
          "OperationNotPermitted",
          () -> cloud.ec2.acceptVpcPeeringConnection(r -> r.vpcPeeringConnectionId(id)));
      other.acceptVpcPeeringConnection(r -> r.vpcPeeringConnectionId(id));
      refused(
          "InvalidStateTransition",
          () -> other.rejectVpcPeeringConnection(r -> r.vpcPeeringConnectionId(id)));
    }
  }

  @Test
  @DisplayName("[D] overlapping VPCs fail to peer, and an offer expires after seven days")
  void failedAndExpired() {
    String overlapping = cloud.ec2.createVpc(r -> r.cidrBlock("10.0.128.0/17")).vpc().vpcId();
    String failed =
        cloud
            .ec2
            .createVpcPeeringConnection(r -> r.vpcId(cloud.vpcId).peerVpcId(overlapping))
            .vpcPeeringConnection()
            .vpcPeeringConnectionId();
    assertThat(status(failed)).isEqualTo("failed");
    String offered = request();
    cloud.simulator.world().clock().advance(Duration.ofDays(7));
    assertThat(status(offered)).isEqualTo("expired");
  }

  @Test
  @DisplayName("[D] an associated group can be used in the other VPC, and cannot be deleted")
  void association() {
    String subnet =
        cloud.ec2.createSubnet(r -> r.vpcId(peerVpc).cidrBlock("10.9.1.0/24")).subnet().subnetId();
    refused(
        "InvalidParameter",
        () -> cloud.ec2.createNetworkInterface(r -> r.subnetId(subnet).groups(web)));
    cloud.ec2.associateSecurityGroupVpc(r -> r.groupId(web).vpcId(peerVpc));
    assertThat(associationState()).isEqualTo("associating");
    settle();
    assertThat(associationState()).isEqualTo("associated");
    String card =
        cloud
            .ec2
            .createNetworkInterface(r -> r.subnetId(subnet).groups(web))
            .networkInterface()
            .networkInterfaceId();
    assertThat(cloud.ec2.getSecurityGroupsForVpc(r -> r.vpcId(peerVpc)).securityGroupForVpcs())
        .extracting(SecurityGroupForVpc::groupName)
        .containsExactlyInAnyOrder("default", "db", "web");
    refused(
        "DependencyViolation",
        () -> cloud.ec2.disassociateSecurityGroupVpc(r -> r.groupId(web).vpcId(peerVpc)));
    cloud.ec2.deleteNetworkInterface(r -> r.networkInterfaceId(card));
    refused("DependencyViolation", () -> cloud.ec2.deleteSecurityGroup(r -> r.groupId(web)));
    cloud.ec2.disassociateSecurityGroupVpc(r -> r.groupId(web).vpcId(peerVpc));
    settle();
    assertThat(associationState()).isEqualTo("disassociated");
    cloud.ec2.deleteSecurityGroup(r -> r.groupId(web));
  }

  private String associationState() {
    return cloud
        .ec2
        .describeSecurityGroupVpcAssociations(r -> r.filters(Cloud.filter("group-id", web)))
        .securityGroupVpcAssociations()
        .get(0)
        .stateAsString();
  }
}
