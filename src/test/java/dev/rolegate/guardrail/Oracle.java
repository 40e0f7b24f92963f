package dev.rolegate.guardrail;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Says of address blocks whether together they are the world, and whether they have a whole port.
 * Written from the words of the documentation with plain intervals, and nothing of the product's.
 */
final class Oracle {
  private static final List<String> NOT_PUBLIC =
      List.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          // The rest of IPv6 is not allotted.
          "::/3",
          "4000::/2",
          "8000::/1",
          "2001::/23",
          "2001:db8::/32",
          "3fff::/20");

  private Oracle() {}

  private record Interval(boolean ipv6, BigInteger first, BigInteger behind) {}

  /** More than a /8 of the public IPv4 addresses, or more than a /16 of the public IPv6 ones. */
  static boolean isWorld(List<String> blocks) {
    return publicAddresses(blocks, false).compareTo(BigInteger.ONE.shiftLeft(24)) > 0
        || publicAddresses(blocks, true).compareTo(BigInteger.ONE.shiftLeft(112)) > 0;
  }

  /**
   * What has to be added to these IPv4 blocks to have all addresses, in as few blocks as can be.
   */
  static List<String> everythingBut(String... blocks) {
    List<Interval> gone = merged(List.of(blocks), false);
    List<String> rest = new ArrayList<>();
    long at = 0;
    for (Interval one : gone) {
      at = split(at, one.first.longValue(), rest, one.behind.longValue());
    }
    split(at, 1L << 32, rest, 1L << 32);
    return rest;
  }

  private static long split(long from, long to, List<String> rest, long next) {
    long at = from;
    while (at < to) {
      int bits = at == 0 ? 32 : Math.min(32, Long.numberOfTrailingZeros(at));
      while (at + (1L << bits) > to) {
        bits--;
      }
      rest.add(
          (at >> 24)
              + "."
              + (at >> 16 & 255)
              + "."
              + (at >> 8 & 255)
              + "."
              + (at & 255)
              + "/"
              + (32 - bits));
      at += 1L << bits;
    }
    return next;
  }

  private static BigInteger publicAddresses(List<String> blocks, boolean ipv6) {
    // What both have is what one has and the other has, less what they have together.
    List<String> together = new ArrayList<>(blocks);
    together.addAll(NOT_PUBLIC);
    return count(merged(together, ipv6)).subtract(count(merged(NOT_PUBLIC, ipv6)));
  }

  private static BigInteger count(List<Interval> merged) {
    return merged.stream()
        .map(one -> one.behind.subtract(one.first))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static List<Interval> merged(List<String> blocks, boolean ipv6) {
    List<Interval> sorted =
        blocks.stream()
            .map(Oracle::interval)
            .filter(one -> one.ipv6 == ipv6)
            .sorted(Comparator.comparing(Interval::first))
            .toList();
    List<Interval> merged = new ArrayList<>();
    for (Interval one : sorted) {
      int last = merged.size() - 1;
      if (last >= 0 && one.first.compareTo(merged.get(last).behind) <= 0) {
        Interval before = merged.get(last);
        merged.set(last, new Interval(ipv6, before.first, before.behind.max(one.behind)));
      } else {
        merged.add(one);
      }
    }
    return merged;
  }

  private static Interval interval(String block) {
    try {
      byte[] address = InetAddress.getByName(block.substring(0, block.indexOf('/'))).getAddress();
      int length = Integer.parseInt(block.substring(block.indexOf('/') + 1));
      BigInteger first = new BigInteger(1, address);
      return new Interval(
          address.length == 16,
          first,
          first.add(BigInteger.ONE.shiftLeft(8 * address.length - length)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(block, e);
    }
  }
}
