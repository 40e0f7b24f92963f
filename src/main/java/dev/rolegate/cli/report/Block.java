package dev.rolegate.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Entries of one kind that ask for the same, so that it is told once. */
public record Block(
    String by, String title, String severity, List<String> controls, String fix, List<Part> parts) {

  /** A page shows more than so many rows or lines on demand only, their number first. */
  static final int MOST_SHOWN = 50;

  /** Entries of which the same is wrong. */
  public record Part(String text, List<Entry> entries) {
    public Part {
      entries = List.copyOf(entries);
    }
  }

  public Block {
    parts = List.copyOf(parts);
  }

  /** In the order of the first entry of each. */
  static List<Block> of(List<Entry> entries) {
    return alike(entries, entry -> String.join("\n", entry.title(), entry.severity(), entry.fix()))
        .values()
        .stream()
        .map(Block::block)
        .toList();
  }

  private static Block block(List<Entry> entries) {
    Entry first = entries.get(0);
    List<Part> parts = new ArrayList<>();
    alike(entries, Entry::text).forEach((text, same) -> parts.add(new Part(text, same)));
    return new Block(
        first.by(), first.title(), first.severity(), first.controls(), first.fix(), parts);
  }

  private static Map<String, List<Entry>> alike(List<Entry> entries, Function<Entry, String> what) {
    Map<String, List<Entry>> alike = new LinkedHashMap<>();
    entries.forEach(
        entry -> alike.computeIfAbsent(what.apply(entry), w -> new ArrayList<>()).add(entry));
    return alike;
  }

  private List<Entry> entries() {
    return parts.stream().flatMap(part -> part.entries().stream()).toList();
  }

  /** {@code 3 findings}. */
  public String count() {
    return Known.count(entries().size(), "finding");
  }

  public boolean isFolded() {
    return entries().size() > MOST_SHOWN;
  }

  /** {@code 3 findings of 2 groups}. */
  public String extent() {
    long groups = entries().stream().flatMap(entry -> entry.groupIds().stream()).distinct().count();
    return count() + (groups == 0 ? "" : " of " + Known.count(groups, "group"));
  }

  /** True where rules are meant, not groups as such. */
  public boolean isAboutRules() {
    return entries().stream().anyMatch(entry -> !entry.rule().isEmpty());
  }

  public boolean isOwned() {
    return entries().stream().anyMatch(entry -> !entry.owner().isEmpty());
  }

  /** True where some verdict is accepted. */
  public boolean isRemarked() {
    return entries().stream().anyMatch(entry -> !entry.accepted().isEmpty());
  }

  /** How many columns a table of it has. */
  public int columns() {
    return 1 + (isOwned() ? 1 : 0) + (isAboutRules() ? 2 : 0) + (isRemarked() ? 1 : 0);
  }
}
