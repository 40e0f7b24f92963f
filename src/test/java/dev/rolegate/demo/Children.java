package dev.rolegate.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/**
 * The processes of the demo, each the packaged jar as a user runs it. They end with the demo,
 * however it ends: at its own end, by Ctrl-C or by a signal.
 */
final class Children implements AutoCloseable {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

  /** A user's own settings must not reach a demo: it might meet a real cluster or account. */
  private static final List<String> WITHHELD = List.of("AWS_", "KUBE", "QUARKUS_", "ROLEGATE_");

  private static final int COMMAND_SECONDS = 60;

  /** An operator whose API server ends beside it, as by Ctrl-C, would try much longer. */
  private static final int STOP_SECONDS = 5;

  private final Path logs;
  private final Map<String, String> settings;
  private final Deque<Child> running = new ConcurrentLinkedDeque<>();
  private boolean closed;

  /**
   * @param settings environment variables of every process
   */
  Children(Path logs, Map<String, String> settings) {
    this.logs = logs;
    this.settings = settings;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-children"));
  }

  /** What a command printed, and how it ended. */
  record Ended(int exit, String printed) {}

  /** Starts the jar, to run until the demo ends. */
  Child start(String name, Map<String, String> environment, String... arguments) {
    var child = launch(name, environment, arguments);
    running.push(child);
    return child;
  }

  /**
   * Runs a command of the jar to its end.
   *
   * @throws NotHeld if it does not end within a minute
   */
  Ended run(String name, Map<String, String> environment, String... arguments) {
    var child = launch(name, environment, arguments);
    running.push(child);
    try {
      if (!child.process().waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
        throw new NotHeld(
            name + " ends within " + COMMAND_SECONDS + " s", "it runs on; see " + child.log());
      }
      return new Ended(child.process().exitValue(), child.printed());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " ran", e);
    } finally {
      running.remove(child);
      child.process().destroyForcibly();
    }
  }

  private synchronized Child launch(String name, Map<String, String> own, String... arguments) {
    if (closed) {
      throw new IllegalStateException("the demo is ending; " + name + " is not started");
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    Path log = logs.resolve(name + ".log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    var environment = builder.environment();
    environment.keySet().removeIf(key -> WITHHELD.stream().anyMatch(key::startsWith));
    environment.putAll(settings);
    environment.putAll(own);
    try {
      Files.createDirectories(logs);
      return new Child(name, builder.redirectOutput(log.toFile()).start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws NotHeld if one of those that run until the end has ended
   */
  void requireAlive() {
    for (Child child : running) {
      if (!child.process().isAlive()) {
        throw new NotHeld(
            "the " + child.name() + " runs until the end of the demo",
            "it ended with exit code "
                + child.process().exitValue()
                + "; its last line: "
                + child.lastLine());
      }
    }
  }

  synchronized boolean closed() {
    return closed;
  }

  Path logs() {
    return logs;
  }

  /** Stops what still runs, the newest first; safe to call again. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    for (var child = running.poll(); child != null; child = running.poll()) {
      var process = child.process();
      process.destroy();
      try {
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
