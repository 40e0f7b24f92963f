package dev.rolegate.cli.report;

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

  /** How many entries nobody has accepted. */
  public long open() {
    return entries.stream().filter(entry -> entry.accepted().isEmpty()).count();
  }
}
