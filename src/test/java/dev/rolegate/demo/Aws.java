package dev.rolegate.demo;

import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * The demo's own view of AWS, through the AWS SDK and with nothing of the operator: what the VPC
 * holds, and what an outsider does to it.
 */
final class Aws implements AutoCloseable {
  static final String REGION = "eu-west-1";
  static final String VPC_ID = "vpc-0a1b2c3d4e5f60718";
  private static final String SUBNET_ID = "subnet-0a1b2c3d4e5f60001";

  private static final String OWNERSHIP_TAG = "rolegate.dev/cluster";
  private static final String RETIREMENT_TAG = "rolegate.dev/retired";

  private final Set<String> own = ConcurrentHashMap.newKeySet();
  private final Ec2Client ec2;

  Aws(URI endpoint) {
    var remember =
        new ExecutionInterceptor() {
          @Override
          public void afterExecution(Context.AfterExecution context, ExecutionAttributes a) {
            own.add(((AwsResponse) context.response()).responseMetadata().requestId());
          }
        };
    ec2 =
        Ec2Client.builder()
            .endpointOverride(endpoint)
            .region(Region.of(REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("outsider", "secret")))
            .httpClientBuilder(Apache5HttpClient.builder())
            .overrideConfiguration(c -> c.addExecutionInterceptor(remember))
            .build();
  }

  /** Whether the call of this request id was made here. */
  boolean isOwn(String requestId) {
    return own.contains(requestId);
  }

  /** How the VPC stands now. */
  VpcPicture picture() {
    var groups =
        ec2.describeSecurityGroupsPaginator(r -> r.filters(inVpc())).securityGroups().stream()
            .toList();
    Map<String, String> names = new HashMap<>();
    groups.forEach(g -> names.put(g.groupId(), g.groupName()));
    var carriers = carriers();
    return new VpcPicture(
        groups.stream()
            .sorted(Comparator.comparing(SecurityGroup::groupName))
            .map(
                g ->
                    new VpcPicture.Group(
                        g.groupId(),
                        g.groupName(),
                        isTagged(g, OWNERSHIP_TAG),
                        isTagged(g, RETIREMENT_TAG),
                        rules(g.groupId(), names),
                        carriers.getOrDefault(g.groupId(), List.of())))
            .toList());
  }

  private static boolean isTagged(SecurityGroup group, String key) {
    return group.tags().stream().anyMatch(t -> t.key().equals(key));
  }

  private static Filter inVpc() {
    return Filter.builder().name("vpc-id").values(VPC_ID).build();
  }

  private List<VpcPicture.Rule> rules(String groupId, Map<String, String> names) {
    var ofGroup = Filter.builder().name("group-id").values(groupId).build();
    return ec2
        .describeSecurityGroupRulesPaginator(r -> r.filters(ofGroup))
        .securityGroupRules()
        .stream()
        .map(rule -> rule(rule, names))
        .sorted()
        .toList();
  }

  private static VpcPicture.Rule rule(SecurityGroupRule rule, Map<String, String> names) {
    boolean all = rule.ipProtocol().equals("-1");
    String ports =
        all
            ? "all"
            : rule.fromPort().equals(rule.toPort())
                ? rule.fromPort().toString()
                : rule.fromPort() + "-" + rule.toPort();
    String peer = rule.cidrIpv4() != null ? rule.cidrIpv4() : rule.cidrIpv6();
    if (rule.referencedGroupInfo() != null) {
      String id = rule.referencedGroupInfo().groupId();
      peer = names.getOrDefault(id, id);
    }
    return new VpcPicture.Rule(
        rule.securityGroupRuleId(),
        rule.isEgress(),
        all ? "all" : rule.ipProtocol(),
        ports,
        peer,
        rule.description() == null ? "" : rule.description());
  }

  /** By group id: what carries it, in words. */
  private Map<String, List<String>> carriers() {
    Map<String, String> instances = new HashMap<>();
    ec2.describeInstances(r -> r.filters(inVpc()))
        .reservations()
        .forEach(
            r ->
                r.instances()
                    .forEach(
                        i ->
                            instances.put(
                                i.instanceId(),
                                name(i.tags()) + " (" + i.state().nameAsString() + ")")));
    Map<String, List<String>> carriers = new HashMap<>();
    for (NetworkInterface one :
        ec2.describeNetworkInterfacesPaginator(r -> r.filters(inVpc())).networkInterfaces()) {
      String what =
          one.attachment() != null && instances.containsKey(one.attachment().instanceId())
              ? instances.get(one.attachment().instanceId())
              : one.description();
      one.groups()
          .forEach(
              g ->
                  carriers.merge(
                      g.groupId(),
                      List.of(what),
                      (a, b) ->
                          java.util.stream.Stream.concat(a.stream(), b.stream())
                              .sorted()
                              .toList()));
    }
    return carriers;
  }

  private static String name(List<Tag> tags) {
    return tags.stream()
        .filter(t -> t.key().equals("Name"))
        .map(Tag::value)
        .findFirst()
        .orElse("unnamed");
  }

  /** Lets the whole Internet in on a TCP port. */
  void openToTheWorld(String groupId, int port) {
    ec2.authorizeSecurityGroupIngress(
        r -> r.groupId(groupId).ipProtocol("tcp").fromPort(port).toPort(port).cidrIp("0.0.0.0/0"));
  }

  void revokeIngress(String groupId, String ruleId) {
    ec2.revokeSecurityGroupIngress(r -> r.groupId(groupId).securityGroupRuleIds(ruleId));
  }

  /**
   * Starts an instance with this group alone.
   *
   * @return its id
   */
  String launch(String groupId, String name) {
    var tags =
        TagSpecification.builder()
            .resourceType(ResourceType.INSTANCE)
            .tags(Tag.builder().key("Name").value(name).build())
            .build();
    return ec2.runInstances(
            r ->
                r.imageId("ami-0a1b2c3d4e5f60718")
                    .instanceType(InstanceType.T3_MICRO)
                    .minCount(1)
                    .maxCount(1)
                    .subnetId(SUBNET_ID)
                    .securityGroupIds(groupId)
                    .tagSpecifications(tags))
        .instances()
        .get(0)
        .instanceId();
  }

  @Override
  public void close() {
    ec2.close();
  }
}
