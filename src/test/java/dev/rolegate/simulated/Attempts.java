package dev.rolegate.simulated;

import dev.rolegate.execute.Docs;
import dev.rolegate.model.Ownership;
import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.state.Vpcs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * What the operator must not be able to do even if it were told to, as dry runs: they end with
 * DryRunOperation where they would be allowed.
 */
final class Attempts implements AutoCloseable {
  private static final String ACCOUNT = "111122223333";
  private static final String REGION = "eu-west-1";
  private static final String CLUSTER = "test";

  private final Simulator simulator;
  private final List<Ec2Client> clients = new ArrayList<>();
  private final Ec2Client ec2;
  private final Ec2Client elsewhere;
  private final String otherVpc;
  private final Map<String, Consumer<Ec2Client>> own = new LinkedHashMap<>();
  private final Map<String, Consumer<Ec2Client>> adopt = new LinkedHashMap<>();
  private final Map<String, Consumer<Ec2Client>> retire = new LinkedHashMap<>();

  /** Groups by what they are to this cluster. */
  private final Map<String, SecurityGroup> groups = new LinkedHashMap<>();

  Attempts(Simulator simulator, String accessKey) {
    this.simulator = simulator;
    ec2 = client(accessKey, REGION);
    elsewhere = client(accessKey, "us-east-1");
    otherVpc = simulator.world().ids().next("vpc");
    simulator
        .world()
        .update(
            REGION,
            state ->
                new Vpcs(simulator.world())
                    .add(
                        state,
                        new Vpc(
                            otherVpc,
                            ACCOUNT,
                            Tags.NONE,
                            List.of("10.9.0.0/16"),
                            List.of(),
                            false)));
    group("own", Docs.VPC, Map.of(Ownership.CLUSTER, CLUSTER));
    group("foreign", Docs.VPC, Map.of());
    group("another cluster's", Docs.VPC, Map.of(Ownership.CLUSTER, "other"));
    group("own of another VPC", otherVpc, Map.of(Ownership.CLUSTER, CLUSTER));
    group("foreign of another VPC", otherVpc, Map.of());
    group("a stack's", Docs.VPC, Map.of("aws:cloudformation:stack-name", "s"));
    group("EKS's", Docs.VPC, Map.of("aws:eks:cluster-name", "c"));
    changes();
    creations();
    tags();
    rules();
    takeovers();
    retirements();
  }

  private void group(String name, String vpcId, Map<String, String> tags) {
    simulator
        .world()
        .update(
            REGION,
            state -> {
              Vpc vpc = state.find(Vpc.class, vpcId).orElseThrow();
              SecurityGroup group =
                  new Vpcs(simulator.world()).newGroup(vpc, name, "d", Tags.of(tags));
              groups.put(name, group);
              return state.with(group);
            });
  }

  /** What the tiers up to own refuse. */
  Map<String, Consumer<Ec2Client>> beyondOwn() {
    Map<String, Consumer<Ec2Client>> all = new LinkedHashMap<>(own);
    all.putAll(adopt);
    groups.keySet().stream()
        .filter(name -> !name.startsWith("own"))
        .forEach(name -> all.put("proof for " + name, proof(name, CLUSTER)));
    all.put("a proof tag of own", tag("own", Map.of(Ownership.NAMESPACE, "x")));
    return all;
  }

  /** What the tier adopt refuses: all but taking over a foreign group and mending proof. */
  Map<String, Consumer<Ec2Client>> beyondAdopt() {
    Map<String, Consumer<Ec2Client>> all = new LinkedHashMap<>(own);
    all.putAll(adopt);
    return all;
  }

  /** What the tier retire refuses: all but marking groups, and what that leads to. */
  Map<String, Consumer<Ec2Client>> beyondRetire() {
    Map<String, Consumer<Ec2Client>> all = new LinkedHashMap<>(beyondOwn());
    all.putAll(retire);
    return all;
  }

  /** What the tier remediate refuses: all but taking rules from groups that bear nobody's tag. */
  Map<String, Consumer<Ec2Client>> beyondRemediate() {
    Map<String, Consumer<Ec2Client>> all = new LinkedHashMap<>(beyondOwn());
    all.putAll(retire);
    for (String what : List.of("close", "close outwards")) {
      all.remove(what + " foreign");
      all.put(what + " marked", changesOf(groups.get("marked")).get(what));
    }
    all.put("mark foreign", tag("foreign", Map.of(Ownership.RETIRED, CLUSTER)));
    return all;
  }

  /** What the files of a person refuse: all but adding rules to groups that bear nobody's tag. */
  Map<String, Consumer<Ec2Client>> beyondRestore() {
    Map<String, Consumer<Ec2Client>> all = new LinkedHashMap<>(beyondOwn());
    all.putAll(retire);
    for (String what : List.of("open", "open outwards")) {
      all.remove(what + " foreign");
      all.put(what + " marked", changesOf(groups.get("marked")).get(what));
    }
    changesOf(groups.get("own")).forEach((what, how) -> all.put(what + " own", how));
    all.put("mark foreign", tag("foreign", Map.of(Ownership.RETIRED, CLUSTER)));
    all.put("content tags of own", tag("own", Map.of(Ownership.PURPOSE, "x")));
    all.put("a new rule of foreign with another cluster's tag", openAsAnothers("foreign"));
    return all;
  }

