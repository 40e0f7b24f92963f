package dev.rolegate.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rolegate.sim.iam.IamFile;
import dev.rolegate.sim.iam.IamSetup;
import dev.rolegate.sim.iam.Identity;
import dev.rolegate.sim.iam.Policy;
import dev.rolegate.sim.log.CallRecord;
import dev.rolegate.sim.log.PermissionUse;
import dev.rolegate.sim.state.PrefixList;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.StsException;

/** Policies as a client meets them: what each call is checked on, and how a refusal reads. */
class PermissionsTest extends CloudTest {
  private static final String KEY = "AKIAOPERATOR";
  private static final String ROLE = "arn:aws:iam::111122223333:role/rolegate";
  private static final String MEMBER = "arn:aws:iam::444455556666:role/rolegate-member";
  private static final String HERE = "arn:aws:ec2:eu-west-1:111122223333:";

  private static String statement(String effect, String action, String rest) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"S\",\"Effect\":\"%s\",\"Action\":\"%s\"%s}}"
        .formatted(effect, action, rest);
  }

  private static Policy allow(String name, String action) {
    return Policy.permissions(name, statement("Allow", action, ",\"Resource\":\"*\""));
  }

  private void role(Policy... policies) {
    cloud.simulator.iam().set(IamSetup.of(Identity.role(ROLE, List.of(policies), List.of(KEY))));
  }

  /** What the last call was checked on: action and resource. */
  private List<String> checked() {
    List<CallRecord> calls = cloud.simulator.calls().all();
    return calls.get(calls.size() - 1).permissions().stream()
        .map(one -> one.action() + " " + one.resource().replace(HERE, ""))
        .toList();
  }

  private static TagSpecification tagged(ResourceType type) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(Tag.builder().key("a").value("b").build())
        .build();
  }

  @Test
  @DisplayName("[D] what each action on groups and rules is checked on, with policies or without")
  void resources() {
    String vpc = "vpc/" + cloud.vpcId;
    String web = cloud.group("web");
    assertThat(checked())
        .containsExactly(
            "ec2:CreateSecurityGroup security-group/*", "ec2:CreateSecurityGroup " + vpc);
    cloud.ec2.createSecurityGroup(
        r ->
            r.vpcId(cloud.vpcId)
                .groupName("tagged")
                .description("d")
                .tagSpecifications(tagged(ResourceType.SECURITY_GROUP)));
    assertThat(checked())
        .containsExactly(
            "ec2:CreateSecurityGroup security-group/*",
            "ec2:CreateSecurityGroup " + vpc,
            "ec2:CreateTags security-group/*");
    IpPermission https = Cloud.tcp(443, "10.0.0.0/8");
    String rule =
        cloud
            .ec2
            .authorizeSecurityGroupIngress(
                r ->
                    r.groupId(web)
                        .ipPermissions(https)
                        .tagSpecifications(tagged(ResourceType.SECURITY_GROUP_RULE)))
            .securityGroupRules()
            .get(0)
            .securityGroupRuleId();
    assertThat(checked())
        .containsExactly(
            "ec2:AuthorizeSecurityGroupIngress security-group/" + web,
            "ec2:AuthorizeSecurityGroupIngress security-group-rule/*",
            "ec2:CreateTags security-group-rule/*");
    cloud.ec2.authorizeSecurityGroupEgress(r -> r.groupId(web).ipPermissions(https));
    assertThat(checked()).containsExactly("ec2:AuthorizeSecurityGroupEgress security-group/" + web);
    cloud.ec2.updateSecurityGroupRuleDescriptionsIngress(r -> r.groupId(web).ipPermissions(https));
    assertThat(checked())
        .containsExactly("ec2:UpdateSecurityGroupRuleDescriptionsIngress security-group/" + web);
    cloud.ec2.createTags(
        r -> r.resources(web, rule).tags(Tag.builder().key("c").value("d").build()));
    assertThat(checked())
        .containsExactly(
            "ec2:CreateTags security-group/" + web, "ec2:CreateTags security-group-rule/" + rule);
    SecurityGroupRuleUpdate update =
        SecurityGroupRuleUpdate.builder()
            .securityGroupRuleId(rule)
            .securityGroupRule(
                c -> c.ipProtocol("tcp").fromPort(80).toPort(80).cidrIpv4("10.0.0.0/8"))
            .build();
    cloud.ec2.modifySecurityGroupRules(r -> r.groupId(web).securityGroupRules(update));
    assertThat(checked())
        .containsExactly(
            "ec2:ModifySecurityGroupRules security-group/" + web,
            "ec2:ModifySecurityGroupRules security-group-rule/" + rule);
    cloud.ec2.describeSecurityGroupReferences(r -> r.groupId(web));
    assertThat(checked())
        .containsExactly("ec2:DescribeSecurityGroupReferences security-group/" + web);
    cloud.ec2.describeSecurityGroups();
    assertThat(checked()).containsExactly("ec2:DescribeSecurityGroups *");
    cloud.ec2.deleteSecurityGroup(r -> r.groupId(web));
    assertThat(checked()).containsExactly("ec2:DeleteSecurityGroup security-group/" + web);
  }

  @Test
  @DisplayName("[D] a modification to a prefix list of AWS is checked on an ARN of account aws")
  void prefixLists() {
    String web = cloud.group("web");
    List<String> lists =
        cloud.simulator.world().current().region(Cloud.REGION).all(PrefixList.class).stream()
            .filter(one -> one.isAwsManaged() && one.weight() == 1)
            .map(PrefixList::id)
            .toList();
    String rule =
        cloud
            .allow(
                web,
                IpPermission.builder()
                    .ipProtocol("tcp")
                    .fromPort(443)
                    .toPort(443)
                    .prefixListIds(PrefixListId.builder().prefixListId(lists.get(0)).build())
                    .build())
            .securityGroupRuleId();
    SecurityGroupRuleUpdate update =
        SecurityGroupRuleUpdate.builder()
            .securityGroupRuleId(rule)
            .securityGroupRule(
                c -> c.ipProtocol("tcp").fromPort(80).toPort(80).prefixListId(lists.get(1)))
            .build();
    cloud.ec2.modifySecurityGroupRules(r -> r.groupId(web).securityGroupRules(update));
    assertThat(checked())
        .contains(
            "ec2:ModifySecurityGroupRules arn:aws:ec2:eu-west-1:aws:prefix-list/" + lists.get(1));
  }

  @Test
  @DisplayName("[R] a refusal names caller, action, resource and kind of policy; nothing happens")
  void refusal() {
    String web = cloud.group("web");
    role(allow("read", "ec2:Describe*"));
    try (Ec2Client operator = cloud.client(KEY)) {
      assertThat(operator.describeSecurityGroups().securityGroups()).isNotEmpty();
      for (boolean dryRun : new boolean[] {false, true}) {
        Ec2Exception refused =
            Cloud.refused(
                "UnauthorizedOperation",
                () -> operator.deleteSecurityGroup(r -> r.groupId(web).dryRun(dryRun)));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.awsErrorDetails().errorMessage())
            .startsWith(
                "You are not authorized to perform this operation. User:"
                    + " arn:aws:sts::111122223333:assumed-role/rolegate/simulated is not authorized"
                    + " to perform: ec2:DeleteSecurityGroup on resource: "
                    + HERE
                    + "security-group/"
                    + web
                    + " because no identity-based policy allows the ec2:DeleteSecurityGroup action."
                    + " Encoded authorization failure message: ");
      }
    }
    assertThat(cloud.describe(web).groupName()).isEqualTo("web");
    assertThat(cloud.simulator.calls().all())
        .filteredOn(call -> call.action().equals("DescribeSecurityGroups") && call.succeeded())
        .first()
        .extracting(CallRecord::permissions)
        .isEqualTo(
            List.of(new PermissionUse("ec2:DescribeSecurityGroups", "*", List.of("read/S"))));
  }

  @Test
  @DisplayName(
      "[D] a group is judged by its tags and its VPC; one that is not there is NotFound [I]")
  void attributes() {
    String web = cloud.group("web");
    role(
        Policy.permissions(
            "own",
            statement(
                "Allow",
                "ec2:DeleteSecurityGroup",
                ",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:ResourceTag/mine\":\"yes\"},\"ArnEquals\":{\"ec2:Vpc\":\""
                    + HERE
                    + "vpc/"
                    + cloud.vpcId
                    + "\"}}")));
    try (Ec2Client operator = cloud.client(KEY)) {
      Cloud.refused(
          "UnauthorizedOperation", () -> operator.deleteSecurityGroup(r -> r.groupId(web)));
      cloud.ec2.createTags(
          r -> r.resources(web).tags(Tag.builder().key("mine").value("yes").build()));
      operator.deleteSecurityGroup(r -> r.groupId(web));
      Cloud.refused(
          "InvalidGroup.NotFound", () -> operator.deleteSecurityGroup(r -> r.groupId(web)));
    }
  }

  private StsClient sts(String key) {
    return StsClient.builder()
        .endpointOverride(cloud.simulator.endpoint())
        .region(Region.of(Cloud.REGION))
        .httpClientBuilder(Apache5HttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "secret")))
        .build();
  }

  private static AssumeRoleRequest.Builder asMember() {
    return AssumeRoleRequest.builder().roleArn(MEMBER).roleSessionName("check").externalId("ext-1");
  }

  private static String denied(StsClient sts, AssumeRoleRequest request) {
    StsException refused = catchThrowableOfType(StsException.class, () -> sts.assumeRole(request));
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
    assertThat(refused.statusCode()).isEqualTo(403);
    return refused.awsErrorDetails().errorMessage();
  }

  private void twoAccounts(Map<String, String> sessionTags, String trusted) {
    Policy trust =
        Policy.trust(
            "trust",
            statement(
                "Allow",
                trusted,
                ",\"Principal\":{\"AWS\":\"%s\"},\"Condition\":{\"StringEqualsIfExists\":{\"sts:ExternalId\":\"ext-1\"}}"
                    .formatted(ROLE)));
    Identity operator =
        Identity.role(ROLE, List.of(allow("assume", "sts:*")), List.of(KEY))
            .withSessionTags(sessionTags);
    Identity member =
        Identity.role(MEMBER, List.of(allow("all", "ec2:*")), List.of()).trusting(trust);
    cloud.simulator.iam().set(IamSetup.of(operator, member));
  }

  @Test
  @DisplayName("[D] a session policy narrows the session; the role's trust decides who gets one")
  void sessions() {
    twoAccounts(Map.of(), "sts:AssumeRole");
    try (StsClient sts = sts(KEY);
        StsClient other = sts("AKIASOMEBODY")) {
      assertThat(denied(other, asMember().build()))
          .isEqualTo(
              "User: arn:aws:iam::111122223333:user/simulated is not authorized to perform:"
                  + " sts:AssumeRole on resource: "
                  + MEMBER
                  + " because no role trust policy allows the sts:AssumeRole action");
      assertThat(denied(sts, asMember().externalId("ext-2").build())).contains("role trust policy");
      String narrow =
          statement(
              "Allow",
              "ec2:*",
              ",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:RequestedRegion\":\"eu-west-1\"}}");
      String key = sts.assumeRole(asMember().policy(narrow).build()).credentials().accessKeyId();
      try (Ec2Client here = cloud.client(key);
          Ec2Client elsewhere = cloud.client(key, "eu-west-2")) {
        assertThat(here.describeVpcs().vpcs()).isNotEmpty();
        assertThat(
                Cloud.refused("UnauthorizedOperation", elsewhere::describeVpcs)
                    .awsErrorDetails()
                    .errorMessage())
            .contains("because no session policy allows the ec2:DescribeVpcs action");
      }
      assertThat(sts(key).getCallerIdentity().account())
          .as("needs no permission")
          .isEqualTo("444455556666");
    }
  }

  @Test
  @DisplayName("[R] tags that Pod Identity passes on to the next role need sts:TagSession there")
  void passedTags() {
    twoAccounts(Map.of("kubernetes-namespace", "rolegate-system"), "sts:AssumeRole");
    try (StsClient sts = sts(KEY)) {
      assertThat(denied(sts, asMember().build())).contains("perform: sts:TagSession on resource");
      twoAccounts(Map.of("kubernetes-namespace", "rolegate-system"), "sts:*Session");
      assertThat(denied(sts, asMember().build())).contains("perform: sts:AssumeRole on resource");
      twoAccounts(Map.of("kubernetes-namespace", "rolegate-system"), "sts:*");
      assertThat(sts.assumeRole(asMember().build()).credentials().accessKeyId()).isNotEmpty();
    }
  }

  @Test
  void sessionPoliciesThatCannotBeEvaluatedAreMalformed() {
    twoAccounts(Map.of(), "sts:AssumeRole");
    String unknown =
        statement(
            "Allow",
            "ec2:*",
            ",\"Resource\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}");
    try (StsClient sts = sts(KEY)) {
      StsException malformed =
          catchThrowableOfType(
              StsException.class, () -> sts.assumeRole(asMember().policy(unknown).build()));
      assertThat(malformed.awsErrorDetails().errorCode()).isEqualTo("MalformedPolicyDocument");
      assertThat(malformed.awsErrorDetails().errorMessage()).contains("IpAddress");
      StsException managed =
          catchThrowableOfType(
              StsException.class,
              () ->
                  sts.assumeRole(
                      asMember()
                          .policyArns(
                              PolicyDescriptorType.builder()
                                  .arn("arn:aws:iam::aws:policy/ReadOnlyAccess")
                                  .build())
                          .build()));
      assertThat(managed.awsErrorDetails().errorCode()).isEqualTo("MalformedPolicyDocument");
    }
  }

  private int post(String body) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(cloud.simulator.endpoint() + "/_rolegate/iam"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void theSetupIsReplacedFromOutside() throws IOException, InterruptedException {
    String policy = statement("Allow", "ec2:DescribeVpcs", ",\"Resource\":\"*\"");
    assertThat(
            post(
                "{\"identities\":[{\"arn\":\"%s\",\"accessKeys\":[\"%s\"],\"policies\":[%s]}]}"
                    .formatted(ROLE, KEY, policy)))
        .isEqualTo(200);
    try (Ec2Client operator = cloud.client(KEY)) {
      assertThat(operator.describeVpcs().vpcs()).isNotEmpty();
      Cloud.refused("UnauthorizedOperation", operator::describeSecurityGroups);
      assertThat(post("{\"identities\":[{\"arn\":\"nobody\"}]}")).isEqualTo(400);
      Cloud.refused("UnauthorizedOperation", operator::describeSecurityGroups);
      assertThat(post("{}")).isEqualTo(200);
      assertThat(operator.describeSecurityGroups().securityGroups()).isNotEmpty();
    }
    assertThat(IamFile.parse("empty", "{}")).isEqualTo(IamSetup.NONE);
  }
}
