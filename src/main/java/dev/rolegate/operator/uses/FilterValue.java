package dev.rolegate.operator.uses;

import java.util.Collection;

/**
 * The value of an EC2 filter: {@code *} stands for any text, {@code ?} for one character, a
 * backslash makes the next character literal; case counts.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html">List and
 *     filter your resources</a>
 */
final class FilterValue {
  /** Names have at most 255 characters, values of tags 256; each may have its backslash. */
  private static final int LONGEST = 512;

  private FilterValue() {}

  /** Whether it may fit other texts than itself. */
  static boolean isPattern(String value) {
    return value.length() <= LONGEST && hasWildcard(value);
  }

  private static boolean hasWildcard(String value) {
    return value.indexOf('*') >= 0 || value.indexOf('?') >= 0 || value.indexOf('\\') >= 0;
  }

  /** In time that is at most the product of both lengths: whoever writes the value is no friend. */
  static boolean matches(String value, String text) {
    if (value.equals(text)) {
      return true;
    }
    if (!isPattern(value)) {
      return false;
    }
    int at = 0;
    int read = 0;
    int afterStar = -1;
    int retry = 0;
    while (read < text.length()) {
      if (at < value.length() && value.charAt(at) == '*') {
        afterStar = ++at;
        retry = read;
        continue;
      }
      int next = after(value, at, text.charAt(read));
      if (next >= 0) {
        at = next;
        read++;
      } else if (afterStar >= 0) {
        at = afterStar;
        read = ++retry;
      } else {
        return false;
      }
    }
    while (at < value.length() && value.charAt(at) == '*') {
      at++;
    }
    return at == value.length();
  }

  /** Where the value goes on once its part at this place took the character; -1 if it does not. */
  private static int after(String value, int at, char c) {
    if (at >= value.length()) {
      return -1;
    }
    char expected = value.charAt(at);
    if (expected == '\\' && at + 1 < value.length()) {
      return value.charAt(at + 1) == c ? at + 2 : -1;
    }
    return expected == '?' || expected == c ? at + 1 : -1;
  }

  /** Whether one of them does: the values of a filter are alternatives. */
  static boolean anyMatches(Collection<?> values, String text) {
    return values.stream().anyMatch(value -> matches(String.valueOf(value), text));
  }
}
