package dev.rolegate.cli;

import dev.rolegate.execute.audit.AuditContext;
import dev.rolegate.execute.audit.AuditedCall;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import java.util.List;
import java.util.Optional;

/**
 * The removal of a rule from a group that nobody declares, as the audit log tells it.
 *
 * @param rule as it was before
 */
record RuleRemoval(AuditedCall call, LiveRule rule) {
  private static final String REVOKE = "RevokeSecurityGroup";

  /**
   * Finds it.
   *
   * @throws UserError when the log has no such removal, or not of such a group; says what to do
   */
  static RuleRemoval find(String ruleId, AuditInput input) {
    List<RuleRemoval> removals =
        input.all().stream()
            .filter(call -> call.action().startsWith(REVOKE))
            .flatMap(call -> of(ruleId, call).stream())
            .toList();
    if (removals.isEmpty()) {
      throw new UserError(
          "the audit log has no removal of "
              + ruleId
              + "; "
              + span(input)
              + mentioned(ruleId, input));
    }
    RuleRemoval last =
        removals.stream()
            .filter(removal -> !removal.call.isWithoutEffect())
            .reduce((first, second) -> second)
            .orElseThrow(
                () ->
                    new UserError(
                        ruleId
                            + " was never removed by Rolegate: every call that was to remove it"
                            + " failed, the last with "
                            + removals.get(removals.size() - 1).call.end().orElseThrow().code()));
    last.checkKind();
    return last;
  }

  private static Optional<RuleRemoval> of(String ruleId, AuditedCall call) {
    return call.before().rules().stream()
        .filter(rule -> rule.ruleId().equals(ruleId))
        .findFirst()
        .map(rule -> new RuleRemoval(call, rule));
  }

  private static String span(AuditInput input) {
    if (input.all().isEmpty()) {
      return "it has no audit lines at all: give the audit file, or the logs of the operator's pods";
    }
    return "it goes from "
        + input.all().get(0).time()
        + " to "
        + input.all().get(input.all().size() - 1).time()
        + ": check the id, or give the files of that time too";
  }

  private static String mentioned(String ruleId, AuditInput input) {
    return input.all().stream()
        .filter(
            call ->
                call.end()
                    .filter(
                        end ->
                            end.created().rules().stream().anyMatch(r -> r.ruleId().equals(ruleId)))
                    .isPresent())
        .findFirst()
        .map(call -> ". The rule was made by Rolegate at " + call.time())
        .orElse("");
  }

  /** Documents decide about rules of managed groups. */
  private void checkKind() {
    GroupKey key = context().groups().get(0).key();
    if (!key.namespace().isEmpty()) {
      throw new UserError(
          rule.ruleId()
              + " was removed from "
              + groupId()
              + ", the group of "
              + key
              + ", because: "
              + context().why()
              + "\n  Documents say what that group holds, and a rule that none names would be removed"
              + " again: write it into RoleSecurityGroup "
              + key
              + ", or undo the whole plan with: rolegate revert --plan "
              + context().since().substring(0, Math.min(12, context().since().length()))
              + " --audit-log FILE");
    }
  }

  AuditContext context() {
    return call.context();
  }

  String groupId() {
    return call.groupId();
  }

  /** Guardrails that asked for it; empty for every other cause. */
  List<String> guardrails() {
    return context().guardrails();
  }

  /** True where only EC2 can tell whether it had its effect. */
  boolean isUncertain() {
    return call.isUncertain();
  }
}
