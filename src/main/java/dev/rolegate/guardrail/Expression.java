package dev.rolegate.guardrail;

import dev.cel.runtime.CelVariableResolver;
import java.util.Optional;
import java.util.Set;

/**
 * One compiled CEL expression.
 *
 * @param readsClock whether it names {@code now}
 * @param functions names of those that it calls, wherever in it
 */
record Expression(Part whole, boolean readsClock, Set<String> functions) {

  /**
   * What the variables stand for.
   *
   * @param rule null where the group as such is meant
   */
  record Scope(RuleView rule, GroupView group, Parameters parameters, Meter meter)
      implements CelVariableResolver {
    @Override
    public Optional<Object> find(String name) {
      return Optional.ofNullable(
          switch (name) {
            case "rule" -> rule;
            case "group" -> group;
            case "vpc" -> group.scene().vpc();
            case "now" -> group.scene().now();
            case "params" -> parameters;
            case Meter.VARIABLE -> meter;
            default -> null;
          });
    }
  }

  /** Whether it calls the function of that name, on whatever rule or group. */
  boolean calls(String function) {
    return functions.contains(function);
  }
}
