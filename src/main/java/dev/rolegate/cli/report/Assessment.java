package dev.rolegate.cli.report;

import dev.rolegate.model.GuardrailDocument.Severity;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The answers about a VPC.
 *
 * @param account the id of its owner; empty where it is not known
 * @param groups how many groups there are
 * @param topics one for each {@link Question}, in its order
 */
public record Assessment(
    String vpcId,
    String region,
    String account,
    Instant at,
    int groups,
    List<Topic> topics,
    Chart chart) {
  public Assessment {
    topics = List.copyOf(topics);
  }

  /** Answers every question. Pure: equal inquiries give equal answers. */
  public static Assessment of(Inquiry inquiry) {
    var answers = new Answers(inquiry);
    return new Assessment(
        inquiry.vpcId(),
        inquiry.region(),
        inquiry.facts().snapshot().account(),
        inquiry.now(),
        inquiry.facts().snapshot().groups().size(),
        Arrays.stream(Question.values()).map(answers::to).toList(),
        answers.chart());
  }

  /** AWS's own controls say once more, in their words, what others say. */
  private Stream<Entry> counted() {
    return topics.stream()
        .filter(topic -> topic.question() != Question.CONTROLS)
        .flatMap(topic -> topic.entries().stream());
  }

  /** How many sure entries nobody has accepted, those of AWS's own controls left out. */
  public long findings() {
    return open().count();
  }

  private Stream<Entry> open() {
    return counted().filter(entry -> entry.sure() && entry.accepted().isEmpty());
  }

  public long accepted() {
    return counted().filter(entry -> entry.sure() && !entry.accepted().isEmpty()).count();
  }

  /** How many verdicts were not possible, since facts are missing. */
  public long unknown() {
    return counted().filter(entry -> !entry.sure()).count();
  }

  /** The same by severity, the worst first; those without one are left out. */
  public Map<String, Long> bySeverity() {
    return bySeverity(open().toList());
  }

  private static Map<String, Long> bySeverity(List<Entry> entries) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Severity one : Severity.values()) {
      String severity = one.text();
      long count = entries.stream().filter(entry -> entry.severity().equals(severity)).count();
      if (count > 0) {
        counts.put(severity, count);
      }
    }
    return counts;
  }

  /** {@code 12 groups, 143 findings: 9 Critical}. */
  public String tally() {
    return Known.count(groups, "group")
        + ", "
        + Known.count(findings(), "finding")
        + (findings() == 0 || severities().isEmpty() ? "" : ": " + severities());
  }

  /** For people: {@code 3 Critical, 7 High}. */
  public String severities() {
    return severities(open().toList());
  }

  static String severities(List<Entry> entries) {
    return bySeverity(entries).entrySet().stream()
        .map(one -> one.getValue() + " " + one.getKey())
        .collect(Collectors.joining(", "));
  }
}
