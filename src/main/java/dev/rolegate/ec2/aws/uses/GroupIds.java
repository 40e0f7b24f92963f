package dev.rolegate.ec2.aws.uses;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds ids of groups in text of any form, as JSON or ARNs. Whatever stands before an id counts for
 * nothing: in JSON within JSON that may be the letter of an escape.
 */
final class GroupIds {
  private static final Pattern ID = Pattern.compile("sg-[0-9a-zA-Z]+");

  private GroupIds() {}

  static Set<String> in(String text) {
    Set<String> found = new TreeSet<>();
    if (text != null) {
      Matcher matcher = ID.matcher(text);
      while (matcher.find()) {
        found.add(matcher.group());
      }
    }
    return found;
  }
}
