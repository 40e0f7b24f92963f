package dev.rolegate.e2e;

import dev.rolegate.sim.Simulator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RemovePrefixListEntry;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Somebody else with access to the AWS account, who uses the AWS SDK. */
public final class Outsider implements AutoCloseable {
  private final Set<String> requests = ConcurrentHashMap.newKeySet();
  private final SdkHttpClient http = Apache5HttpClient.create();
  private final Ec2Client ec2;

  public Outsider(Simulator simulator) {
    ec2 =
        Ec2Client.builder()
            .region(Region.of(CloudView.REGION))
            .endpointOverride(simulator.endpoint())
            .httpClient(http)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("AKIAI44QH8DHBEXAMPLE", "outsider")))
            .overrideConfiguration(c -> c.addExecutionInterceptor(new Remember(requests)))
            .build();
  }

  private record Remember(Set<String> requests) implements ExecutionInterceptor {
    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      requests.add(((AwsResponse) context.response()).responseMetadata().requestId());
    }
  }

  /** Ids of the requests made so far; grows. */
  public Set<String> requests() {
    return requests;
  }

  public Ec2Client ec2() {
    return ec2;
  }

  public String createVpc() {
    return ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
  }

  public String createGroup(String vpcId, String name, Map<String, String> tags) {
    return createGroup(vpcId, name, "made by hand", tags);
  }

  String createGroup(String vpcId, String name, String description, Map<String, String> tags) {
    return ec2.createSecurityGroup(
            r -> {
              r.vpcId(vpcId).groupName(name).description(description);
              if (!tags.isEmpty()) {
                r.tagSpecifications(
                    TagSpecification.builder()
                        .resourceType(ResourceType.SECURITY_GROUP)
                        .tags(tags(tags))
                        .build());
              }
            })
        .groupId();
  }

  public static IpPermission tcp(int port, String cidr, String description) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .ipRanges(IpRange.builder().cidrIp(cidr).description(description).build())
        .build();
  }

  /** Opens a port; gives the new rule's id. */
  public String open(String groupId, int port, String cidr, String description) {
    return ec2.authorizeSecurityGroupIngress(
            r -> r.groupId(groupId).ipPermissions(tcp(port, cidr, description)))
        .securityGroupRules()
        .get(0)
        .securityGroupRuleId();
  }

  /** Opens a port to the members of another group. */
  void openTo(String groupId, int port, String otherGroupId) {
    var permission =
        IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(port)
            .toPort(port)
            .userIdGroupPairs(
                UserIdGroupPair.builder().groupId(otherGroupId).description("peers").build())
            .build();
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(groupId).ipPermissions(permission));
  }

  /** A prefix list of IPv4 blocks; gives its id. */
  String createPrefixList(String name, List<String> blocks) {
    return ec2.createManagedPrefixList(
            r ->
                r.prefixListName(name)
                    .addressFamily("IPv4")
                    .maxEntries(10)
                    .entries(blocks.stream().map(Outsider::listed).toList()))
        .prefixList()
        .prefixListId();
  }

  void addToPrefixList(String id, List<String> blocks) {
    ec2.modifyManagedPrefixList(
        r ->
            r.prefixListId(id)
                .currentVersion(version(id))
                .addEntries(blocks.stream().map(Outsider::listed).toList()));
  }

  void takeFromPrefixList(String id, List<String> blocks) {
    ec2.modifyManagedPrefixList(
        r ->
            r.prefixListId(id)
                .currentVersion(version(id))
                .removeEntries(
                    blocks.stream()
                        .map(b -> RemovePrefixListEntry.builder().cidr(b).build())
                        .toList()));
  }

  private long version(String prefixListId) {
    return ec2.describeManagedPrefixLists(r -> r.prefixListIds(prefixListId))
        .prefixLists()
        .get(0)
        .version();
  }

  private static AddPrefixListEntry listed(String block) {
    return AddPrefixListEntry.builder().cidr(block).build();
  }

  /** Takes all rules out of a group. */
  void empty(String groupId) {
    var group = ec2.describeSecurityGroups(r -> r.groupIds(groupId)).securityGroups().get(0);
    ec2.revokeSecurityGroupIngress(r -> r.groupId(groupId).ipPermissions(group.ipPermissions()));
    ec2.revokeSecurityGroupEgress(
        r -> r.groupId(groupId).ipPermissions(group.ipPermissionsEgress()));
  }

  /** A group with the rules of another one; what refers to that one refers to itself. */
  void imitate(
      String groupId, String vpcId, String name, String description, Map<String, String> tags) {
    var model = ec2.describeSecurityGroups(r -> r.groupIds(groupId)).securityGroups().get(0);
    String copy = createGroup(vpcId, name, description, tags);
    var own = ec2.describeSecurityGroups(r -> r.groupIds(copy)).securityGroups().get(0);
    ec2.revokeSecurityGroupEgress(r -> r.groupId(copy).ipPermissions(own.ipPermissionsEgress()));
    if (model.hasIpPermissions() && !model.ipPermissions().isEmpty()) {
      var rules = own(model.ipPermissions(), groupId, copy);
      ec2.authorizeSecurityGroupIngress(r -> r.groupId(copy).ipPermissions(rules));
    }
    if (model.hasIpPermissionsEgress() && !model.ipPermissionsEgress().isEmpty()) {
      var rules = own(model.ipPermissionsEgress(), groupId, copy);
      ec2.authorizeSecurityGroupEgress(r -> r.groupId(copy).ipPermissions(rules));
    }
  }

  private static List<IpPermission> own(List<IpPermission> rules, String from, String to) {
    return rules.stream()
        .map(
            rule ->
                rule.toBuilder()
                    .userIdGroupPairs(
                        rule.userIdGroupPairs().stream()
                            .map(p -> p.groupId().equals(from) ? p.copy(b -> b.groupId(to)) : p)
                            .toList())
                    .build())
        .toList();
  }

  public void revokeIngress(String groupId, Collection<String> ruleIds) {
    ec2.revokeSecurityGroupIngress(r -> r.groupId(groupId).securityGroupRuleIds(ruleIds));
  }

  public void revokeEgress(String groupId, Collection<String> ruleIds) {
    ec2.revokeSecurityGroupEgress(r -> r.groupId(groupId).securityGroupRuleIds(ruleIds));
  }

  /** Gives a rule other content under the same id. */
  public void alter(
      String groupId, String ruleId, Consumer<SecurityGroupRuleRequest.Builder> content) {
    ec2.modifySecurityGroupRules(
        r ->
            r.groupId(groupId)
                .securityGroupRules(
                    SecurityGroupRuleUpdate.builder()
                        .securityGroupRuleId(ruleId)
                        .securityGroupRule(content)
                        .build()));
  }

  public void describe(String groupId, String ruleId, String description) {
    ec2.updateSecurityGroupRuleDescriptionsIngress(
        r ->
            r.groupId(groupId)
                .securityGroupRuleDescriptions(
                    SecurityGroupRuleDescription.builder()
                        .securityGroupRuleId(ruleId)
                        .description(description)
                        .build()));
  }

  public void tag(String resourceId, Map<String, String> tags) {
    ec2.createTags(r -> r.resources(resourceId).tags(tags(tags)));
  }

  public void untag(String resourceId, String key) {
    ec2.deleteTags(r -> r.resources(resourceId).tags(Tag.builder().key(key).build()));
  }

  /** Starts an instance whose interface carries the group; gives the instance's id. */
  public String launch(String vpcId, String groupId) {
    return launch(vpcId, groupId, "10.0.1.0/24");
  }

  /** In a new subnet of that block. */
  String launch(String vpcId, String groupId, String block) {
    String subnet = ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock(block)).subnet().subnetId();
    return ec2.runInstances(
            r ->
                r.imageId("ami-0abcdef1234567890")
                    .instanceType("t3.micro")
                    .minCount(1)
                    .maxCount(1)
                    .subnetId(subnet)
                    .securityGroupIds(groupId))
        .instances()
        .get(0)
        .instanceId();
  }

  public void terminate(String instanceId) {
    ec2.terminateInstances(r -> r.instanceIds(instanceId));
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
        .toList();
  }

  @Override
  public void close() {
    ec2.close();
    http.close();
  }
}
