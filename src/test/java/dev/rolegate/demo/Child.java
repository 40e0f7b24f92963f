package dev.rolegate.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One process that the demo started; everything that it prints goes to its log. */
record Child(String name, Process process, Path log) {

  /** What it has printed so far. */
  String printed() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The end of what it has printed. */
  String lastLine() {
    return printed().lines().filter(l -> !l.isBlank()).reduce((a, b) -> b).orElse("nothing");
  }
}
