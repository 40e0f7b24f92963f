package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.sim.state.HoldsGroups;
import dev.rolegate.sim.state.Tags;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

class DeleteSecurityGroupTest extends CloudTest {

  /** Anything that keeps a group in use. */
  private record Holder(String id, String owner, Tags tags, String groupId) implements HoldsGroups {
    @Override
    public Set<String> groupIds() {
      return Set.of(groupId);
    }

    @Override
    public Holder withTags(Tags newTags) {
      return new Holder(id, owner, newTags, groupId);
    }

    @Override
    public String resourceType() {
      return "network-interface";
    }
  }

  @Test
  @DisplayName("[D] a group that nothing uses is deleted; the answer has its id")
  void delete() {
    String id = cloud.group("web");
    var answer = cloud.ec2.deleteSecurityGroup(r -> r.groupId(id));
    assertThat(answer.returnValue()).isTrue();
    assertThat(answer.groupId()).isEqualTo(id);
    refused("InvalidGroup.NotFound", () -> cloud.describe(id));
    refused(
        "InvalidGroup.NotFound",
        "The security group '" + id + "' does not exist",
        () -> cloud.ec2.deleteSecurityGroup(r -> r.groupId(id)));
  }

  @Test
  @DisplayName("[D] the default group cannot be deleted")
  void defaultGroup() {
    String id =
        cloud
            .ec2
            .describeSecurityGroups(
                r ->
                    r.filters(
                        Cloud.filter("vpc-id", cloud.vpcId), Cloud.filter("group-name", "default")))
            .securityGroups()
            .get(0)
            .groupId();
    refused(
        "CannotDelete",
        "the specified group: \"" + id + "\" name: \"default\" cannot be deleted by a user",
        () -> cloud.ec2.deleteSecurityGroup(r -> r.groupId(id)));
  }

  @Test
  @DisplayName("[D] a reference from another group of the VPC blocks, inbound or outbound")
  void referenced() {
    String web = cloud.group("web");
    String db = cloud.group("db");
    IpPermission fromWeb = Cloud.tcpFrom(3306, web);
    cloud.allow(db, fromWeb);
    refused(
        "DependencyViolation",
        "resource " + web + " has a dependent object",
        () -> cloud.ec2.deleteSecurityGroup(r -> r.groupId(web)));
    cloud.ec2.revokeSecurityGroupIngress(r -> r.groupId(db).ipPermissions(fromWeb));
    cloud.ec2.authorizeSecurityGroupEgress(r -> r.groupId(db).ipPermissions(fromWeb));
    refused("DependencyViolation", () -> cloud.ec2.deleteSecurityGroup(r -> r.groupId(web)));
    cloud.ec2.revokeSecurityGroupEgress(r -> r.groupId(db).ipPermissions(fromWeb));
    cloud.ec2.deleteSecurityGroup(r -> r.groupId(web));
  }

  @Test
  @DisplayName("[I] a reference to itself does not block")
  void selfReference() {
    String id = cloud.group("web");
    cloud.allow(id, Cloud.tcpFrom(443, id));
    cloud.ec2.deleteSecurityGroup(r -> r.groupId(id));
    refused("InvalidGroup.NotFound", () -> cloud.describe(id));
  }

  @Test
  @DisplayName("[D] a group on an interface is not deleted")
  void held() {
    String id = cloud.group("web");
    Holder holder = new Holder("eni-0123456789abcdef0", Cloud.ACCOUNT, Tags.NONE, id);
    cloud.put(holder);
    refused("DependencyViolation", () -> cloud.ec2.deleteSecurityGroup(r -> r.groupId(id)));
    cloud.simulator.world().update(Cloud.REGION, state -> state.without(holder));
    cloud.ec2.deleteSecurityGroup(r -> r.groupId(id));
  }

  @Test
  @DisplayName("[D] groups of the default VPC can be named, those of others cannot")
  void byName() {
    cloud.ec2.createSecurityGroup(r -> r.groupName("old").description("d"));
    cloud.ec2.deleteSecurityGroup(r -> r.groupName("old"));
    cloud.group("new");
    assertThat(
            refused(
                    "InvalidGroup.NotFound",
                    () -> cloud.ec2.deleteSecurityGroup(r -> r.groupName("new")))
                .awsErrorDetails()
                .errorMessage())
        .startsWith("The security group 'new' does not exist in default VPC 'vpc-");
    assertThat(cloud.ec2.describeSecurityGroups().securityGroups())
        .extracting(SecurityGroup::groupName)
        .contains("new")
        .doesNotContain("old");
  }

  @Test
  @DisplayName("[R] an id that is not sg-… is malformed")
  void malformed() {
    refused(
        "InvalidGroupId.Malformed",
        "Invalid id: \"web\" (expecting \"sg-...\")",
        () -> cloud.ec2.deleteSecurityGroup(r -> r.groupId("web")));
    refused(
        "MissingParameter",
        "The request must contain the parameter groupName or groupId",
        () -> cloud.ec2.deleteSecurityGroup(r -> {}));
  }
}
