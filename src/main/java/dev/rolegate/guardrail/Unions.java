package dev.rolegate.guardrail;

import dev.rolegate.model.Direction;
import dev.rolegate.model.Family;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the rules of a group cover together, for each direction, family, protocol and stretch of
 * ports on which the same rules meet.
 */
final class Unions {

  /** A stretch of ports with what is open there. */
  private record Part(Stretch stretch, Union union) {}

  private final List<Source> sources;
  private final WorldMeasure measure;
  private final Map<Direction, List<Part>> open = new HashMap<>();
  private final Map<Direction, List<Part>> all = new HashMap<>();

  Unions(List<Source> sources, WorldMeasure measure) {
    this.sources = sources;
    this.measure = measure;
  }

  /**
   * True when the rule makes a union the world on some of its ports that the filter lets through.
   *
   * @throws NotKnown when that hangs on the content of a prefix list
   */
  boolean makesWorld(int rule, Predicate<Stretch> ports) {
    Source source = sources.get(rule);
    TreeSet<String> unread = new TreeSet<>();
    for (Part part : open.computeIfAbsent(source.direction(), way -> parts(way, true))) {
      if (part.union.contributors().get(rule) && ports.test(part.stretch)) {
        return true;
      }
      if (part.union.doubtful().get(rule) && ports.test(part.stretch)) {
        unread.addAll(part.union.unread());
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
    for (Part part : all.computeIfAbsent(source.direction(), way -> parts(way, false))) {
      if (source.stretch().speaks(part.stretch.protocol())
          && source.stretch().from() <= part.stretch.from()
          && part.stretch.to() <= source.stretch().to()) {
        if (!part.union.unread().isEmpty()) {
          throw Contents.unread(part.union.unread());
        }
        most = Math.max(most, part.union.share());
      }
    }
    return most;
  }

  private List<Part> parts(Direction direction, boolean onlyOpen) {
    List<Part> parts = new ArrayList<>();
    for (Family family : Family.values()) {
      BitSet chosen = chosen(direction, family);
      if (chosen.isEmpty() || onlyOpen && isSmall(chosen, family)) {
        continue;
      }
      Map<BitSet, Union> unions = new HashMap<>();
      Stretches.of(sources, chosen)
          .forEach(
              (stretch, rules) -> {
                Union union =
                    unions.computeIfAbsent(rules, some -> Union.of(sources, some, family, measure));
                parts.add(new Part(stretch, union));
              });
    }
    return parts;
  }

  private BitSet chosen(Direction direction, Family family) {
    BitSet chosen = new BitSet();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      if (source.direction() == direction
          && (source.isUnread()
              || source.blocks().stream()
                  .anyMatch(b -> b.family() == family && b.publicSize().signum() > 0))) {
        chosen.set(i);
      }
    }
    return chosen;
  }

  /** True when even all blocks side by side are not the world. */
  private boolean isSmall(BitSet chosen, Family family) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
      if (sources.get(i).isUnread()) {
        return false;
      }
      for (Block block : sources.get(i).blocks()) {
        if (block.family() == family) {
          sum = sum.add(block.publicSize());
        }
      }
    }
    return sum.compareTo(measure.limit(family)) <= 0;
  }
}
