package dev.rolegate.operator.uses;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An API server that answers as it is told, where a real one cannot be made to. Of several answers
 * to one request the last is given for ever.
 */
final class BrokenApi implements AutoCloseable {
  private final HttpServer server;
  private final KubernetesClient client;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<String> requests = new ArrayList<>();

  private record Answer(int code, String body) {}

  BrokenApi() {
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), /* backlog */ 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .build();
    client = new KubernetesClientBuilder().withConfig(config).build();
    answer("/api/v1", 200, resources("v1", "services", "Service"));
    answer(
        "/apis",
        200,
        """
        {"kind": "APIGroupList", "apiVersion": "v1", "groups": [{"name": "apps", "versions":
          [{"groupVersion": "apps/v1", "version": "v1"}]}]}""");
    answer("/api/v1/services", 200, list(""));
  }

  static String resources(String groupVersion, String plural, String kind) {
    return """
    {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "%s", "resources": [
      {"name": "%s", "singularName": "", "namespaced": true, "kind": "%s", "verbs": ["list"]},
      {"name": "%s/status", "singularName": "", "namespaced": true, "kind": "%s", "verbs": ["get"]}
    ]}"""
        .formatted(groupVersion, plural, kind, plural, kind);
  }

  /** A page of a list with one Service per annotation value. */
  static String list(String next, String... groups) {
    List<String> items = new ArrayList<>();
    for (String group : groups) {
      items.add(
          """
          {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "s%d", "namespace": "shop",
           "annotations": {"service.beta.kubernetes.io/aws-load-balancer-security-groups": "%s"}}}"""
              .formatted(items.size(), group));
    }
    return """
    {"kind": "ServiceList", "apiVersion": "v1", "metadata": {"continue": "%s"}, "items": [%s]}"""
        .formatted(next, String.join(",", items));
  }

  static String status(int code, String message) {
    return """
    {"kind": "Status", "apiVersion": "v1", "status": "Failure", "message": "%s", "code": %d}"""
        .formatted(message, code);
  }

  /** Instead of all earlier answers to the path, with its continue token where it has one. */
  BrokenApi answer(String path, int code, String body) {
    answers.put(path, new ArrayDeque<>());
    return then(path, code, body);
  }

  BrokenApi then(String path, int code, String body) {
    answers.get(path).add(new Answer(code, body));
    return this;
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  KubernetesClient client() {
    return client;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    String path = exchange.getRequestURI().getPath();
    if (query != null) {
      for (String part : query.split("&")) {
        if (part.startsWith("continue=")) {
          path += "?" + part;
        }
      }
    }
    requests.add(path);
    Deque<Answer> given = answers.get(path);
    Answer answer =
        given == null
            ? new Answer(404, status(404, "not found"))
            : given.size() > 1 ? given.poll() : given.peek();
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.code(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** From now on nothing listens. */
  void stop() {
    server.stop(0);
  }

  @Override
  public void close() {
    client.close();
    stop();
  }
}
