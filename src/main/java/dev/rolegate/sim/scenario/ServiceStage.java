package dev.rolegate.sim.scenario;

import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.scenario.Scenario.Piece;
import dev.rolegate.sim.scenario.Scenario.Resource;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.state.ServiceResource.Part;
import dev.rolegate.sim.state.Subnet;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.state.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts what other services hold into a Region of an account, and takes it away. */
public final class ServiceStage {
  /** The kinds that are EC2's own, by the form of their ids. */
  private static final Map<String, IdKind> OF_EC2 =
      Map.of(
          "AWS::EC2::SpotInstanceRequest", IdKind.SPOT_REQUEST,
          "AWS::EC2::SpotFleet", IdKind.SPOT_FLEET,
          "AWS::EC2::EC2Fleet", IdKind.FLEET);

  private final World world;
  private final String region;
  private final String account;
  private final String source;

  /**
   * @param account whose resources these are unless they say otherwise
   * @param source for messages: where they are stated
   */
  public ServiceStage(World world, String region, String account, String source) {
    this.world = world;
    this.region = region;
    this.account = account;
    this.source = source;
  }

  /**
   * Puts a resource there, in place of the one of its kind and name.
   *
   * @param where in the source
   * @throws ScenarioException if it is not stated well
   */
  public ServiceResource add(String where, Resource resource) {
    String kind = kind(where, resource.kind());
    String owner = resource.account().orElse(account);
    List<String> groups = groups(where, owner, resource.vpc(), resource.groups());
    ServiceResource made =
        new ServiceResource(
            owner,
            kind,
            resource.in().orElse(""),
            name(where, kind, resource.name()),
            Tags.NONE.with(resource.tags()),
            groups,
            subnets(where, owner, resource.subnets()),
            resource.vpc().orElseGet(() -> vpcOf(groups)),
            resource.facts(),
            resource.parts().stream().map(one -> part(where, owner, resource, one)).toList());
    if (!resource.tags().isEmpty() && !OF_EC2.containsKey(kind)) {
      throw wrong(where + ".tags", "only kinds of EC2 have tags here");
    }
    world.open(owner, region);
    world.update(region, state -> state.with(made));
    return made;
  }

  /**
   * Takes a resource away.
   *
   * @throws ScenarioException if it is not there
   */
  public void remove(String where, Resource resource) {
    String kind = kind(where, resource.kind());
    String name = resource.name().orElseThrow(() -> wrong(where + ".name", "is missing"));
    String owner = resource.account().orElse(account);
    String id = ServiceResource.id(owner, kind, resource.in().orElse(""), name);
    ServiceResource found =
        state()
            .find(ServiceResource.class, id)
            .orElseThrow(
                () -> wrong(where, "there is no " + kind + " '" + name + "' to take away"));
    world.update(region, state -> state.without(found));
  }

  private String kind(String where, String kind) {
    if (kind == null || !kind.matches("AWS::\\w+::\\w+")) {
      throw wrong(
          where + ".kind",
          "'" + kind + "' must be CloudFormation's name, such as AWS::Lambda::Function");
    }
    return kind;
  }

  private String name(String where, String kind, Optional<String> name) {
    IdKind ids = OF_EC2.get(kind);
    if (ids == null) {
      return name.orElseThrow(() -> wrong(where + ".name", "is missing"));
    }
    String id = name.orElseGet(() -> madeUp(ids));
    if (!ids.fits(id)) {
      throw wrong(where + ".name", "'" + id + "' is no id of this kind");
    }
    return id;
  }

  private String madeUp(IdKind ids) {
    String tail = world.ids().requestId();
    return ids.prefix() + "-" + (ids == IdKind.SPOT_REQUEST ? tail.substring(0, 8) : tail);
  }

  private Part part(String where, String owner, Resource of, Piece piece) {
    if (piece.name() == null) {
      throw wrong(where + ".parts", "each needs a name");
    }
    String at = where + ".parts[" + piece.name() + "]";
    return new Part(
        piece.name(),
        groups(at, owner, of.vpc(), piece.groups()),
        subnets(at, owner, piece.subnets()));
  }

  private List<String> groups(
      String where, String owner, Optional<String> vpc, List<String> named) {
    return named.stream()
        .map(one -> IdKind.GROUP.fits(one) ? one : groupId(where, owner, vpc, one))
        .toList();
  }

  private String groupId(String where, String owner, Optional<String> vpc, String name) {
    List<String> ids =
        state().owned(SecurityGroup.class, owner).stream()
            .filter(one -> one.name().equals(name))
            .filter(one -> vpc.isEmpty() || one.vpcId().equals(vpc.get()))
            .map(SecurityGroup::id)
            .toList();
    return only(where + ".groups", "group", name, ids);
  }

  private List<String> subnets(String where, String owner, List<String> named) {
    return named.stream()
        .map(one -> IdKind.SUBNET.fits(one) ? one : subnetId(where, owner, one))
        .toList();
  }

  private String subnetId(String where, String owner, String name) {
    List<String> ids =
        state().owned(Subnet.class, owner).stream()
            .filter(one -> name.equals(one.tags().values().get("Name")))
            .map(Subnet::id)
            .toList();
    return only(where + ".subnets", "subnet", name, ids);
  }

  private String only(String where, String what, String name, List<String> ids) {
    if (ids.size() != 1) {
      throw wrong(
          where,
          ids.isEmpty()
              ? "there is no " + what + " '" + name + "'; give a name or an id"
              : "there are several " + what + "s '" + name + "'; give vpc, or the id");
    }
    return ids.get(0);
  }

  private String vpcOf(List<String> groups) {
    return groups.stream()
        .map(id -> state().find(SecurityGroup.class, id))
        .flatMap(Optional::stream)
        .map(SecurityGroup::vpcId)
        .findFirst()
        .orElse("");
  }

  private RegionState state() {
    return world.current().region(region);
  }

  private ScenarioException wrong(String where, String why) {
    return new ScenarioException(source + ": " + where, why);
  }
}
