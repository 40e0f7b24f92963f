package dev.rolegate.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What rules cover together, against counting the blocks of a small universe one by one: the 65,536
 * blocks /28 of 20.0.0.0/12, of which more than a /16 is called the world here. Next to nothing is
 * then less than a /24.
 */
class UnionPropertyTest {
  private static final WorldMeasure SMALL = new WorldMeasure(16, 16);
  private static final int WORLD = 1 << (28 - 16);
  private static final int NOTHING = 1 << (28 - 24);

  /** A rule of the universe. */
  record Small(int protocol, int from, int to, int start, int prefix) {
    String cidr() {
      int first = start / size() * size();
      return "20."
          + (first >> 12)
          + "."
          + (first >> 4 & 0xff)
          + "."
          + ((first & 0xf) << 4)
          + "/"
          + prefix;
    }

    int size() {
      return 1 << (28 - prefix);
    }

    Source source() {
      return new Source(
          Direction.INGRESS,
          new Stretch(protocol, from, to),
          new Content(List.of(Block.of(Cidr.parse(cidr()))), ""));
    }

    boolean opens(int other, int port) {
      return (protocol == Stretch.ALL || protocol == other) && from <= port && port <= to;
    }

    void cover(BitSet blocks) {
      int first = start / size() * size();
      blocks.set(first, first + size());
    }
  }

  @Provide
  static Arbitrary<List<Small>> rules() {
    Arbitrary<Integer> ports = Arbitraries.integers().between(0, 5);
    Arbitrary<Small> one =
        Combinators.combine(
                Arbitraries.of(Stretch.ALL, Stretch.TCP, Stretch.UDP),
                ports,
                ports,
                Arbitraries.integers().between(0, 65535),
                Arbitraries.integers().between(13, 28))
            .as(
                (protocol, a, b, start, prefix) ->
                    protocol == Stretch.ALL
                        ? new Small(protocol, 0, Stretch.LAST, start, prefix)
                        : new Small(protocol, Math.min(a, b), Math.max(a, b), start, prefix));
    return one.list().ofMinSize(1).ofMaxSize(12);
  }

  private static int covered(List<Small> rules, int protocol, int port) {
    BitSet blocks = new BitSet();
    rules.stream().filter(rule -> rule.opens(protocol, port)).forEach(rule -> rule.cover(blocks));
    return blocks.cardinality();
  }

  private static Unions unions(List<Small> rules) {
    return new Unions(rules.stream().map(Small::source).toList(), SMALL, new Unions.Known());
  }

  private static boolean blamed(Unions unions, int rule, int protocol, int port) {
    return unions.makesWorld(
        rule, s -> s.protocol() == protocol && s.from() <= port && port <= s.to());
  }

  private static TreeSet<String> blamed(List<Small> rules, int protocol, int port) {
    Unions unions = unions(rules);
    TreeSet<String> names = new TreeSet<>();
    for (int i = 0; i < rules.size(); i++) {
      if (blamed(unions, i, protocol, port)) {
        names.add(rules.get(i).toString());
      }
    }
    return names;
  }

  @Property(tries = 300)
  void somebody_is_to_blame_where_and_only_where_it_is_the_world(
      @ForAll("rules") List<Small> rules) {
    for (int protocol : List.of(Stretch.TCP, Stretch.UDP)) {
      for (int port = 0; port <= 6; port++) {
        assertThat(!blamed(rules, protocol, port).isEmpty())
            .as("protocol %s, port %s", protocol, port)
            .isEqualTo(covered(rules, protocol, port) > WORLD);
      }
    }
  }

  @Property(tries = 300)
  void without_those_who_are_to_blame_next_to_nothing_is_left(@ForAll("rules") List<Small> rules) {
    for (int port = 0; port <= 6; port++) {
      TreeSet<String> blamed = blamed(rules, Stretch.TCP, port);
      List<Small> rest = rules.stream().filter(r -> !blamed.contains(r.toString())).toList();
      if (!blamed.isEmpty()) {
        assertThat(covered(rest, Stretch.TCP, port)).isLessThan(NOTHING);
      }
    }
  }

  @Property(tries = 300)
  void one_more_rule_excuses_nobody(@ForAll("rules") List<Small> rules) {
    List<Small> before = rules.subList(0, rules.size() - 1);
    for (int port = 0; port <= 6; port++) {
      assertThat(blamed(rules, Stretch.TCP, port)).containsAll(blamed(before, Stretch.TCP, port));
    }
  }

  @Property(tries = 300)
  void the_order_of_rules_is_of_no_matter(@ForAll("rules") List<Small> rules, @ForAll long seed) {
    List<Small> shuffled = new ArrayList<>(rules);
    Collections.shuffle(shuffled, new Random(seed));
    for (int port = 0; port <= 6; port++) {
      assertThat(blamed(shuffled, Stretch.UDP, port)).isEqualTo(blamed(rules, Stretch.UDP, port));
    }
  }

  @Property(tries = 300)
  void halves_are_as_good_as_the_whole(@ForAll("rules") List<Small> rules) {
    Small whole = rules.get(0);
    if (whole.size() < NOTHING) {
      return;
    }
    int half = whole.size() / 2;
    int start = whole.start() / whole.size() * whole.size();
    Small low = new Small(whole.protocol(), whole.from(), whole.to(), start, whole.prefix() + 1);
    Small high =
        new Small(whole.protocol(), whole.from(), whole.to(), start + half, whole.prefix() + 1);
    List<Small> split = new ArrayList<>(rules.subList(1, rules.size()));
    split.add(low);
    split.add(high);
    for (int port = 0; port <= 6; port++) {
      TreeSet<String> blamed = blamed(rules, Stretch.TCP, port);
      TreeSet<String> then = blamed(split, Stretch.TCP, port);
      assertThat(then.contains(low.toString())).isEqualTo(blamed.contains(whole.toString()));
      assertThat(then.contains(high.toString())).isEqualTo(blamed.contains(whole.toString()));
      blamed.remove(whole.toString());
      assertThat(then).containsAll(blamed);
    }
  }
}
