package dev.rolegate.cli.report;

import java.util.ArrayList;
import java.util.List;

/** An assessment for a terminal of 100 columns. */
public final class ReportText {
  private static final int COLUMNS = 100;

  private final List<String> lines = new ArrayList<>();

  private ReportText() {}

  /**
   * @param unread VPCs that could not be looked at at all
   */
  public static String of(List<Assessment> assessments, List<Gap> unread) {
    var text = new ReportText();
    for (Assessment assessment : assessments) {
      if (!text.lines.isEmpty()) {
        text.lines.add("");
      }
      text.write(assessment);
    }
    unread.forEach(gap -> text.wrap("not looked at: ", "  ", gap.text()));
    return String.join("\n", text.lines);
  }

  private void write(Assessment assessment) {
    wrap(
        "",
        "",
        assessment.vpcId()
            + " in "
            + assessment.region()
            + " at "
            + assessment.at()
            + ": "
            + Known.count(assessment.groups(), "security group")
            + ", "
            + Known.count(assessment.findings(), "finding")
            + (assessment.bySeverity().isEmpty() ? "" : " (" + assessment.severities() + ")")
            + (assessment.accepted() == 0 ? "" : ", " + assessment.accepted() + " accepted")
            + (assessment.unknown() == 0 ? "" : ", " + assessment.unknown() + " not known"));
    int place = 0;
    for (Topic topic : assessment.topics()) {
      lines.add("");
      wrap("", "   ", ++place + ". " + topic.question().text());
      topic.notes().forEach(note -> wrap("   ", "     ", note.text()));
      topic.blocks().forEach(this::write);
      if (topic.entries().isEmpty()) {
        lines.add("   no finding");
      }
      topic.gaps().forEach(gap -> wrap("   not looked at: ", "     ", gap.text()));
    }
  }

  private void write(Block block) {
    lines.add("");
    wrap(
        "   ",
        "   ",
        (block.severity().isEmpty() ? "" : block.severity() + ". ")
            + block.title()
            + " ("
            + block.by()
            + (block.controls().isEmpty() ? "" : "; " + String.join(", ", block.controls()))
            + "), "
            + block.count());
    wrap("     to do: ", "       ", block.fix());
    for (Block.Part part : block.parts()) {
      wrap("     ", "     ", part.text() + ":");
      part.entries().forEach(entry -> wrap("     - ", "         ", row(entry)));
    }
  }

  private static String row(Entry entry) {
    var row = new StringBuilder(entry.subject());
    if (!entry.rule().isEmpty()) {
      row.append(", ").append(entry.rule());
    }
    if (!entry.ruleId().isEmpty()) {
      row.append(", ").append(entry.ruleId());
    }
    if (!entry.owner().isEmpty()) {
      row.append(", owner ").append(entry.owner());
    }
    if (!entry.accepted().isEmpty()) {
      row.append("; accepted by exception ").append(entry.accepted());
    }
    return row.toString();
  }

  /** A word that is longer than a line stays whole. */
  private void wrap(String first, String next, String text) {
    var line = new StringBuilder(first);
    boolean empty = true;
    for (String word : text.split(" ")) {
      if (!empty && line.length() + 1 + word.length() > COLUMNS) {
        lines.add(line.toString());
        line = new StringBuilder(next);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
  }
}
