package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import dev.rolegate.ec2.aws.uses.Chunks;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.VpcIpv6CidrBlockAssociation;

/** EC2 over the AWS SDK. Budgets, time-outs and repeats are the client's, see the factory. */
final class AwsEc2 implements Ec2 {
  /** The most that EC2 gives a page; asked for always, since unpaged reads have smaller buckets. */
  static final int PAGE = 1000;

  /** EC2 refuses a filter with more values (FilterLimitExceeded). */
  static final int FILTER_VALUES = 200;

  /** CreateTags takes no more resources in a call. */
  private static final int TAGGED = 1000;

  private final Ec2Client client;
  private final Errors errors;
  private final RenewableCredentials credentials;
  private final Identity identity;
  private final Runnable closing;
  private final AwsUses uses;
  private final PrefixLists prefixLists;
  private final ThreadLocal<String> lastRequestId = ThreadLocal.withInitial(() -> "");

  /**
   * @param closing frees what the connection holds
   */
  AwsEc2(
      Ec2Client client,
      Errors errors,
      RenewableCredentials credentials,
      Identity identity,
      Runnable closing) {
    this.client = client;
    this.errors = errors;
    this.credentials = credentials;
    this.identity = identity;
    this.closing = closing;
    this.uses = new AwsUses(client, errors);
    this.prefixLists = new PrefixLists(client);
  }

  @Override
  public Caller caller() {
    return identity.caller();
  }

  @Override
  public VpcFacts vpc(String vpcId) {
    List<Vpc> found =
        call("DescribeVpcs", () -> client.describeVpcs(request -> request.vpcIds(vpcId))).vpcs();
    if (found.isEmpty()) {
      throw new Ec2Exception(
          Kind.NOT_FOUND,
          "DescribeVpcs",
          "InvalidVpcID.NotFound",
          "DescribeVpcs: there is no " + vpcId + " in this account and Region",
          null);
    }
    Vpc vpc = found.get(0);
    // A block that is being associated counts: the default egress of a new group may have it.
    boolean ipv6 =
        vpc.ipv6CidrBlockAssociationSet().stream()
            .map(block -> block.ipv6CidrBlockState().state())
            .anyMatch(
                state ->
                    state == VpcCidrBlockStateCode.ASSOCIATED
                        || state == VpcCidrBlockStateCode.ASSOCIATING);
    return new VpcFacts(vpc.vpcId(), vpc.ownerId(), ipv6, ranges(vpc));
  }

  private static List<Cidr> ranges(Vpc vpc) {
    Stream<String> ipv4 =
        vpc.cidrBlockAssociationSet().stream()
            .filter(block -> block.cidrBlockState().state() == VpcCidrBlockStateCode.ASSOCIATED)
            .map(VpcCidrBlockAssociation::cidrBlock);
    Stream<String> ipv6 =
        vpc.ipv6CidrBlockAssociationSet().stream()
            .filter(block -> block.ipv6CidrBlockState().state() == VpcCidrBlockStateCode.ASSOCIATED)
            .map(VpcIpv6CidrBlockAssociation::ipv6CidrBlock);
    // The first block is beside the list, and in it.
    return Stream.of(Stream.ofNullable(vpc.cidrBlock()), ipv4, ipv6)
        .flatMap(blocks -> blocks)
        .distinct()
        .map(Cidr::parse)
        .toList();
  }

  @Override
  public List<Group> groups(String vpcId) {
    return describeGroups(List.of(Requests.filter("vpc-id", List.of(vpcId))));
  }

  @Override
  public List<Group> groupsNamed(String vpcId, String groupName) {
    // A filter value is a pattern, and a name may hold an asterisk; EC2 compares names without
    // case.
    String pattern = groupName.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
    List<Filter> filters =
        List.of(
            Requests.filter("vpc-id", List.of(vpcId)),
            Requests.filter("group-name", List.of(pattern)));
    return describeGroups(filters).stream()
        .filter(group -> group.name().equalsIgnoreCase(groupName))
        .toList();
  }

