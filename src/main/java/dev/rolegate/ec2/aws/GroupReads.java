package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2.VpcFacts;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import dev.rolegate.ec2.aws.uses.Chunks;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.SubnetIpv6CidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.VpcIpv6CidrBlockAssociation;

/** Reads a VPC, its groups and their rules. */
final class GroupReads {
  /** The most that EC2 gives a page; asked for always, since unpaged reads have smaller buckets. */
  private static final int PAGE = 1000;

  /** EC2 refuses a filter with more values (FilterLimitExceeded). */
  static final int FILTER_VALUES = 200;

  private final Ec2Client client;
  private final Calls calls;

  GroupReads(Ec2Client client, Calls calls) {
    this.client = client;
    this.calls = calls;
  }

  VpcFacts vpc(String vpcId) {
    List<Vpc> found =
        calls
            .make("DescribeVpcs", () -> client.describeVpcs(request -> request.vpcIds(vpcId)))
            .vpcs();
    if (found.isEmpty()) {
      throw new Ec2Exception(
          Kind.NOT_FOUND,
          "DescribeVpcs",
          "InvalidVpcID.NotFound",
          "DescribeVpcs: there is no " + vpcId + " in this account and Region",
          null);
    }
    return facts(found.get(0));
  }

  private static VpcFacts facts(Vpc vpc) {
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

  List<Cidr> subnets(String vpcId) {
    DescribeSubnetsRequest request =
        DescribeSubnetsRequest.builder()
            .filters(Requests.filter("vpc-id", List.of(vpcId)))
            .maxResults(PAGE)
            .build();
    return calls.make(
        "DescribeSubnets",
        () ->
            client.describeSubnetsPaginator(request).subnets().stream()
                .flatMap(GroupReads::blocks)
                .sorted()
                .toList());
  }

  /** A subnet for IPv6 only has no block of the other family. */
  private static Stream<Cidr> blocks(Subnet subnet) {
    Stream<String> ipv6 =
        subnet.ipv6CidrBlockAssociationSet().stream()
            .filter(
                block -> block.ipv6CidrBlockState().state() == SubnetCidrBlockStateCode.ASSOCIATED)
            .map(SubnetIpv6CidrBlockAssociation::ipv6CidrBlock);
    return Stream.concat(Stream.ofNullable(subnet.cidrBlock()), ipv6).map(Cidr::parse);
  }

  List<Group> groups(String vpcId) {
    return describeGroups(List.of(Requests.filter("vpc-id", List.of(vpcId))));
  }

  List<Group> groupsNamed(String vpcId, String groupName) {
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
    return calls.make(
        "DescribeSecurityGroups",
        () ->
            client.describeSecurityGroupsPaginator(request).securityGroups().stream()
                .map(Answers::group)
                .toList());
  }

  List<VpcFacts> vpcs() {
    return calls
        .make(
            "DescribeVpcs",
            () ->
                client.describeVpcsPaginator(request -> request.maxResults(PAGE)).vpcs().stream()
                    .toList())
        .stream()
        .map(GroupReads::facts)
        .sorted(Comparator.comparing(VpcFacts::vpcId))
        .toList();
  }

  Map<String, List<LiveRule>> rules(Collection<String> groupIds) {
    Map<String, List<LiveRule>> rules = new TreeMap<>();
    groupIds.forEach(id -> rules.put(id, new ArrayList<>()));
    describeRules("group-id", groupIds, rule -> rules.get(rule.groupId()).add(Answers.rule(rule)));
    return rules;
  }

  /** By filter, not by id: an id that does not exist fails the whole call otherwise. */
  Map<String, List<LiveRule>> rulesById(Collection<String> ruleIds) {
    Map<String, List<LiveRule>> rules = new TreeMap<>();
    describeRules(
        "security-group-rule-id",
        ruleIds,
        rule ->
            rules.computeIfAbsent(rule.groupId(), id -> new ArrayList<>()).add(Answers.rule(rule)));
    return rules;
  }

  private void describeRules(
      String filter, Collection<String> values, Consumer<SecurityGroupRule> use) {
    for (List<String> chunk : Chunks.of(values, FILTER_VALUES)) {
      DescribeSecurityGroupRulesRequest request =
          DescribeSecurityGroupRulesRequest.builder()
              .filters(Requests.filter(filter, chunk))
              .maxResults(PAGE)
              .build();
      calls
          .make(
              "DescribeSecurityGroupRules",
              () ->
                  client.describeSecurityGroupRulesPaginator(request).securityGroupRules().stream()
                      .toList())
          .forEach(use);
    }
  }
}
