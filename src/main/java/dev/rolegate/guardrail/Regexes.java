package dev.rolegate.guardrail;

import com.google.re2j.Pattern;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * CEL's {@code matches} with each regular expression read once. The one of the library reads it for
 * each text anew.
 */
final class Regexes {
  /** An expression can put patterns together from what rules say. */
  private static final int MOST = 100;

  private final Map<String, Pattern> known = new ConcurrentHashMap<>();

  List<CelFunctionBinding> bindings() {
    return new ArrayList<>(
        CelFunctionBinding.fromOverloads(
            "matches",
            CelFunctionBinding.from("matches", String.class, String.class, this::matches),
            CelFunctionBinding.from("matches_string", String.class, String.class, this::matches)));
  }

  private boolean matches(String text, String regex) {
    Pattern pattern = known.get(regex);
    if (pattern == null) {
      pattern = read(regex);
      if (known.size() < MOST) {
        known.put(regex, pattern);
      }
    }
    return pattern.matcher(text).find();
  }

  /**
   * Reads a regular expression.
   *
   * @throws IllegalArgumentException when it is larger than {@link Limits#REGEX}
   * @throws com.google.re2j.PatternSyntaxException when it is none
   */
  static Pattern read(String regex) {
    // Before it is read, since reading writes repetitions out.
    long estimate = RegexSize.of(regex, Limits.DEPTH);
    if (estimate > Limits.REGEX_ESTIMATE) {
      throw tooLarge("some " + estimate);
    }
    Pattern pattern = Pattern.compile(regex);
    if (pattern.programSize() > Limits.REGEX) {
      throw tooLarge(Integer.toString(pattern.programSize()));
    }
    return pattern;
  }

  private static IllegalArgumentException tooLarge(String instructions) {
    return new IllegalArgumentException(
        "the regular expression comes to "
            + instructions
            + " instructions, and "
            + Limits.REGEX
            + " are the most: write fewer or smaller repetitions, or less of it");
  }
}
