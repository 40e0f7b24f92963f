package dev.rolegate.model;

/**
 * Patterns in which {@code *} stands for any characters. The last star alone is ever tried anew, so
 * that no pattern takes longer than its length times that of the text.
 */
public final class Glob {
  private Glob() {}

  /** Whether the stars of the pattern can stand for characters so that it reads as the text. */
  public static boolean fits(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
