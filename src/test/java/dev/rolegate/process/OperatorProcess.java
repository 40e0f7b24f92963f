package dev.rolegate.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One {@code rolegate run}, to be treated badly. */
final class OperatorProcess {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What Kubernetes gives a pod after SIGTERM before it kills it. */
  static final Duration GRACE = Duration.ofSeconds(30);

  private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[^\\s\"]+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final String name;
  private static volatile boolean settled;

  private final Start start;
  private final Path log;
  private final Reaper reaper;
  private volatile Process process;

  /** Starts one more process of this operator. */
  interface Start {
    Process go() throws IOException;
  }

  OperatorProcess(String name, Start start, Path log, Reaper reaper) throws IOException {
    this.name = name;
    this.start = start;
    this.log = log;
    this.reaper = reaper;
    launch();
  }

  /** An operator has run, so the API server is done with its new kinds. */
  static void settled() {
    settled = true;
  }

  /**
   * An API server that has just been given new kinds closes the connections of whoever watches
   * them. An operator that starts in that moment ends, and the kubelet starts it again.
   */
  private void launch() throws IOException {
    process = start.go();
    reaper.add(process);
    process.onExit().thenAccept(this::startAgain);
  }

  private void startAgain(Process ended) {
    if (!settled && ended.exitValue() == 1 && log().contains("Informer startup error")) {
      settled();
      reaper.drop(ended);
      try {
        launch();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A probe's answer; status 0 where there is none. */
  record Probe(int status, String body) {}

  /** Waits until the readiness probe says so. */
  OperatorProcess awaitReady() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              requireAlive();
              return probe("ready").status() == 200;
            });
    settled();
    return this;
  }

  /** Waits until it is ready and its probe calls it that: leader, standby or alone. */
  OperatorProcess awaitRole(String role) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              requireAlive();
              var probe = probe("ready");
              return probe.status() == 200 && probe.body().contains('"' + role + '"');
            });
    settled();
    return this;
  }

  private void requireAlive() {
    if (!process.isAlive() && settled) {
      throw new AssertionError(
          name + " has ended with exit code " + process.exitValue() + "; see " + log);
    }
  }

  /** Asks {@code /q/health/…}. */
  Probe probe(String which) {
    return get("/q/health/" + which);
  }

  String metrics() {
    return get("/q/metrics").body();
  }

  private Probe get(String path) {
    var found = LISTENING.matcher(log());
    if (!found.find()) {
      return new Probe(0, "");
    }
    try {
      var request =
          HttpRequest.newBuilder(URI.create(found.group(1)).resolve(path))
              .timeout(Duration.ofSeconds(10))
              .build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Probe(answer.statusCode(), answer.body());
    } catch (IOException e) {
      return new Probe(0, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Everything that it has printed so far. */
  String log() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** CPU time that it has used. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** SIGTERM; does not wait. */
  void terminate() {
    process.destroy();
  }

  /** SIGSTOP. */
  void freeze() {
    signal("STOP");
  }

  /** SIGCONT. */
  void thaw() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      int exit =
          new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill -" + signal + " ended with exit code " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for its end and gives the exit code. */
  int awaitExit() {
    return awaitExit(PATIENCE);
  }

  int awaitExit(Duration longest) {
    try {
      if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(name + " does not end; see " + log);
      }
      reaper.drop(process);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
