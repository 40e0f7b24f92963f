package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Interface;
import inet.ipaddr.IPAddress;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which interfaces of a VPC have the addresses of a block. */
final class Addresses {
  /** A block that covers more interfaces is a network, and no list of members. */
  static final int MOST = 1000;

  /** EC2 keeps the first four addresses of a network: router, name server and one for later. */
  private static final BigInteger RESERVED = BigInteger.valueOf(4);

  private final List<Span> ranges;
  private final List<Held> held = new ArrayList<>();
  private final Map<Cidr, Optional<Set<Interface>>> known = new HashMap<>();
  private final Map<Cidr, Boolean> parts = new HashMap<>();
  private final BigInteger longest;

  /** Addresses from the first to the last, as numbers; of one family. */
  private record Span(boolean ipv6, BigInteger first, BigInteger last) {
    static Span of(Cidr cidr) {
      IPAddress block = cidr.block();
      return new Span(block.isIPv6(), block.getLower().getValue(), block.getUpper().getValue());
    }

    boolean contains(Span other) {
      return ipv6 == other.ipv6
          && first.compareTo(other.first) <= 0
          && last.compareTo(other.last) >= 0;
    }
  }

  /** What an interface has: an address, or a block that was given to it. */
  private record Held(Span span, Interface owner) {}

  Addresses(Collection<Cidr> blocks, Collection<Interface> interfaces) {
    ranges = blocks.stream().map(Span::of).toList();
    BigInteger most = BigInteger.ZERO;
    for (Interface one : interfaces) {
      for (Cidr address : one.addresses()) {
        Span span = Span.of(address);
        held.add(new Held(span, one));
        most = most.max(span.last().subtract(span.first()));
      }
    }
    held.sort(
        Comparator.comparing((Held one) -> one.span().ipv6())
            .thenComparing(one -> one.span().first())
            .thenComparing(one -> one.owner().interfaceId()));
    longest = most;
  }

  /** True where the block is inside of one of the VPC's, and not all of it. */
  boolean isPartOfVpc(Cidr cidr) {
    return parts.computeIfAbsent(cidr, this::isWithin);
  }

  private boolean isWithin(Cidr cidr) {
    Span span = Span.of(cidr);
    return ranges.stream().anyMatch(range -> range.contains(span) && !span.contains(range));
  }

  /** True for an address of the VPC that EC2 keeps for itself. */
  boolean isReserved(Cidr address) {
    Span span = Span.of(address);
    return ranges.stream()
        .anyMatch(
            range ->
                range.contains(span)
                    && span.first().subtract(range.first()).compareTo(RESERVED) < 0);
  }

  /**
   * The interfaces that have an address in the block, in no order; empty where they are more than
   * {@link #MOST}.
   */
  Optional<Set<Interface>> of(Cidr cidr) {
    return known.computeIfAbsent(cidr, this::search);
  }

  private Optional<Set<Interface>> search(Cidr cidr) {
    Span span = Span.of(cidr);
    Set<Interface> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = firstAfter(span.ipv6(), span.first().subtract(longest)); i < held.size(); i++) {
      Held one = held.get(i);
      if (one.span().ipv6() != span.ipv6() || one.span().first().compareTo(span.last()) > 0) {
        break;
      }
      if (one.span().last().compareTo(span.first()) >= 0 && found.add(one.owner())) {
        if (found.size() > MOST) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(found);
  }

  /** The place of the first address of the family that is not below the number. */
  private int firstAfter(boolean ipv6, BigInteger number) {
    int low = 0;
    int high = held.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      Span span = held.get(middle).span();
      int families = Boolean.compare(span.ipv6(), ipv6);
      if (families < 0 || families == 0 && span.first().compareTo(number) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
