package dev.rolegate.guardrail;

import dev.rolegate.model.Family;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the blocks of some rules cover together in one family.
 *
 * <p>Where they cover the world, somebody is to blame: blocks are taken away from the largest to
 * the smallest, equal ones together, until next to nothing is left. Those that were taken away
 * contribute. So an office beside {@code 0.0.0.0/0} does not, and both halves of the world do.
 *
 * @param contributors rules that make it the world, by their places in the list
 * @param doubtful rules that may, for the content of a prefix list is not known
 * @param share of the public space, from 0 to 1; of the known blocks only
 * @param unread ids of the prefix lists whose content is not known
 */
record Union(BitSet contributors, BitSet doubtful, double share, TreeSet<String> unread) {
  /** EC2 lets a prefix list have no more entries than this. */
  private static final int MOST_ENTRIES = 1000;

  static Union of(List<Source> sources, BitSet chosen, Family family, WorldMeasure measure) {
    TreeMap<Integer, List<Block>> byPrefix = new TreeMap<>();
    TreeSet<String> unread = new TreeSet<>();
    chosen.stream()
        .mapToObj(sources::get)
        .forEach(
            source -> {
              if (source.isUnread()) {
                unread.add(source.unread());
              }
              source
                  .content()
                  .open(family)
                  .forEach(
                      block ->
                          byPrefix
                              .computeIfAbsent(block.prefix(), p -> new java.util.ArrayList<>())
                              .add(block));
            });
    TreeMap<Integer, BigInteger> from = coveredFrom(byPrefix);
    BigInteger covered = from.isEmpty() ? BigInteger.ZERO : from.firstEntry().getValue();
    double share = covered.doubleValue() / PublicSpace.of(family).size().doubleValue();
    BitSet contributors = new BitSet();
    if (covered.compareTo(measure.limit(family)) > 0) {
      int last = lastToBlame(from, measure.nothing(family));
      mark(sources, chosen, family, contributors, prefix -> prefix <= last);
    }
    BitSet doubtful = new BitSet();
    if (!unread.isEmpty()) {
      mark(
          sources,
          chosen,
          family,
          doubtful,
          prefix ->
              from.get(prefix)
                      .add(mostUnread(unread.size(), family, prefix))
                      .compareTo(measure.nothing(family))
                  >= 0);
      chosen.stream().filter(i -> sources.get(i).isUnread()).forEach(doubtful::set);
      doubtful.andNot(contributors);
    }
    return new Union(contributors, doubtful, share, unread);
  }

  /** By prefix length: how many addresses the blocks of that and of longer prefixes cover. */
  private static TreeMap<Integer, BigInteger> coveredFrom(TreeMap<Integer, List<Block>> byPrefix) {
    TreeMap<Integer, BigInteger> covered = new TreeMap<>();
    TreeSet<Block> apart = new TreeSet<>(Block.BY_FIRST);
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<Integer, List<Block>> blocks : byPrefix.descendingMap().entrySet()) {
      for (Block block : blocks.getValue()) {
        for (Block within = apart.ceiling(block);
            within != null && block.contains(within);
            within = apart.ceiling(block)) {
          apart.remove(within);
          sum = sum.subtract(within.publicSize());
        }
        apart.add(block);
        sum = sum.add(block.publicSize());
      }
      covered.put(blocks.getKey(), sum);
    }
    return covered;
  }

  /** The longest prefix whose blocks have to go as well, before next to nothing is left. */
  private static int lastToBlame(TreeMap<Integer, BigInteger> covered, BigInteger nothing) {
    return covered.descendingMap().entrySet().stream()
        .filter(one -> one.getValue().compareTo(nothing) >= 0)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /** What unread prefix lists can add to the blocks of that and of longer prefixes. */
  private static BigInteger mostUnread(int lists, Family family, int prefix) {
    int bits = family == Family.IPV4 ? 32 : 128;
    return BigInteger.ONE
        .shiftLeft(bits - prefix)
        .multiply(BigInteger.valueOf(lists * (long) MOST_ENTRIES));
  }

  private static void mark(
      List<Source> sources,
      BitSet chosen,
      Family family,
      BitSet marks,
      java.util.function.IntPredicate prefixes) {
    chosen.stream()
        .filter(
            i ->
                sources.get(i).content().open(family).stream()
                    .anyMatch(block -> prefixes.test(block.prefix())))
        .forEach(marks::set);
  }
}
