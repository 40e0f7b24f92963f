package dev.rolegate.guardrail;

import dev.rolegate.model.Glob;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.GuardrailDocument.Match;
import dev.rolegate.model.GuardrailDocument.Scope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A guardrail that can be judged by. */
record Check(
    GuardrailDocument document,
    Parameters parameters,
    Optional<Expression> when,
    Expression expression,
    Expression message) {

  /** What it says of one rule or group that it does not let pass. */
  record Objection(Finding.Verdict verdict, String message) {

    /**
     * @param rule null where the group as such is meant
     */
    Finding about(Check check, GroupFacts group, RuleFacts rule) {
      return new Finding(
          check.document,
          group.state(),
          group.key(),
          group.groupId(),
          Optional.ofNullable(rule)
              .map(
                  one ->
                      new Finding.Rule(
                          one.direction(), one.name(), one.permission(), one.ruleId())),
          message,
          verdict,
          "");
    }
  }

  /** Whether the answer hangs on the time of day. */
  boolean readsClock() {
    return expression.readsClock() || when.map(Expression::readsClock).orElse(false);
  }

  /** Whether it may ask, in the VPC of that ManagedVpc, which subnets there are. */
  boolean readsSubnets(String vpc) {
    return chosen(document.match().vpcs(), vpc)
        && Stream.concat(when.stream(), Stream.of(expression, message))
            .anyMatch(one -> one.calls(RuleWords.COVERS_SUBNET));
  }

  /** Whether the group is one of those that it is for. */
  boolean isFor(GroupFacts group, String vpc) {
    Match match = document.match();
    boolean managed = group.key().isPresent();
    return document.scope() != (managed ? Scope.UNMANAGED : Scope.MANAGED)
        && chosen(match.vpcs(), vpc)
        && chosen(match.namespaces(), group.key().map(GroupKey::namespace).orElse(""))
        && chosen(match.roles(), group.role());
  }

  private static boolean chosen(List<String> patterns, String text) {
    return patterns.isEmpty()
        || !text.isEmpty() && patterns.stream().anyMatch(one -> Glob.fits(one, text));
  }

  /**
   * @param rule null where the guardrail is about groups
   */
  Optional<Objection> judge(RuleView rule, GroupView group, Recall recall, Meter meter) {
    Expression.Scope scope = new Expression.Scope(rule, group, parameters, meter);
    Object answer = when.isEmpty() ? Boolean.TRUE : recall.value(when.get().whole(), scope);
    if (answer.equals(false)) {
      return Optional.empty();
    }
    if (answer.equals(true)) {
      answer = recall.value(expression.whole(), scope);
      if (answer.equals(true)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        answer instanceof Part.Failure failure
            ? new Objection(Finding.Verdict.UNKNOWN, "Cannot be told: " + failure.message())
            : new Objection(Finding.Verdict.BROKEN, text(scope, recall)));
  }

  private String text(Expression.Scope scope, Recall recall) {
    Object text = recall.value(message.whole(), scope);
    return text instanceof Part.Failure failure
        ? document.title()
            + " (this does not hold here; the guardrail's own message failed: "
            + failure.message()
            + ")"
        : (String) text;
  }
}
