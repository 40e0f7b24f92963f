package dev.rolegate.ec2.aws.uses;

import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupReferencesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupVpcAssociationsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroupReference;
import software.amazon.awssdk.services.ec2.model.SecurityGroupVpcAssociation;
import software.amazon.awssdk.services.ec2.model.SecurityGroupVpcAssociationState;

/**
 * What EC2 itself knows to use groups: interfaces, groups of peered VPCs, VPC associations. By the
 * group's id, not by VPC, since an associated group is used in other VPCs too. References of the
 * same VPC are in its snapshot.
 */
public final class Ec2Holders {
  /** The most groups that one call may be asked about: EC2 refuses a filter with more values. */
  public static final int GROUPS = 200;

  static final String INTERFACE = "AWS::EC2::NetworkInterface";
  static final String PEERING = "AWS::EC2::VPCPeeringConnection";
  static final String TRANSIT = "AWS::EC2::TransitGatewayVpcAttachment";
  static final String ASSOCIATION = "AWS::EC2::SecurityGroupVpcAssociation";

  static final int PAGE = 1000;

  private final Ec2Client client;
  private final Found found;

  public Ec2Holders(Ec2Client client, Found found) {
    this.client = client;
    this.found = found;
  }

  /** In every status, those of services included. */
  public void interfaces(List<String> groupIds) {
    for (DescribeNetworkInterfacesResponse page :
        client.describeNetworkInterfacesPaginator(
            request -> request.filters(filter("group-id", groupIds)).maxResults(PAGE))) {
      for (NetworkInterface one :
          Answers.given(page.hasNetworkInterfaces(), page.networkInterfaces())) {
        one.groups().forEach(group -> found.found(group.groupId(), INTERFACE, interfaceLine(one)));
      }
    }
  }

  private static String interfaceLine(NetworkInterface one) {
    String where = "interface " + one.networkInterfaceId();
    if (one.attachment() != null && one.attachment().instanceId() != null) {
      return where + " (in use by " + one.attachment().instanceId() + ")";
    }
    if (Boolean.TRUE.equals(one.requesterManaged()) && one.description() != null) {
      return where + " (" + one.description() + ")";
    }
    return where + " (" + one.statusAsString() + ")";
  }

  /** Rules of groups in VPCs that are peered or behind the same transit gateway. */
  public void references(List<String> groupIds) {
    DescribeSecurityGroupReferencesResponse answer =
        client.describeSecurityGroupReferences(request -> request.groupId(groupIds));
    Answers.given(answer.hasSecurityGroupReferenceSet(), answer.securityGroupReferenceSet())
        .forEach(one -> found.found(one.groupId(), referenceKind(one), referenceLine(one)));
  }

  private static String referenceKind(SecurityGroupReference one) {
    return one.transitGatewayId() == null ? PEERING : TRANSIT;
  }

  private static String referenceLine(SecurityGroupReference one) {
    String over =
        one.vpcPeeringConnectionId() != null
            ? one.vpcPeeringConnectionId()
            : one.transitGatewayId();
    return "rules of groups in " + one.referencingVpcId() + (over == null ? "" : " over " + over);
  }

  /** Associations that hold a group or are about to. */
  public void associations(List<String> groupIds) {
    for (DescribeSecurityGroupVpcAssociationsResponse page :
        client.describeSecurityGroupVpcAssociationsPaginator(
            request -> request.filters(filter("group-id", groupIds)).maxResults(PAGE))) {
      for (SecurityGroupVpcAssociation one :
          Answers.given(
              page.hasSecurityGroupVpcAssociations(), page.securityGroupVpcAssociations())) {
        if (isHolding(one)) {
          found.found(
              one.groupId(),
              ASSOCIATION,
              "association with " + one.vpcId() + " (" + one.stateAsString() + ")");
        }
      }
    }
  }

  private static boolean isHolding(SecurityGroupVpcAssociation one) {
    return one.state() != SecurityGroupVpcAssociationState.DISASSOCIATED
        && one.state() != SecurityGroupVpcAssociationState.ASSOCIATION_FAILED;
  }

  static Filter filter(String name, List<String> values) {
    return Filter.builder().name(name).values(values).build();
  }
}
