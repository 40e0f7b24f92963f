package dev.rolegate.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.Tag;

class DryRunTest extends CloudTest {
  private Map<String, Consumer<Ec2Client>> calls;

  @BeforeEach
  void calls() {
    String web = cloud.group("web");
    String rule = cloud.allow(web, Cloud.tcp(443, "10.0.0.0/8")).securityGroupRuleId();
    IpPermission new80 = Cloud.tcp(80, "10.0.0.0/8");
    IpPermission old443 = Cloud.tcp(443, "10.0.0.0/8");
    Tag tag = Tag.builder().key("a").value("b").build();
    SecurityGroupRuleUpdate update =
        SecurityGroupRuleUpdate.builder()
            .securityGroupRuleId(rule)
            .securityGroupRule(r -> r.ipProtocol("-1").cidrIpv4("10.0.0.0/8"))
            .build();
    calls =
        Map.ofEntries(
            Map.entry(
                "CreateSecurityGroup",
                c -> c.createSecurityGroup(r -> r.groupName("n").description("d").dryRun(true))),
            Map.entry(
                "DeleteSecurityGroup",
                c -> c.deleteSecurityGroup(r -> r.groupId(web).dryRun(true))),
            Map.entry(
                "AuthorizeSecurityGroupIngress",
                c ->
                    c.authorizeSecurityGroupIngress(
                        r -> r.groupId(web).ipPermissions(new80).dryRun(true))),
            Map.entry(
                "AuthorizeSecurityGroupEgress",
                c ->
                    c.authorizeSecurityGroupEgress(
                        r -> r.groupId(web).ipPermissions(new80).dryRun(true))),
            Map.entry(
                "RevokeSecurityGroupIngress",
                c ->
                    c.revokeSecurityGroupIngress(
                        r -> r.groupId(web).ipPermissions(old443).dryRun(true))),
            Map.entry(
                "RevokeSecurityGroupEgress",
                c ->
                    c.revokeSecurityGroupEgress(
                        r -> r.groupId(web).ipPermissions(old443).dryRun(true))),
            Map.entry(
                "ModifySecurityGroupRules",
                c ->
                    c.modifySecurityGroupRules(
                        r -> r.groupId(web).securityGroupRules(update).dryRun(true))),
            Map.entry(
                "UpdateSecurityGroupRuleDescriptionsIngress",
                c ->
                    c.updateSecurityGroupRuleDescriptionsIngress(
                        r -> r.groupId(web).ipPermissions(old443).dryRun(true))),
            Map.entry(
                "UpdateSecurityGroupRuleDescriptionsEgress",
                c ->
                    c.updateSecurityGroupRuleDescriptionsEgress(
                        r -> r.groupId(web).ipPermissions(old443).dryRun(true))),
            Map.entry("DescribeSecurityGroups", c -> c.describeSecurityGroups(r -> r.dryRun(true))),
            Map.entry(
                "DescribeSecurityGroupRules",
                c -> c.describeSecurityGroupRules(r -> r.dryRun(true))),
            Map.entry(
                "CreateTags", c -> c.createTags(r -> r.resources(web).tags(tag).dryRun(true))),
            Map.entry(
                "DeleteTags", c -> c.deleteTags(r -> r.resources(web).tags(tag).dryRun(true))),
            Map.entry("DescribeTags", c -> c.describeTags(r -> r.dryRun(true))));
  }

  private Ec2Exception refusal(Consumer<Ec2Client> call) {
    return catchThrowableOfType(Ec2Exception.class, () -> call.accept(cloud.ec2));
  }

  @Test
  @DisplayName("[D] a dry run of any action ends with 412 DryRunOperation and changes nothing")
  void everyAction() {
    long version = cloud.simulator.world().current().version();
    calls.forEach(
        (name, call) -> {
          Ec2Exception end = refusal(call);
          assertThat(end.awsErrorDetails().errorCode()).as(name).isEqualTo("DryRunOperation");
          assertThat(end.statusCode()).as(name).isEqualTo(412);
          assertThat(end.awsErrorDetails().errorMessage())
              .as(name)
              .isEqualTo("Request would have succeeded, but DryRun flag is set.");
        });
    assertThat(cloud.simulator.world().current().version()).isEqualTo(version);
  }

  @Test
  @DisplayName("[D] a dry run without permission ends with 403 UnauthorizedOperation")
  void denied() {
    cloud.simulator.behaviour().deny("*");
    calls.forEach(
        (name, call) -> {
          Ec2Exception end = refusal(call);
          assertThat(end.awsErrorDetails().errorCode()).as(name).isEqualTo("UnauthorizedOperation");
          assertThat(end.statusCode()).as(name).isEqualTo(403);
          assertThat(end.awsErrorDetails().errorMessage())
              .as(name)
              .startsWith(
                  "You are not authorized to perform this operation. User:"
                      + " arn:aws:iam::111122223333:user/")
              .contains("because no identity-based policy allows the ec2:" + name + " action");
        });
  }

  @Test
  @DisplayName("[R] a dry run does not look at duplicates, nor at whether there is anything to do")
  void noSemantics() {
    String web = cloud.group("other");
    cloud.allow(web, Cloud.tcp(443, "10.0.0.0/8"));
    List<Consumer<Ec2Client>> useless =
        List.of(
            c -> c.authorizeSecurityGroupIngress(r -> r.groupId(web).dryRun(true)),
            c ->
                c.authorizeSecurityGroupIngress(
                    r -> r.groupId(web).ipPermissions(Cloud.tcp(443, "10.0.0.0/8")).dryRun(true)),
            c ->
                c.createSecurityGroup(
                    r -> r.vpcId(cloud.vpcId).groupName("other").description("d").dryRun(true)));
    for (Consumer<Ec2Client> call : useless) {
      assertThat(refusal(call).awsErrorDetails().errorCode()).isEqualTo("DryRunOperation");
    }
  }
}
