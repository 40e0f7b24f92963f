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

  /** Begins a chapter; its line shows the time since the start. */
  void chapter(int number, String title) {
    String left = "== " + number + "  " + title + " ";
    String right = " " + seconds(Duration.between(start, Instant.now())) + " ==";
    int fill = Math.max(3, WIDTH - left.length() - right.length());
    out.println();
    out.println(left + "=".repeat(fill) + right);
    out.println();
  }

  /** A paragraph, broken at the width of the screen. */
  void say(String format, Object... values) {
    var line = new StringBuilder();
    for (String word : format.formatted(values).split(" ")) {
      if (line.length() + word.length() + 1 > WIDTH) {
        out.println(line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    out.println(line);
  }

  /** What somebody types at a shell. */
  void command(String command) {
    out.println();
    out.println("  $ " + command);
  }

  /** What a tool printed, or a table, as it is. */
  void block(String text) {
    text.lines().forEach(line -> out.println("  " + line));
    out.println();
  }

  void line(String text) {
    out.println(text);
  }

  Duration elapsed() {
    return Duration.between(start, Instant.now());
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
