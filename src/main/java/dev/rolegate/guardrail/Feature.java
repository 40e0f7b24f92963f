package dev.rolegate.guardrail;

import java.util.List;
import java.util.Optional;

/**
 * Something that an expression looks at: a field, a function with the values it is called with, or
 * that which a function's answers hang on whatever it is called with.
 *
 * @param field empty for a call
 * @param call null for a field
 * @param arguments empty for the basis of a call
 */
record Feature(
    Of of, String field, Call call, Optional<List<Object>> arguments, WorldMeasure measure) {

  /** What it is a feature of. */
  enum Of {
    RULE,
    GROUP,
    VPC
  }

  static Feature field(Of of, String name) {
    return new Feature(of, name, null, Optional.empty(), WorldMeasure.DEFAULT);
  }

  static Feature call(Of of, Call call, List<Object> arguments, WorldMeasure measure) {
    return new Feature(of, "", call, Optional.of(List.copyOf(arguments)), measure);
  }

  static Feature basis(Of of, Call call) {
    return new Feature(of, "", call, Optional.empty(), WorldMeasure.DEFAULT);
  }

  /** Its value, or why it has none. */
  Object value(RuleView rule, GroupView group) {
    View on =
        switch (of) {
          case RULE -> rule;
          case GROUP -> group;
          case VPC -> group.scene().vpc();
        };
    try {
      if (call == null) {
        return on.select(field);
      }
      return arguments.isPresent()
          ? call.body().apply(on, arguments.get().toArray(), measure)
          : call.basis().apply(on);
    } catch (RuntimeException e) {
      return new None(String.valueOf(e.getMessage()));
    }
  }

  /** In place of a value. */
  private record None(String why) {}
}
