package dev.rolegate.kube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the kubectl that lies beside the API server's binary, as a user would. */
public final class Kubectl {

  private static final int TIMEOUT_SECONDS = 60;

  private final Path binary;
  private final Path kubeconfig;
  private final List<String> options;

  Kubectl(Path binary, Path kubeconfig) {
    this(binary, kubeconfig, List.of());
  }

  private Kubectl(Path binary, Path kubeconfig, List<String> options) {
    this.binary = binary;
    this.kubeconfig = kubeconfig;
    this.options = options;
  }

  /** What one run printed and how it ended. */
  public record Result(int exit, String stdout, String stderr) {}

  /** Where it lies, for a script that calls it. */
  public Path binary() {
    return binary;
  }

  /** The same kubectl on another default namespace. */
  public Kubectl inNamespace(String namespace) {
    return new Kubectl(binary, kubeconfig, List.of("--namespace", namespace));
  }

  /** Runs {@code kubectl arguments…} with nothing on its standard input. */
  public Result run(String... arguments) {
    return runWithInput("", arguments);
  }

  /**
   * Runs {@code kubectl arguments…} with a text on its standard input, such as manifests for {@code
   * apply -f -}.
   *
   * @throws IllegalStateException if it does not end within a minute
   */
  public Result runWithInput(String input, String... arguments) {
    var command = new ArrayList<String>();
    command.add(binary.toString());
    command.addAll(options);
    command.addAll(List.of(arguments));
    try {
      var home = kubeconfig.getParent();
      var in = Files.createTempFile(home, "in", "");
      var out = Files.createTempFile(home, "out", "");
      var err = Files.createTempFile(home, "err", "");
      Files.writeString(in, input);
      var builder =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("KUBECONFIG", kubeconfig.toString());
      // Its cache of the server's kinds is kept by port: another run's must not be read.
      builder.environment().put("HOME", home.toString());
      builder.environment().put("KUBECACHEDIR", home.resolve("cache").toString());
      var process = builder.start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "still running after " + TIMEOUT_SECONDS + " s: " + String.join(" ", command));
      }
      return new Result(process.exitValue(), text(out), text(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for kubectl", e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
