package dev.rolegate.plan;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.OneLine;
import dev.rolegate.model.WithheldRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The form of a plan that people read. */
public final class PlanText {
  private PlanText() {}

  /** The whole plan, with how each group that is not simply in sync stands. */
  public static String render(Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add("ManagedVpc " + plan.vpc() + " (" + plan.vpcId() + "): " + summary(plan));
    lines.addAll(lines(plan.steps()));
    for (Plan.Verdict verdict : plan.verdicts()) {
      remarks(verdict).forEach(line -> lines.add(OneLine.of(line)));
    }
    for (RetirementVerdict verdict : plan.retirements()) {
      remark(verdict).ifPresent(line -> lines.add(OneLine.of(line)));
    }
    for (RemediationVerdict verdict : plan.remediations()) {
      remarks(verdict).forEach(line -> lines.add(OneLine.of(line)));
    }
    Set<String> retired = new HashSet<>();
    plan.retirements().forEach(verdict -> retired.add(verdict.groupId()));
    for (String id : plan.undeclared()) {
      if (retired.contains(id)) {
        continue;
      }
      lines.add("! " + id + " carries this ManagedVpc's tags but no declaration; left alone");
    }
    return String.join("\n", lines) + "\n";
  }

  /** One line: how many steps of which effect. */
  public static String summary(Plan plan) {
    if (plan.isEmpty()) {
      int groups = plan.verdicts().size();
      return groups + (groups == 1 ? " group" : " groups") + " declared, nothing to do";
    }
    long widen = plan.steps().stream().filter(s -> s.effect() == Step.Effect.WIDEN).count();
    long narrow = plan.steps().stream().filter(s -> s.effect() == Step.Effect.NARROW).count();
    long held = plan.steps().stream().filter(Step::isHeld).count();
    return plan.steps().size()
        + (plan.steps().size() == 1 ? " step" : " steps")
        + " ("
        + widen
        + " widen, "
        + narrow
        + " narrow"
        + (held == 0 ? "" : ", " + held + " held")
        + "), plan "
        + plan.hash().substring(0, 12);
  }

  /** The lines of all steps. */
  public static List<String> lines(Plan plan) {
    return lines(plan.steps());
  }

  private static List<String> lines(List<Step> steps) {
    List<String> lines = new ArrayList<>();
    for (Step step : steps) {
      lines.add(headline(step));
      content(step).forEach(line -> lines.add("     " + OneLine.of(line)));
    }
    return lines;
  }

  /** One line for a step: number, what, where, why, and what it waits for. */
  public static String headline(Step step) {
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%3d. %s", step.number(), verb(step.action())));
    String where =
        step.groups().size() > 3
            ? step.groups().size() + " groups"
            : step.groups().stream().map(Object::toString).collect(Collectors.joining(", "));
    line.append(' ').append(where).append(": ").append(step.reason());
    for (Step.Wait wait : step.waits()) {
      line.append("; ").append(wait.step() == 0 ? "waits" : "after " + wait.step());
      line.append(", ").append(wait.cause().text());
    }
    if (step.isHeld()) {
      line.append("; HELD, ").append(step.hold().text());
    }
    if (step.interruptsUntracked()) {
      line.append("; cuts live untracked connections");
    }
    return OneLine.of(line.toString());
  }

