package dev.rolegate.guardrail;

import dev.rolegate.model.Family;
import dev.rolegate.model.GuardrailDocument;
import java.math.BigInteger;

/**
 * From what size on addresses are the world: more than one block of the public space with such a
 * prefix length.
 */
record WorldMeasure(int ipv4Prefix, int ipv6Prefix) {
  /** Names of the parameters by which a guardrail changes the measure for itself. */
  static final String IPV4_PARAMETER = "worldIpv4Prefix";

  static final String IPV6_PARAMETER = "worldIpv6Prefix";

  static final WorldMeasure DEFAULT = new WorldMeasure(8, 16);

  /**
   * What is left of a world-open union once those who make it so are taken away: next to nothing.
   */
  private static final int NEXT_TO_NOTHING = 8;

  static WorldMeasure of(GuardrailDocument document) {
    return new WorldMeasure(
        prefix(document, IPV4_PARAMETER, DEFAULT.ipv4Prefix, 24),
        prefix(document, IPV6_PARAMETER, DEFAULT.ipv6Prefix, 56));
  }

  private static int prefix(GuardrailDocument document, String name, int otherwise, int longest) {
    Object value = document.parameters().get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= longest
        && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    throw new IllegalArgumentException(
        name
            + " is "
            + (value instanceof String ? "the text \"" + value + "\"" : value)
            + ": write a prefix length from 0 to "
            + longest);
  }

  private static BigInteger ofPrefix(Family family, int prefix) {
    return BigInteger.ONE.shiftLeft((family == Family.IPV4 ? 32 : 128) - prefix);
  }

  /** Unions with more public addresses than this are the world. */
  BigInteger limit(Family family) {
    return ofPrefix(family, family == Family.IPV4 ? ipv4Prefix : ipv6Prefix);
  }

  /** Unions with fewer public addresses than this are nothing beside the world. */
  BigInteger nothing(Family family) {
    return limit(family).shiftRight(NEXT_TO_NOTHING);
  }
}
