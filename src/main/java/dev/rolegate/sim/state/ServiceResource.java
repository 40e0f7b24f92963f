package dev.rolegate.sim.state;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something in another service, or in a corner of EC2, that names groups: a Lambda function, an ECS
 * service, a Spot request. It keeps no group from being deleted and has no interface.
 *
 * @param kind CloudFormation's name of the kind, as {@code AWS::Lambda::Function}
 * @param parent what it is in, where names are unique there only: the cluster of an ECS service,
 *     the bus of a rule; empty where there is nothing of that sort
 * @param groups ids, which need not exist
 * @param subnets ids, which need not exist
 * @param facts members of its answer by their names in the API, for what is not made up
 * @param parts what belongs to it and names groups of its own, such as a function's versions
 */
public record ServiceResource(
    String owner,
    String kind,
    String parent,
    String name,
    Tags tags,
    List<String> groups,
    List<String> subnets,
    String vpcId,
    Map<String, Object> facts,
    List<Part> parts)
    implements Entity {
  private static final Map<String, String> OF_EC2 =
      Map.of(
          "AWS::EC2::SpotInstanceRequest", "spot-instances-request",
          "AWS::EC2::SpotFleet", "spot-fleet-request",
          "AWS::EC2::EC2Fleet", "fleet");

  /**
   * A part with groups of its own.
   *
   * @param name unique in the resource
   */
  public record Part(String name, List<String> groups, List<String> subnets) {
    public Part {
      groups = groups == null ? List.of() : List.copyOf(groups);
      subnets = subnets == null ? List.of() : List.copyOf(subnets);
    }
  }

  public ServiceResource {
    groups = List.copyOf(groups);
    subnets = List.copyOf(subnets);
    facts = Map.copyOf(facts);
    parts = List.copyOf(parts);
  }

  /** A resource that names these groups, and is in nothing else. */
  public static ServiceResource of(String owner, String kind, String name, String... groups) {
    return new ServiceResource(
        owner, kind, "", name, Tags.NONE, List.of(groups), List.of(), "", Map.of(), List.of());
  }

  public ServiceResource in(String newParent) {
    return copy(newParent, tags, subnets, vpcId, facts, parts);
  }

  public ServiceResource withFacts(Map<String, Object> newFacts) {
    return copy(parent, tags, subnets, vpcId, newFacts, parts);
  }

  public ServiceResource withNetwork(String newVpcId, List<String> newSubnets) {
    return copy(parent, tags, newSubnets, newVpcId, facts, parts);
  }

  public ServiceResource withParts(List<Part> newParts) {
    return copy(parent, tags, subnets, vpcId, facts, newParts);
  }

  /** An id of EC2 where it is EC2's, else one that nobody can mistake for an id of EC2. */
  @Override
  public String id() {
    return id(owner, kind, parent, name);
  }

  public static String id(String owner, String kind, String parent, String name) {
    return OF_EC2.containsKey(kind) ? name : kind + "/" + owner + "/" + parent + "/" + name;
  }

  public boolean is(String wanted) {
    return kind.equals(wanted);
  }

  public String fact(String name, String otherwise) {
    return String.valueOf(facts.getOrDefault(name, otherwise));
  }

  /** Every group that it names, in its parts too. */
  public Set<String> allGroups() {
    return Stream.concat(groups.stream(), parts.stream().flatMap(one -> one.groups().stream()))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public ServiceResource withTags(Tags newTags) {
    return copy(parent, newTags, subnets, vpcId, facts, parts);
  }

  @Override
  public String resourceType() {
    return OF_EC2.getOrDefault(kind, kind);
  }

  private ServiceResource copy(
      String newParent,
      Tags newTags,
      List<String> newSubnets,
      String newVpcId,
      Map<String, Object> newFacts,
      List<Part> newParts) {
    return new ServiceResource(
        owner, kind, newParent, name, newTags, groups, newSubnets, newVpcId, newFacts, newParts);
  }
}
