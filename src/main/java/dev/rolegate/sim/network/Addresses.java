package dev.rolegate.sim.network;

import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.Subnet;
import dev.rolegate.sim.wire.Ec2Error;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Gives out the addresses of subnets. The first four and the last of each are EC2's own [D]. */
public final class Addresses {
  private static final int RESERVED_AT_START = 4;
  private static final int RESERVED = 5;

  private Addresses() {}

  public static IPAddress block(String cidr) {
    return new IPAddressString(cidr).getAddress();
  }

  /** Whether {@code inner} lies within {@code outer}. */
  public static boolean contains(String outer, String inner) {
    return block(outer).contains(block(inner));
  }

  public static boolean overlap(String one, String other) {
    return contains(one, other) || contains(other, one);
  }

  /** How many addresses are left for interfaces. */
  public static int free(RegionState state, Subnet subnet) {
    int size = block(subnet.cidr()).getCount().intValueExact();
    return size - RESERVED - used(state, subnet).size();
  }

  /** The lowest free address, or the requested one if it is free. */
  public static String next(RegionState state, Subnet subnet, Optional<String> requested) {
    Set<String> used = used(state, subnet);
    if (requested.isPresent()) {
      return requested(subnet, requested.get(), used);
    }
    IPAddress block = block(subnet.cidr());
    int usable = block.getCount().intValueExact() - 1;
    for (int i = RESERVED_AT_START; i < usable; i++) {
      String candidate = block.getLower().increment(i).withoutPrefixLength().toCanonicalString();
      if (!used.contains(candidate)) {
        return candidate;
      }
    }
    throw Ec2Error.client(
        "InsufficientFreeAddressesInSubnet",
        "The specified subnet does not have enough free addresses to satisfy the request.");
  }

  /** An IPv6 address derived from the IPv4 one, so that it is as unique. */
  public static Optional<String> ipv6(Subnet subnet, String ipv4) {
    return subnet
        .ipv6Cidr()
        .map(
            cidr ->
                block(cidr)
                    .getLower()
                    .increment(new BigInteger(1, block(ipv4).getBytes()))
                    .withoutPrefixLength()
                    .toCanonicalString());
  }

  private static String requested(Subnet subnet, String address, Set<String> used) {
    IPAddress parsed = block(address);
    if (parsed == null || !parsed.isIPv4() || parsed.isPrefixed()) {
      throw Ec2Error.invalidValue("invalid value for parameter address: " + address);
    }
    if (!block(subnet.cidr()).contains(parsed)) {
      throw Ec2Error.invalidValue("Address does not fall within the subnet's address range");
    }
    BigInteger position = parsed.getValue().subtract(block(subnet.cidr()).getLower().getValue());
    int last = block(subnet.cidr()).getCount().intValueExact() - 1;
    if (position.intValueExact() < RESERVED_AT_START || position.intValueExact() == last) {
      throw Ec2Error.invalidValue("Address is in subnet's reserved address range");
    }
    String text = parsed.toCanonicalString();
    if (used.contains(text)) {
      throw Ec2Error.client("InvalidIPAddress.InUse", "Address " + text + " is in use.");
    }
    return text;
  }

  private static Set<String> used(RegionState state, Subnet subnet) {
    Set<String> used = new HashSet<>();
    for (NetworkInterface one : state.all(NetworkInterface.class)) {
      if (one.subnetId().equals(subnet.id())) {
        used.add(one.privateIp());
      }
    }
    return used;
  }
}
