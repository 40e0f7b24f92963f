package dev.rolegate.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures with their targets, printed as one table. */
final class Table {
  private final String title;
  private final List<String> lines = new ArrayList<>();

  Table(String title) {
    this.title = title;
  }

  /** Adds a figure; {@code relation} is how it has to stand to the target. */
  synchronized void row(String figure, double measured, String relation, double target) {
    boolean met =
        switch (relation) {
          case "<" -> measured < target;
          case "<=" -> measured <= target;
          case ">=" -> measured >= target;
          default -> throw new IllegalArgumentException(relation);
        };
    lines.add(
        String.format(
            Locale.ROOT,
            "| %-50s | %10s | %-2s %8s | %-6s |",
            figure,
            text(measured),
            relation,
            text(target),
            met ? "met" : "MISSED"));
  }

  synchronized void note(String format, Object... values) {
    lines.add("  " + String.format(Locale.ROOT, format, values));
  }

  private static String text(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  synchronized void print() {
    String head =
        String.format(
            Locale.ROOT, "| %-50s | %10s | %-11s | %-6s |", title, "measured", "target", "");
    System.out.println();
    System.out.println(head);
    System.out.println(head.replaceAll("[^|]", "-"));
    lines.forEach(System.out::println);
    System.out.println();
  }
}
