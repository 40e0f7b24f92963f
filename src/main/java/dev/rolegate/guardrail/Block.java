package dev.rolegate.guardrail;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Family;
import inet.ipaddr.IPAddressSeqRange;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * An address block as arithmetic needs it. Two blocks have either all addresses of the longer
 * prefix in common or none.
 *
 * @param prefix the prefix length
 * @param high the first 64 bits of its first address, an IPv4 one in the first 32 of them
 * @param low the others
 * @param range all its addresses
 * @param publicSize how many of them strangers can have
 */
record Block(
    Cidr cidr,
    Family family,
    int prefix,
    long high,
    long low,
    IPAddressSeqRange range,
    BigInteger publicSize) {

  /** By first address, of blocks of one family. */
  static final Comparator<Block> BY_FIRST =
      (one, other) -> {
        int order = Long.compareUnsigned(one.high, other.high);
        return order != 0 ? order : Long.compareUnsigned(one.low, other.low);
      };

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
    byte[] first = cidr.block().getLower().getBytes();
    long high = 0;
    long low = 0;
    for (int i = 0; i < first.length; i++) {
      if (i < Long.BYTES) {
        high |= (first[i] & 0xffL) << (Long.SIZE - 8 - 8 * i);
      } else {
        low |= (first[i] & 0xffL) << (2 * Long.SIZE - 8 - 8 * i);
      }
    }
    return new Block(
        cidr,
        cidr.family(),
        cidr.block().getPrefixLength(),
        high,
        low,
        cidr.block().coverWithSequentialRange(),
        PublicSpace.count(PublicSpace.of(cidr.family()).publicPart(cidr)));
  }

  boolean isPublic() {
    return publicSize.signum() > 0;
  }

  boolean contains(Block other) {
    return family == other.family
        && prefix <= other.prefix
        && ((high ^ other.high) & mask(prefix)) == 0
        && ((low ^ other.low) & mask(prefix - Long.SIZE)) == 0;
  }

  private static long mask(int bits) {
    if (bits <= 0) {
      return 0;
    }
    return bits >= Long.SIZE ? -1 : -1L << (Long.SIZE - bits);
  }
}
