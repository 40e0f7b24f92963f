package dev.rolegate.operator.report;

import dev.rolegate.api.DriftRecord;
import dev.rolegate.execute.StepResult;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.LiveRule;
import dev.rolegate.operator.status.Drift;
import dev.rolegate.plan.HeldItem;
import dev.rolegate.plan.HeldItems;
import dev.rolegate.plan.Step;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The texts of events. Removing a rule refuses new connections; whether established ones end
 * depends on EC2's connection tracking, so no text says that access has ended.
 */
public final class Wording {
  /** Of the changes that an event names; the log has all. */
  private static final int NAMED = 5;

  private Wording() {}

  /** A generation of the documents is in place. */
  public static String applied(DesiredGroup group, List<StepResult> results) {
    List<StepResult> narrowed =
        results.stream()
            .filter(r -> r.outcome() == StepResult.Outcome.APPLIED)
            .filter(r -> r.step().effect() == Step.Effect.NARROW)
            .filter(r -> !HeldItems.of(r.step()).isEmpty())
            .toList();
    String text =
        "Generation " + group.generation() + " is in place, " + group.rules().size() + " rules";
    return narrowed.isEmpty() ? text : text + ". " + narrowed(narrowed);
  }

  /** A rule went because its time is over. */
  public static String expired(DesiredRule rule, LiveRule live, StepResult result) {
    return "Removed "
        + live.direction().word()
        + " "
        + live.permission()
        + (live.hasId() ? " (" + live.ruleId() + ")" : "")
        + ", documented as "
        + rule.name()
        + " until "
        + rule.expiresAt().map(Object::toString).orElse("")
        + "; new connections are refused since "
        + result.at().truncatedTo(ChronoUnit.SECONDS)
        + cuts(result.step().interruptsUntracked());
  }

  private static String narrowed(List<StepResult> results) {
    List<HeldItem> changes =
        results.stream().flatMap(r -> HeldItems.of(r.step()).stream()).distinct().toList();
    boolean cuts = results.stream().anyMatch(r -> r.step().interruptsUntracked());
    return changes.stream().limit(NAMED).map(HeldItem::text).collect(Collectors.joining("; "))
        + (changes.size() > NAMED ? "; and " + (changes.size() - NAMED) + " more" : "")
        + ": new connections are refused since "
        + results.get(results.size() - 1).at().truncatedTo(ChronoUnit.SECONDS)
        + cuts(cuts);
  }

  private static String cuts(boolean cuts) {
    return cuts ? ", and live untracked connections were cut" : "";
  }

  /** Drift was mended. */
  public static String mended(Drift.Mended mended) {
    DriftRecord record = mended.record();
    String what =
        switch (record.kind()) {
          case EXTRA_RULE -> "Removed ";
          case MISSING_RULE -> "Put back a rule that was gone: ";
          case ALTERED_RULE -> "Put right a rule that had been changed to: ";
          case DESCRIPTION -> "Put right the description of: ";
          case TAGS -> "Put right tags: ";
          case GROUP_MISSING -> "Created again a group that was gone: ";
        };
    String id = record.ruleId() == null ? "" : " (" + record.ruleId() + ")";
    String since =
        switch (record.kind()) {
          case EXTRA_RULE ->
              ", which no document names; new connections are refused since " + record.time();
          case ALTERED_RULE ->
              "; what it allowed is refused to new connections since " + record.time();
          default -> "";
        };
    return what + record.rule() + id + since + cuts(mended.cuts());
  }
}
