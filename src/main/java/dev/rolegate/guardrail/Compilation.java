package dev.rolegate.guardrail;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.GuardrailDocument.Action;
import dev.rolegate.model.GuardrailDocument.Subject;
import java.util.List;
import java.util.Optional;

/** Makes a document one that can be judged by, or says why not. */
final class Compilation {
  private final GuardrailDocument document;
  private final List<Flaw> flaws;
  private Parameters parameters;
  private CelRuntime runtime;

  private Compilation(GuardrailDocument document, List<Flaw> flaws) {
    this.document = document;
    this.flaws = flaws;
  }

  /** Empty with at least one flaw more where it cannot be judged by. */
  static Optional<Check> of(GuardrailDocument document, List<Flaw> flaws) {
    return new Compilation(document, flaws).check();
  }

  private Optional<Check> check() {
    int before = flaws.size();
    try {
      parameters = new Parameters(document.parameters());
      runtime = Language.runtime(WorldMeasure.of(document));
    } catch (IllegalArgumentException e) {
      flaws.add(new Flaw(document, "parameters", 0, 0, e.getMessage()));
      return Optional.empty();
    }
    if (document.action() == Action.REMOVE && document.subject() == Subject.GROUP) {
      flaws.add(
          new Flaw(
              document,
              "action",
              0,
              0,
              "Remove takes away rules, and this is about groups as such: write Warn or Deny, or"
                  + " subject Rule"));
    }
    Expression when =
        document.when().isBlank() ? null : expression("when", document.when(), SimpleType.BOOL);
    Expression expression = expression("expression", document.expression(), SimpleType.BOOL);
    Expression message = expression("message", document.message(), SimpleType.STRING);
    return flaws.size() > before
        ? Optional.empty()
        : Optional.of(
            new Check(document, parameters, Optional.ofNullable(when), expression, message));
  }

  private Expression expression(String field, String text, CelType result) {
    if (text.isBlank()) {
      flaws.add(new Flaw(document, field, 0, 0, "it is empty: write a CEL expression"));
      return null;
    }
    CelCompiler compiler = Language.compiler(document.subject(), parameters, result);
    try {
      CelValidationResult parsed = compiler.parse(text);
      if (parsed.hasError()) {
        return flawed(field, parsed, null);
      }
      CelValidationResult checked = compiler.check(parsed.getAst());
      if (checked.hasError()) {
        return flawed(field, checked, parsed.getAst());
      }
      CelAbstractSyntaxTree tree = checked.getAst();
      List<Vetting.Fault> faults = Vetting.of(tree, parameters);
      faults.forEach(
          fault ->
              flaws.add(new Flaw(document, field, fault.line(), fault.column(), fault.message())));
      return faults.isEmpty()
          ? new Parts(tree, runtime, parameters, WorldMeasure.of(document)).expression()
          : null;
    } catch (CelValidationException | CelEvaluationException | RuntimeException e) {
      flaws.add(new Flaw(document, field, 0, 0, "it cannot be compiled: " + e.getMessage()));
      return null;
    }
  }

  private Expression flawed(String field, CelValidationResult result, CelAbstractSyntaxTree tree) {
    Advice advice = new Advice(document.subject(), parameters, tree);
    for (CelIssue issue : result.getErrors()) {
      int line = Math.max(0, issue.getSourceLocation().getLine());
      flaws.add(
          new Flaw(
              document,
              field,
              line,
              line == 0 ? 0 : issue.getSourceLocation().getColumn() + 1,
              advice.message(issue)));
    }
    return null;
  }
}
