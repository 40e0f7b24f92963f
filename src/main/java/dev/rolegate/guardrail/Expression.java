package dev.rolegate.guardrail;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
  private final Optional<List<Feature>> features;
  private final Set<String> functions;

  Expression(CelRuntime.Program program, Reads reads) {
    this.program = program;
    readsClock = reads.clock();
    features = reads.features();
    functions = reads.functions();
  }

  /** Whether it names {@code now}. */
  boolean readsClock() {
    return readsClock;
  }

  /** Whether it calls the function of that name, on whatever rule or group. */
  boolean calls(String function) {
    return functions.contains(function);
  }

  /** All that it looks at; empty where that cannot be told beforehand. */
  Optional<List<Feature>> features() {
    return features;
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
}
