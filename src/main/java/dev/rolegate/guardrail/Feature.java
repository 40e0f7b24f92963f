package dev.rolegate.guardrail;

import java.util.List;

/**
 * Something that an expression looks at: a field, or a function with the values it is called with.
 *
 * @param field empty for a call
 * @param call null for a field
 */
record Feature(Of of, String field, Call call, List<Object> arguments, WorldMeasure measure) {

  /** What it is a feature of. */
  enum Of {
    RULE,
    GROUP,
    VPC
  }

  static Feature field(Of of, String name) {
    return new Feature(of, name, null, List.of(), WorldMeasure.DEFAULT);
  }

  static Feature call(Of of, Call call, List<Object> arguments, WorldMeasure measure) {
    return new Feature(of, "", call, List.copyOf(arguments), measure);
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
      return call == null ? on.select(field) : call.body().apply(on, arguments.toArray(), measure);
    } catch (RuntimeException e) {
      return new None(String.valueOf(e.getMessage()));
    }
  }

  /** In place of a value. */
  private record None(String why) {}
}
