package dev.rolegate.guardrail;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.GroupKey;
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

  /** Judges declared groups, and live ones where there is a snapshot. */
  public Judgement judge(Guardrails guardrails, Docket docket) {
    Scene scene = new Scene(docket, blocks);
    Subjects subjects = new Subjects(docket);
    Exemptions exemptions = new Exemptions(docket);
    List<Finding> findings = new ArrayList<>();
    Stream.concat(subjects.declared().stream(), subjects.live().stream())
        .forEach(
            group ->
                judge(guardrails, new GroupView(group, scene)).stream()
                    .map(exemptions::apply)
                    .forEach(findings::add));
    return new Judgement(
        findings, judged(docket.desired(), subjects, findings), Moments.until(guardrails, docket));
  }

  private static List<Finding> judge(Guardrails guardrails, GroupView group) {
    String vpc = group.scene().vpcName();
    List<Finding> findings = new ArrayList<>();
    for (Check check : guardrails.checks()) {
      if (!check.isFor(group.facts(), vpc)) {
        continue;
      }
      switch (check.document().subject()) {
        case GROUP ->
            check
                .judge(null, group)
                .map(objection -> objection.about(check, group.facts(), null))
                .ifPresent(findings::add);
        case RULE ->
            group
                .rules()
                .forEach(
                    rule ->
                        check
                            .judge(rule, group)
                            .map(objection -> objection.about(check, group.facts(), rule.facts()))
                            .ifPresent(findings::add));
      }
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
