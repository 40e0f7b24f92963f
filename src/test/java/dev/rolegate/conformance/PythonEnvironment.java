package dev.rolegate.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A Python virtual environment below {@code target/} with exactly the packages of a requirements
 * file. It is made anew whenever that file changes, and kept otherwise.
 */
final class PythonEnvironment {
  private final Path directory;

  private PythonEnvironment(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes the environment.
   *
   * @throws Unavailable if there is no Python, or the packages cannot be had
   */
  static PythonEnvironment with(Path requirements, Path directory)
      throws Unavailable, IOException, InterruptedException {
    PythonEnvironment environment = new PythonEnvironment(directory);
    String wanted = Files.readString(requirements);
    Path installed = directory.resolve("installed-requirements.txt");
    if (!Files.exists(installed) || !Files.readString(installed).equals(wanted)) {
      run(List.of("python3", "-m", "venv", "--clear", directory.toString()));
      List<String> install = new ArrayList<>(List.of(environment.python().toString(), "-m"));
      install.addAll(List.of("pip", "install", "--quiet", "--no-input", "--no-deps"));
      install.addAll(List.of("--disable-pip-version-check", "-r", requirements.toString()));
      run(install);
      Files.writeString(installed, wanted);
    }
    return environment;
  }

  /** As {@link #with}; where that is not possible the test is skipped, but never in CI. */
  static PythonEnvironment orSkip(Path requirements, Path directory)
      throws IOException, InterruptedException {
    try {
      return with(requirements, directory.toAbsolutePath());
    } catch (Unavailable e) {
      String notice =
          "boto3 tier SKIPPED: "
              + e.getMessage()
              + "\nInstall Python 3.9 or newer with its venv module, and let pip reach a package"
              + " index.";
      if (System.getenv("CI") != null) {
        throw new AssertionError("in CI no tier may be skipped. " + notice);
      }
      System.err.println("\n*** " + notice + "\n");
      return Assumptions.abort(notice);
    }
  }

  Path python() {
    return directory.resolve("bin").resolve("python").toAbsolutePath();
  }

  private static void run(List<String> command) throws Unavailable, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new Unavailable("cannot start " + command.get(0) + ": " + e.getMessage());
    }
    try (InputStream printed = process.getInputStream()) {
      String output = new String(printed.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new Unavailable(String.join(" ", command) + " failed:\n" + output);
      }
    } catch (IOException e) {
      throw new Unavailable(String.join(" ", command) + " broke off: " + e.getMessage());
    } finally {
      process.destroyForcibly();
    }
  }

  /** Python or its packages cannot be had on this machine. */
  static final class Unavailable extends Exception {
    Unavailable(String message) {
      super(message);
    }
  }
}
