package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.filter;
import static dev.rolegate.sim.Cloud.refused;
import static dev.rolegate.sim.Cloud.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

class DescribeGroupsTest extends CloudTest {
  private String web;
  private String db;

  @BeforeEach
  void groups() {
    web =
        cloud
            .ec2
            .createSecurityGroup(
                r ->
                    r.vpcId(cloud.vpcId)
                        .groupName("web")
                        .description("Web servers")
                        .tagSpecifications(Cloud.tagged("security-group", "Team", "shop")))
            .groupId();
    db = cloud.group("db");
    cloud.allow(web, tcp(443, "0.0.0.0/0"));
    cloud.allow(web, Cloud.tcp6(443, "2001:db8::/32"));
    cloud.allow(web, Cloud.permission("udp", 53, 54, "10.0.0.0/8"));
    cloud.allow(db, Cloud.tcpFrom(3306, web));
    cloud.ec2.authorizeSecurityGroupEgress(
        r -> r.groupId(db).ipPermissions(Cloud.tcpFrom(8080, web), tcp(123, "10.9.0.0/16")));
  }

  private List<String> found(Filter... filters) {
    return cloud.ec2.describeSecurityGroups(r -> r.filters(filters)).securityGroups().stream()
        .map(SecurityGroup::groupName)
        .filter(name -> !name.equals("default"))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "group-name, web, web",
    "group-name, w?b, web",
    "group-name, *b, db web",
    "group-name, W*, none",
    "description, Web servers, web",
    "description, Web*, web",
    "tag:Team, shop, web",
    "tag:team, shop, none",
    "tag-key, Team, web",
    "owner-id, 111122223333, db web",
    "owner-id, 999999999999, none",
    "ip-permission.cidr, 0.0.0.0/0, web",
    "ip-permission.cidr, 10.9.0.0/16, none",
    "ip-permission.ipv6-cidr, 2001:db8::/32, web",
    "ip-permission.protocol, udp, web",
    "ip-permission.protocol, tcp, db web",
    "ip-permission.from-port, 53, web",
    "ip-permission.to-port, 54, web",
    "ip-permission.group-name, web, db",
    "ip-permission.user-id, 111122223333, db",
    "ip-permission.prefix-list-id, pl-*, none",
    "egress.ip-permission.cidr, 10.9.0.0/16, db",
    "egress.ip-permission.cidr, 0.0.0.0/0, db web",
    "egress.ip-permission.protocol, -1, db web",
    "egress.ip-permission.protocol, tcp, db",
    "egress.ip-permission.from-port, 8080, db",
    "egress.ip-permission.to-port, 123, db",
    "egress.ip-permission.group-name, w*, db",
    "egress.ip-permission.user-id, 111122223333, db",
    "egress.ip-permission.ipv6-cidr, ::/0, none",
    "egress.ip-permission.prefix-list-id, pl-*, none",
  })
  @DisplayName("[D] every filter")
  void filters(String name, String value, String expected) {
    List<String> names = expected.equals("none") ? List.of() : List.of(expected.split(" "));
    assertThat(found(filter(name, value))).isEqualTo(names);
  }

  @Test
  @DisplayName("[D] filters by ids that are known at run time only")
  void idFilters() {
    assertThat(found(filter("group-id", web))).containsExactly("web");
    assertThat(found(filter("vpc-id", cloud.vpcId))).containsExactly("db", "web");
    assertThat(found(filter("ip-permission.group-id", web))).containsExactly("db");
    assertThat(found(filter("egress.ip-permission.group-id", web))).containsExactly("db");
    assertThat(found(filter("group-id", "sg-0123456789abcdef0"))).isEmpty();
  }

  @Test
  @DisplayName("[D] values are alternatives, filters all count, each by any rule of the group")
  void combinations() {
    assertThat(found(filter("group-name", "web", "db"))).containsExactly("db", "web");
    assertThat(found(filter("group-name", "web"), filter("group-name", "db"))).isEmpty();
    assertThat(
            found(
                filter("ip-permission.protocol", "udp"), filter("ip-permission.cidr", "0.0.0.0/0")))
        .as("no single rule is UDP from anywhere")
        .containsExactly("web");
  }

  @Test
  @DisplayName("[D] a backslash takes the meaning from a wildcard")
  void literalWildcard() {
    cloud.group("a*b");
    cloud.group("axb");
    assertThat(found(filter("group-name", "a\\*b"))).containsExactly("a*b");
    assertThat(found(filter("group-name", "a*b"))).containsExactly("a*b", "axb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour", "ip-permission.colour", "instance-id", "tag"})
  @DisplayName("[R] an unknown filter is refused by its name")
  void unknownFilter(String name) {
    refused(
        "InvalidParameterValue",
        "The filter '" + name + "' is invalid",
        () -> found(filter(name, "x")));
  }

  @Test
  @DisplayName("[R] at most 200 filter values")
  void manyValues() {
    String[] values = IntStream.range(0, 201).mapToObj(i -> "name" + i).toArray(String[]::new);
    refused(
        "FilterLimitExceeded",
        "The maximum number of filter values specified on a single call is 200",
        () -> found(filter("group-name", values)));
  }

  @Test
  @DisplayName("[D] by ids; a missing one fails the call, several are all named [I]")
  void byId() {
    assertThat(cloud.ec2.describeSecurityGroups(r -> r.groupIds(web, db)).securityGroups())
        .hasSize(2);
    refused(
        "InvalidGroup.NotFound",
        "The security group 'sg-0123456789abcdef0' does not exist",
        () -> cloud.ec2.describeSecurityGroups(r -> r.groupIds(web, "sg-0123456789abcdef0")));
    refused(
        "InvalidGroup.NotFound",
        "The security groups 'sg-0123456789abcdef0, sg-0123456789abcdef1' do not exist",
        () ->
            cloud.ec2.describeSecurityGroups(
                r -> r.groupIds("sg-0123456789abcdef0", "sg-0123456789abcdef1")));
    refused(
        "InvalidGroupId.Malformed",
        "Invalid id: \"someid\" (expecting \"sg-...\")",
        () -> cloud.ec2.describeSecurityGroups(r -> r.groupIds("someid")));
  }

  @Test
  @DisplayName("[D] by names in the default VPC only")
  void byName() {
    cloud.ec2.createSecurityGroup(r -> r.groupName("old").description("d"));
    assertThat(cloud.ec2.describeSecurityGroups(r -> r.groupNames("old")).securityGroups())
        .hasSize(1);
    refused(
        "InvalidGroup.NotFound", () -> cloud.ec2.describeSecurityGroups(r -> r.groupNames("web")));
  }

  @Test
  @DisplayName("[D] rules are gathered by protocol and ports; every list of sources is there")
  void gathered() {
    cloud.allow(
        web,
        Cloud.tcpWith(
            443,
            b -> b.ipRanges(IpRange.builder().cidrIp("10.0.0.0/8").description("staff").build())));
    List<IpPermission> shown = cloud.describe(web).ipPermissions();
    assertThat(shown).hasSize(2);
    IpPermission https = shown.get(0);
    assertThat(https.fromPort()).isEqualTo(443);
    assertThat(https.ipRanges())
        .extracting(IpRange::cidrIp)
        .containsExactly("0.0.0.0/0", "10.0.0.0/8");
    assertThat(https.ipRanges()).extracting(IpRange::description).containsExactly(null, "staff");
    assertThat(https.ipv6Ranges()).hasSize(1);
    assertThat(https.hasUserIdGroupPairs()).isTrue();
    assertThat(https.hasPrefixListIds()).isTrue();
  }

  @Test
  @DisplayName("[D] a reference within the VPC shows the group and its account, no VPC, no name")
  void reference() {
    var pair = cloud.describe(db).ipPermissions().get(0).userIdGroupPairs().get(0);
    assertThat(pair.groupId()).isEqualTo(web);
    assertThat(pair.userId()).isEqualTo(Cloud.ACCOUNT);
    assertThat(pair.vpcId()).isNull();
    assertThat(pair.groupName()).isNull();
    assertThat(pair.peeringStatus()).isNull();
  }

  @Test
  @DisplayName("[D] the default group of a VPC: all inbound from itself, all outbound")
  void defaultGroup() {
    SecurityGroup group =
        cloud
            .ec2
            .describeSecurityGroups(
                r -> r.filters(filter("vpc-id", cloud.vpcId), filter("group-name", "default")))
            .securityGroups()
            .get(0);
    assertThat(group.description()).isEqualTo("default VPC security group");
    IpPermission inbound = group.ipPermissions().get(0);
    assertThat(inbound.ipProtocol()).isEqualTo("-1");
    assertThat(inbound.userIdGroupPairs())
        .singleElement()
        .extracting(pair -> pair.groupId())
        .isEqualTo(group.groupId());
    assertThat(group.ipPermissionsEgress().get(0).ipRanges().get(0).cidrIp())
        .isEqualTo("0.0.0.0/0");
  }

  @Test
  @DisplayName("[D] pages hold MaxResults groups; the last has no token; without it all come")
  void paging() {
    IntStream.range(0, 10).forEach(i -> cloud.group("g" + i));
    assertThat(cloud.ec2.describeSecurityGroups().nextToken()).isNull();
    int all = cloud.ec2.describeSecurityGroups().securityGroups().size();
    List<DescribeSecurityGroupsResponse> pages =
        cloud.ec2.describeSecurityGroupsPaginator(r -> r.maxResults(5)).stream().toList();
    assertThat(pages).extracting(page -> page.securityGroups().size()).containsExactly(5, 5, 4);
    assertThat(pages.get(2).nextToken()).isNull();
    assertThat(pages.stream().flatMap(page -> page.securityGroups().stream()).distinct())
        .hasSize(all);
  }

  @Test
  @DisplayName("[R] page sizes below 5 and above 1000, and tokens that were never given")
  void wrongPaging() {
    refused(
        "InvalidParameterValue",
        "Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than 5.",
        () -> cloud.ec2.describeSecurityGroups(r -> r.maxResults(4)));
    refused(
        "InvalidParameterValue", () -> cloud.ec2.describeSecurityGroups(r -> r.maxResults(1001)));
    refused(
        "InvalidNextToken",
        () -> cloud.ec2.describeSecurityGroups(r -> r.maxResults(5).nextToken("nonsense")));
  }

  @Test
  @DisplayName("[I] a page goes on after the last group given, whatever was deleted meanwhile")
  void deletedBetweenPages() {
    IntStream.range(0, 10).forEach(i -> cloud.group("g" + i));
    var first = cloud.ec2.describeSecurityGroups(r -> r.maxResults(5));
    first.securityGroups().stream()
        .filter(group -> group.groupName().startsWith("g"))
        .forEach(group -> cloud.ec2.deleteSecurityGroup(r -> r.groupId(group.groupId())));
    var second =
        cloud.ec2.describeSecurityGroups(r -> r.maxResults(1000).nextToken(first.nextToken()));
    assertThat(second.securityGroups()).hasSize(9);
  }
}
