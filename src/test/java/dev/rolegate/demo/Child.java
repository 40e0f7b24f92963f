package dev.rolegate.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** One process that the demo started; everything that it prints goes to its log. */
record Child(String name, Process process, Path log) {
  private static final Pattern MESSAGE = Pattern.compile("\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** What it has printed so far. */
  String printed() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last thing that it has printed; of a JSON log line the message alone. */
  String lastLine() {
    String line = printed().lines().filter(l -> !l.isBlank()).reduce((a, b) -> b).orElse("nothing");
    var message = MESSAGE.matcher(line);
    return message.find() ? message.group(1) : line;
  }
}
