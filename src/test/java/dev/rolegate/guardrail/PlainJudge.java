package dev.rolegate.guardrail;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.GuardrailDocument.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges without any memory: every expression as CEL has it, in one piece, for each rule by itself,
 * and with nothing that was worked out for another.
 */
final class PlainJudge {
  private final Map<Check, Map<String, CelRuntime.Program>> programs = new IdentityHashMap<>();

  Judgement judge(Guardrails guardrails, Docket docket) {
    Subjects subjects = new Subjects(docket);
    Exemptions exemptions = new Exemptions(docket);
    List<Finding> findings = new ArrayList<>();
    Stream.concat(subjects.declared().stream(), subjects.live().stream())
        .forEach(
            group ->
                guardrails.checks().stream()
                    .filter(check -> check.isFor(group, docket.desired().name()))
                    .flatMap(check -> findings(check, group, docket).stream())
                    .map(exemptions::apply)
                    .forEach(findings::add));
    return new Judgement(
        findings,
        Judge.judged(docket.desired(), subjects, findings),
        Moments.until(guardrails, docket),
        List.of());
  }

  private List<Finding> findings(Check check, GroupFacts facts, Docket docket) {
    List<RuleFacts> rules =
        check.document().subject() == Subject.RULE
            ? facts.rules()
            : Collections.singletonList(null);
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      GroupView group = new GroupView(facts, new Scene(docket, new Block.Known()));
      RuleView rule = rules.get(i) == null ? null : group.rules().get(i);
      RuleFacts about = rules.get(i);
      objection(check, new Expression.Scope(rule, group, check.parameters(), new Meter()))
          .ifPresent(objection -> findings.add(objection.about(check, facts, about)));
    }
    return findings;
  }

  private Optional<Check.Objection> objection(Check check, Expression.Scope scope) {
    GuardrailDocument document = check.document();
    try {
      boolean kept =
          !document.when().isBlank()
                  && !(boolean) value(check, document.when(), SimpleType.BOOL, scope)
              || (boolean) value(check, document.expression(), SimpleType.BOOL, scope);
      return kept
          ? Optional.empty()
          : Optional.of(new Check.Objection(Finding.Verdict.BROKEN, text(check, scope)));
    } catch (NotKnown e) {
      return Optional.of(
          new Check.Objection(Finding.Verdict.UNKNOWN, "Cannot be told: " + e.getMessage()));
    }
  }

  private String text(Check check, Expression.Scope scope) {
    try {
      return (String) value(check, check.document().message(), SimpleType.STRING, scope);
    } catch (NotKnown e) {
      return check.document().title()
          + " (this does not hold here; the guardrail's own message failed: "
          + e.getMessage()
          + ")";
    }
  }

  private Object value(Check check, String text, CelType type, Expression.Scope scope) {
    try {
      return programs
          .computeIfAbsent(check, one -> new HashMap<>())
          .computeIfAbsent(text, one -> program(check.document(), check.parameters(), one, type))
          .eval(scope);
    } catch (CelEvaluationException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof NotKnown missing) {
          throw missing;
        }
      }
      throw new NotKnown("its expression fails: " + e.getMessage());
    }
  }

  private static CelRuntime.Program program(
      GuardrailDocument document, Parameters parameters, String text, CelType type) {
    try {
      CelAbstractSyntaxTree tree =
          Language.compiler(document.subject(), parameters, type).compile(text).getAst();
      return Language.runtime(WorldMeasure.of(document)).createProgram(tree);
    } catch (CelValidationException | CelEvaluationException e) {
      throw new AssertionError(e);
    }
  }
}
