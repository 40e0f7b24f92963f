package dev.rolegate.execute;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * moto, a second EC2 by other people, from PyPI in a virtual environment under {@code target/} that
 * is made once. Where that is impossible the test is skipped, loudly, and fails in CI.
 */
public final class MotoServer implements AutoCloseable {
  /** The version whose behaviour the tests were written against. */
  private static final String PACKAGE = "moto[server]==5.2.1";

  private static final Pattern RUNNING =
      Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");

  private final Process process;
  private final String endpoint;

  private MotoServer(Process process, String endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  public static MotoServer start() {
    try {
      Path home = Path.of("target", "moto-venv").toAbsolutePath();
      Path server = home.resolve("bin/moto_server");
      // Whoever comes second, in another JVM, waits for what the first one makes.
      try (var channel = FileChannel.open(Path.of("target", "moto-venv.lock"), CREATE, WRITE)) {
        channel.lock();
        if (!Files.isExecutable(server)) {
          run("python3", "-m", "venv", home.toString());
          run(home.resolve("bin/pip").toString(), "-q", "install", PACKAGE);
        }
      }
      return started(server);
    } catch (IOException e) {
      return unavailable(e);
    }
  }

  private static MotoServer unavailable(IOException why) {
    String message = "moto is not available, so the second EC2 is NOT tested: " + why.getMessage();
    if (System.getenv("CI") != null) {
      return fail(message);
    }
    System.err.println("*** " + message);
    return abort(message);
  }

  private static void run(String... command) throws IOException {
    File log = Path.of("target", "moto-install.log").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + " failed, see " + log);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while installing moto", e);
    }
  }

  private static MotoServer started(Path server) throws IOException {
    Process process =
        new ProcessBuilder(List.of(server.toString(), "-H", "127.0.0.1", "-p", "0"))
            .redirectErrorStream(true)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher running = RUNNING.matcher(line);
      if (running.find()) {
        drain(output);
        return new MotoServer(process, running.group(1));
      }
    }
    throw new IOException("moto_server ended without saying where it runs");
  }

  /** Its request log would fill the pipe and stop it. */
  private static void drain(BufferedReader output) {
    Thread thread = new Thread(() -> output.lines().forEach(line -> {}), "moto-log");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((ended, pipeClosed) -> {});
    thread.start();
  }

  public String endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
