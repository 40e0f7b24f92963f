package dev.rolegate.guardrail;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GuardrailDocument.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges the groups of one ManagedVpc again and again. Equal input gives an equal answer, whatever
 * is remembered. One thread at a time.
 */
public final class Judge {
  /** Stands for the rules where the group as such is judged. */
  private static final List<RuleView> GROUP_ALONE = Collections.singletonList(null);

  private final Block.Known blocks = new Block.Known();
  private final Recall recall = new Recall();
  private final long mostElements;
  private Memory memory = Memory.EMPTY;

  public Judge() {
    this(Limits.CHECK);
  }

  /**
   * @param mostElements see {@link Limits#CHECK}
   */
  Judge(long mostElements) {
    this.mostElements = mostElements;
  }

  /** Judges declared groups, and live ones where there is a snapshot. */
  public Judgement judge(Guardrails guardrails, Docket docket) {
    if (!memory.checks().equals(guardrails.checks())) {
      recall.forget();
    }
    recall.tidy();
    Scene scene = new Scene(docket, blocks);
    Subjects subjects = new Subjects(docket);
    Exemptions exemptions = new Exemptions(docket);
    Budget budget = new Budget(guardrails.checks(), mostElements);
    Memory now = memory.next(guardrails.checks(), docket.surroundings());
    List<Finding> findings = new ArrayList<>();
    Stream.concat(subjects.declared().stream(), subjects.live().stream())
        .forEach(
            group ->
                now
                    .findings(group, scene, (facts, known) -> judge(budget, facts, scene, known))
                    .stream()
                    .map(exemptions::apply)
                    .forEach(findings::add));
    memory = now;
    return new Judgement(
        findings,
        judged(docket.desired(), subjects, findings),
        Moments.until(guardrails, docket),
        budget.flaws());
  }

  /**
   * @param known what came out before and is as good as new; null where nothing did
   */
  private List<Outcome> judge(
      Budget budget, GroupFacts facts, Scene scene, IntFunction<Outcome> known) {
    GroupView group = null;
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < budget.checks().size(); i++) {
      Check check = budget.checks().get(i);
      Outcome outcome = Outcome.NONE;
      if (check.isFor(facts, scene.vpcName())) {
        outcome = check.readsClock() ? null : known.apply(i);
        if (outcome == null || !budget.allows(i, outcome)) {
          group = group == null ? new GroupView(facts, scene) : group;
          outcome = outcome(budget, i, group);
        } else {
          budget.spend(i, outcome.elements());
        }
      }
      outcomes.add(outcome);
    }
    return outcomes;
  }

  private Outcome outcome(Budget budget, int check, GroupView group) {
    List<Finding> findings = new ArrayList<>(0);
    long before = budget.spent(check);
    boolean whole = true;
    boolean ofGroup = budget.checks().get(check).document().subject() == Subject.GROUP;
    for (RuleView rule : ofGroup ? GROUP_ALONE : group.rules()) {
      boolean allowed = !budget.isSpent(check);
      whole &= allowed;
      objection(budget, check, rule, group, allowed)
          .ifPresent(
              objection ->
                  findings.add(
                      objection.about(
                          budget.checks().get(check),
                          group.facts(),
                          rule == null ? null : rule.facts())));
    }
    return new Outcome(List.copyOf(findings), budget.spent(check) - before, whole);
  }

  private Optional<Check.Objection> objection(
      Budget budget, int check, RuleView rule, GroupView group, boolean allowed) {
    if (!allowed) {
      return Optional.of(new Check.Objection(Finding.Verdict.UNKNOWN, budget.text()));
    }
    Meter meter = new Meter();
    Optional<Check.Objection> objection =
        budget.checks().get(check).judge(rule, group, recall, meter);
    budget.spend(check, meter.elements());
    return objection;
  }

  static DesiredVpc judged(DesiredVpc desired, Subjects subjects, List<Finding> findings) {
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
