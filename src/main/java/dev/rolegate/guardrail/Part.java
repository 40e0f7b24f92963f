package dev.rolegate.guardrail;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Optional;

/**
 * A part of an expression. An expression is taken apart at {@code &&}, {@code ||} and {@code !}, so
 * that what is left looks at few things each, and is the same for all rules in which those are.
 */
sealed interface Part {

  /** Why a part has no value. */
  record Failure(String message) {}

  /** Of an {@code &&}. */
  record Both(Part one, Part other) implements Part {}

  /** Of an {@code ||}. */
  record Either(Part one, Part other) implements Part {}

  /** Of a {@code !}. */
  record Not(Part part) implements Part {}

  /** What CEL evaluates in one go. */
  final class Leaf implements Part {
    private final CelRuntime.Program program;
    private final Optional<List<Feature>> features;
    private final boolean ofGroup;
    private final boolean loops;

    /**
     * @param loops whether it goes over lists
     */
    Leaf(CelRuntime.Program program, Reads reads, boolean loops) {
      this.program = program;
      features = reads.features();
      ofGroup = !reads.rule();
      this.loops = loops;
    }

    /** All that it looks at; empty where that cannot be told beforehand. */
    Optional<List<Feature>> features() {
      return features;
    }

    /** Whether it looks at no rule but as one of the group's, so that all rules have its value. */
    boolean isOfGroup() {
      return ofGroup;
    }

    boolean loops() {
      return loops;
    }

    /** Its value, or a {@link Failure}, for want of facts or for another reason. */
    Object evaluate(Expression.Scope scope) {
      try {
        return program.eval(scope);
      } catch (CelEvaluationException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
          if (cause instanceof NotKnown missing) {
            return new Failure(missing.getMessage());
          }
        }
        return new Failure("its expression fails: " + e.getMessage());
      }
    }
  }
}
