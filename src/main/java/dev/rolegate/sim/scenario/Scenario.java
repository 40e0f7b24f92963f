package dev.rolegate.sim.scenario;

import dev.rolegate.sim.fault.BehaviourChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A scene to start from, as a file spells it. Ids are made up where none is given. Groups and
 * subnets are named by name within their VPC, or by id. All lists may be left out.
 *
 * @param account whose scene it is; the simulator's default account if left out
 */
public record Scenario(
    String region,
    Optional<String> account,
    List<Network> vpcs,
    List<Template> launchTemplates,
    List<AddressList> prefixLists,
    List<Link> peerings,
    List<Resource> services,
    Optional<BehaviourChange> behaviour) {

  public Scenario {
    vpcs = orEmpty(vpcs);
    launchTemplates = orEmpty(launchTemplates);
    prefixLists = orEmpty(prefixLists);
    peerings = orEmpty(peerings);
    services = orEmpty(services);
  }

  /**
   * A VPC.
   *
   * @param account its owner, if that is not the scenario's account
   */
  public record Network(
      Optional<String> id,
      Optional<String> account,
      String cidr,
      boolean ipv6,
      Map<String, String> tags,
      List<Zone> subnets,
      List<Group> groups,
      List<Card> interfaces,
      List<Machine> instances) {
    public Network {
      tags = orEmpty(tags);
      subnets = orEmpty(subnets);
      groups = orEmpty(groups);
      interfaces = orEmpty(interfaces);
      instances = orEmpty(instances);
    }
  }

  /** A subnet; {@code name} is for this file and becomes its Name tag. */
  public record Zone(
      Optional<String> id,
      String name,
      String cidr,
      Optional<String> zone,
      Optional<String> ipv6Cidr,
      Map<String, String> tags) {
    public Zone {
      tags = orEmpty(tags);
    }
  }

  /**
   * A security group; the name {@code default} stands for the one that the VPC has anyway.
   *
   * @param egress left out: all outbound traffic, as a new group has it; a list replaces that
   */
  public record Group(
      Optional<String> id,
      String name,
      Optional<String> description,
      Map<String, String> tags,
      List<Permit> ingress,
      Optional<List<Permit>> egress) {
    public Group {
      tags = orEmpty(tags);
      ingress = orEmpty(ingress);
    }
  }

  /**
   * A rule. Exactly one of {@code cidr}, {@code prefixList} and {@code group}.
   *
   * @param protocol left out: tcp
   * @param port a port, a range such as {@code 8000-8010}, or left out where there is none
   */
  public record Permit(
      Optional<String> id,
      Optional<String> protocol,
      Optional<String> port,
      Optional<String> cidr,
      Optional<String> prefixList,
      Optional<String> group,
      Optional<String> description,
      Map<String, String> tags) {
    public Permit {
      tags = orEmpty(tags);
    }
  }

  /** A network interface, the user's own or, with {@code manager}, one of a service. */
  public record Card(
      Optional<String> id,
      String subnet,
      List<String> groups,
      Optional<String> description,
      Map<String, String> tags,
      Optional<Service> manager) {
    public Card {
      groups = orEmpty(groups);
      tags = orEmpty(tags);
    }
  }

  /**
   * The service that manages an interface.
   *
   * @param requesterId such as {@code amazon-elb}
   * @param type such as {@code lambda}; left out: interface
   * @param principal the service principal, if the service is an operator in EC2's sense
   * @param hidden whether listings leave it out unless they include managed resources
   */
  public record Service(
      String requesterId, Optional<String> type, Optional<String> principal, boolean hidden) {}

  /**
   * An instance.
   *
   * @param state running (if left out), stopped or terminated
   */
  public record Machine(
      Optional<String> id,
      String subnet,
      List<String> groups,
      Optional<String> state,
      Optional<String> image,
      Optional<String> type,
      Map<String, String> tags) {
    public Machine {
      groups = orEmpty(groups);
      tags = orEmpty(tags);
    }
  }

  /**
   * A launch template.
   *
   * @param parameters of its version 1 by their names in the Query protocol, such as {@code
   *     SecurityGroupId.1}
   * @param versions the parameters of versions 2, 3 and so on
   * @param defaultVersion the number of the default version; left out: 1
   */
  public record Template(
      Optional<String> id,
      String name,
      Map<String, String> parameters,
      List<Map<String, String>> versions,
      Optional<Integer> defaultVersion,
      Map<String, String> tags) {
    public Template {
      parameters = orEmpty(parameters);
      versions = orEmpty(versions);
      tags = orEmpty(tags);
    }
  }

  /** A managed prefix list. */
  public record AddressList(
      Optional<String> id,
      String name,
      Optional<String> family,
      int maxEntries,
      List<AddressEntry> entries,
      Map<String, String> tags) {
    public AddressList {
      entries = orEmpty(entries);
      tags = orEmpty(tags);
    }
  }

  public record AddressEntry(String cidr, Optional<String> description) {}

  /**
   * A VPC peering connection between two VPCs by id.
   *
   * @param status active (if left out), pending-acceptance or deleted
   */
  public record Link(
      Optional<String> id, String requester, String accepter, Optional<String> status) {}

  /**
   * Something in another service that names groups.
   *
   * @param kind CloudFormation's name of the kind, as {@code AWS::Lambda::Function}
   * @param name its name; an id, made up if left out, for the kinds of EC2
   * @param account its owner, if that is not the scenario's account
   * @param in the cluster, bus or other thing that it is in; left out: the default one
   * @param groups by name, or by id, which need not exist
   * @param subnets by their Name tag, or by id
   * @param vpc the id of the VPC in which names are looked up; left out: every one
   * @param facts members of its answer by their names in the API
   * @param parts what belongs to it and names groups of its own
   */
  public record Resource(
      String kind,
      Optional<String> name,
      Optional<String> account,
      Optional<String> in,
      List<String> groups,
      List<String> subnets,
      Optional<String> vpc,
      Map<String, Object> facts,
      Map<String, String> tags,
      List<Piece> parts) {
    public Resource {
      groups = orEmpty(groups);
      subnets = orEmpty(subnets);
      facts = orEmpty(facts);
      tags = orEmpty(tags);
      parts = orEmpty(parts);
    }
  }

  /** A part of a resource, such as a version of a function. */
  public record Piece(String name, List<String> groups, List<String> subnets) {
    public Piece {
      groups = orEmpty(groups);
      subnets = orEmpty(subnets);
    }
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  private static <V> Map<String, V> orEmpty(Map<String, V> map) {
    return map == null ? Map.of() : Map.copyOf(map);
  }
}
