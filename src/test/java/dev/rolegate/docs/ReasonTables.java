package dev.rolegate.docs;

import dev.rolegate.model.NeverTouch;
import dev.rolegate.operator.report.EventReason;
import dev.rolegate.operator.status.Reason;
import dev.rolegate.plan.Step;
import java.util.Arrays;
import java.util.List;

/** What conditions, events and plans give as a reason, from the enums that they take it from. */
final class ReasonTables {
  private ReasonTables() {}

  /** Those reasons that ask somebody to do something, or to wait. */
  static String troubleshooting() {
    return Pages.table(
        List.of("reason", "meaning", "what to do"),
        Arrays.stream(Reason.values())
            .map(
                reason ->
                    List.of(
                        Pages.code(reason.text()),
                        Pages.text(reason.meaning()),
                        Pages.text(reason.remedy())))
            .toList());
  }

  static String reasons() {
    return Pages.table(
        List.of("reason", "meaning"),
        Arrays.stream(Reason.values())
            .map(reason -> List.of(Pages.code(reason.text()), Pages.text(reason.meaning())))
            .toList());
  }

  static String events() {
    return Pages.table(
        List.of("reason", "type", "meaning"),
        Arrays.stream(EventReason.values())
            .map(
                reason ->
                    List.of(
                        Pages.code(reason.text()),
                        reason.type().text(),
                        Pages.text(reason.meaning())))
            .toList());
  }

  /** Whose groups are never adopted, and by what each is known. */
  static String neverTouch() {
    return Pages.table(
        List.of("belongs to", "known by"),
        Arrays.stream(NeverTouch.values())
            .map(entry -> List.of(entry.owner(), entry.evidence().replace("|", "\\|")))
            .toList());
  }

  static String holds() {
    return Arrays.stream(Step.Hold.values())
        .filter(hold -> hold != Step.Hold.NONE)
        .map(hold -> "- " + hold.text())
        .collect(java.util.stream.Collectors.joining("\n"));
  }

  static String causes() {
    return Arrays.stream(Step.Cause.values())
        .map(cause -> "- " + cause.text())
        .collect(java.util.stream.Collectors.joining("\n"));
  }
}
