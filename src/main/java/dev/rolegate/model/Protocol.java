package dev.rolegate.model;

import java.util.Locale;

/**
 * An IP protocol as EC2 stores it: {@code tcp}, {@code udp}, {@code icmp} and {@code icmpv6} by
 * name, {@code -1} for all, any other by its number.
 */
public record Protocol(String name) {
  public static final Protocol ALL = new Protocol("-1");
  public static final Protocol TCP = new Protocol("tcp");
  public static final Protocol UDP = new Protocol("udp");
  public static final Protocol ICMP = new Protocol("icmp");
  public static final Protocol ICMPV6 = new Protocol("icmpv6");

  /**
   * Reads a name or number in any spelling ({@code TCP}, {@code 6}, {@code all}, {@code -1}).
   *
   * @throws IllegalArgumentException when EC2 knows no such protocol
   */
  public static Protocol parse(String spelled) {
    String word = spelled == null ? "" : spelled.trim().toLowerCase(Locale.ROOT);
    switch (word) {
      case "all", "-1":
        return ALL;
      case "tcp", "6":
        return TCP;
      case "udp", "17":
        return UDP;
      case "icmp", "1":
        return ICMP;
      case "icmpv6", "58":
        return ICMPV6;
      default:
        return numbered(spelled, word);
    }
  }

  private static Protocol numbered(String spelled, String word) {
    if (word.matches("[0-9]{1,3}") && Integer.parseInt(word) <= 255) {
      return new Protocol(Integer.toString(Integer.parseInt(word)));
    }
    throw new IllegalArgumentException(
        "'" + spelled + "' is not a protocol: write tcp, udp, icmp, icmpv6, all, or 0 to 255");
  }

  public boolean isAll() {
    return equals(ALL);
  }

  /** True where a rule has to name ports: TCP and UDP. */
  public boolean hasPorts() {
    return equals(TCP) || equals(UDP);
  }

  /** True where {@link PortRange} means type and code. */
  public boolean isIcmp() {
    return equals(ICMP) || equals(ICMPV6);
  }

  /** The IP protocol number; -1 for all. */
  public int number() {
    return switch (name) {
      case "tcp" -> 6;
      case "udp" -> 17;
      case "icmp" -> 1;
      case "icmpv6" -> 58;
      default -> Integer.parseInt(name);
    };
  }

  @Override
  public String toString() {
    return isAll() ? "all" : name;
  }
}
