package dev.rolegate.ec2.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.model.GroupUse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A read that breaks off after its first page answers nothing, as if it had not begun. */
class BrokenPagesTest {
  /** How the second page fails, at each repeat too. */
  private enum Fault {
    DENIED,
    THROTTLED,
    FAULT_OF_EC2,
    CUT_SHORT
  }

  private CannedEc2 server;
  private AwsEc2Factory factory;

  @BeforeEach
  void start() throws IOException {
    server = new CannedEc2();
    factory = new AwsEc2Factory(AwsSettings.defaults("test"));
  }

  @AfterEach
  void stop() {
    factory.close();
    server.close();
  }

  private Ec2 ec2() {
    return factory.connect(ConnectTo.own("prod", "eu-west-1"));
  }

  private void fail(Fault fault) {
    for (int repeat = 0; repeat < 5; repeat++) {
      switch (fault) {
        case DENIED -> server.error(403, "UnauthorizedOperation", "You are not authorized.");
        case THROTTLED -> server.error(503, "RequestLimitExceeded", "Request limit exceeded.");
        case FAULT_OF_EC2 -> server.error(500, "InternalError", "An internal error occurred.");
        case CUT_SHORT -> server.raw(200, "<DescribeResponse><item><groupId>sg-2</groupId></it");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void groupsAreAllOrNone(Fault fault) {
    server.answer(
        "DescribeSecurityGroups",
        "<securityGroupInfo><item><groupId>sg-1</groupId></item></securityGroupInfo>"
            + "<nextToken>more</nextToken>");
    fail(fault);

    assertThatThrownBy(() -> ec2().groups("vpc-1")).isInstanceOf(Ec2Exception.class);
    assertThat(server.requests().get(1)).containsEntry("NextToken", "more");
  }

  @ParameterizedTest
  @EnumSource
  void rulesAreAllOrNone(Fault fault) {
    server.answer(
        "DescribeSecurityGroupRules",
        "<securityGroupRuleSet><item><groupId>sg-1</groupId><securityGroupRuleId>sgr-1"
            + "</securityGroupRuleId><ipProtocol>-1</ipProtocol><cidrIpv4>10.0.0.0/8</cidrIpv4>"
            + "</item></securityGroupRuleSet><nextToken>more</nextToken>");
    fail(fault);

    assertThatThrownBy(() -> ec2().rules(List.of("sg-1"))).isInstanceOf(Ec2Exception.class);
    assertThat(server.requests().get(1)).containsEntry("NextToken", "more");
  }

  @ParameterizedTest
  @EnumSource
  void subnetsAreAllOrNone(Fault fault) {
    server.answer(
        "DescribeSubnets",
        "<subnetSet><item><cidrBlock>10.0.0.0/20</cidrBlock></item></subnetSet>"
            + "<nextToken>more</nextToken>");
    fail(fault);

    assertThatThrownBy(() -> ec2().subnets("vpc-1")).isInstanceOf(Ec2Exception.class);
    assertThat(server.requests().get(1)).containsEntry("NextToken", "more");
  }

  @Test
  void subnetsOfAllPagesAndBothFamiliesAreReadByTheVpc() {
    server.answer(
        "DescribeSubnets",
        "<subnetSet><item><cidrBlock>10.0.16.0/20</cidrBlock><ipv6CidrBlockAssociationSet><item>"
            + "<ipv6CidrBlock>2001:db8::/64</ipv6CidrBlock><ipv6CidrBlockState><state>associated"
            + "</state></ipv6CidrBlockState></item><item><ipv6CidrBlock>2001:db8:0:1::/64"
            + "</ipv6CidrBlock><ipv6CidrBlockState><state>disassociated</state>"
            + "</ipv6CidrBlockState></item></ipv6CidrBlockAssociationSet></item></subnetSet>"
            + "<nextToken>more</nextToken>");
    server.answer(
        "DescribeSubnets",
        "<subnetSet><item><ipv6Native>true</ipv6Native><ipv6CidrBlockAssociationSet><item>"
            + "<ipv6CidrBlock>2001:db8:0:2::/64</ipv6CidrBlock><ipv6CidrBlockState><state>associated"
            + "</state></ipv6CidrBlockState></item></ipv6CidrBlockAssociationSet></item></subnetSet>");

    assertThat(ec2().subnets("vpc-1"))
        .extracting(Object::toString)
        .containsExactlyInAnyOrder("10.0.16.0/20", "2001:db8::/64", "2001:db8:0:2::/64");
    assertThat(server.requests().get(0))
        .containsEntry("Filter.1.Name", "vpc-id")
        .containsEntry("Filter.1.Value.1", "vpc-1")
        .containsEntry("MaxResults", "1000");
  }

  @Test
  void aGroupWhoseInterfacesWereNotAllReadIsNeverUnused() {
    server.answer("DescribeNetworkInterfaces", "<networkInterfaceSet/><nextToken>more</nextToken>");
    server.error(403, "UnauthorizedOperation", "You are not authorized.");
    server.answer("DescribeSecurityGroupReferences", "<securityGroupReferenceSet/>");
    server.answer("DescribeSecurityGroupVpcAssociations", "<securityGroupVpcAssociationSet/>");

    GroupUse use = ec2().uses(List.of("sg-1")).get("sg-1");

    assertThat(use.unknown()).singleElement().asString().contains("DescribeNetworkInterfaces");
    assertThat(use.unused()).isFalse();
  }
}
