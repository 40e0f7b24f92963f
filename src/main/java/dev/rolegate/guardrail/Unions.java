package dev.rolegate.guardrail;

import dev.rolegate.model.Direction;
import dev.rolegate.model.Family;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What the rules of a group cover together, for each direction, family, protocol and stretch of
 * ports on which the same rules meet.
 */
final class Unions {

  /** A stretch of ports with what is open there, the rules by their places among those chosen. */
  private record Part(Stretch stretch, Union union) {}

  /**
   * Rules of one direction that count in a family, with what they come to.
   *
   * @param places of the rules in the group, ascending
   */
  private record Open(int[] places, List<Part> parts) {
    boolean hasContributor(Part part, int rule) {
      int at = Arrays.binarySearch(places, rule);
      return at >= 0 && part.union.contributors().get(at);
    }

    boolean hasDoubtful(Part part, int rule) {
      int at = Arrays.binarySearch(places, rule);
      return at >= 0 && part.union.doubtful().get(at);
    }
  }

  /** What was found for the rules of other groups: many open the same to the same addresses. */
  static final class Known {
    private record Asked(List<Source> chosen, Family family, WorldMeasure measure) {}

    private final Map<Asked, List<Part>> found = new HashMap<>();

    private List<Part> parts(List<Source> chosen, Family family, WorldMeasure measure) {
      return found.computeIfAbsent(
          new Asked(chosen, family, measure), asked -> Unions.parts(chosen, family, measure));
    }
  }

  private final List<Source> sources;
  private final WorldMeasure measure;
  private final Known known;
  private final Map<Direction, List<Open>> open = new EnumMap<>(Direction.class);
  private final Map<Direction, List<Open>> all = new EnumMap<>(Direction.class);

  Unions(List<Source> sources, WorldMeasure measure, Known known) {
    this.sources = sources;
    this.measure = measure;
    this.known = known;
  }

  /**
   * True when the rule makes a union the world on some of its ports that the filter lets through.
   *
   * @throws NotKnown when that hangs on the content of a prefix list
   */
  boolean makesWorld(int rule, Predicate<Stretch> ports) {
    TreeSet<String> unread = new TreeSet<>();
    Direction direction = sources.get(rule).direction();
    for (Open some : open.computeIfAbsent(direction, way -> open(way, true))) {
      for (Part part : some.parts) {
        if (some.hasContributor(part, rule) && ports.test(part.stretch)) {
          return true;
        }
        if (some.hasDoubtful(part, rule) && ports.test(part.stretch)) {
          unread.addAll(part.union.unread());
        }
      }
    }
    if (!unread.isEmpty()) {
      throw Contents.unread(unread);
    }
    return false;
  }

  /**
   * True when the rule makes a union the world on every port that it opens by TCP, or on every one
   * that it opens by UDP; for one family, since each has to be open throughout by itself.
   *
   * @throws NotKnown when that hangs on the content of a prefix list
   */
  boolean makesWorldThroughout(int rule) {
    Source source = sources.get(rule);
    TreeSet<String> unread = new TreeSet<>();
    for (Open some : open.computeIfAbsent(source.direction(), way -> open(way, true))) {
      for (int transport : new int[] {Stretch.TCP, Stretch.UDP}) {
        List<Part> own =
            some.parts.stream()
                .filter(part -> part.stretch.protocol() == transport && source.holds(part.stretch))
                .toList();
        List<Part> others = own.stream().filter(part -> !some.hasContributor(part, rule)).toList();
        if (others.isEmpty() && !own.isEmpty()) {
          return true;
        }
        if (others.stream().allMatch(part -> some.hasDoubtful(part, rule))) {
          others.forEach(part -> unread.addAll(part.union.unread()));
        }
      }
    }
    if (!unread.isEmpty()) {
      throw Contents.unread(unread);
    }
    return false;
  }

  /**
   * The largest share of the public space that a union with the rule covers.
   *
   * @throws NotKnown when that hangs on the content of a prefix list
   */
  double share(int rule) {
    Source source = sources.get(rule);
    double most = 0;
    for (Open some : all.computeIfAbsent(source.direction(), way -> open(way, false))) {
      for (Part part : some.parts) {
        if (source.holds(part.stretch)) {
          if (!part.union.unread().isEmpty()) {
            throw Contents.unread(part.union.unread());
          }
          most = Math.max(most, part.union.share());
        }
      }
    }
    return most;
  }

  private List<Open> open(Direction direction, boolean onlyWorld) {
    List<Open> found = new ArrayList<>();
    for (Family family : Family.values()) {
      int[] places =
          IntStream.range(0, sources.size())
              .filter(
                  i -> sources.get(i).direction() == direction && sources.get(i).mayOpen(family))
              .toArray();
      List<Source> chosen = Arrays.stream(places).mapToObj(sources::get).toList();
      if (places.length > 0 && !(onlyWorld && isSmall(chosen, family, measure))) {
        found.add(new Open(places, known.parts(chosen, family, measure)));
      }
    }
    return found;
  }

  private static List<Part> parts(List<Source> chosen, Family family, WorldMeasure measure) {
    List<Part> parts = new ArrayList<>();
    Map<BitSet, Union> unions = new HashMap<>();
    Stretches.of(chosen)
        .forEach(
            (stretch, rules) ->
                parts.add(
                    new Part(
                        stretch,
                        unions.computeIfAbsent(
                            rules, some -> Union.of(chosen, some, family, measure)))));
    return parts;
  }

  /** True when even all blocks side by side are not the world. */
  private static boolean isSmall(List<Source> chosen, Family family, WorldMeasure measure) {
    BigInteger sum = BigInteger.ZERO;
    for (Source source : chosen) {
      if (source.isUnread()) {
        return false;
      }
      sum = sum.add(source.content().openSize(family));
    }
    return sum.compareTo(measure.limit(family)) <= 0;
  }
}
