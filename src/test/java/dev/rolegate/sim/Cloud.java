package dev.rolegate.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rolegate.sim.state.Entity;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.state.Vpcs;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** A simulator, the AWS SDK pointed at it, and a VPC that is not the default one. */
final class Cloud implements AutoCloseable {
  static final String ACCOUNT = "111122223333";
  static final String OTHER_ACCOUNT = "444455556666";
  static final String REGION = "eu-west-1";

  final Simulator simulator;
  final Ec2Client ec2;
  final String vpcId;

  Cloud() {
    this(SimulatorOptions.defaults());
  }

  Cloud(SimulatorOptions options) {
    simulator = Simulator.start(options);
    ec2 = client(ACCOUNT);
    vpcId = addVpc(ACCOUNT, List.of());
  }

  /** A client of an account; the simulator takes twelve digits for the account of that number. */
  Ec2Client client(String account) {
    return client(account, REGION);
  }

  Ec2Client client(String account, String region) {
    return Ec2Client.builder()
        .endpointOverride(simulator.endpoint())
        .region(Region.of(region))
        .httpClientBuilder(Apache5HttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "secret")))
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }

  String addVpc(String owner, List<String> ipv6) {
    String id = simulator.world().ids().next("vpc");
    Vpc vpc = new Vpc(id, owner, Tags.NONE, List.of("10.0.0.0/16"), ipv6, false);
    simulator.world().update(REGION, state -> new Vpcs(simulator.world()).add(state, vpc));
    return id;
  }

  void put(Entity entity) {
    simulator.world().update(REGION, state -> state.with(entity));
  }

  String group(String name) {
    return group(vpcId, name);
  }

  String group(String vpc, String name) {
    return ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName(name).description("test")).groupId();
  }

  SecurityGroup describe(String groupId) {
    return ec2.describeSecurityGroups(r -> r.groupIds(groupId)).securityGroups().get(0);
  }

  List<SecurityGroupRule> rules(String groupId, boolean egress) {
    return ec2
        .describeSecurityGroupRules(r -> r.filters(filter("group-id", groupId)))
        .securityGroupRules()
        .stream()
        .filter(rule -> rule.isEgress() == egress)
        .toList();
  }

  SecurityGroupRule allow(String groupId, IpPermission permission) {
    return ec2.authorizeSecurityGroupIngress(r -> r.groupId(groupId).ipPermissions(permission))
        .securityGroupRules()
        .get(0);
  }

  static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  static TagSpecification tagged(String resourceType, String key, String value) {
    return TagSpecification.builder()
        .resourceType(resourceType)
        .tags(Tag.builder().key(key).value(value).build())
        .build();
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  static IpPermission tcp(int port, String cidr) {
    return permission("tcp", port, port, cidr);
  }

  static IpPermission permission(String protocol, Integer from, Integer to, String cidr) {
    return IpPermission.builder()
        .ipProtocol(protocol)
        .fromPort(from)
        .toPort(to)
        .ipRanges(IpRange.builder().cidrIp(cidr).build())
        .build();
  }

  static IpPermission tcp6(int port, String cidr) {
    return tcpWith(port, b -> b.ipv6Ranges(Ipv6Range.builder().cidrIpv6(cidr).build()));
  }

  static IpPermission tcpFrom(int port, String groupId) {
    return tcpWith(
        port, b -> b.userIdGroupPairs(UserIdGroupPair.builder().groupId(groupId).build()));
  }

  static IpPermission tcpList(int port, String prefixListId) {
    return tcpWith(
        port, b -> b.prefixListIds(PrefixListId.builder().prefixListId(prefixListId).build()));
  }

  static IpPermission tcpWith(int port, UnaryOperator<IpPermission.Builder> source) {
    return source
        .apply(IpPermission.builder().ipProtocol("tcp").fromPort(port).toPort(port))
        .build();
  }

  static Ec2Exception refused(String code, ThrowingCallable call) {
    Ec2Exception refusal = catchThrowableOfType(Ec2Exception.class, call);
    assertThat(refusal).as("an error with the code %s", code).isNotNull();
    assertThat(refusal.awsErrorDetails().errorCode())
        .as(refusal.awsErrorDetails().errorMessage())
        .isEqualTo(code);
    return refusal;
  }

  static void refused(String code, String message, ThrowingCallable call) {
    assertThat(refused(code, call).awsErrorDetails().errorMessage()).isEqualTo(message);
  }

  @Override
  public void close() {
    ec2.close();
    simulator.close();
  }
}
