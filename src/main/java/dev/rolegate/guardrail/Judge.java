package dev.rolegate.guardrail;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GuardrailDocument.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges the groups of one ManagedVpc again and again. Equal input gives an equal answer, whatever
 * is remembered. One thread at a time.
 */
public final class Judge {
  private final Block.Known blocks = new Block.Known();
  private final Recall recall = new Recall();
  private Guardrails last;
  private Memory memory = Memory.EMPTY;

  /** Judges declared groups, and live ones where there is a snapshot. */
  public Judgement judge(Guardrails guardrails, Docket docket) {
    if (last == null || !last.checks().equals(guardrails.checks())) {
      recall.forget();
      memory = Memory.EMPTY;
      last = guardrails;
    }
    recall.tidy();
    Scene scene = new Scene(docket, blocks);
    Subjects subjects = new Subjects(docket);
    Exemptions exemptions = new Exemptions(docket);
    Memory now = memory.next(docket.surroundings());
    List<Finding> findings = new ArrayList<>();
    Stream.concat(subjects.declared().stream(), subjects.live().stream())
        .forEach(
            group ->
                now
                    .findings(
                        group, scene, (facts, known) -> judge(guardrails, facts, scene, known))
                    .stream()
                    .map(exemptions::apply)
                    .forEach(findings::add));
    memory = now;
    return new Judgement(
        findings, judged(docket.desired(), subjects, findings), Moments.until(guardrails, docket));
  }

  /**
   * @param known what was found before and is as good as new, by check; null where nothing is
   * @return by check
   */
  private List<List<Finding>> judge(
      Guardrails guardrails, GroupFacts facts, Scene scene, List<List<Finding>> known) {
    GroupView group = null;
    List<List<Finding>> findings = new ArrayList<>();
    for (Check check : guardrails.checks()) {
      int place = findings.size();
      if (!check.isFor(facts, scene.vpcName())) {
        findings.add(List.of());
      } else if (known != null && !check.readsClock()) {
        findings.add(known.get(place));
      } else {
        group = group == null ? new GroupView(facts, scene) : group;
        findings.add(findings(check, group));
      }
    }
    return findings;
  }

  private List<Finding> findings(Check check, GroupView group) {
    if (check.document().subject() == Subject.GROUP) {
      return check.judge(null, group, recall).stream()
          .map(objection -> objection.about(check, group.facts(), null))
          .toList();
    }
    List<Finding> findings = new ArrayList<>(0);
    for (RuleView rule : group.rules()) {
      check
          .judge(rule, group, recall)
          .ifPresent(
              objection -> findings.add(objection.about(check, group.facts(), rule.facts())));
    }
    return findings;
  }

  private static DesiredVpc judged(DesiredVpc desired, Subjects subjects, List<Finding> findings) {
    Map<GroupKey, List<Finding>> byGroup =
        findings.stream()
            .filter(Withholding::counts)
            .collect(Collectors.groupingBy(finding -> finding.group().orElseThrow()));
    List<DesiredGroup> groups =
        desired.groups().stream()
            .map(
                group ->
                    byGroup.containsKey(group.key())
                        ? Withholding.of(
                            group, subjects.declared(group.key()), byGroup.get(group.key()))
                        : group)
            .toList();
    return desired.withGroups(groups);
  }
}
