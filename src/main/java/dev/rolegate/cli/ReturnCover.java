package dev.rolegate.cli;

import dev.rolegate.api.ExceptionsSpec;
import dev.rolegate.api.Guardrail;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.guardrail.Finding.Verdict;
import dev.rolegate.topology.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** From which guardrails a rule that comes back is excepted, and what is said of the others. */
final class ReturnCover {
  private final RuleOptions options;
  private final RuleRemoval removal;
  private final ReturnTrial trial;
  private final String until;
  private final List<Need> needs = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  /**
   * An exception that is to be written.
   *
   * @param neighbour the rule that it is for; empty for the rule that comes back
   */
  record Need(String guardrail, String neighbour) {}

  /**
   * @param end of the exceptions; empty where it is not known yet
   * @throws UserError when the options name a guardrail that does not condemn the rule
   */
  ReturnCover(RuleOptions options, RuleRemoval removal, ReturnTrial trial, Optional<Instant> end) {
    this.options = options;
    this.removal = removal;
    this.trial = trial;
    until = end.map(e -> " until " + e).orElse(", whose end --until says");
    checkNames();
    formerCauses();
    trial
        .unjudged()
        .forEach(
            fault ->
                lines.add(
                    "Whether Guardrail "
                        + fault.name()
                        + " would condemn it is not known, since it cannot be judged by: "
                        + fault.text()));
    decide();
  }

  private void checkNames() {
    Set<String> known = names(trial.ofRule());
    known.addAll(names(trial.ofNeighbours()));
    for (String name : options.exceptFrom) {
      if (!known.contains(name)) {
        throw new UserError(
            "--except-from names Guardrail "
                + name
                + ", which "
                + (trial.has(name) ? "does not condemn the rule" : "is not in the cluster")
                + (known.isEmpty() ? "" : "; those that do: " + String.join(", ", known)));
      }
    }
  }

  private static Set<String> names(List<Finding> findings) {
    return findings.stream()
        .map(f -> f.guardrail().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Of the guardrails that removed it, those that would not do it again. */
  private void formerCauses() {
    Set<String> spoken = names(trial.ofRule());
    trial.unjudged().forEach(fault -> spoken.add(fault.name()));
    for (String name : removal.guardrails()) {
      if (!trial.has(name)) {
        lines.add("Guardrail " + name + " is gone: no exception is needed.");
      } else if (!spoken.contains(name)) {
        lines.add("Guardrail " + name + " does not condemn it now: no exception is needed.");
      }
    }
  }

  private void decide() {
    Optional<String> untouchable = trial.untouchable();
    List<Finding> open = trial.ofRule().stream().filter(ReturnTrial::isOpen).toList();
    if (untouchable.isPresent() && options.exceptFrom.isEmpty()) {
      if (!open.isEmpty()) {
        lines.add(
            "Condemned by Guardrail "
                + String.join(", ", names(open))
                + ", which take nothing from that group: "
                + untouchable.get()
                + ". No exception is needed.");
      }
      return;
    }
    trial.ofRule().forEach(this::ofRule);
    trial.ofNeighbours().forEach(this::ofNeighbour);
    if (!open.isEmpty() && untouchable.isEmpty()) {
      lines.add(trial.fate());
    }
  }

  private void ofRule(Finding finding) {
    String name = finding.guardrail().name();
    boolean sure = finding.verdict() == Verdict.BROKEN;
    if (!finding.exemption().isEmpty()) {
      lines.add(
          "An exception from Guardrail "
              + name
              + " counts already, until "
              + trial.exemption(finding.exemption()).until()
              + ": GuardrailException "
              + finding.exemption());
    } else if (isWanted(name, sure || removal.guardrails().contains(name))) {
      needs.add(new Need(name, ""));
      lines.add(
          "+ exception from Guardrail "
              + name
              + until
              + (sure
                  ? "; it condemns the rule: "
                  : "; whether it condemns the rule is not known: ")
              + finding.message());
    } else if (sure) {
      lines.add(
          "No exception from Guardrail " + name + ", which condemns it: " + finding.message());
    } else {
      lines.add(
          "Whether Guardrail "
              + name
              + " condemns it is not known, and no exception is written without --except-from: "
              + finding.message());
    }
  }

  private void ofNeighbour(Finding finding) {
    String name = finding.guardrail().name();
    Finding.Rule rule = finding.rule().orElseThrow();
    String neighbour =
        rule.ruleId() + " (" + rule.direction().word() + " " + rule.permission() + ")";
    if (isWanted(name, true)) {
      needs.add(new Need(name, rule.ruleId()));
      lines.add(
          "+ exception from Guardrail "
              + name
              + " for "
              + neighbour
              + until
              + "; it condemns that one too once the rule is there: "
              + finding.message());
    } else {
      lines.add(
          "No exception from Guardrail "
              + name
              + " for "
              + neighbour
              + ", which it condemns too once the rule is there: "
              + finding.message());
    }
  }

  private boolean isWanted(String guardrail, boolean byDefault) {
    return !options.noExceptions
        && (options.exceptFrom.isEmpty() ? byDefault : options.exceptFrom.contains(guardrail));
  }

  /** In the order in which they are written. */
  List<Need> needs() {
    return needs;
  }

  /** For people, before they are asked. */
  List<String> lines() {
    return lines;
  }

  /**
   * @throws UserError when one of the exceptions may not last that long
   */
  void checkLongest(List<Guardrail> guardrails, Instant until, Instant now) {
    Set<String> names = needs.stream().map(Need::guardrail).collect(Collectors.toSet());
    guardrails.stream()
        .filter(guardrail -> names.contains(guardrail.getMetadata().getName()))
        .filter(guardrail -> until.isAfter(now.plus(period(guardrail))))
        .min(Comparator.comparing(ReturnCover::period))
        .ifPresent(
            guardrail -> {
              String longest = longest(guardrail);
              throw new UserError(
                  "--until is "
                      + until
                      + ", and an exception from Guardrail "
                      + guardrail.getMetadata().getName()
                      + " counts at most "
                      + longest
                      + " (spec.exceptions.maxDuration): write --until "
                      + longest
                      + " or less");
            });
  }

  private static String longest(Guardrail guardrail) {
    return guardrail.getSpec() == null
        ? ExceptionsSpec.LONGEST
        : guardrail.getSpec().exceptions().maxDuration();
  }

  private static Duration period(Guardrail guardrail) {
    return Period.read(longest(guardrail))
        .or(() -> Period.read(ExceptionsSpec.LONGEST))
        .orElseThrow();
  }
}
