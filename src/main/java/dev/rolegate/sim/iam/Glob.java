package dev.rolegate.sim.iam;

import java.util.regex.Pattern;

/** IAM's wildcards: {@code *} is any text, {@code ?} any one character. */
final class Glob {
  /** Parts of an ARN: arn, partition, service, Region, account, resource. */
  private static final int ARN_PARTS = 6;

  private Glob() {}

  static boolean text(String pattern, String text) {
    return regex(pattern, 0).matcher(text).matches();
  }

  static boolean ignoringCase(String pattern, String text) {
    return regex(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE).matcher(text).matches();
  }

  /** Part by part, so that no wildcard reaches over a colon but in the resource, the last [D]. */
  static boolean arn(String pattern, String arn) {
    if (pattern.equals("*")) {
      return true;
    }
    String[] patterns = pattern.split(":", ARN_PARTS);
    String[] parts = arn.split(":", ARN_PARTS);
    if (patterns.length != ARN_PARTS || parts.length != ARN_PARTS) {
      return false;
    }
    for (int i = 0; i < ARN_PARTS; i++) {
      if (!text(patterns[i], parts[i])) {
        return false;
      }
    }
    return true;
  }

  static boolean isArnPattern(String pattern) {
    return pattern.startsWith("arn:") && pattern.split(":", ARN_PARTS).length == ARN_PARTS;
  }

  private static Pattern regex(String pattern, int flags) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL | flags);
  }
}
