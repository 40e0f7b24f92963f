package dev.rolegate.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What was found about one question.
 *
 * @param notes what is so
 * @param entries what an assessor would note, the worst first
 * @param gaps what was not looked at: the answer is without it
 */
public record Topic(Question question, List<Note> notes, List<Entry> entries, List<Gap> gaps) {
  public Topic {
    notes = List.copyOf(notes);
    entries = List.copyOf(entries);
    gaps = gaps.stream().distinct().toList();
  }

  /** The entries, those together that are told together. */
  public List<Block> blocks() {
    return Block.of(entries);
  }

  /** What is so of the VPC as a whole. */
  public List<Note> overall() {
    return notes.stream().filter(note -> note.groupIds().isEmpty()).toList();
  }

  /** What is so of some group. */
  public List<Note> ofGroups() {
    return notes.stream().filter(note -> !note.groupIds().isEmpty()).toList();
  }

  /** True where a page shows lines of groups on demand only. */
  public boolean isFolded() {
    return ofGroups().stream().mapToInt(note -> note.groupIds().size()).sum() > Block.MOST_SHOWN;
  }

  /** {@code 3 lines about 20 groups}. */
  public String extent() {
    long groups = ofGroups().stream().flatMap(note -> note.groupIds().stream()).distinct().count();
    return Known.count(ofGroups().size(), "line") + " about " + Known.count(groups, "group");
  }

  /** For a table of contents; empty where there is nothing to say beforehand. */
  public String tally() {
    List<String> parts = new ArrayList<>();
    if (open() > 0) {
      String severities = Assessment.severities(open(entries));
      parts.add(Known.count(open(), "finding") + (severities.isEmpty() ? "" : ": " + severities));
    }
    if (open() > 0 && question == Question.CONTROLS) {
      parts.add("not counted above");
    }
    if (!gaps.isEmpty()) {
      parts.add("not all was looked at");
    }
    return String.join("; ", parts);
  }

  private static List<Entry> open(List<Entry> entries) {
    return entries.stream().filter(entry -> entry.accepted().isEmpty()).toList();
  }

  /** How many entries nobody has accepted. */
  public long open() {
    return open(entries).size();
  }
}