  /** Each change of a held step has the name that an approval knows it by. */
  private static List<String> content(Step step) {
    if (!step.isHeld()) {
      return content(step.action());
    }
    List<HeldItem> items = HeldItems.of(step);
    List<String> changes =
        step.action() instanceof Step.Delete ? List.of("- the group") : content(step.action());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      lines.add(changes.get(i) + "  [" + items.get(i).hash() + "]");
    }
    return lines;
  }

  private static List<String> content(Step.Action action) {
    if (action instanceof Step.Create create) {
      return List.of("= name \"" + create.groupName() + "\"");
    } else if (action instanceof Step.RevokeDefaultEgress revoke) {
      return revoke.permissions().stream().map(p -> "- " + p).toList();
    } else if (action instanceof Step.Authorize authorize) {
      return authorize.rules().stream()
          .map(rule -> "+ " + rule.permission() + "  \"" + rule.description() + "\"" + end(rule))
          .toList();
    } else if (action instanceof Step.Revoke revoke) {
      return revoke.rules().stream().map(rule -> "- " + live(rule)).toList();
    } else if (action instanceof Step.Modify modify) {
      return modify.changes().stream()
          .map(c -> "~ " + live(c.from()) + " => " + c.to().permission() + end(c.to()))
          .toList();
    } else if (action instanceof Step.Describe describe) {
      return describe.changes().stream()
          .map(c -> "~ " + live(c.from()) + " => \"" + c.to().description() + "\"")
          .toList();
    } else if (action instanceof Step.Untag untag) {
      return untag.tags().entrySet().stream()
          .map(entry -> "- " + entry.getKey() + "=" + entry.getValue())
          .toList();
    } else if (action instanceof Step.Tag tag) {
      return tag.tags().entrySet().stream()
          .map(entry -> "~ " + entry.getKey() + "=" + entry.getValue() + " on " + resources(tag))
          .toList();
    }
    return List.of();
  }

  private static String end(DesiredRule rule) {
    return rule.expiresAt().map(end -> "  until " + end).orElse("");
  }

  private static String resources(Step.Tag tag) {
    return tag.resourceIds().size() > 3
        ? tag.resourceIds().size() + " resources"
        : String.join(", ", tag.resourceIds());
  }

  private static String live(LiveRule rule) {
    return rule.permission()
        + (rule.description().isEmpty() ? "" : "  \"" + rule.description() + "\"")
        + (rule.hasId() ? "  " + rule.ruleId() : "");
  }

  private static List<String> remarks(Plan.Verdict verdict) {
    List<String> lines = new ArrayList<>();
    if (verdict.problem() != Plan.Problem.NONE) {
      lines.add(
          "! "
              + verdict.key()
              + ": "
              + word(verdict.problem())
              + (verdict.problemDetail().isEmpty()
                  ? ""
                  : " (" + String.join("; ", verdict.problemDetail()) + ")"));
    }
    for (WithheldRule rule : verdict.withheld()) {
      lines.add(
          "! "
              + verdict.key()
              + ": "
              + rule.direction().word()
              + " rule "
              + rule.name()
              + " withheld, "
              + rule.reason()
              + ": "
              + rule.message());
    }
    return lines;
  }

  /** Groups that are as wanted, or about to be, say something only where not all comes back. */
  private static Optional<String> remark(RetirementVerdict verdict) {
    boolean open =
        switch (verdict.state()) {
          case DONE, CHANGES -> false;
          case CHANGED_SINCE, BLOCKED, HELD, MISSING -> true;
        };
    if (!open && verdict.detail().isEmpty()) {
      return Optional.empty();
    }
    String id = verdict.groupId();
    return Optional.of(
        "! "
            + verdict.name()
            + (id.isEmpty() || id.equals(verdict.name()) ? "" : " (" + id + ")")
            + ": "
            + verdict.wanted().name().toLowerCase(Locale.ROOT)
            + " "
            + word(verdict.state())
            + (verdict.detail().isEmpty() ? "" : " (" + String.join("; ", verdict.detail()) + ")"));
  }

  private static List<String> remarks(RemediationVerdict verdict) {
    String why =
        switch (verdict.state()) {
          case LEFT_ALONE -> "left alone, ";
          case HELD -> "held by ";
          case DONE, CHANGES, WAITS, GONE -> "";
        };
    return verdict.detail().stream()
        .map(detail -> "! " + verdict.groupId() + ": " + why + detail)
        .toList();
  }

  static String verb(Step.Action action) {
    if (action instanceof Step.Create) {
      return "create group";
    } else if (action instanceof Step.RevokeDefaultEgress) {
      return "revoke default egress of";
    } else if (action instanceof Step.Authorize authorize) {
      return "authorize " + authorize.direction().word() + " on";
    } else if (action instanceof Step.Modify) {
      return "modify rules of";
    } else if (action instanceof Step.Revoke revoke) {
      return "revoke " + revoke.direction().word() + " of";
    } else if (action instanceof Step.Describe describe) {
      return "describe " + describe.direction().word() + " rules of";
    } else if (action instanceof Step.Tag) {
      return "tag";
    } else if (action instanceof Step.Untag) {
      return "untag";
    }
    return "delete group";
  }

  /** CamelCase, as conditions and JSON write it. */
  static String word(Enum<?> value) {
    StringBuilder word = new StringBuilder();
    for (String part : value.name().split("_")) {
      word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
    }
    return word.toString();
  }
}
