package dev.rolegate.demo;

import java.util.ArrayList;
import java.util.List;

/** What was checked along the way, and whether it held. */
final class Checks {
  private record Check(int chapter, String what, boolean held) {}

  private final Screen screen;
  private final List<Check> all = new ArrayList<>();
  private int chapter;

  Checks(Screen screen) {
    this.screen = screen;
  }

  /** The chapter that the next checks belong to. */
  void chapter(int number) {
    chapter = number;
  }

  /**
   * Notes and prints one check. The story goes on where it did not hold, and ends as failed.
   *
   * @param seen what was found; told with the result
   */
  void check(String what, boolean held, String seen) {
    all.add(new Check(chapter, what, held));
    screen.line((held ? "  [held]     " : "  [NOT HELD] ") + what + told(seen));
  }

  /** Notes a step that came to nothing at all. */
  void failed(String what) {
    all.add(new Check(chapter, what, false));
  }

  private static String told(String seen) {
    return seen.isEmpty() ? "" : ": " + seen;
  }

  boolean allHeld() {
    return all.stream().allMatch(Check::held);
  }

  long held() {
    return all.stream().filter(Check::held).count();
  }

  int size() {
    return all.size();
  }

  String table() {
    var table = new TextTable("CHAPTER", "CHECK", "RESULT");
    all.forEach(c -> table.row(c.chapter(), c.what(), c.held() ? "held" : "NOT HELD"));
    return table.toString();
  }
}
