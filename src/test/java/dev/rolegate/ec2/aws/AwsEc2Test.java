package dev.rolegate.ec2.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Calls;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AwsEc2Test {
  private static final Permission HTTPS =
      new Permission(
          Protocol.TCP, PortRange.single(443), new Peer.Address(Cidr.parse("10.0.0.0/8")));

  private static final String ASSUMED =
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
      <Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
      <SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
      <AssumedRoleUser><AssumedRoleId>a:b</AssumedRoleId><Arn>arn</Arn></AssumedRoleUser>
      </AssumeRoleResult><ResponseMetadata><RequestId>req-4</RequestId></ResponseMetadata>
      </AssumeRoleResponse>""";

  private static final String IDENTITY =
      """
      <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <GetCallerIdentityResult><Arn>arn:aws:sts::999922223333:assumed-role/rolegate/pod</Arn>
      <UserId>a:b</UserId><Account>999922223333</Account></GetCallerIdentityResult>
      <ResponseMetadata><RequestId>req-6</RequestId></ResponseMetadata>
      </GetCallerIdentityResponse>""";

  private static final String ASSUME_DENIED =
      """
      <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
      <Code>AccessDenied</Code><Message>User: x is not authorized to perform: sts:AssumeRole on
      resource: y</Message></Error><RequestId>req-5</RequestId></ErrorResponse>""";

  private final List<Ec2Calls.Call> calls = Collections.synchronizedList(new ArrayList<>());
  private CannedEc2 server;
  private AwsEc2Factory factory;

  @BeforeEach
  void start() throws IOException {
    server = new CannedEc2();
    use(AwsSettings.defaults("test"));
  }

  private void use(AwsSettings settings) {
    factory = new AwsEc2Factory(settings.withCalls(calls::add));
  }

  @AfterEach
  void stop() {
    factory.close();
    server.close();
  }

  private Ec2 ec2() {
    return factory.connect(ConnectTo.own("prod", "eu-west-1"));
  }

  private Ec2Exception failure(Runnable call) {
    return catchThrowableOfType(Ec2Exception.class, call::run);
  }

  @Test
  void groupsAreReadPageByPageInCanonicalForm() {
    server.answer(
        "DescribeSecurityGroups",
        """
        <securityGroupInfo><item><ownerId>111122223333</ownerId><groupId>sg-1</groupId>
        <groupName>web</groupName><groupDescription>d</groupDescription><vpcId>vpc-1</vpcId>
        <ipPermissions><item><ipProtocol>6</ipProtocol><fromPort>443</fromPort><toPort>443</toPort>
        <groups><item><userId>111122223333</userId><groupId>sg-2</groupId></item>
        <item><userId>999922223333</userId><groupId>sg-3</groupId></item></groups>
        <ipRanges><item><cidrIp>10.1.2.3/8</cidrIp><description>why</description></item></ipRanges>
        <ipv6Ranges><item><cidrIpv6>2001:0DB8:0:0:0:0:0:0/32</cidrIpv6></item></ipv6Ranges>
        <prefixListIds><item><prefixListId>pl-1</prefixListId></item></prefixListIds></item></ipPermissions>
        <ipPermissionsEgress><item><ipProtocol>-1</ipProtocol><groups/><ipv6Ranges/><prefixListIds/>
        <ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges></item></ipPermissionsEgress>
        <tagSet><item><key>k</key><value>v</value></item></tagSet></item></securityGroupInfo>
        <nextToken>more</nextToken>""");
    server.answer(
        "DescribeSecurityGroups",
        "<securityGroupInfo><item><groupId>sg-9</groupId><groupName>last</groupName></item></securityGroupInfo>");

    List<Group> groups = ec2().groups("vpc-1");

    assertThat(groups).extracting(Group::groupId).containsExactly("sg-1", "sg-9");
    assertThat(groups.get(0).rules())
        .extracting(rule -> rule.direction().word() + " " + rule.permission())
        .containsExactly(
            "ingress tcp 443 10.0.0.0/8",
            "ingress tcp 443 2001:db8::/32",
            "ingress tcp 443 pl-1",
            "ingress tcp 443 sg-2",
            "ingress tcp 443 sg-3",
            "egress all 0.0.0.0/0");
    assertThat(groups.get(0).rules().get(0).description()).isEqualTo("why");
    assertThat(groups.get(0).rules())
        .filteredOn(rule -> rule.permission().peer() instanceof Peer.Group)
        .extracting(rule -> ((Peer.Group) rule.permission().peer()).accountId())
        .containsExactly("", "999922223333");
    assertThat(server.requests().get(0))
        .containsEntry("MaxResults", "1000")
        .containsEntry("Filter.1.Name", "vpc-id")
        .containsEntry("Filter.1.Value.1", "vpc-1");
    assertThat(server.requests().get(1)).containsEntry("NextToken", "more");
    assertThat(calls).extracting(Ec2Calls.Call::outcome).containsExactly("ok", "ok");
  }

  @Test
  void aRuleOfAnUnknownKindFailsTheReadInsteadOfMissing() {
    server.answer(
        "DescribeSecurityGroups",
        """
        <securityGroupInfo><item><groupId>sg-1</groupId><groupName>web</groupName><ipPermissions>
        <item><ipProtocol>tcp</ipProtocol><fromPort>1</fromPort><toPort>1</toPort>
        <newPeers><item><id>x-1</id></item></newPeers></item></ipPermissions></item></securityGroupInfo>""");

    Ec2Exception failure = failure(() -> ec2().groups("vpc-1"));

    assertThat(failure.kind()).isEqualTo(Kind.INVALID);
    assertThat(failure).hasMessageContaining("sg-1").hasMessageContaining("upgrade Rolegate");
  }

  @Test
  void rulesOfManyGroupsAreAskedForTwoHundredAtATime() {
    server.answer("DescribeSecurityGroupRules", "<securityGroupRuleSet/>");
    server.answer("DescribeSecurityGroupRules", "<securityGroupRuleSet/>");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 201; i++) {
      ids.add("sg-%03d".formatted(i));
    }

    Map<String, List<LiveRule>> rules = ec2().rules(ids);

    assertThat(rules).hasSize(201);
    assertThat(server.requests().get(0)).containsKey("Filter.1.Value.200");
    assertThat(server.requests().get(1))
        .containsEntry("Filter.1.Value.1", "sg-200")
        .doesNotContainKey("Filter.1.Value.2");
  }

  @Test
  void authorizeSendsTagsAndGivesRulesWithIds() {
    server.answer(
        "AuthorizeSecurityGroupIngress",
        """
        <return>true</return><securityGroupRuleSet><item><securityGroupRuleId>sgr-1</securityGroupRuleId>
        <groupId>sg-1</groupId><groupOwnerId>1</groupOwnerId><isEgress>false</isEgress>
        <ipProtocol>tcp</ipProtocol><fromPort>443</fromPort><toPort>443</toPort>
        <cidrIpv4>10.0.0.0/8</cidrIpv4><description>d</description></item></securityGroupRuleSet>""");
    Permission all = HTTPS.withPeer(new Peer.Group("sg-7", "999922223333"));

    List<LiveRule> rules =
        ec2()
            .authorize(
                "sg-1",
                Direction.INGRESS,
                List.of(new Ec2.NewRule(HTTPS, "d"), new Ec2.NewRule(all, "e")),
                Map.of("rolegate.dev/cluster", "test"));

    assertThat(rules).extracting(LiveRule::ruleId).containsExactly("sgr-1", "");
    assertThat(server.requests().get(0))
        .containsEntry("IpPermissions.1.IpRanges.1.CidrIp", "10.0.0.0/8")
        .containsEntry("IpPermissions.1.IpRanges.1.Description", "d")
        .containsEntry("IpPermissions.2.Groups.1.GroupId", "sg-7")
        .containsEntry("IpPermissions.2.Groups.1.UserId", "999922223333")
        .containsEntry("TagSpecification.1.ResourceType", "security-group-rule")
        .containsEntry("TagSpecification.1.Tag.1.Key", "rolegate.dev/cluster");
  }

  @Test
  void modifyAlwaysSendsTheDescriptionAndNoPortsWhereTheProtocolHasNone() {
    server.answer("ModifySecurityGroupRules", "<return>true</return>");
    Permission all = new Permission(Protocol.ALL, PortRange.NONE, HTTPS.peer());

    ec2().modify("sg-1", List.of(new Ec2.RuleContent("sgr-1", all, "why")));

    assertThat(server.requests().get(0))
        .containsEntry("SecurityGroupRule.1.SecurityGroupRuleId", "sgr-1")
        .containsEntry("SecurityGroupRule.1.SecurityGroupRule.Description", "why")
        .containsEntry("SecurityGroupRule.1.SecurityGroupRule.IpProtocol", "-1")
        .doesNotContainKey("SecurityGroupRule.1.SecurityGroupRule.FromPort");
  }

  @Test
  void aRefusalNamesTheDeniedActionAndTheMissingStatement() {
    server.error(
        403,
        "UnauthorizedOperation",
        "You are not authorized to perform this operation. User: arn:aws:sts::1:assumed-role/r/s is"
            + " not authorized to perform: ec2:CreateTags on resource: x because no identity-based"
            + " policy allows the action. Encoded authorization failure message: abcdefgh");

    Ec2Exception failure = failure(() -> ec2().createGroup("vpc-1", "web", "d", Map.of("k", "v")));

    assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(failure.action()).isEqualTo("CreateSecurityGroup");
    assertThat(failure)
        .hasMessageContaining("UnauthorizedOperation")
        .hasMessageContaining("request req-9")
        .hasMessageContaining(
            "{\"Effect\":\"Allow\",\"Action\":\"ec2:CreateTags\",\"Resource\":[\"arn:aws:ec2:eu-west-1:*:security-group/*\"")
        .hasMessageNotContaining("abcdefgh");
  }

  @Test
  void successesAndRefusalsTellTheRequestThatTheyWere() {
    server.answer("DeleteSecurityGroup", "<return>true</return>");
    server.error(400, "DependencyViolation", "resource sg-2 has a dependent object");
    Ec2 ec2 = ec2();

    ec2.deleteGroup("sg-1");

    assertThat(ec2.lastRequestId()).isEqualTo("req-1");
    assertThat(failure(() -> ec2.deleteGroup("sg-2")).requestId()).isEqualTo("req-9");
  }

  @Test
  void aRefusalAfterAnAttemptWithoutAnAnswerLeavesTheEffectOpen() {
    server.error(500, "InternalError", "sorry");
    server.error(400, "InvalidGroup.NotFound", "The security group 'sg-1' does not exist");
    server.error(400, "InvalidGroup.NotFound", "The security group 'sg-2' does not exist");

    Ec2Exception afterLost = failure(() -> ec2().deleteGroup("sg-1"));
    Ec2Exception atOnce = failure(() -> ec2().deleteGroup("sg-2"));

    assertThat(afterLost.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(afterLost.mayHaveTakenEffect()).isTrue();
    assertThat(atOnce.mayHaveTakenEffect()).isFalse();
  }

  @Test
  void eachRepeatOfTheSdkIsCountedAndTakesAToken() {
    use(
        AwsSettings.defaults("test")
            .withBudget(
                BudgetMode.REFUSE,
                0.5,
                Map.of("DeleteSecurityGroup", new AwsSettings.Bucket(4, 0.001))));
    server.error(503, "RequestLimitExceeded", "Request limit exceeded.");
    server.error(503, "RequestLimitExceeded", "Request limit exceeded.");
    server.answer("DeleteSecurityGroup", "<return>true</return>");
    server.error(503, "RequestLimitExceeded", "Request limit exceeded.");

    ec2().deleteGroup("sg-1");
    Ec2Exception noRepeat = failure(() -> ec2().deleteGroup("sg-2"));
    Ec2Exception noFirst = failure(() -> ec2().deleteGroup("sg-3"));

    assertThat(server.requests()).hasSize(4);
    assertThat(noRepeat.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(noRepeat.code()).isEqualTo(RequestBudget.CODE);
    assertThat(noFirst.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(noFirst.retryAfter()).isBetween(Duration.ofSeconds(900), Duration.ofSeconds(1000));
    assertThat(calls)
        .extracting(call -> call.outcome() + " " + call.attempts())
        .containsExactly("ok 3", "throttled 1", "budget 0");
  }

  @Test
  void aRefusedRepeatOfACallWithoutAnAnswerLeavesItsOutcomeOpen() {
    use(
        AwsSettings.defaults("test")
            .withBudget(
                BudgetMode.REFUSE,
                0.5,
                Map.of("CreateSecurityGroup", new AwsSettings.Bucket(1, 0.001))));
    server.error(500, "InternalError", "sorry");

    Ec2Exception failure = failure(() -> ec2().createGroup("vpc-1", "web", "d", Map.of()));

    assertThat(failure.isOutcomeUnknown()).isTrue();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aRepeatAsksWhetherEc2MayStillBeChanged() {
    var mayMutate = new AtomicBoolean(true);
    factory =
        new AwsEc2Factory(
            AwsSettings.defaults("test").withCalls(calls::add), () -> mayMutate.getAndSet(false));
    server.error(500, "InternalError", "sorry");

    Ec2Exception lost = failure(() -> ec2().createGroup("vpc-1", "web", "d", Map.of()));
    Ec2Exception unsent = failure(() -> ec2().deleteGroup("sg-1"));

    assertThat(server.requests()).hasSize(1);
    assertThat(lost.isOutcomeUnknown()).isTrue();
    assertThat(lost).hasMessageContaining("another replica may be the leader");
    assertThat(unsent.code()).isEqualTo(CallInterceptor.NOT_LEADING);
    assertThat(unsent.isOutcomeUnknown()).isFalse();
  }

  @Test
  void readsAskNobody() {
    factory = new AwsEc2Factory(AwsSettings.defaults("test").withCalls(calls::add), () -> false);
    server.answer("DescribeSecurityGroups", "<securityGroupInfo/>");
    assertThat(ec2().groups("vpc-1")).isEmpty();
  }

  @Test
  void aWaitingBudgetWaitsForItsToken() {
    use(
        AwsSettings.defaults("test")
            .withBudget(
                BudgetMode.WAIT,
                0.5,
                Map.of("DeleteSecurityGroup", new AwsSettings.Bucket(1, 20))));
    server.answer("DeleteSecurityGroup", "<return>true</return>");
    server.answer("DeleteSecurityGroup", "<return>true</return>");

    ec2().deleteGroup("sg-1");
    ec2().deleteGroup("sg-2");

    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void connectionsOfOneAccountAndRegionShareTheBudget() {
    use(
        AwsSettings.defaults("test")
            .withBudget(
                BudgetMode.REFUSE, 0.5, Map.of("DescribeVpcs", new AwsSettings.Bucket(1, 0.001))));
    String vpc = "<vpcSet><item><vpcId>vpc-1</vpcId><ownerId>1</ownerId></item></vpcSet>";

    server.raw(200, ASSUMED).answer("DescribeVpcs", vpc);
    Ec2 one =
        factory.connect(new ConnectTo("prod", "eu-west-1", "arn:aws:iam::111122223333:role/a", ""));
    assertThat(one.vpc("vpc-1").ipv6()).isFalse();
    server.raw(200, ASSUMED);
    Ec2 two =
        factory.connect(new ConnectTo("prod", "eu-west-1", "arn:aws:iam::111122223333:role/b", ""));
    assertThat(failure(() -> two.vpc("vpc-1")).code()).isEqualTo(RequestBudget.CODE);
    server.raw(200, ASSUMED).answer("DescribeVpcs", vpc);
    Ec2 other =
        factory.connect(new ConnectTo("prod", "eu-west-1", "arn:aws:iam::444422223333:role/b", ""));
    assertThat(other.vpc("vpc-1").ownerId()).isEqualTo("1");

    assertThat(server.requests().get(0)).containsEntry("RoleSessionName", "rolegate-test-prod");
  }

  @Test
  void aRoleThatMayNotBeAssumedSaysWhatBothSidesNeed() {
    server.raw(403, ASSUME_DENIED).raw(200, IDENTITY);

    Ec2Exception failure =
        failure(
            () ->
                factory
                    .connect(
                        new ConnectTo(
                            "prod", "eu-west-1", "arn:aws:iam::111122223333:role/a", "x-1"))
                    .vpc("vpc-1"));

    assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(failure.action()).isEqualTo("AssumeRole");
    assertThat(failure)
        .hasMessageContaining("{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\"")
        .hasMessageContaining(
            "role arn:aws:iam::111122223333:role/a has to trust"
                + " arn:aws:iam::999922223333:role/rolegate with the external id \"x-1\"")
        .hasMessageContaining("\"sts:ExternalId\":\"x-1\"");
  }

  @Test
  void aCollectorThatIsRefusedMakesTheUseUnknownAndSaysWhy() {
    server.answer(
        "DescribeNetworkInterfaces",
        """
        <networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId><status>in-use</status>
        <attachment><instanceId>i-1</instanceId></attachment>
        <groupSet><item><groupId>sg-1</groupId></item></groupSet></item></networkInterfaceSet>""");
    server.error(403, "UnauthorizedOperation", "You are not authorized to perform this operation.");
    server.answer(
        "DescribeSecurityGroupVpcAssociations",
        """
        <securityGroupVpcAssociationSet><item><groupId>sg-2</groupId><vpcId>vpc-2</vpcId>
        <state>associated</state></item><item><groupId>sg-2</groupId><vpcId>vpc-3</vpcId>
        <state>disassociated</state></item></securityGroupVpcAssociationSet>""");

    Map<String, GroupUse> uses = ec2().uses(List.of("sg-1", "sg-2"));

    assertThat(uses.get("sg-1").holders()).containsExactly("interface eni-1 (in use by i-1)");
    assertThat(uses.get("sg-2").holders()).containsExactly("association with vpc-2 (associated)");
    assertThat(uses.values())
        .allSatisfy(
            use ->
                assertThat(use.unknown())
                    .singleElement()
                    .asString()
                    .contains("ec2:DescribeSecurityGroupReferences"));
    assertThat(server.requests().get(0)).containsEntry("IncludeManagedResources", "true");
  }

  @Test
  void anAnswerThatDoesNotComeLeavesTheOutcomeOpen() {
    server.close();
    System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
    System.setProperty("aws.secretAccessKey", "secret");
    System.setProperty("aws.endpointUrlEc2", "http://127.0.0.1:1");

    Ec2Exception failure = failure(() -> ec2().deleteGroup("sg-1"));

    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failure.isOutcomeUnknown()).isTrue();
  }
}
