package dev.rolegate.operator.status;

import static java.util.stream.Collectors.joining;

import dev.rolegate.guardrail.Finding;
import dev.rolegate.model.GuardrailDocument.Action;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Words for what guardrails found. */
public final class GuardrailText {
  /** Of the findings of a group that its condition names. */
  private static final int NAMED = 5;

  private GuardrailText() {}

  /** Equal for the same finding of two checks, whatever its message says. */
  public static String identity(Finding finding) {
    return finding.guardrail().name()
        + " "
        + finding.state()
        + " "
        + subject(finding)
        + " "
        + finding.rule().map(r -> r.permission().toString()).orElse("")
        + " "
        + finding.exemption();
  }

  /** {@code High admin-closed (Deny): shop/web ingress/ssh tcp 22 0.0.0.0/0: …}. */
  public static String sentence(Finding finding) {
    return finding.guardrail().severity().text()
        + " "
        + finding.guardrail().name()
        + " ("
        + finding.guardrail().action().text()
        + (finding.state() == Finding.State.DECLARED ? "" : ", live")
        + "): "
        + subject(finding)
        + finding.rule().map(r -> " " + r.permission()).orElse("")
        + ": "
        + finding.message()
        + (finding.exemption().isEmpty() ? "" : " (accepted by " + finding.exemption() + ")");
  }

  private static String subject(Finding finding) {
    String group = finding.group().map(Object::toString).orElse(finding.groupId());
    return group
        + finding
            .rule()
            .map(r -> " " + r.direction().word() + (r.name().isEmpty() ? "" : "/" + r.name()))
            .orElse("");
  }

  /**
   * The condition GuardrailsPassed of a declared group.
   *
   * @param findings all of that group, accepted ones included
   */
  public static dev.rolegate.operator.status.Finding passed(List<Finding> findings) {
    List<Finding> open = findings.stream().filter(f -> f.exemption().isEmpty()).toList();
    List<Finding> broken =
        open.stream().filter(f -> f.verdict() == Finding.Verdict.BROKEN).toList();
    long accepted =
        findings.stream()
            .filter(f -> !f.exemption().isEmpty())
            .map(f -> subject(f) + f.guardrail().name())
            .distinct()
            .count();
    String more = accepted == 0 ? "" : accepted + " accepted by GuardrailExceptions";
    if (!broken.isEmpty()) {
      boolean warned = broken.stream().allMatch(f -> f.guardrail().action() == Action.WARN);
      return condition(
          dev.rolegate.operator.status.Finding.FALSE,
          warned ? Reason.GUARDRAILS_WARN : Reason.GUARDRAILS_BROKEN,
          named(broken, more));
    }
    return open.stream().allMatch(f -> f.guardrail().action() == Action.WARN)
        ? condition(
            dev.rolegate.operator.status.Finding.TRUE,
            Reason.GUARDRAILS_KEPT,
            Stream.of(more, unknown(open)).filter(t -> !t.isEmpty()).collect(joining("; ")))
        : condition(
            dev.rolegate.operator.status.Finding.UNKNOWN,
            Reason.GUARDRAILS_UNKNOWN,
            named(open, more));
  }

  /** What only warns withholds nothing, whatever it would say. */
  private static String unknown(List<Finding> findings) {
    Map<String, Set<String>> byCause = new TreeMap<>();
    findings.forEach(
        f ->
            byCause
                .computeIfAbsent(f.message(), message -> new TreeSet<>())
                .add(f.guardrail().name()));
    return byCause.isEmpty()
        ? ""
        : "could not be judged by: "
            + byCause.entrySet().stream()
                .limit(NAMED)
                .map(e -> String.join(", ", e.getValue()) + " (" + e.getKey() + ")")
                .collect(joining("; "))
            + (byCause.size() > NAMED ? "; and " + (byCause.size() - NAMED) + " more causes" : "");
  }

  /** The most severe first; an entry with several peers, once for each guardrail. */
  private static String named(List<Finding> findings, String more) {
    Map<String, String> lines = new LinkedHashMap<>();
    findings.stream()
        .sorted(Comparator.comparing(f -> f.guardrail().severity()))
        .forEach(
            f -> {
              String what =
                  f.rule().map(r -> r.direction().word() + "/" + named(r) + " ").orElse("")
                      + "by "
                      + f.guardrail().name()
                      + " ("
                      + f.guardrail().action().text()
                      + "): ";
              lines.putIfAbsent(what, what + f.message());
            });
    return lines.values().stream().limit(NAMED).collect(joining("; "))
        + (lines.size() > NAMED ? "; and " + (lines.size() - NAMED) + " more" : "")
        + (more.isEmpty() ? "" : "; " + more);
  }

  private static String named(Finding.Rule rule) {
    return rule.name().isEmpty() ? rule.permission().toString() : rule.name();
  }

  private static dev.rolegate.operator.status.Finding condition(
      String status, Reason reason, String message) {
    return new dev.rolegate.operator.status.Finding(
        dev.rolegate.operator.status.Finding.GUARDRAILS_PASSED, status, reason, message);
  }
}
