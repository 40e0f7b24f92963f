package dev.rolegate.sim.action;

import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.wire.Ec2Error;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for names and descriptions: at most 255 characters of a small set [D]. */
final class GroupTexts {
  private static final int LONGEST = 255;
  private static final Pattern ALLOWED =
      Pattern.compile("[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]*");
  private static final String SET =
      "strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";

  private GroupTexts() {}

  /** The name as it is stored: without trailing spaces [D]. */
  static String name(String sent) {
    checkAscii(sent, "GroupName");
    String name = sent.stripTrailing();
    if (name.isEmpty()) {
      throw Ec2Error.missing("GroupName");
    }
    if (!fits(name)) {
      throw Ec2Error.invalidValue("Invalid security group name. Valid names are " + SET);
    }
    if (name.toLowerCase(java.util.Locale.ROOT).startsWith("sg-")) {
      throw Ec2Error.invalidValue(
          "Value (%s) for parameter GroupName is invalid. Group names may not be in the format sg-*."
              .formatted(name));
    }
    if (name.equalsIgnoreCase(SecurityGroup.DEFAULT_NAME)) {
      throw Ec2Error.client(
          "InvalidGroup.Reserved", "The security group '" + name + "' is reserved");
    }
    return name;
  }

  static String groupDescription(String sent) {
    checkAscii(sent, "GroupDescription");
    if (!fits(sent)) {
      throw Ec2Error.invalidValue(
          "Invalid security group description. Valid descriptions are " + SET);
    }
    return sent;
  }

  /** A rule's description; an empty one is none. */
  static Optional<String> ruleDescription(Optional<String> sent) {
    sent.filter(text -> !fits(text))
        .ifPresent(
            text -> {
              throw Ec2Error.invalidValue(
                  "Invalid rule description. Valid descriptions are " + SET);
            });
    return sent.filter(text -> !text.isEmpty());
  }

  private static boolean fits(String text) {
    return text.length() <= LONGEST && ALLOWED.matcher(text).matches();
  }

  private static void checkAscii(String text, String parameter) {
    if (text.chars().anyMatch(c -> c > 127)) {
      throw Ec2Error.invalidValue(
          "Value (%s) for parameter %s is invalid. Character sets beyond ASCII are not supported."
              .formatted(text, parameter));
    }
  }
}
