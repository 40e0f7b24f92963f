package dev.rolegate.conformance;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of the Python suite: what it printed on each behaviour. */
final class SuiteRun {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * One behaviour.
   *
   * @param id module, class and method of the Python test
   * @param behaviour what is claimed of EC2, with its kind of evidence in brackets first
   * @param outcome {@code passed}, {@code failed} or {@code error}
   * @param detail the Python traceback unless passed
   */
  record Behaviour(String id, String behaviour, String outcome, String detail) {
    boolean passed() {
      return outcome.equals("passed");
    }
  }

  private SuiteRun() {}

  /**
   * Runs the whole suite against the endpoint.
   *
   * @throws IllegalStateException if it does not end within the limit, or ends without a word
   */
  static List<Behaviour> of(PythonEnvironment python, Path sources, URI endpoint, Duration limit)
      throws IOException, InterruptedException {
    Path lines = Files.createTempFile("conformance", ".jsonl");
    Path errors = Files.createTempFile("conformance", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(python.python().toString(), "-m", "conformance.run")
            .directory(sources.toFile())
            .redirectOutput(lines.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("EC2_ENDPOINT", endpoint.toString());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    // A developer's own AWS settings must not reach the suite.
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
      List<Behaviour> behaviours = new ArrayList<>();
      for (String line : Files.readAllLines(lines, StandardCharsets.UTF_8)) {
        behaviours.add(JSON.readValue(line, Behaviour.class));
      }
      if (!ended || behaviours.isEmpty()) {
        throw new IllegalStateException(
            "the suite "
                + (ended ? "ended without a result" : "did not end in " + limit)
                + " after "
                + behaviours.size()
                + " behaviours:\n"
                + Files.readString(errors));
      }
      return behaviours;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.deleteIfExists(lines);
      Files.deleteIfExists(errors);
    }
  }
}
