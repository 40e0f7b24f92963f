package dev.rolegate.sim.services;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.Listing;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.LaunchTemplate;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.state.ServiceResource.Part;
import dev.rolegate.sim.wire.Filters;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * EC2: DescribeSpotInstanceRequests, DescribeSpotFleetRequests, DescribeFleets. Parts are further
 * launch specifications, which name their groups on a network interface. The facts {@code
 * LaunchTemplate} (id or name) and {@code Version} make a fleet launch from a template.
 */
final class SpotReads implements ActionTable.Family {
  private static final String REQUEST = "AWS::EC2::SpotInstanceRequest";
  private static final String SPOT_FLEET = "AWS::EC2::SpotFleet";
  private static final String FLEET = "AWS::EC2::EC2Fleet";
  private static final String STATE = "state";
  private static final String ACTIVE = "active";
  private static final String TEMPLATE = "LaunchTemplate";
  private static final String VERSION = "Version";

  /** The service model's name for the list of an interface's groups, and for each in it. */
  private static final String INTERFACE_GROUPS = "SecurityGroupId";

  @Override
  public Collection<Action> actions() {
    return List.of(
        read(
            "DescribeSpotInstanceRequests",
            listing(REQUEST, IdKind.SPOT_REQUEST, "SpotInstanceRequestId", SpotReads::ofRequests)
                .pages(5, 1000),
            "spotInstanceRequestSet",
            (params, one) -> true,
            SpotReads::request),
        read(
            "DescribeSpotFleetRequests",
            listing(SPOT_FLEET, IdKind.SPOT_FLEET, "SpotFleetRequestId", call -> new Filters<>())
                .pages(1, 1000),
            "spotFleetRequestConfigSet",
            (params, one) -> true,
            SpotReads::spotFleet),
        read(
            "DescribeFleets",
            listing(FLEET, IdKind.FLEET, "FleetId", SpotReads::ofFleets).pages(1, 1000),
            "fleetSet",
            SpotReads::isListed,
            SpotReads::fleet));
  }

  private static Listing<ServiceResource> listing(
      String kind, IdKind ids, String parameter, Function<Call, Filters<ServiceResource>> filters) {
    return Listing.of(ServiceResource.class, ids, parameter, filters)
        .showing((call, one) -> one.is(kind) && one.owner().equals(call.account()));
  }

  private static Action read(
      String name,
      Listing<ServiceResource> listing,
      String set,
      BiPredicate<Params, ServiceResource> more,
      BiFunction<Call, ServiceResource, Tree> shape) {
    return Action.read(
        name,
        Bucket.NON_MUTATING,
        call -> {
          Paging.Page<ServiceResource> page = listing.page(call, more);
          List<Tree> shown = page.items().stream().map(one -> shape.apply(call, one)).toList();
          return Tree.of(set, shown, "nextToken", page.nextToken()).items(SpotReads::itemName);
        });
  }

  private static String itemName(String list) {
    return list.equals(INTERFACE_GROUPS) ? INTERFACE_GROUPS : "item";
  }

  /** Fleets of the type instant are shown to those who ask for them by id [D]. */
  private static boolean isListed(Params params, ServiceResource fleet) {
    return !fleet.fact("type", "maintain").equals("instant");
  }

  private static Filters<ServiceResource> ofRequests(Call call) {
    return new Filters<ServiceResource>()
        .field("spot-instance-request-id", ServiceResource::name)
        .field("state", one -> one.fact(STATE, ACTIVE))
        .fields("launch.group-id", ServiceResource::groups)
        .fields(
            "network-interface.group-id",
            one -> one.parts().stream().flatMap(part -> part.groups().stream()).toList())
        .tags(one -> one.tags().values());
  }

  private static Filters<ServiceResource> ofFleets(Call call) {
    return new Filters<ServiceResource>()
        .field("fleet-state", one -> one.fact("fleetState", ACTIVE))
        .field("type", one -> one.fact("type", "maintain"));
  }

