package dev.rolegate.cli.report;

import dev.rolegate.guardrail.Finding;
import dev.rolegate.usage.reach.Reach;
import dev.rolegate.usage.sprawl.Sprawl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers the questions, one after the other. */
final class Answers {
  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing((Finding f) -> f.verdict())
          .thenComparing(f -> f.guardrail().severity())
          .thenComparing(f -> f.guardrail().name())
          .thenComparing(Finding::groupId)
          .thenComparing(f -> f.rule().map(Finding.Rule::toString).orElse(""));

  private final Inquiry inquiry;
  private final Known known;
  private final Openings openings;
  private final Doors doors;
  private final Fixes fixes;
  private final SprawlEntries sprawl;
  private final Roads roads;

  Answers(Inquiry inquiry) {
    this.inquiry = inquiry;
    this.known = new Known(inquiry);
    this.openings = new Openings(inquiry, known);
    this.doors = new Doors(known, openings);
    this.fixes = new Fixes(known);
    this.sprawl = new SprawlEntries(Sprawl.of(inquiry.facts()), inquiry, known);
    var reach =
        Reach.of(
            inquiry.facts().snapshot(),
            inquiry.facts().interfaces().or(List.of()),
            inquiry.surroundings().prefixLists());
    this.roads = new Roads(known, reach, openings);
  }

  Topic to(Question question) {
    List<Gap> gaps = new ArrayList<>();
    for (Source source : question.sources()) {
      gaps.addAll(inquiry.gaps().getOrDefault(source, List.of()));
    }
    question.guardrails().stream()
        .filter(name -> !inquiry.guardrails().contains(name))
        .forEach(
            name ->
                gaps.add(
                    new Gap(
                        "guardrail " + name,
                        "it could not be judged by",
                        "mend it in the files; standard error says what is wrong with it")));
    List<Entry> entries = new ArrayList<>(judged(question));
    List<Note> notes =
        switch (question) {
          case WORLD -> doors.world();
          case ADMINISTRATION ->
              new Administration(known, openings, inquiry.facts().interfaces()).notes();
          case INTERNAL -> doors.internal();
          case DATABASES -> doors.databases();
          case PURPOSE, HOUSE -> List.<Note>of();
          case OWNERS -> new Owners(known).notes();
          case OUTBOUND -> doors.outbound();
          case TIME -> time();
          case SPRAWL -> {
            entries.addAll(sprawl.entries());
            gaps.addAll(unheld());
            yield new Unused(inquiry, known).notes();
          }
          case REACH -> {
            gaps.addAll(roads.gaps());
            yield inquiry.facts().interfaces().isKnown() ? roads.notes() : List.<Note>of();
          }
          case CONTROLS -> controls();
        };
    return new Topic(question, notes, entries, gaps);
  }

  private List<Entry> judged(Question question) {
    return inquiry.findings().stream()
        .filter(finding -> !Asked.isOne(finding))
        .filter(finding -> Question.of(finding.guardrail().name()) == question)
        .filter(finding -> !sprawl.tells(finding))
        .sorted(WORST_FIRST)
        .map(this::entry)
        .toList();
  }

  private Entry entry(Finding finding) {
    var guardrail = finding.guardrail();
    boolean sure = finding.verdict() == Finding.Verdict.BROKEN;
    return new Entry(
        known.text(finding.groupId()),
        List.of(finding.groupId()),
        known.owner(finding.groupId()),
        finding.rule().map(rule -> rule.direction().word() + " " + rule.permission()).orElse(""),
        finding.rule().map(Finding.Rule::ruleId).orElse(""),
        guardrail.name(),
        (sure ? "Not kept: " : "Not known whether it is kept: ") + guardrail.title(),
        guardrail.severity().text(),
        guardrail.controls(),
        Fixes.wrong(finding),
        fixes.fix(finding),
        sure,
        finding.exemption());
  }

  private List<Note> time() {
    List<Note> notes = new Moments(inquiry).notes();
    return notes.isEmpty() && inquiry.desired().isPresent()
        ? List.of(Note.of("no document has an expiry or asks for a review"))
        : notes;
  }

  /** What no evidence of this report covers, and the operator's does. */
  private List<Gap> unheld() {
    return List.of(
        new Gap(
            "Kubernetes objects that name groups",
            "a report asks no cluster",
            "look at the OrphanedSecurityGroups that the operator writes with spec.orphans"));
  }

  /** The controls that nothing fails, since the others show by what fails them. */
  private List<Note> controls() {
    Set<String> failed =
        inquiry.findings().stream()
            .map(finding -> finding.guardrail().name())
            .collect(Collectors.toSet());
    List<String> kept =
        inquiry.guardrails().stream()
            .filter(name -> Question.of(name) == Question.CONTROLS && !failed.contains(name))
            .toList();
    return kept.isEmpty()
        ? List.of()
        : List.of(Note.of("nothing fails " + String.join(", ", kept)));
  }

  Chart chart() {
    return new Drawing(inquiry, known, openings).chart();
  }
}
