package dev.rolegate.sim.network;

import dev.rolegate.sim.action.Cidrs;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.Subnet;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.wire.Ec2Error;
import inet.ipaddr.IPAddress;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks and chooses the address blocks of VPCs and subnets. */
public final class Blocks {
  private static final int LARGEST = 16;
  private static final int SMALLEST = 28;
  private static final int IPV6_BITS = 128;
  private static final int AMAZON_BITS = 56;
  private static final String AMAZON_IPV6 = "2a05:d018::/32";

  private Blocks() {}

  /** A VPC's IPv4 block: canonical, between /16 and /28 [D]. */
  public static String vpcCidr(String sent) {
    String cidr = checked(sent);
    if (!hasAllowedSize(cidr)) {
      throw Ec2Error.client("InvalidVpc.Range", "The CIDR '" + cidr + "' is invalid.");
    }
    return cidr;
  }

  /** A subnet's IPv4 block: between /16 and /28, inside its VPC, apart from the others there. */
  public static String subnetCidr(RegionState state, Vpc vpc, String sent) {
    String cidr = checked(sent);
    if (!hasAllowedSize(cidr) || vpc.cidrs().stream().noneMatch(one -> holds(one, cidr))) {
      throw Ec2Error.client("InvalidSubnet.Range", "The CIDR '" + cidr + "' is invalid.");
    }
    if (others(state, vpc).stream().anyMatch(one -> Addresses.overlap(one.cidr(), cidr))) {
      throw conflict(cidr);
    }
    return cidr;
  }

  /** A subnet's IPv6 block: a /64 of its VPC's block [D]. */
  public static String subnetIpv6(RegionState state, Vpc vpc, String sent) {
    String cidr = Cidrs.ipv6(sent).cidr();
    boolean within = vpc.ipv6Cidrs().stream().anyMatch(one -> holds(one, cidr));
    if (!within || Addresses.block(cidr).getNetworkPrefixLength() != 64) {
      throw Ec2Error.client("InvalidSubnet.Range", "The CIDR '" + cidr + "' is invalid.");
    }
    if (others(state, vpc).stream()
        .anyMatch(one -> one.ipv6Cidr().filter(block -> holds(block, cidr)).isPresent())) {
      throw conflict(cidr);
    }
    return cidr;
  }

  /** The first /56 of the pool that no VPC has. */
  public static String amazonIpv6(RegionState state) {
    Set<String> taken = new HashSet<>();
    state.all(Vpc.class).forEach(vpc -> taken.addAll(vpc.ipv6Cidrs()));
    IPAddress lowest = Addresses.block(AMAZON_IPV6).getLower().withoutPrefixLength();
    int number = 0;
    String block = nth(lowest, number);
    while (taken.contains(block)) {
      number++;
      block = nth(lowest, number);
    }
    return block;
  }

  private static String nth(IPAddress lowest, int number) {
    BigInteger step = BigInteger.ONE.shiftLeft(IPV6_BITS - AMAZON_BITS);
    return lowest.increment(step.multiply(BigInteger.valueOf(number))).toCanonicalString()
        + "/"
        + AMAZON_BITS;
  }

  private static String checked(String sent) {
    try {
      return Cidrs.ipv4(sent).cidr();
    } catch (Ec2Error malformed) {
      throw Ec2Error.invalidValue(
          "Value ("
              + sent
              + ") for parameter cidrBlock is invalid. This is not a valid CIDR block.");
    }
  }

  private static boolean hasAllowedSize(String cidr) {
    int bits = Addresses.block(cidr).getNetworkPrefixLength();
    return bits >= LARGEST && bits <= SMALLEST;
  }

  private static boolean holds(String outer, String inner) {
    return Addresses.contains(outer, inner);
  }

  private static List<Subnet> others(RegionState state, Vpc vpc) {
    return state.all(Subnet.class).stream().filter(one -> one.vpcId().equals(vpc.id())).toList();
  }

  private static Ec2Error conflict(String cidr) {
    return Ec2Error.client(
        "InvalidSubnet.Conflict", "The CIDR '" + cidr + "' conflicts with another subnet");
  }
}
