package dev.rolegate.usage.sprawl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Texts of evidence. */
final class Words {
  /** Lines of evidence that people still read. */
  static final int LINES = 5;

  private static final Pattern NUMBER =
      Pattern.compile("\\bi-[0-9a-f]{8,17}\\b|\\b[0-9]{1,3}([.-][0-9]{1,3}){3}\\b|[0-9]+");

  private Words() {}

  /** {@code 1 group}, {@code 3 groups}. */
  static String count(int number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  /** The name with a {@code #} for each id, address and number. */
  static String pattern(String name) {
    return NUMBER.matcher(name).replaceAll("#");
  }

  /** The first lines, and how many there are more. */
  static List<String> first(List<String> lines, String more) {
    if (lines.size() <= LINES) {
      return lines;
    }
    List<String> some = new ArrayList<>(lines.subList(0, LINES));
    some.add("and " + (lines.size() - LINES) + " more " + more);
    return some;
  }
}