  private List<Group> describeGroups(List<Filter> filters) {
    DescribeSecurityGroupsRequest request =
        DescribeSecurityGroupsRequest.builder().filters(filters).maxResults(PAGE).build();
    return call(
        "DescribeSecurityGroups",
        () ->
            client.describeSecurityGroupsPaginator(request).securityGroups().stream()
                .map(Answers::group)
                .toList());
  }

  @Override
  public Map<String, List<LiveRule>> rules(Collection<String> groupIds) {
    Map<String, List<LiveRule>> rules = new TreeMap<>();
    groupIds.forEach(id -> rules.put(id, new ArrayList<>()));
    for (List<String> chunk : Chunks.of(groupIds, FILTER_VALUES)) {
      DescribeSecurityGroupRulesRequest request =
          DescribeSecurityGroupRulesRequest.builder()
              .filters(Requests.filter("group-id", chunk))
              .maxResults(PAGE)
              .build();
      call(
              "DescribeSecurityGroupRules",
              () ->
                  client.describeSecurityGroupRulesPaginator(request).securityGroupRules().stream()
                      .toList())
          .forEach(rule -> rules.get(rule.groupId()).add(Answers.rule(rule)));
    }
    return rules;
  }

  @Override
  public Map<String, Integer> prefixListWeights(Collection<String> prefixListIds) {
    return call("DescribeManagedPrefixLists", () -> prefixLists.weights(prefixListIds));
  }

  @Override
  public Map<String, GroupUse> uses(Collection<String> groupIds) {
    return uses.of(groupIds);
  }

  @Override
  public String createGroup(
      String vpcId, String name, String description, Map<String, String> tags) {
    return call(
            "CreateSecurityGroup",
            () ->
                client.createSecurityGroup(
                    request ->
                        request
                            .vpcId(vpcId)
                            .groupName(name)
                            .description(description)
                            .tagSpecifications(Requests.tagged(ResourceType.SECURITY_GROUP, tags))))
        .groupId();
  }

  @Override
  public List<LiveRule> authorize(
      String groupId, Direction direction, List<NewRule> rules, Map<String, String> tags) {
    List<IpPermission> permissions = Requests.permissions(rules);
    List<SecurityGroupRule> answer =
        direction == Direction.INGRESS
            ? call(
                    "AuthorizeSecurityGroupIngress",
                    () ->
                        client.authorizeSecurityGroupIngress(
                            request ->
                                request
                                    .groupId(groupId)
                                    .ipPermissions(permissions)
                                    .tagSpecifications(
                                        Requests.tagged(ResourceType.SECURITY_GROUP_RULE, tags))))
                .securityGroupRules()
            : call(
                    "AuthorizeSecurityGroupEgress",
                    () ->
                        client.authorizeSecurityGroupEgress(
                            request ->
                                request
                                    .groupId(groupId)
                                    .ipPermissions(permissions)
                                    .tagSpecifications(
                                        Requests.tagged(ResourceType.SECURITY_GROUP_RULE, tags))))
                .securityGroupRules();
    return withMissing(answer.stream().map(Answers::rule).toList(), direction, rules);
  }

  /**
   * The call is all or nothing, so what the answer does not list was added all the same: it is
   * given without an id, as a rule that has to be read. Some EC2 look-alikes list only a part.
   */
  private static List<LiveRule> withMissing(
      List<LiveRule> listed, Direction direction, List<NewRule> asked) {
    List<LiveRule> all = new ArrayList<>(listed);
    for (NewRule rule : asked) {
      if (listed.stream().noneMatch(live -> live.permission().equals(rule.permission()))) {
        all.add(LiveRule.content(direction, rule.permission(), rule.description()));
      }
    }
    return all;
  }

  @Override
  public void modify(String groupId, List<RuleContent> rules) {
    call(
        "ModifySecurityGroupRules",
        () ->
            client.modifySecurityGroupRules(
                request ->
                    request
                        .groupId(groupId)
                        .securityGroupRules(rules.stream().map(Requests::update).toList())));
  }

