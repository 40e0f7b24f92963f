package dev.rolegate.sim.action;

import dev.rolegate.sim.state.Target;
import dev.rolegate.sim.wire.Ec2Error;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;

/** Reads CIDR blocks and puts them into the form that EC2 stores. */
public final class Cidrs {
  private static final IPAddressStringParameters STRICT =
      new IPAddressStringParameters.Builder()
          .allowAll(false)
          .allowEmpty(false)
          .allowMask(false)
          .allowSingleSegment(false)
          .allowWildcardedSeparator(false)
          .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
          .getIPv4AddressParametersBuilder()
          .allow_inet_aton(false)
          .allowLeadingZeros(false)
          .getParentBuilder()
          .getIPv6AddressParametersBuilder()
          .allowZone(false)
          .allowBase85(false)
          .getParentBuilder()
          .toParams();

  private Cidrs() {}

  /** Host bits are cleared: {@code 100.68.0.18/18} is {@code 100.68.0.0/18} [D]. */
  public static Target.Ipv4 ipv4(String sent) {
    IPAddress block = parse(sent);
    if (!block.isIPv4()) {
      throw malformed(sent);
    }
    return new Target.Ipv4(canonical(block));
  }

  /** As RFC 5952 writes it: {@code 2001:0DB8:0:0::5/64} is {@code 2001:db8::/64} [L]. */
  public static Target.Ipv6 ipv6(String sent) {
    IPAddress block = parse(sent);
    if (!block.isIPv6()) {
      throw malformed(sent);
    }
    return new Target.Ipv6(canonical(block));
  }

  public static Ec2Error malformed(String sent) {
    return Ec2Error.invalidValue("CIDR block " + sent + " is malformed");
  }

  private static String canonical(IPAddress block) {
    return block.toPrefixBlock().getLower().toCanonicalString();
  }

  private static IPAddress parse(String sent) {
    try {
      IPAddress address = new IPAddressString(sent, STRICT).toAddress();
      if (address == null || !address.isPrefixed()) {
        throw malformed(sent);
      }
      return address;
    } catch (AddressStringException notAnAddress) {
      throw malformed(sent);
    }
  }
}
