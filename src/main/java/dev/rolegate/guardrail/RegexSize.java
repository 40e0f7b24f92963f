package dev.rolegate.guardrail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a regular expression gets when its counted repetitions are written out, as RE2 does
 * before anybody can ask for the size: {@code ((a{1000}){1000}){1000}} would be a thousand million
 * instructions. An estimate, made without writing them out.
 */
final class RegexSize {
  private static final Pattern COUNTED = Pattern.compile("\\{(\\d{1,9})(,(\\d{0,9}))?}");

  /** No one needs more, and every sum of less is far from overflowing. */
  private static final long MOST = 1_000_000_000;

  private final String regex;
  private final int depth;
  private final Deque<Long> outer = new ArrayDeque<>();
  private long before;
  private long last;
  private int at;

  private RegexSize(String regex, int depth) {
    this.regex = regex;
    this.depth = depth;
  }

  /**
   * @param depth how deep groups may nest
   * @throws IllegalArgumentException where they nest deeper
   */
  static long of(String regex, int depth) {
    return new RegexSize(regex, depth).read();
  }

  private long read() {
    while (at < regex.length()) {
      char next = regex.charAt(at);
      switch (next) {
        case '(' -> open();
        case ')' -> close();
        case '{' -> repeat();
        case '[' -> atom(afterClass());
        case '\\' -> atom(afterEscape());
        case '*', '+', '?' -> {
          last = Math.min(MOST, last + 1);
          at++;
        }
        default -> atom(at + 1);
      }
    }
    while (!outer.isEmpty()) {
      close();
    }
    return before + last;
  }

  private void atom(int end) {
    before = Math.min(MOST, before + last);
    last = 1;
    at = end;
  }

  private void open() {
    atom(at + 1);
    outer.push(before);
    before = 0;
    if (outer.size() > depth) {
      throw new IllegalArgumentException(
          "the regular expression nests more than " + depth + " groups: write it flatter");
    }
  }

  /** What RE2 refuses, as a group that nobody opened, is its to tell. */
  private void close() {
    last = Math.min(MOST, before + last + 2);
    before = outer.isEmpty() ? 0 : outer.pop();
    at++;
  }

  private void repeat() {
    Matcher counted = COUNTED.matcher(regex).region(at, regex.length());
    if (!counted.lookingAt()) {
      atom(at + 1);
      return;
    }
    long most = Long.parseLong(counted.group(1));
    if (counted.group(3) != null && !counted.group(3).isEmpty()) {
      most = Math.max(most, Long.parseLong(counted.group(3)));
    }
    last = Math.min(MOST, last * (most + 1));
    at = counted.end();
  }

  private int afterClass() {
    int end = at + 1;
    if (end < regex.length() && regex.charAt(end) == '^') {
      end++;
    }
    // The first one stands for itself.
    if (end < regex.length() && regex.charAt(end) == ']') {
      end++;
    }
    while (end < regex.length() && regex.charAt(end) != ']') {
      int named = regex.startsWith("[:", end) ? regex.indexOf(":]", end + 2) : -1;
      end = named > 0 ? named + 2 : regex.charAt(end) == '\\' ? end + 2 : end + 1;
    }
    return end + 1;
  }

  private int afterEscape() {
    if (regex.startsWith("\\Q", at)) {
      int end = regex.indexOf("\\E", at);
      return end < 0 ? regex.length() : end + 2;
    }
    boolean braced = at + 2 < regex.length() && regex.charAt(at + 2) == '{';
    return braced && "pPx".indexOf(regex.charAt(at + 1)) >= 0
        ? Math.max(at + 2, regex.indexOf('}', at) + 1)
        : at + 2;
  }
}
