package dev.rolegate.guardrail;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.Optional;

/** One compiled CEL expression. */
final class Expression {

  /** What the variables stand for. */
  record Scope(RuleView rule, GroupView group, Parameters parameters)
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
            default -> null;
          });
    }
  }

  private final CelRuntime.Program program;

  private final boolean readsClock;

  /**
   * @param readsClock whether it names {@code now}
   */
  Expression(CelRuntime.Program program, boolean readsClock) {
    this.program = program;
    this.readsClock = readsClock;
  }

  boolean readsClock() {
    return readsClock;
  }

  /**
   * @throws NotKnown where it fails, for want of facts or for another reason
   */
  Object value(Scope scope) {
    try {
      return program.eval(scope);
    } catch (CelEvaluationException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof NotKnown missing) {
          throw missing;
        }
      }
      throw new NotKnown("its expression fails: " + e.getMessage());
    }
  }

  boolean isTrue(Scope scope) {
    return value(scope) == Boolean.TRUE;
  }
}