  private static Tree request(Call call, ServiceResource one) {
    return Tree.of(
            "spotInstanceRequestId",
            one.name(),
            STATE,
            ACTIVE,
            "type",
            "persistent",
            "createTime",
            Reads.MADE_TEXT,
            "launchSpecification",
            specification(call, one).and("networkInterfaceSet", interfaces(call, one.parts())),
            "tagSet",
            tags(one))
        .and(one.facts());
  }

  private static Tree spotFleet(Call call, ServiceResource one) {
    List<Tree> specifications = new ArrayList<>();
    if (!one.groups().isEmpty()) {
      specifications.add(specification(call, one));
    }
    one.parts()
        .forEach(
            part ->
                specifications.add(
                    Tree.of(
                        "imageId",
                        "ami-0123456789abcdef0",
                        "instanceType",
                        "t3.micro",
                        "networkInterfaceSet",
                        interfaces(call, List.of(part)))));
    return Tree.of(
            "spotFleetRequestId",
            one.name(),
            "spotFleetRequestState",
            ACTIVE,
            "createTime",
            Reads.MADE_TEXT,
            "spotFleetRequestConfig",
            Tree.of(
                "iamFleetRole",
                "arn:aws:iam::" + call.account() + ":role/fleet",
                "targetCapacity",
                1,
                "launchSpecifications",
                specifications,
                "launchTemplateConfigs",
                templates(call, one)),
            "tagSet",
            tags(one))
        .and(facts(one));
  }

  private static Tree fleet(Call call, ServiceResource one) {
    return Tree.of(
            "fleetId",
            one.name(),
            "fleetState",
            ACTIVE,
            "createTime",
            Reads.MADE_TEXT,
            "type",
            "maintain",
            "launchTemplateConfigs",
            templates(call, one),
            "tagSet",
            tags(one))
        .and(facts(one));
  }

  private static Map<String, Object> facts(ServiceResource one) {
    Map<String, Object> left = new TreeMap<>(one.facts());
    left.keySet().removeAll(List.of(TEMPLATE, VERSION));
    return left;
  }

  private static Tree specification(Call call, ServiceResource one) {
    return Tree.of(
        "imageId",
        "ami-0123456789abcdef0",
        "instanceType",
        "t3.micro",
        "subnetId",
        one.subnets().stream().findFirst(),
        "groupSet",
        one.groups().stream().map(id -> group(call, id)).toList());
  }

  private static List<Tree> interfaces(Call call, List<Part> parts) {
    List<Tree> interfaces = new ArrayList<>();
    for (Part part : parts) {
      interfaces.add(
          Tree.of(
              "deviceIndex",
              interfaces.size(),
              "subnetId",
              part.subnets().stream().findFirst(),
              INTERFACE_GROUPS,
              part.groups()));
    }
    return interfaces;
  }

  private static Tree group(Call call, String id) {
    Optional<String> name = call.state().find(SecurityGroup.class, id).map(SecurityGroup::name);
    return Tree.of("groupId", id, "groupName", name);
  }

  private static List<Tree> templates(Call call, ServiceResource one) {
    String named = one.fact(TEMPLATE, "");
    return call.state().owned(LaunchTemplate.class, call.account()).stream()
        .filter(template -> template.id().equals(named) || template.name().equals(named))
        .map(
            template ->
                Tree.of(
                    "launchTemplateSpecification",
                    Tree.of(
                        "launchTemplateId",
                        template.id(),
                        "launchTemplateName",
                        template.name(),
                        "version",
                        one.fact(VERSION, "$Default"))))
        .toList();
  }

  private static List<Tree> tags(ServiceResource one) {
    return one.tags().values().entrySet().stream()
        .map(tag -> Tree.of("key", tag.getKey(), "value", tag.getValue()))
        .toList();
  }
}
