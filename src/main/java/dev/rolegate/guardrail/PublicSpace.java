package dev.rolegate.guardrail;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Family;
import inet.ipaddr.IPAddressSeqRange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that strangers can have. IPv4: all but the blocks that IANA's registry of
 * special-purpose addresses marks as not globally reachable, and multicast, which is nobody's
 * source. IPv6: 2000::/3, all that is allotted, but for the same kind of blocks. After RFC 6890 and
 * <a
 * href="https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml">IANA's
 * IPv4</a> and <a
 * href="https://www.iana.org/assignments/iana-ipv6-special-registry/iana-ipv6-special-registry.xhtml">IPv6
 * registry</a>. Blocks within 192.0.0.0/24 and 2001::/23 that are global nevertheless, for services
 * of the network itself, count as special: no machine of a stranger has them.
 */
final class PublicSpace {
  private static final String[] NOT_PUBLIC_IPV4 = {
    "0.0.0.0/8", // this network
    "10.0.0.0/8", // private use
    "100.64.0.0/10", // shared address space
    "127.0.0.0/8", // loopback
    "169.254.0.0/16", // link local
    "172.16.0.0/12", // private use
    "192.0.0.0/24", // protocol assignments
    "192.0.2.0/24", // documentation
    "192.168.0.0/16", // private use
    "198.18.0.0/15", // benchmarking
    "198.51.100.0/24", // documentation
    "203.0.113.0/24", // documentation
    "224.0.0.0/3", // multicast (224.0.0.0/4), and reserved with limited broadcast (240.0.0.0/4)
  };
  private static final String[] NOT_PUBLIC_IPV6 = {
    "2001::/23", // protocol assignments
    "2001:db8::/32", // documentation
    "3fff::/20", // documentation
  };

  private static final PublicSpace IPV4 = new PublicSpace("0.0.0.0/0", NOT_PUBLIC_IPV4);
  private static final PublicSpace IPV6 = new PublicSpace("2000::/3", NOT_PUBLIC_IPV6);

  private final IPAddressSeqRange[] ranges;
  private final BigInteger size;

  private PublicSpace(String all, String[] without) {
    List<IPAddressSeqRange> left = List.of(range(Cidr.parse(all)));
    for (String block : without) {
      IPAddressSeqRange gone = range(Cidr.parse(block));
      left = left.stream().flatMap(one -> Stream.of(one.subtract(gone))).toList();
    }
    ranges = left.toArray(IPAddressSeqRange[]::new);
    size = count(ranges);
  }

  static PublicSpace of(Family family) {
    return family == Family.IPV4 ? IPV4 : IPV6;
  }

  /** The blocks of a family that are not public, no two of which make up a wider one. */
  static List<String> special(Family family) {
    return List.of(family == Family.IPV4 ? NOT_PUBLIC_IPV4 : NOT_PUBLIC_IPV6);
  }

  /** How many addresses there are. */
  BigInteger size() {
    return size;
  }

  /** The public part of a block, disjoint. */
  IPAddressSeqRange[] publicPart(Cidr block) {
    IPAddressSeqRange whole = range(block);
    List<IPAddressSeqRange> parts = new ArrayList<>();
    for (IPAddressSeqRange range : ranges) {
      IPAddressSeqRange part = range.intersect(whole);
      if (part != null) {
        parts.add(part);
      }
    }
    return parts.toArray(IPAddressSeqRange[]::new);
  }

  /** How many addresses disjoint ranges have together. */
  static BigInteger count(IPAddressSeqRange[] disjoint) {
    return Arrays.stream(disjoint)
        .map(IPAddressSeqRange::getCount)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static IPAddressSeqRange range(Cidr block) {
    return block.block().coverWithSequentialRange();
  }
}
