package dev.rolegate.guardrail;

import dev.rolegate.model.GuardrailDocument;

/**
 * Why a guardrail cannot be judged by. It passes nothing and withholds nothing.
 *
 * @param field of its spec, as {@code expression}
 * @param line in the field's text, from 1; 0 where no place is meant
 * @param column in that line, from 1; 0 where no place is meant
 * @param message what is wrong and what to do
 */
public record Flaw(
    GuardrailDocument guardrail, String field, int line, int column, String message) {

  /** Where and what, as {@code spec.when, line 1, column 6: there is no field …}. */
  public String text() {
    return "spec."
        + field
        + (line == 0 ? "" : ", line " + line + ", column " + column)
        + ": "
        + message;
  }
}
