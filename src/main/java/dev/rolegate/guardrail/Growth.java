package dev.rolegate.guardrail;

import com.google.common.collect.ImmutableSet;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import dev.cel.runtime.standard.MatchesFunction.MatchesOverload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * CEL's functions that make a longer text or list of what they are given, with an end: a short
 * expression of nested loops could double a text more often than there is memory. What runs into
 * the end fails.
 */
final class Growth {
  private static final Set<AddOverload> ADDING =
      Set.of(AddOverload.ADD_STRING, AddOverload.ADD_LIST, AddOverload.ADD_BYTES);

  private static final Set<Function> KEPT =
      Set.of(
          Function.CHAR_AT,
          Function.INDEX_OF,
          Function.LAST_INDEX_OF,
          Function.LOWER_ASCII,
          Function.UPPER_ASCII,
          Function.SPLIT,
          Function.SUBSTRING,
          Function.TRIM);

  private Growth() {}

  /** The text functions that expressions may call. */
  static CelStringExtensions declared() {
    return CelExtensions.strings(
        ImmutableSet.<Function>builder()
            .addAll(KEPT)
            .add(Function.JOIN)
            .add(Function.REPLACE)
            .build());
  }

  /** Those of them whose results are no longer than what they are given. */
  static CelStringExtensions harmless() {
    return CelExtensions.strings(KEPT);
  }

  /** CEL's own functions but for the ones that are bounded here, and regular expressions. */
  static CelStandardFunctions standard() {
    return CelStandardFunctions.newBuilder()
        .filterFunctions(
            (function, overload) ->
                !ADDING.contains(overload) && !(overload instanceof MatchesOverload))
        .build();
  }

  static List<CelFunctionBinding> bounded() {
    List<CelFunctionBinding> bindings = new ArrayList<>();
    bindings.add(CelFunctionBinding.from("add_string", String.class, String.class, Growth::add));
    bindings.add(CelFunctionBinding.from("add_list", List.class, List.class, Growth::add));
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            "join",
            CelFunctionBinding.from("list_join", List.class, list -> join(list, "")),
            CelFunctionBinding.from("list_join_string", List.class, String.class, Growth::join)));
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            "replace",
            CelFunctionBinding.from(
                "string_replace_string_string",
                List.of(String.class, String.class, String.class),
                all -> replace((String) all[0], (String) all[1], (String) all[2], -1)),
            CelFunctionBinding.from(
                "string_replace_string_string_int",
                List.of(String.class, String.class, String.class, Long.class),
                all -> replace((String) all[0], (String) all[1], (String) all[2], (Long) all[3]))));
    return bindings;
  }

  private static String add(String one, String other) {
    return one + text(other, one.length());
  }

  private static List<Object> add(List<?> one, List<?> other) {
    if (one.size() + other.size() > Limits.ELEMENTS) {
      throw new IllegalArgumentException(
          "a list would have more than " + Limits.ELEMENTS + " elements");
    }
    List<Object> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }

  private static String join(List<?> list, String between) {
    long length = list.stream().mapToLong(one -> ((String) one).length() + between.length()).sum();
    if (length > Limits.CHARACTERS + between.length()) {
      throw tooLong();
    }
    return list.stream().map(String.class::cast).collect(Collectors.joining(between));
  }

  private static String replace(String text, String old, String with, long most) {
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    for (long done = 0; most < 0 || done < most; done++) {
      int at = text.indexOf(old, old.isEmpty() && done > 0 ? from + 1 : from);
      if (at < 0 || at > text.length() || old.isEmpty() && done > text.length()) {
        break;
      }
      replaced.append(text, from, at).append(text(with, replaced.length()));
      from = at + old.length();
    }
    return replaced.append(text, from, text.length()).toString();
  }

  private static String text(String more, int before) {
    if (before + more.length() > Limits.CHARACTERS) {
      throw tooLong();
    }
    return more;
  }

  private static IllegalArgumentException tooLong() {
    return new IllegalArgumentException(
        "a text would be longer than " + Limits.CHARACTERS + " characters");
  }
}
