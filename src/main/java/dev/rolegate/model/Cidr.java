package dev.rolegate.model;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;

/**
 * An address block in EC2's canonical form: host bits zero, IPv6 as RFC 5952 writes it. EC2 stores
 * this form whatever an authorize call said, and refuses any other in ModifySecurityGroupRules, so
 * there is no way to hold another one.
 */
public final class Cidr implements Comparable<Cidr> {
  private static final IPAddressStringParameters STRICT =
      new IPAddressStringParameters.Builder()
          .allowWildcardedSeparator(false)
          .allowAll(false)
          .allowEmpty(false)
          .allowMask(false)
          .allowPrefixOnly(false)
          .allowSingleSegment(false)
          .getIPv4AddressParametersBuilder()
          .allow_inet_aton(false)
          .allowLeadingZeros(false)
          .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
          .getParentBuilder()
          .getIPv6AddressParametersBuilder()
          .allowZone(false)
          .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
          .getParentBuilder()
          .toParams();

  private final String text;

  private Cidr(String text) {
    this.text = text;
  }

  /**
   * Reads a block in any spelling and gives its canonical form.
   *
   * @throws IllegalArgumentException when it is no IPv4 or IPv6 block with a prefix length; the
   *     message says what to write instead
   */
  public static Cidr parse(String spelled) {
    if (spelled == null || spelled.indexOf('/') < 0) {
      throw new IllegalArgumentException(
          "'" + spelled + "' is not a CIDR block: write it with its prefix length, as 10.0.0.0/16");
    }
    try {
      IPAddress address = new IPAddressString(spelled, STRICT).toAddress();
      if (address == null || !address.isPrefixed()) {
        throw new IllegalArgumentException("'" + spelled + "' is not a CIDR block");
      }
      return new Cidr(
          address.toPrefixBlock().getLower().withoutPrefixLength().toCanonicalString()
              + "/"
              + address.getPrefixLength());
    } catch (AddressStringException e) {
      throw new IllegalArgumentException(
          "'" + spelled + "' is not a CIDR block, as 10.0.0.0/16 or 2001:db8::/32 are", e);
    }
  }

  public Family family() {
    return text.indexOf(':') < 0 ? Family.IPV4 : Family.IPV6;
  }

  /** True for {@code 0.0.0.0/0} and {@code ::/0}. */
  public boolean isAnywhere() {
    return text.endsWith("/0");
  }

  /** The block for address arithmetic. */
  public IPAddress block() {
    return new IPAddressString(text).getAddress().toPrefixBlock();
  }

  @Override
  public int compareTo(Cidr other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cidr that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The canonical text. */
  @Override
  public String toString() {
    return text;
  }
}
