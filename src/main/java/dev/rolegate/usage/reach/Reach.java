package dev.rolegate.usage.reach;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.FlowBox;
import dev.rolegate.model.Interface;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.VpcSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

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
  private final List<Machines> places;
  private final Map<Machines, Integer> numbers = new HashMap<>();

  /** By the number of the machines that they begin at, each list by the end. */
  private final List<List<Leg>> legs = new ArrayList<>();

  private int count;
  private boolean whole = true;

  /** A road to the machines of a number. */
  private record Leg(int to, Road road) {}

  /** The last road of a shortest way, and how many there are with it. */
  private record Arrival(int before, Road road, int length) {}

  private Reach(
      VpcSnapshot snapshot, Collection<Interface> interfaces, Map<String, List<Cidr>> prefixLists) {
    this.snapshot = snapshot;
    this.prefixLists = prefixLists;
    this.members = new Members(snapshot.groups().keySet(), interfaces);
    this.places = members.all().stream().sorted().toList();
    for (Machines place : places) {
      numbers.put(place, legs.size());
      legs.add(new ArrayList<>());
    }
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
    for (Machines target : reach.places) {
      if (reach.count > MOST_ROADS) {
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
    Map<Integer, List<FlowBox>> admitted = new TreeMap<>();
    rules(target, Direction.INGRESS)
        .forEach(
            rule -> {
              FlowBox box = FlowBox.of(rule.permission());
              machines(rule.permission().peer())
                  .forEach(
                      from ->
                          admitted
                              .computeIfAbsent(numbers.get(from), f -> new ArrayList<>())
                              .add(box));
            });
    admitted.forEach((from, boxes) -> road(places.get(from), target, boxes));
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
      legs.get(numbers.get(from)).add(new Leg(numbers.get(target), Road.of(from, target, open)));
      count++;
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
    return legs.stream().flatMap(List::stream).map(Leg::road).toList();
  }

  /**
   * A shortest way from the group's machines to each other group that they can reach, by number of
   * roads, then by the id of the group that is reached.
   */
  public List<Way> ways(String groupId) {
    Map<String, Way> shortest = new TreeMap<>();
    for (Machines from : members.of(groupId)) {
      Arrival[] arrivals = arrivals(numbers.get(from));
      for (int to = 0; to < arrivals.length; to++) {
        if (arrivals[to] != null) {
          for (String id : places.get(to).groupIds()) {
            Way known = shortest.get(id);
            if (!id.equals(groupId)
                && (known == null || arrivals[to].length() < known.roads().size())) {
              shortest.put(id, way(id, to, arrivals));
            }
          }
        }
      }
    }
    return shortest.values().stream()
        .sorted(Comparator.comparingInt((Way way) -> way.roads().size()).thenComparing(Way::to))
        .toList();
  }

  /** By the number of the machines; null for those that are not reached, and where it begins. */
  private Arrival[] arrivals(int from) {
    Arrival[] arrivals = new Arrival[places.size()];
    Queue<Integer> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      int here = next.remove();
      int length = arrivals[here] == null ? 1 : arrivals[here].length() + 1;
      for (Leg leg : legs.get(here)) {
        if (leg.to() != from && arrivals[leg.to()] == null) {
          arrivals[leg.to()] = new Arrival(here, leg.road(), length);
          next.add(leg.to());
        }
      }
    }
    return arrivals;
  }

  private static Way way(String groupId, int to, Arrival[] arrivals) {
    Deque<Road> roads = new ArrayDeque<>();
    for (int here = to; arrivals[here] != null; here = arrivals[here].before()) {
      roads.addFirst(arrivals[here].road());
    }
    return new Way(groupId, List.copyOf(roads));
  }
}
