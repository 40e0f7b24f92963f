package dev.rolegate.sim.wire;

import java.util.regex.Pattern;

/** A filter value: {@code *} any text, {@code ?} one character, {@code \} takes it literally. */
final class Wildcard {
  private final Pattern pattern;

  Wildcard(String value) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        i++;
        regex.append(Pattern.quote(String.valueOf(value.charAt(i))));
      } else if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /** Whether nothing in it has a meaning of its own. */
  static boolean isPlain(String value) {
    return value.indexOf('*') < 0 && value.indexOf('?') < 0 && value.indexOf('\\') < 0;
  }

  boolean matches(String text) {
    return pattern.matcher(text).matches();
  }
}
