package dev.rolegate.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Kills processes when this JVM ends, even if it is killed itself: a shell holds the other end of a
 * pipe and waits for its end. Frozen processes die too.
 */
final class Reaper {
  /** It must outlive the signal that ends this JVM. */
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      while read -r word pid; do
        left=
        for known in $pids; do [ "$known" = "$pid" ] || left="$left $known"; done
        pids=$left
        [ "$word" = drop ] || pids="$pids $pid"
      done
      for pid in $pids; do kill -9 "$pid"; done
      """;

  private final OutputStream pipe;

  Reaper() {
    try {
      pipe =
          new ProcessBuilder("sh", "-c", SCRIPT)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .getOutputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(Process process) {
    tell("add " + process.pid());
  }

  /** The process has ended, and its number may become another's. */
  void drop(Process process) {
    tell("drop " + process.pid());
  }

  private synchronized void tell(String line) {
    try {
      pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the shell that ends processes has ended itself", e);
    }
  }
}
