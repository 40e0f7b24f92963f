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

  private static Pattern read(String regex) {
    Pattern pattern = Pattern.compile(regex);
    if (pattern.programSize() > Limits.REGEX) {
      throw new IllegalArgumentException(
          "Regex pattern exceeds allowed program size. Allowed: "
              + Limits.REGEX
              + ", Provided: "
              + pattern.programSize());
    }
    return pattern;
  }
}
