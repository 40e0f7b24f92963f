package dev.rolegate.operator.unmanaged;

import dev.rolegate.guardrail.Finding;
import dev.rolegate.guardrail.Finding.State;
import dev.rolegate.guardrail.Finding.Verdict;
import dev.rolegate.model.Direction;
import dev.rolegate.model.GuardrailDocument.Action;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A live rule of a group that nobody declares, which guardrails with the action Remove do not let
 * pass, or may not.
 *
 * @param guardrails names of those that do not where that is sure, else of those that may not
 * @param sure false where it is not known
 */
public record Offence(
    String groupId,
    Direction direction,
    Permission permission,
    List<String> guardrails,
    boolean sure) {

  private record Subject(String groupId, Direction direction, Permission permission)
      implements Comparable<Subject> {
    private static final Comparator<Subject> ORDER =
        Comparator.comparing(Subject::groupId)
            .thenComparing(Subject::direction)
            .thenComparing(Subject::permission);

    @Override
    public int compareTo(Subject other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * All of a check, by group. What a GuardrailException accepts is no offence, and neither is what
   * is said of a group as a whole: no rule of it is the one.
   */
  public static List<Offence> of(List<Finding> findings) {
    Map<Subject, List<Finding>> bySubject = new TreeMap<>();
    for (Finding finding : findings) {
      if (isOne(finding) && finding.exemption().isEmpty()) {
        var rule = finding.rule().get();
        bySubject
            .computeIfAbsent(
                new Subject(finding.groupId(), rule.direction(), rule.permission()),
                subject -> new ArrayList<>())
            .add(finding);
      }
    }
    List<Offence> all = new ArrayList<>();
    bySubject.forEach(
        (subject, found) -> {
          boolean sure = found.stream().anyMatch(f -> f.verdict() == Verdict.BROKEN);
          var names = new TreeSet<String>();
          found.stream()
              .filter(f -> !sure || f.verdict() == Verdict.BROKEN)
              .forEach(f -> names.add(f.guardrail().name()));
          all.add(
              new Offence(
                  subject.groupId(),
                  subject.direction(),
                  subject.permission(),
                  List.copyOf(names),
                  sure));
        });
    return all;
  }

  /** Whether, unless it is accepted, a rule can be taken for the finding. */
  public static boolean isOne(Finding finding) {
    return finding.state() == State.LIVE_UNMANAGED
        && finding.guardrail().action() == Action.REMOVE
        && finding.rule().isPresent();
  }

  /** As a status names the rule; no two rules of a group have one text. */
  public String text() {
    return direction.word() + " " + permission;
  }

  boolean isOf(LiveRule rule) {
    return rule.direction() == direction && rule.permission().equals(permission);
  }
}