  @Override
  public void revoke(String groupId, Direction direction, List<String> ruleIds) {
    if (direction == Direction.INGRESS) {
      call(
          "RevokeSecurityGroupIngress",
          () ->
              client.revokeSecurityGroupIngress(
                  request -> request.groupId(groupId).securityGroupRuleIds(ruleIds)));
    } else {
      call(
          "RevokeSecurityGroupEgress",
          () ->
              client.revokeSecurityGroupEgress(
                  request -> request.groupId(groupId).securityGroupRuleIds(ruleIds)));
    }
  }

  @Override
  public void revokeContent(String groupId, Direction direction, List<Permission> permissions) {
    List<IpPermission> content =
        permissions.stream().map(permission -> Requests.permission(permission, "")).toList();
    if (direction == Direction.INGRESS) {
      call(
          "RevokeSecurityGroupIngress",
          () ->
              client.revokeSecurityGroupIngress(
                  request -> request.groupId(groupId).ipPermissions(content)));
    } else {
      call(
          "RevokeSecurityGroupEgress",
          () ->
              client.revokeSecurityGroupEgress(
                  request -> request.groupId(groupId).ipPermissions(content)));
    }
  }

  @Override
  public void describe(
      String groupId, Direction direction, Map<String, String> descriptionsByRuleId) {
    List<SecurityGroupRuleDescription> descriptions =
        new TreeMap<>(descriptionsByRuleId)
            .entrySet().stream()
                .map(
                    entry ->
                        SecurityGroupRuleDescription.builder()
                            .securityGroupRuleId(entry.getKey())
                            .description(entry.getValue())
                            .build())
                .toList();
    if (direction == Direction.INGRESS) {
      call(
          "UpdateSecurityGroupRuleDescriptionsIngress",
          () ->
              client.updateSecurityGroupRuleDescriptionsIngress(
                  request -> request.groupId(groupId).securityGroupRuleDescriptions(descriptions)));
    } else {
      call(
          "UpdateSecurityGroupRuleDescriptionsEgress",
          () ->
              client.updateSecurityGroupRuleDescriptionsEgress(
                  request -> request.groupId(groupId).securityGroupRuleDescriptions(descriptions)));
    }
  }

  @Override
  public void tag(Collection<String> resourceIds, Map<String, String> tags) {
    for (List<String> chunk : Chunks.of(resourceIds, TAGGED)) {
      call(
          "CreateTags",
          () -> client.createTags(request -> request.resources(chunk).tags(Requests.tags(tags))));
    }
  }

  @Override
  public void untag(Collection<String> resourceIds, Set<String> keys) {
    List<Tag> tags = keys.stream().sorted().map(key -> Tag.builder().key(key).build()).toList();
    for (List<String> chunk : Chunks.of(resourceIds, TAGGED)) {
      call("DeleteTags", () -> client.deleteTags(request -> request.resources(chunk).tags(tags)));
    }
  }

  @Override
  public void deleteGroup(String groupId) {
    call(
        "DeleteSecurityGroup",
        () -> client.deleteSecurityGroup(request -> request.groupId(groupId)));
  }

  @Override
  public void close() {
    closing.run();
  }

  @Override
  public String lastRequestId() {
    return lastRequestId.get();
  }

  private <T> T call(String action, Supplier<T> call) {
    return credentials.call(() -> translated(action, call));
  }

  private <T> T translated(String action, Supplier<T> call) {
    try {
      T answer = call.get();
      lastRequestId.set(requestId(answer));
      return answer;
    } catch (Ec2Exception | SdkException e) {
      throw errors.of(action, e);
    }
  }

  /** A read of several pages is several requests. */
  private static String requestId(Object answer) {
    String id = answer instanceof AwsResponse one ? one.responseMetadata().requestId() : "";
    // What the SDK says where an answer names none.
    return id == null || id.equals("UNKNOWN") ? "" : id;
  }
}
