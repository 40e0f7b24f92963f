package dev.rolegate.simulated;

import dev.rolegate.model.UseCollector;
import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.state.Attachment;
import dev.rolegate.sim.state.Entity;
import dev.rolegate.sim.state.GroupVpcAssociation;
import dev.rolegate.sim.state.LaunchTemplate;
import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.RuleKey;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.state.ServiceResource.Part;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.state.Target;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.state.VpcPeering;
import dev.rolegate.sim.state.Vpcs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One holder of each kind that a collector in AWS covers, each of a group of its own, and so much
 * of everything else before it that it comes with a later call of its collector.
 */
final class Holders {
  static final String ACCOUNT = "111122223333";
  static final String REGION = "eu-west-1";
  static final String VPC = "vpc-0a1b2c3d4e5f60718";

  /** In use, and with rules that name groups. */
  static final String USER = "sg-0b000000000000000";

  private static final String PEERED = "vpc-0a1b2c3d4e5f60719";
  private static final String PEERING = "pcx-0a1b2c3d4e5f60718";
  private static final String UUID = "-00000000-0000-0000-0000-";

  /** As many as EC2 takes in a call about groups. */
  private static final int A_CALL = 200;

  private static final Instant MADE = Instant.EPOCH;

  /**
   * A holder.
   *
   * @param kind CloudFormation's name, of what holds
   * @param seen the kind that the collector reports
   * @param what tells rows of a kind apart
   * @param holding what is there because of it, for a group's id
   */
  record Row(
      UseCollector by,
      String kind,
      String seen,
      String what,
      Function<String, List<Entity>> holding) {
    @Override
    public String toString() {
      return by.apiName() + ": " + kind + (what.isEmpty() ? "" : ", " + what);
    }
  }

