package dev.rolegate.process;

import dev.rolegate.kube.ApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts the packaged jar as an operator, and ends what it started. Settings are the environment
 * variables that a user would set.
 */
final class Operators implements AutoCloseable {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final Path LOGS = Path.of("target/process");

  /** The settings of whoever runs the tests must not reach an operator. */
  private static final List<String> WITHHELD =
      List.of("AWS_", "KUBE", "QUARKUS_", "ROLEGATE_", "JAVA_TOOL", "JDK_JAVA");

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Reaper REAPER = new Reaper();

  private final String test;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<OperatorProcess> started = new ArrayList<>();
  private List<String> memory = List.of("-Xmx256m");

  Operators(String test, int ec2Port) {
    this.test = test;
    with("ROLEGATE_CLUSTER_ID", "test");
    with("ROLEGATE_SETTLE", "1s");
    // The simulator's reads do not lag unless a test says so.
    with("ROLEGATE_OWN_WRITES", "2s");
    with("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
    with("AWS_SECRET_ACCESS_KEY", "operator");
    with("QUARKUS_HTTP_HOST", "127.0.0.1");
    with("QUARKUS_HTTP_PORT", "0");
    with("KUBECONFIG", ApiServer.running().kubeconfig().toAbsolutePath().toString());
    ec2(ec2Port);
  }

  Operators with(String variable, String value) {
    settings.put(variable, value);
    return this;
  }

  /** One process without election, so that a successor can begin at once. */
  Operators alone() {
    return with("QUARKUS_PROFILE", "standalone");
  }

  /** The profile of production, with a lease of its own. */
  Operators elected(String lease, String duration, String renewDeadline, String retryPeriod) {
    return with("ROLEGATE_LEASE_NAME", lease)
        .with("ROLEGATE_LEASE_NAMESPACE", "default")
        .with("ROLEGATE_LEASE_DURATION", duration)
        .with("ROLEGATE_LEASE_RENEW_DEADLINE", renewDeadline)
        .with("ROLEGATE_LEASE_RETRY_PERIOD", retryPeriod);
  }

  /** Options of Java, in place of a heap that is large enough. */
  Operators memory(String... options) {
    memory = List.of(options);
    return this;
  }

  Operators ec2(int port) {
    return with("AWS_ENDPOINT_URL_EC2", "http://127.0.0.1:" + port)
        .with("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:" + port);
  }

  /** Reaches the API server at another port of this machine. */
  Operators apiServer(int port) {
    try {
      Path original = ApiServer.running().kubeconfig();
      String text =
          Files.readString(original)
              .replaceAll("server: (\\S+?):\\d+", "server: https://127.0.0.1:" + port);
      Path changed = Files.createTempFile(original.getParent(), "proxied", "");
      Files.writeString(changed, text);
      return with("KUBECONFIG", changed.toAbsolutePath().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one more; its log is in {@code target/process}. */
  OperatorProcess start() {
    return start(Map.of());
  }

  OperatorProcess start(Map<String, String> more) {
    var builder = builder(more, "run").redirectErrorStream(true);
    return start(log -> builder.redirectOutput(log.toFile()).start());
  }

  /** What a command that has ended printed, errors included, and its exit code. */
  record Ended(int code, String output) {}

  /** Runs another command to its end, where an operator would run. */
  Ended run(String... command) {
    var builder = builder(Map.of(), command).redirectErrorStream(true);
    try {
      Process process = builder.start();
      REAPER.add(process);
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      REAPER.drop(process);
      return new Ended(code, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts one more, to whose output nobody listens: each write of it fails. */
  OperatorProcess startUnheard() {
    var builder = builder(Map.of(), "run");
    return start(
        log -> {
          Files.writeString(log, "");
          Process process = builder.start();
          process.getInputStream().close();
          process.getErrorStream().close();
          return process;
        });
  }

  private interface Launch {
    Process go(Path log) throws IOException;
  }

  private OperatorProcess start(Launch launch) {
    String name = test + "-" + NUMBER.incrementAndGet();
    try {
      Files.createDirectories(LOGS);
      Path log = LOGS.resolve(name + ".log");
      var operator = new OperatorProcess(name, () -> launch.go(log), log, REAPER);
      started.add(operator);
      return operator;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A quick start matters more here than speed later. */
  private ProcessBuilder builder(Map<String, String> more, String... arguments) {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(JAR + " is not there: run `make build` first");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(memory);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    var environment = builder.environment();
    environment.keySet().removeIf(key -> WITHHELD.stream().anyMatch(key::startsWith));
    environment.putAll(settings);
    environment.putAll(more);
    return builder;
  }

  /** Starts one where none is left. */
  void ensureOne() {
    if (!started.isEmpty() && started.stream().noneMatch(OperatorProcess::isAlive)) {
      start();
    }
  }

  /** Ends all, frozen ones too. */
  @Override
  public void close() {
    OperatorProcess.settled();
    started.stream().filter(OperatorProcess::isAlive).forEach(OperatorProcess::kill);
  }
}
