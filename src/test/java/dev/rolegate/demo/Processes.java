package dev.rolegate.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands of the packaged jar, started with the environment that a user would give them. */
final class Processes {
  static final Path SCENE = Path.of("src/test/resources/demo/messy-vpc.yaml");
  static final String CLUSTER_ID = "demo";

  /** Ends as the logs do, which each demo removes first. */
  static final Path AUDIT = Path.of("target/demo/audit.log");

  private static final Pattern ENDPOINT = Pattern.compile("EC2 simulator at (http://\\S+)");
  private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[^\\s\"]+)");
  private static final Duration START = Duration.ofSeconds(60);
  private static final int HTTP_OK = 200;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Children children;
  private final Patience patience;
  private int plans;

  Processes(Children children) {
    this.children = children;
    this.patience = new Patience(children);
  }

  Child startSimulator() {
    return children.start(
        "simulator", Map.of(), "simulator", "--port", "0", "--scenario", SCENE.toString());
  }

  /** The address that the simulator printed. */
  URI endpoint(Child simulator) {
    return printed(simulator, ENDPOINT, "the simulator says where it listens");
  }

  Child startOperator(Cluster cluster, URI endpoint) {
    var environment = new HashMap<>(environment(endpoint));
    environment.putAll(cluster.operatorSettings());
    environment.put("KUBECONFIG", cluster.kubeconfig().toString());
    // Health and metrics on any free port of this machine alone.
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", "0");
    environment.put("ROLEGATE_AUDIT_FILE", AUDIT.toString());
    return children.start("operator", environment, "run");
  }

  /** Waits until the operator's own health check says that it is ready. */
  void awaitReady(Child operator) {
    URI ready =
        printed(operator, LISTENING, "the operator serves its health checks")
            .resolve("/q/health/ready");
    patience.until(
        "the operator is ready", START, () -> get(ready), s -> s == HTTP_OK, s -> ready + " " + s);
  }

  /** {@code rolegate plan} of the shipped samples. */
  Children.Ended plan(URI endpoint) {
    plans++;
    return children.run(
        "plan-" + plans, environment(endpoint), "plan", "-f", Samples.SHIPPED.toString());
  }

  /** {@code rolegate sprawl} of the VPC, from AWS alone. */
  Children.Ended sprawl(URI endpoint) {
    return children.run(
        "sprawl", environment(endpoint), "sprawl", "--vpc-id", Aws.VPC_ID, "--region", Aws.REGION);
  }

  /** {@code rolegate revert --apply} of what the operator did, by its audit log. */
  Children.Ended revert(Cluster cluster, URI endpoint, String plan) {
    var environment = new HashMap<>(environment(endpoint));
    environment.put("KUBECONFIG", cluster.kubeconfig().toString());
    environment.put("ROLEGATE_AUDIT_FILE", AUDIT.toString());
    return children.run(
        "revert",
        environment,
        "revert",
        "--plan",
        plan,
        "--audit-log",
        AUDIT.toString(),
        "--apply",
        "--yes");
  }

  /** {@code rolegate restore}, which needs the cluster alone. */
  Children.Ended restore(Cluster cluster, String orphan) {
    var environment = Map.of("KUBECONFIG", cluster.kubeconfig().toString());
    return children.run("restore", environment, "restore", orphan);
  }

  /** A command as somebody types it, and what came of it. */
  record Typed(String command, Children.Ended ended) {}

  /** {@code rolegate restore --rule --apply} of a rule that went, by the operator's audit log. */
  Typed restoreRule(Cluster cluster, URI endpoint, String ruleId) {
    var environment = new HashMap<>(environment(endpoint));
    environment.put("KUBECONFIG", cluster.kubeconfig().toString());
    environment.put("ROLEGATE_AUDIT_FILE", AUDIT.toString());
    var arguments =
        List.of(
            "restore",
            "--rule",
            ruleId,
            "--audit-log",
            AUDIT.toString(),
            "--until",
            "30d",
            "--reason",
            "The supplier's nightly run needs it until it moves",
            "--accepted-by",
            "platform@example.com",
            "--apply",
            "--yes");
    var ended = children.run("restore-rule", environment, arguments.toArray(String[]::new));
    return new Typed(
        "rolegate "
            + arguments.stream()
                .map(a -> a.contains(" ") ? '"' + a + '"' : a)
                .collect(Collectors.joining(" ")),
        ended);
  }

  /** Every service of AWS is the simulator. */
  private static Map<String, String> environment(URI endpoint) {
    return Map.of(
        "AWS_ENDPOINT_URL",
        endpoint.toString(),
        "AWS_ACCESS_KEY_ID",
        "test",
        "AWS_SECRET_ACCESS_KEY",
        "test",
        "ROLEGATE_CLUSTER_ID",
        CLUSTER_ID);
  }

  private URI printed(Child child, Pattern pattern, String expected) {
    String address =
        patience.until(
            expected,
            START,
            () -> {
              var found = pattern.matcher(child.printed());
              return found.find() ? found.group(1) : "";
            },
            found -> !found.isEmpty(),
            found -> "its last line: " + child.lastLine());
    return URI.create(address);
  }

  private int get(URI address) {
    try {
      var request = HttpRequest.newBuilder(address).timeout(START).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + address, e);
    }
  }
}