  private Holders() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>(ofNetworks());
    rows.addAll(ofLaunches());
    ServiceKinds.CALLED_ONCE_FOR_MANY.forEach(
        (kind, by) -> rows.add(row(by, kind, "", id -> List.of(service(kind, "zz", id)))));
    ServiceKinds.CALLED_ONCE_FOR_EACH.forEach(
        (kind, place) ->
            rows.add(
                row(
                    place.by(),
                    kind,
                    "",
                    id -> List.of(service(kind, "zz", id).in(place.parent())))));
    ServiceKinds.RECORDED.forEach(
        kind ->
            rows.add(row(UseCollector.CONFIG, kind, "", id -> List.of(service(kind, "zz", id)))));
    return rows;
  }

  private static Row row(
      UseCollector by, String kind, String what, Function<String, List<Entity>> holding) {
    return new Row(by, kind, kind, what, holding);
  }

  private static List<Row> ofNetworks() {
    return List.of(
        row(
            UseCollector.NETWORK_INTERFACES,
            "AWS::EC2::NetworkInterface",
            "attached to nothing",
            id -> List.of(carrier(id))),
        row(
            UseCollector.NETWORK_INTERFACES,
            "AWS::EC2::NetworkInterface",
            "a service's, which a listing hides",
            id -> List.of(hidden(id))),
        row(
            UseCollector.SECURITY_GROUP_RULES,
            "AWS::EC2::SecurityGroupRule",
            "",
            id ->
                List.of(
                    group("sg-0c" + id.substring(5)),
                    carrier("sg-0c" + id.substring(5)),
                    naming("sg-0c" + id.substring(5), VPC, id, Optional.empty()))),
        row(
            UseCollector.SECURITY_GROUP_REFERENCES,
            "AWS::EC2::VPCPeeringConnection",
            "",
            id -> List.of(naming("sg-0d" + id.substring(5), PEERED, id, Optional.of(PEERING)))),
        row(
            UseCollector.VPC_ASSOCIATIONS,
            "AWS::EC2::SecurityGroupVpcAssociation",
            "",
            id -> List.of(new GroupVpcAssociation(ACCOUNT, id, PEERED, ACCOUNT, "associated"))));
  }

  private static List<Row> ofLaunches() {
    return List.of(
        templateRow("by id", id -> template("lt-0f", id, Map.of("SecurityGroupId.1", id))),
        templateRow(
            "by an interface",
            id -> template("lt-0e", id, Map.of("NetworkInterface.1.SecurityGroupId.1", id))),
        templateRow(
            "by name", id -> template("lt-0d", id, Map.of("SecurityGroup.1", "name-" + id))),
        templateRow(
            "by an older version",
            id ->
                template(
                    "lt-0c",
                    id,
                    Map.of("SecurityGroupId.1", id),
                    Map.of("SecurityGroupId.1", USER))),
        new Row(
            UseCollector.LAUNCH_TEMPLATES,
            "AWS::EC2::EC2Fleet",
            "AWS::EC2::LaunchTemplate",
            "which names a template",
            id ->
                List.of(
                    template("lt-0b", id, Map.of("SecurityGroupId.1", id)),
                    ServiceResource.of(ACCOUNT, "AWS::EC2::EC2Fleet", "fleet" + UUID + tail(id)))),
        row(
            UseCollector.FLEETS,
            "AWS::EC2::SpotInstanceRequest",
            "by id",
            id -> List.of(request("sir-zz" + id.substring(15), id))),
        row(
            UseCollector.FLEETS,
            "AWS::EC2::SpotInstanceRequest",
            "by an interface",
            id ->
                List.of(
                    request("sir-zz" + id.substring(15))
                        .withParts(List.of(new Part("0", List.of(id), List.of()))))),
        row(
            UseCollector.FLEETS,
            "AWS::EC2::SpotFleet",
            "",
            id ->
                List.of(
                    ServiceResource.of(
                        ACCOUNT,
                        "AWS::EC2::SpotFleet",
                        "sfr-f" + UUID.substring(2) + tail(id),
                        id))));
  }

  private static Row templateRow(String what, Function<String, LaunchTemplate> template) {
    return row(
        UseCollector.LAUNCH_TEMPLATES,
        "AWS::EC2::LaunchTemplate",
        what,
        id -> List.of(template.apply(id)));
  }

  /** A network with groups that nothing holds, and with what holds none of them. */
  static void settle(Simulator simulator, List<String> groupIds) {
    simulator.world().open(ACCOUNT, REGION);
    Vpcs vpcs = new Vpcs(simulator.world());
    simulator.world().update(REGION, state -> vpcs.add(state, vpc(VPC, true)));
    simulator.world().update(REGION, state -> vpcs.add(state, vpc(PEERED, false)));
    List<Entity> all = new ArrayList<>(List.of(group(USER), carrier(USER), peering()));
    groupIds.forEach(id -> all.add(group(id)));
    all.add(service("AWS::Config::ConfigurationRecorder", "default"));
    for (int i = 0; i < A_CALL; i++) {
      all.add(group(before(i)));
      all.add(template("lt-0a", before(i), Map.of("SecurityGroupId.1", USER)));
    }
    for (int i = 0; i < 1000; i++) {
      all.add(request("sir-%08x".formatted(i), USER));
      String fleet = "sfr-00000000-0000-0000-0000-%012x".formatted(i);
      all.add(ServiceResource.of(ACCOUNT, "AWS::EC2::SpotFleet", fleet, USER));
    }
    all.addAll(ServiceKinds.before(USER));
    add(simulator, all);
  }

  /** Groups that sort before all others, so that the others come with a second call. */
  static List<String> before() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < A_CALL; i++) {
      ids.add(before(i));
    }
    return ids;
  }

  private static String before(int number) {
    return "sg-0a%015x".formatted(number);
  }

  static void add(Simulator simulator, List<Entity> all) {
    simulator
        .world()
        .update(
            REGION,
            before -> {
              var state = before;
              for (Entity one : all) {
                state = state.with(one);
              }
              return state;
            });
  }

  static ServiceResource service(String kind, String name, String... groups) {
    return ServiceResource.of(ACCOUNT, kind, name, groups);
  }

  private static ServiceResource request(String id, String... groups) {
    return ServiceResource.of(ACCOUNT, "AWS::EC2::SpotInstanceRequest", id, groups);
  }

  private static Vpc vpc(String id, boolean isDefault) {
    return new Vpc(id, ACCOUNT, Tags.NONE, List.of("10.0.0.0/16"), List.of(), isDefault);
  }

  private static VpcPeering peering() {
    return new VpcPeering(
        PEERING,
        Tags.NONE,
        new VpcPeering.Side(PEERED, ACCOUNT, Optional.empty()),
        new VpcPeering.Side(VPC, ACCOUNT, Optional.empty()),
        VpcPeering.Status.ACTIVE,
        Optional.empty());
  }

  private static SecurityGroup group(String id) {
    return group(id, VPC, List.of());
  }

  private static SecurityGroup group(String id, String vpcId, List<Rule> rules) {
    return new SecurityGroup(
        id, ACCOUNT, vpcId, "name-" + id, "made by somebody", MADE, true, rules, Tags.NONE);
  }

  private static SecurityGroup naming(
      String id, String vpcId, String named, Optional<String> peering) {
    RuleKey key =
        new RuleKey(false, "tcp", 443, 443, new Target.Group(named, ACCOUNT, VPC, peering));
    String ruleId = "sgr-" + id.substring(3);
    return group(
        id, vpcId, List.of(new Rule(ruleId, id, ACCOUNT, key, Optional.empty(), Tags.NONE)));
  }

  private static NetworkInterface carrier(String groupId) {
    return new NetworkInterface(
        "eni-" + groupId.substring(3),
        ACCOUNT,
        Tags.NONE,
        VPC,
        "subnet-0a1b2c3d4e5f60718",
        "eu-west-1a",
        "of a test",
        "interface",
        Optional.empty(),
        List.of(groupId),
        "10.0.0.9",
        Optional.empty(),
        true,
        Optional.empty());
  }

  private static NetworkInterface hidden(String groupId) {
    return carrier(groupId)
        .managed(
            new NetworkInterface.Manager("amazon-eks", Optional.of("eks.amazonaws.com"), true),
            "interface",
            new Attachment(
                "eni-attach-" + groupId.substring(3),
                Optional.empty(),
                "amazon-eks",
                1,
                true,
                MADE));
  }

  @SafeVarargs
  private static LaunchTemplate template(
      String prefix, String groupId, Map<String, String>... versions) {
    TreeMap<Long, LaunchTemplate.Version> numbered = new TreeMap<>();
    for (long number = 1; number <= versions.length; number++) {
      numbered.put(
          number,
          new LaunchTemplate.Version(number, Optional.empty(), MADE, versions[(int) number - 1]));
    }
    String id = prefix + groupId.substring(5);
    return new LaunchTemplate(
        id,
        ACCOUNT,
        Tags.NONE,
        "of-" + id,
        MADE,
        "arn:aws:iam::" + ACCOUNT + ":root",
        versions.length,
        versions.length,
        numbered);
  }

  private static String tail(String groupId) {
    return groupId.substring(groupId.length() - 12);
  }
}
