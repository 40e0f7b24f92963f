package dev.rolegate.usage.reach;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.FlowBox;
import dev.rolegate.model.Interface;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.VpcSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.shortestpath.BFSShortestPath;
import org.jgrapht.graph.DirectedPseudograph;

/**
 * Where whoever holds a machine can go from there inside of the VPC, in one step or several, by the
 * rules of security groups alone. Routes, network ACLs and firewalls of the hosts are not looked at
 * and may stop what this shows.
 */
public final class Reach {
  /** Some 700 kinds of machines of which each reaches each; more take gigabytes and minutes. */
  private static final int MOST_ROADS = 500_000;

  private final VpcSnapshot snapshot;
  private final Map<String, List<Cidr>> prefixLists;
  private final Members members;
  private final Set<String> unknownLists = new HashSet<>();
  private final Graph<Machines, Road> roads = new DirectedPseudograph<>(Road.class);
  private boolean whole = true;

  private Reach(
      VpcSnapshot snapshot, Collection<Interface> interfaces, Map<String, List<Cidr>> prefixLists) {
    this.snapshot = snapshot;
    this.prefixLists = prefixLists;
    this.members = new Members(snapshot.groups().keySet(), interfaces);
  }

  /**
   * Finds every road of the VPC. Takes time in proportion to the pairs of machines that rules
   * connect.
   *
   * @param interfaces every interface of the VPC
   * @param prefixLists content by id; rules of lists that are missing lead nowhere here, and {@link
   *     #unknownLists} names them
   */
  public static Reach of(
      VpcSnapshot snapshot, Collection<Interface> interfaces, Map<String, List<Cidr>> prefixLists) {
    var reach = new Reach(snapshot, interfaces, prefixLists);
    Set<Machines> all = reach.members.all();
    all.forEach(reach.roads::addVertex);
    for (Machines target : all) {
      if (reach.roads.edgeSet().size() > MOST_ROADS) {
        reach.whole = false;
        break;
      }
      reach.into(target);
    }
    return reach;
  }

  /** False where there are too many roads to find them all: then what is missing is not told. */
  public boolean isWhole() {
    return whole;
  }

  private Stream<LiveRule> rules(Machines machines, Direction direction) {
    return machines.groupIds().stream()
        .flatMap(id -> snapshot.group(id).stream())
        .flatMap(group -> group.rules().stream())
        .filter(rule -> rule.direction() == direction);
  }

  private void into(Machines target) {
    Map<Machines, List<FlowBox>> admitted = new TreeMap<>();
    rules(target, Direction.INGRESS)
        .forEach(
            rule -> {
              FlowBox box = FlowBox.of(rule.permission());
              machines(rule.permission().peer())
                  .forEach(from -> admitted.computeIfAbsent(from, f -> new ArrayList<>()).add(box));
            });
    admitted.forEach((from, boxes) -> road(from, target, boxes));
  }

  private void road(Machines from, Machines target, List<FlowBox> admitted) {
    List<FlowBox> open = new ArrayList<>();
    rules(from, Direction.EGRESS)
        .filter(rule -> leads(rule.permission().peer(), target))
        .map(rule -> FlowBox.of(rule.permission()))
        .forEach(
            leaving ->
                admitted.stream()
                    .filter(leaving::sharesPorts)
                    .map(box -> box.narrowedTo(leaving))
                    .forEach(open::add));
    if (!open.isEmpty()) {
      roads.addEdge(from, target, Road.of(from, target, open));
    }
  }

  /** Machines to come may get any address. */
  private boolean leads(Peer peer, Machines target) {
    return peer instanceof Peer.Address && !members.areLive(target)
        || machines(peer).contains(target);
  }

  /** The machines that the peer of a rule means. */
  private Set<Machines> machines(Peer peer) {
    if (peer instanceof Peer.Group group) {
      return members.of(group.groupId());
    }
    if (peer instanceof Peer.Address address) {
      return members.in(address.cidr());
    }
    Set<Machines> found = new HashSet<>();
    if (peer instanceof Peer.PrefixList list) {
      List<Cidr> content = prefixLists.get(list.id());
      if (content == null) {
        unknownLists.add(list.id());
      } else {
        content.forEach(cidr -> found.addAll(members.in(cidr)));
      }
    }
    return found;
  }

  /** Prefix lists that rules name and whose content is not known, sorted. */
  public List<String> unknownLists() {
    return unknownLists.stream().sorted().toList();
  }

  /** All roads, sorted by their ends; of those from machines to themselves, too. */
  public List<Road> roads() {
    return roads.edgeSet().stream()
        .sorted(Comparator.comparing(Road::from).thenComparing(Road::to))
        .toList();
  }

  /**
   * A shortest way from the group's machines to each other group that they can reach, by number of
   * roads, then by the id of the group that is reached.
   */
  public List<Way> ways(String groupId) {
    Map<String, GraphPath<Machines, Road>> shortest = new TreeMap<>();
    for (Machines from : members.of(groupId)) {
      var paths = new BFSShortestPath<>(roads).getPaths(from);
      for (Machines to : roads.vertexSet().stream().sorted().toList()) {
        GraphPath<Machines, Road> path = paths.getPath(to);
        if (path != null && path.getLength() > 0) {
          to.groupIds().stream()
              .filter(id -> !id.equals(groupId))
              .forEach(id -> shortest.merge(id, path, Reach::shorter));
        }
      }
    }
    return shortest.entrySet().stream()
        .map(entry -> new Way(entry.getKey(), entry.getValue().getEdgeList()))
        .sorted(Comparator.comparingInt((Way way) -> way.roads().size()).thenComparing(Way::to))
        .toList();
  }

  private static GraphPath<Machines, Road> shorter(
      GraphPath<Machines, Road> first, GraphPath<Machines, Road> second) {
    return second.getLength() < first.getLength() ? second : first;
  }
}
