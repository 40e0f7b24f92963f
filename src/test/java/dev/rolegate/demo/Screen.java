package dev.rolegate.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What the person who watches sees: chapters, sentences, tables and what tools printed. */
final class Screen {
  private static final int WIDTH = 112;

  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final Instant start = Instant.now();

  private boolean atGap;

  /** Begins a chapter; its line shows the time since the start. */
  void chapter(int number, String title) {
    String left = "== " + number + "  " + title + " ";
    String right = " " + seconds(Duration.between(start, Instant.now())) + " ==";
    int fill = Math.max(3, WIDTH - left.length() - right.length());
    gap();
    line(left + "=".repeat(fill) + right);
    gap();
  }

  /** A paragraph, broken at the width of the screen. */
  void say(String format, Object... values) {
    var line = new StringBuilder();
    for (String word : format.formatted(values).split(" ")) {
      if (line.length() + word.length() + 1 > WIDTH) {
        line(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    line(line.toString());
  }

  /** What somebody types at a shell. */
  void command(String command) {
    gap();
    line("  $ " + command);
  }

  /** What a tool printed, or a table, as it is, and a gap after it. */
  void block(String text) {
    text.lines().map(line -> ("  " + line).stripTrailing()).forEach(this::line);
    gap();
  }

  void line(String text) {
    out.println(text);
    atGap = text.isEmpty();
  }

  /** One empty line, and no second one. */
  void gap() {
    if (!atGap) {
      line("");
    }
  }

  Duration elapsed() {
    return Duration.between(start, Instant.now());
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