  /** What every tier refuses in other Regions. */
  Map<String, Consumer<Ec2Client>> reads() {
    return Map.of(
        "groups of another Region",
        any -> elsewhere.describeSecurityGroups(r -> r.dryRun(true)),
        "VPCs of another Region",
        any -> elsewhere.describeVpcs(r -> r.dryRun(true)));
  }

  private void changes() {
    for (String name : groups.keySet()) {
      if (!name.equals("own")) {
        changesOf(groups.get(name)).forEach((what, how) -> own.put(what + " " + name, how));
      }
    }
  }

  /** One of each call that changes a group or its rules. */
  private static Map<String, Consumer<Ec2Client>> changesOf(SecurityGroup group) {
    String id = group.id();
    Rule rule = group.rules().get(0);
    IpPermission https = https();
    SecurityGroupRuleDescription text =
        SecurityGroupRuleDescription.builder().securityGroupRuleId(rule.id()).build();
    SecurityGroupRuleUpdate update =
        SecurityGroupRuleUpdate.builder()
            .securityGroupRuleId(rule.id())
            .securityGroupRule(r -> r.ipProtocol("-1").cidrIpv4("10.0.0.0/8"))
            .build();
    Map<String, Consumer<Ec2Client>> all = new LinkedHashMap<>();
    all.put("delete", c -> c.deleteSecurityGroup(r -> r.groupId(id).dryRun(true)));
    all.put(
        "open",
        c -> c.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(https).dryRun(true)));
    all.put(
        "open outwards",
        c -> c.authorizeSecurityGroupEgress(r -> r.groupId(id).ipPermissions(https).dryRun(true)));
    all.put(
        "close",
        c ->
            c.revokeSecurityGroupIngress(
                r -> r.groupId(id).securityGroupRuleIds(rule.id()).dryRun(true)));
    all.put(
        "close outwards",
        c ->
            c.revokeSecurityGroupEgress(
                r -> r.groupId(id).securityGroupRuleIds(rule.id()).dryRun(true)));
    all.put(
        "modify",
        c ->
            c.modifySecurityGroupRules(r -> r.groupId(id).securityGroupRules(update).dryRun(true)));
    all.put(
        "describe",
        c ->
            c.updateSecurityGroupRuleDescriptionsIngress(
                r -> r.groupId(id).securityGroupRuleDescriptions(text).dryRun(true)));
    all.put(
        "describe outwards",
        c ->
            c.updateSecurityGroupRuleDescriptionsEgress(
                r -> r.groupId(id).securityGroupRuleDescriptions(text).dryRun(true)));
    return all;
  }

  private void creations() {
    own.put("create without tags", create(Docs.VPC, Map.of()));
    own.put("create for another cluster", create(Docs.VPC, Map.of(Ownership.CLUSTER, "other")));
    own.put("create in another VPC", create(otherVpc, Map.of(Ownership.CLUSTER, CLUSTER)));
    own.put(
        "create with another's tag",
        create(Docs.VPC, Map.of(Ownership.CLUSTER, CLUSTER, "team", "x")));
    own.put(
        "create in another Region",
        any -> create(Docs.VPC, Map.of(Ownership.CLUSTER, CLUSTER)).accept(elsewhere));
  }

  private static Consumer<Ec2Client> create(String vpcId, Map<String, String> tags) {
    return c ->
        c.createSecurityGroup(
            r -> {
              r.vpcId(vpcId).groupName("n").description("d").dryRun(true);
              if (!tags.isEmpty()) {
                r.tagSpecifications(tagged(ResourceType.SECURITY_GROUP, tags));
              }
            });
  }

  private void tags() {
    for (String name : groups.keySet()) {
      if (!name.equals("own")) {
        own.put("content tags of " + name, tag(name, Map.of(Ownership.PURPOSE, "x")));
      }
      own.put("another's tag on " + name, tag(name, Map.of("team", "x")));
    }
    own.put("own cluster's tag changed", tag("own", Map.of(Ownership.CLUSTER, "other")));
    own.put(
        "a tag removed",
        c ->
            c.deleteTags(
                r -> r.resources(id("own")).tags(Tag.builder().key("a").build()).dryRun(true)));
    own.put(
        "the VPC tagged",
        c ->
            c.createTags(
                r ->
                    r.resources(Docs.VPC)
                        .tags(of(Map.of(Ownership.CLUSTER, CLUSTER)))
                        .dryRun(true)));
  }

  private void rules() {
    String rule = groups.get("own").rules().get(0).id();
    own.put("a rule's tag of another cluster", tagId(rule, Map.of(Ownership.CLUSTER, "other")));
    own.put(
        "another's tag on a rule", tagId(rule, Map.of(Ownership.CLUSTER, CLUSTER, "team", "x")));
    own.put("a new rule with another cluster's tag", openAsAnothers("own"));
  }

  private Consumer<Ec2Client> openAsAnothers(String name) {
    return c ->
        c.authorizeSecurityGroupIngress(
            r ->
                r.groupId(id(name))
                    .ipPermissions(https())
                    .tagSpecifications(
                        tagged(
                            ResourceType.SECURITY_GROUP_RULE, Map.of(Ownership.CLUSTER, "other")))
                    .dryRun(true));
  }

  /** What only the tier adopt could be thought to allow. */
  private void takeovers() {
    for (String name :
        List.of("another cluster's", "foreign of another VPC", "a stack's", "EKS's")) {
      adopt.put("take over " + name, proof(name, CLUSTER));
    }
    adopt.put("give a foreign group away", proof("foreign", "other"));
    adopt.put(
        "take over with another's tag",
        tag("foreign", Map.of(Ownership.CLUSTER, CLUSTER, "team", "x")));
    adopt.put("a proof tag of another cluster's", tag("another cluster's", namespace()));
    adopt.put("a proof tag of own of another VPC", tag("own of another VPC", namespace()));
  }

  /** What only the tier retire could be thought to allow. */
  private void retirements() {
    Map<String, String> mark = Map.of(Ownership.RETIRED, CLUSTER);
    for (String name :
        List.of("another cluster's", "foreign of another VPC", "a stack's", "EKS's")) {
      retire.put("mark " + name, tag(name, mark));
    }
    retire.put("mark for another", tag("foreign", Map.of(Ownership.RETIRED, "other")));
    retire.put(
        "mark with another's tag", tag("foreign", Map.of(Ownership.RETIRED, CLUSTER, "team", "x")));
    group("another's marked", Docs.VPC, Map.of(Ownership.RETIRED, "other"));
    group("marked", Docs.VPC, mark);
    group("marked of another VPC", otherVpc, mark);
    retire.put("mark another's marked", tag("another's marked", mark));
    retire.put("unmark another's marked", untag("another's marked", Ownership.RETIRED));
    retire.put("unmark in another VPC", untag("marked of another VPC", Ownership.RETIRED));
    retire.put("take another's tag off", untag("marked", "team"));
    retire.put("take all tags off", c -> c.deleteTags(r -> r.resources(id("marked")).dryRun(true)));
    for (String name : List.of("another's marked", "marked of another VPC")) {
      changesOf(groups.get(name)).forEach((what, how) -> retire.put(what + " " + name, how));
    }
    for (String what : List.of("modify", "describe", "describe outwards")) {
      retire.put(what + " marked", changesOf(groups.get("marked")).get(what));
    }
    retire.put(
        "make marked for another cluster",
        create(Docs.VPC, Map.of(Ownership.RETIRED, CLUSTER, Ownership.CLUSTER, "other")));
    retire.put("make in another VPC", create(otherVpc, mark));
  }

  private Consumer<Ec2Client> untag(String name, String key) {
    return c ->
        c.deleteTags(r -> r.resources(id(name)).tags(Tag.builder().key(key).build()).dryRun(true));
  }

  private static Map<String, String> namespace() {
    return Map.of(Ownership.NAMESPACE, "x");
  }

  Consumer<Ec2Client> proof(String name, String cluster) {
    return tag(
        name, Ownership.groupTags(cluster, "prod", Docs.key("web"), "web", "purpose", "owner"));
  }

  private Consumer<Ec2Client> tag(String name, Map<String, String> tags) {
    return tagId(id(name), tags);
  }

  private static Consumer<Ec2Client> tagId(String id, Map<String, String> tags) {
    return c -> c.createTags(r -> r.resources(id).tags(of(tags)).dryRun(true));
  }

  String id(String name) {
    return groups.get(name).id();
  }

  private static List<Tag> of(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private static TagSpecification tagged(ResourceType type, Map<String, String> tags) {
    return TagSpecification.builder().resourceType(type).tags(of(tags)).build();
  }

  private static IpPermission https() {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(443)
        .toPort(443)
        .ipRanges(IpRange.builder().cidrIp("10.0.0.0/8").build())
        .build();
  }

  /** What EC2 says to an attempt: {@code UnauthorizedOperation} or {@code DryRunOperation}. */
  String answer(Consumer<Ec2Client> attempt) {
    try {
      attempt.accept(ec2);
      return "done";
    } catch (Ec2Exception end) {
      return end.awsErrorDetails().errorCode();
    }
  }

  Ec2Client client(String accessKey, String region) {
    Ec2Client client =
        Ec2Client.builder()
            .endpointOverride(simulator.endpoint())
            .region(Region.of(region))
            .httpClientBuilder(Apache5HttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret")))
            .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
            .build();
    clients.add(client);
    return client;
  }

  @Override
  public void close() {
    clients.forEach(Ec2Client::close);
  }
}
