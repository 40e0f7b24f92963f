package dev.rolegate.topology;

import dev.rolegate.api.RuleSpec;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The texts of a declared entry. EC2 keeps them as the description of each of its rules: at most
 * 255 characters of EC2's set, without {@code &}, about which EC2's own pages disagree.
 */
final class EntryText {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern DESCRIPTION =
      Pattern.compile("[a-zA-Z0-9 ._:/()#,@+=;{}!$*\\[\\]-]*");
  private static final int LONGEST_NAME = 63;
  private static final int LONGEST_DESCRIPTION = 255;

  private EntryText() {}

  static String description(RuleSpec entry) {
    return entry.name() + ": " + entry.purpose();
  }

  /**
   * @param names of the entries before this one in its list; this one's is added
   */
  static void check(RuleSpec entry, String path, Set<String> names, FieldErrors errors) {
    String name = entry.name();
    if (name == null || name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      errors.add(
          path + ".name",
          "write 1 to 63 lower-case letters, digits and hyphens, starting and ending with a letter or"
              + " digit, as https");
    } else if (!names.add(name)) {
      errors.add(path + ".name", "another entry of the list is named " + name + " already");
    }
    String purpose = entry.purpose();
    if (purpose == null || purpose.isBlank()) {
      errors.add(path + ".purpose", "say why the rule exists");
    } else if (!purpose.strip().equals(purpose) || !DESCRIPTION.matcher(purpose).matches()) {
      errors.add(
          path + ".purpose",
          "write one line of letters, digits, spaces inside and ._-:/()#,@[]+=;{}!$*, the characters"
              + " that EC2 allows in a rule's description");
    } else if (name != null && description(entry).length() > LONGEST_DESCRIPTION) {
      errors.add(
          path + ".purpose",
          "shorten it or the name: EC2 keeps at most 255 characters of <name>: <purpose>, these are "
              + description(entry).length());
    }
  }
}
