package dev.rolegate.sim.action;

import dev.rolegate.sim.wire.Ec2Error;
import java.util.Locale;
import java.util.Optional;

/**
 * The names of protocols as EC2 stores them: four numbers become names, whatever their case names
 * are lower-case, every other number stays one [L]. The list is closed: there are no other names.
 */
final class Protocols {
  private static final int HIGHEST = 255;

  private Protocols() {}

  static String canonical(Optional<String> sent) {
    String text =
        sent.map(String::trim)
            .filter(value -> !value.isEmpty())
            .orElseThrow(
                () ->
                    Ec2Error.invalidValue(
                        "Invalid value 'null' for protocol. VPC security group rules must specify"
                            + " protocols explicitly."))
            .toLowerCase(Locale.ROOT);
    return switch (text) {
      case "tcp", "udp", "icmp", "icmpv6", "-1" -> text;
      default -> byNumber(text, sent.orElse(""));
    };
  }

  private static String byNumber(String text, String sent) {
    if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > HIGHEST) {
      throw Ec2Error.invalidValue(
          "Invalid value '" + sent + "' for IP protocol. Unknown protocol.");
    }
    int number = Integer.parseInt(text);
    return switch (number) {
      case 1 -> "icmp";
      case 6 -> "tcp";
      case 17 -> "udp";
      case 58 -> "icmpv6";
      default -> String.valueOf(number);
    };
  }
}
