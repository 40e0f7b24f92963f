package dev.rolegate.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that holds what others wrote, fit to stand in one line for people: a tag of EC2 may hold any
 * character. What a terminal or a log acts upon, and what reorders text, is written as its number,
 * four hexadecimal digits after a backslash and a {@code u}.
 */
public final class OneLine {
  private static final Pattern ACTS =
      Pattern.compile(
          "[\\p{Cc}\\p{Zl}\\p{Zp}\\x{61c}\\x{200e}\\x{200f}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]");

  private OneLine() {}

  /** The text with such characters spelled out; everything else stays. */
  public static String of(String text) {
    return ACTS.matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement("\\u%04x".formatted((int) found.group().charAt(0))));
  }
}
