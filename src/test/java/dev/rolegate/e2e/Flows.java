package dev.rolegate.e2e;

import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.RuleKey;
import dev.rolegate.sim.state.Target;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The flows that sets of rules of one direction allow, compared exactly: every rule is a box of
 * protocols, ports and addresses, and a difference between two unions of boxes shows at a corner of
 * some box or right behind one. Written anew for these tests; it shares nothing with the planner.
 */
final class Flows {
  /** A protocol that no rule names, for rules that allow all. */
  private static final int OTHER = 253;

  private static final int ALL = -1;

  /** Where a flow comes from or goes to: an address of a family, or a named group or list. */
  private record Place(int family, BigInteger address, String id) {}

  /** One sample connection. */
  record Point(int protocol, int first, int second, Place place) {
    @Override
    public String toString() {
      String where =
          place.family() == 0 ? place.id() : "IPv" + place.family() + " " + place.address();
      return "protocol " + protocol + " " + first + "/" + second + " " + where;
    }
  }

  private final List<Point> points;

  /** Samples that tell any unions of these rules apart. */
  Flows(Collection<Rule> rules) {
    Set<Integer> protocols = new TreeSet<>(List.of(OTHER));
    Set<Integer> ports = new TreeSet<>(List.of(0));
    Set<Place> places = new HashSet<>();
    for (Rule rule : rules) {
      RuleKey key = rule.key();
      if (number(key) != ALL) {
        protocols.add(number(key));
      }
      ports.addAll(List.of(Math.max(0, key.from()), key.from() + 1, key.to() + 1));
      ports.add(Math.max(0, key.to()));
      places.addAll(places(key.target()));
    }
    points =
        protocols.stream()
            .flatMap(
                protocol ->
                    ports.stream()
                        .flatMap(
                            first ->
                                (isIcmp(protocol) ? ports : Set.of(0))
                                    .stream()
                                        .flatMap(
                                            second ->
                                                places.stream()
                                                    .map(
                                                        place ->
                                                            new Point(
                                                                protocol, first, second, place)))))
            .toList();
  }

  /** Those of the samples that some rule allows. */
  Set<Point> allowedBy(Collection<Rule> rules) {
    return points.stream()
        .filter(point -> rules.stream().anyMatch(rule -> allows(rule.key(), point)))
        .collect(Collectors.toSet());
  }

  private static boolean allows(RuleKey key, Point point) {
    int protocol = number(key);
    return (protocol == ALL || protocol == point.protocol() && carries(key, point))
        && contains(key.target(), point.place());
  }

  private static boolean carries(RuleKey key, Point point) {
    if (!key.hasPorts()) {
      return true;
    }
    if (isIcmp(number(key))) {
      return (key.from() == ALL || key.from() == point.first())
          && (key.to() == ALL || key.to() == point.second());
    }
    return key.from() <= point.first() && point.first() <= key.to();
  }

  private static boolean isIcmp(int protocol) {
    return protocol == 1 || protocol == 58;
  }

  private static int number(RuleKey key) {
    return switch (key.protocol()) {
      case "tcp" -> 6;
      case "udp" -> 17;
      case "icmp" -> 1;
      case "icmpv6" -> 58;
      default -> Integer.parseInt(key.protocol());
    };
  }

  private static boolean contains(Target target, Place place) {
    IPAddress block = block(target);
    if (block == null) {
      return place.family() == 0 && place.id().equals(id(target));
    }
    return place.family() == family(block)
        && block.getLower().getValue().compareTo(place.address()) <= 0
        && place.address().compareTo(block.getUpper().getValue()) <= 0;
  }

  /** The first address of a block, and the first one behind it. */
  private static List<Place> places(Target target) {
    IPAddress block = block(target);
    if (block == null) {
      return List.of(new Place(0, BigInteger.ZERO, id(target)));
    }
    return List.of(
        new Place(family(block), block.getLower().getValue(), ""),
        new Place(family(block), block.getUpper().getValue().add(BigInteger.ONE), ""));
  }

  private static int family(IPAddress block) {
    return block.isIPv4() ? 4 : 6;
  }

  private static IPAddress block(Target target) {
    if (target instanceof Target.Ipv4 v4) {
      return new IPAddressString(v4.cidr()).getAddress().toPrefixBlock();
    }
    return target instanceof Target.Ipv6 v6
        ? new IPAddressString(v6.cidr()).getAddress().toPrefixBlock()
        : null;
  }

  private static String id(Target target) {
    return target instanceof Target.Group group
        ? group.groupId()
        : ((Target.PrefixList) target).prefixListId();
  }
}
