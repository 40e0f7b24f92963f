package dev.rolegate.guardrail;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Family;
import inet.ipaddr.IPAddressSeqRange;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * An address block as arithmetic needs it.
 *
 * @param prefix the prefix length
 * @param range all its addresses
 * @param publicPart those that strangers can have, disjoint
 * @param publicSize how many those are
 */
record Block(
    Cidr cidr,
    Family family,
    int prefix,
    IPAddressSeqRange range,
    IPAddressSeqRange[] publicPart,
    BigInteger publicSize) {

  /** Blocks that were looked at before: most rules share a few. */
  static final class Known {
    private static final int MOST = 100_000;
    private final Map<Cidr, Block> blocks = new HashMap<>();

    Block get(Cidr cidr) {
      if (blocks.size() > MOST) {
        blocks.clear();
      }
      return blocks.computeIfAbsent(cidr, Block::of);
    }
  }

  static Block of(Cidr cidr) {
    IPAddressSeqRange[] part = PublicSpace.of(cidr.family()).publicPart(cidr);
    return new Block(
        cidr,
        cidr.family(),
        cidr.block().getPrefixLength(),
        cidr.block().coverWithSequentialRange(),
        part,
        PublicSpace.count(part));
  }

  /** How many public addresses the blocks have together, each counted once. */
  static BigInteger publicUnion(Collection<Block> blocks) {
    IPAddressSeqRange[] parts =
        blocks.stream()
            .flatMap(block -> Arrays.stream(block.publicPart))
            .toArray(IPAddressSeqRange[]::new);
    return PublicSpace.count(IPAddressSeqRange.join(parts));
  }

  boolean contains(Block other) {
    return family == other.family && range.contains(other.range);
  }

  /** True when the others together have every address of this block. */
  boolean coveredBy(Collection<Block> others) {
    IPAddressSeqRange[] parts =
        others.stream()
            .filter(other -> other.family == family)
            .map(Block::range)
            .toArray(IPAddressSeqRange[]::new);
    return Arrays.stream(IPAddressSeqRange.join(parts)).anyMatch(one -> one.contains(range));
  }
}
