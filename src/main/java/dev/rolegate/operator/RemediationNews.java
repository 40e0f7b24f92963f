package dev.rolegate.operator;

import dev.rolegate.api.CondemnedRule;
import dev.rolegate.api.DefaultGroupStatus;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.execute.StepResult;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.report.EventReason;
import dev.rolegate.operator.report.Events;
import dev.rolegate.operator.report.UnmanagedMetrics;
import dev.rolegate.operator.status.Failure;
import dev.rolegate.plan.Step;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what becomes of groups that nobody declares, on the ManagedVpc. */
@Singleton
public class RemediationNews {
  private static final Logger LOG = LoggerFactory.getLogger(RemediationNews.class);

  /** Rules that an event names; the status lists all. */
  private static final int NAMED = 5;

  private final Events events;
  private final UnmanagedMetrics metrics;

  public RemediationNews(Events events, UnmanagedMetrics metrics) {
    this.events = events;
    this.metrics = metrics;
  }

  UnmanagedMetrics metrics() {
    return metrics;
  }

  /** The grace of these rules begins; it was written before. */
  void begun(ManagedVpc vpc, VpcSnapshot snapshot, List<CondemnedRule> rows) {
    Map<String, List<CondemnedRule>> byGroup =
        rows.stream()
            .collect(
                Collectors.groupingBy(CondemnedRule::groupId, TreeMap::new, Collectors.toList()));
    byGroup.forEach(
        (id, ofGroup) -> {
          String text =
              named(snapshot, id)
                  + ": not before "
                  + ofGroup.get(0).due()
                  + " "
                  + (ofGroup.size() == 1
                      ? "a rule is removed"
                      : ofGroup.size() + " rules are removed")
                  + ", which nobody declares: "
                  + list(
                      ofGroup.stream()
                          .map(
                              row ->
                                  row.rule()
                                      + " ("
                                      + row.ruleId()
                                      + "; "
                                      + String.join(", ", row.guardrails())
                                      + ")")
                          .toList())
                  + ". Declare what is needed, or ask for a GuardrailException";
          LOG.info("{}: {}", vpc.getMetadata().getName(), text);
          events.tell(vpc, EventReason.RULE_WILL_BE_REMOVED, text);
        });
  }

  /** What a step came to. */
  void tell(ManagedVpc vpc, VpcSnapshot snapshot, StepResult result, Step.Remedy remedy) {
    String name = vpc.getMetadata().getName();
    if (result.outcome() == StepResult.Outcome.FAILED) {
      var error = result.error();
      if (error != null && Failure.of(error).isTerminal()) {
        events.tell(
            vpc,
            EventReason.STEP_FAILED,
            named(snapshot, result.step().group().groupId())
                + ": its rules stay: "
                + Failure.of(error).text(error));
      }
    } else if (result.outcome() == StepResult.Outcome.APPLIED) {
      List<LiveRule> rules = ((Step.Revoke) result.step().action()).rules();
      boolean closed = remedy.guardrails().isEmpty();
      events.tell(
          vpc,
          closed ? EventReason.DEFAULT_GROUP_CLOSED : EventReason.RULE_REMEDIATED,
          named(snapshot, result.step().group().groupId())
              + ": removed "
              + list(
                  rules.stream()
                      .map(
                          rule ->
                              rule.direction().word()
                                  + " "
                                  + rule.permission()
                                  + " ("
                                  + rule.ruleId()
                                  + ")")
                      .toList())
              + (closed ? "" : " for " + String.join(", ", remedy.guardrails()))
              + (result.step().interruptsUntracked() ? "; live untracked connections ended" : "")
              + ". The audit log has what it takes to put it back: rolegate restore --rule");
      metrics.removed(name, remedy.guardrails(), rules.size());
    }
  }

  /**
   * @param before null where it was not looked at
   * @param after null where it is not looked at
   */
  void defaultGroup(ManagedVpc vpc, DefaultGroupStatus before, DefaultGroupStatus after) {
    metrics.defaultGroup(vpc.getMetadata().getName(), after);
    int now = rules(after);
    if (now > rules(before)) {
      events.tell(
          vpc,
          EventReason.DEFAULT_GROUP_OPEN,
          after.groupId()
              + ", the VPC's default group, has "
              + (now == 1 ? "a rule" : now + " rules"));
    }
  }

  private static int rules(DefaultGroupStatus status) {
    return status == null ? 0 : Objects.requireNonNullElse(status.rules(), 0);
  }

  private static String named(VpcSnapshot snapshot, String id) {
    return snapshot.group(id).map(Group::name).map(name -> id + " (" + name + ")").orElse(id);
  }

  private static String list(List<String> rules) {
    String shown = rules.stream().limit(NAMED).collect(Collectors.joining(", "));
    return rules.size() <= NAMED ? shown : shown + " and " + (rules.size() - NAMED) + " more";
  }
}
