package dev.rolegate.sim.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import dev.rolegate.sim.fault.Behaviour;
import dev.rolegate.sim.fault.BehaviourChange;
import dev.rolegate.sim.fault.Hold;
import dev.rolegate.sim.iam.Iam;
import dev.rolegate.sim.iam.IamFile;
import dev.rolegate.sim.log.CallLog;
import dev.rolegate.sim.log.CallRecord;
import dev.rolegate.sim.scenario.ScenarioException;
import dev.rolegate.sim.scenario.ServiceChange;
import dev.rolegate.sim.state.DataPlane;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.state.World;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Control for other processes, below {@code /_rolegate/}: the call log, the behaviour, what is
 * held, what other services hold, the policies, the clock. Not part of AWS's API; needs no
 * signature.
 */
final class ControlEndpoint {
  private final ObjectMapper json =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private final World world;
  private final Behaviour behaviour;
  private final Iam iam;
  private final CallLog log;
  private final DataPlane dataPlane;

  ControlEndpoint(World world, Behaviour behaviour, Iam iam, CallLog log, DataPlane dataPlane) {
    this.dataPlane = dataPlane;
    this.world = world;
    this.behaviour = behaviour;
    this.iam = iam;
    this.log = log;
  }

  void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        String body = answer(exchange);
        send(exchange, 200, body);
      } catch (IllegalArgumentException | ScenarioException | JsonProcessingException wrong) {
        send(exchange, 400, json.writeValueAsString(Map.of("error", wrong.getMessage())) + "\n");
      }
    }
  }

  private String answer(HttpExchange exchange) throws IOException {
    String route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    Map<String, String> query = query(exchange);
    switch (route) {
      case "GET /_rolegate/calls":
        return calls(Long.parseLong(query.getOrDefault("since", "0")));
      case "GET /_rolegate/data-plane":
        return json.writeValueAsString(
                dataPlane.now(needed(query, "account"), needed(query, "region")))
            + "\n";
      case "GET /_rolegate/services":
        return services(needed(query, "account"), needed(query, "region"));
      case "POST /_rolegate/services":
        ServiceChange change = json.readValue(exchange.getRequestBody(), ServiceChange.class);
        change.apply(world, needed(query, "account"), needed(query, "region"));
        return "{}\n";
      case "POST /_rolegate/behaviour":
        json.readValue(exchange.getRequestBody(), BehaviourChange.class).apply(behaviour);
        return "{}\n";
      case "POST /_rolegate/iam":
        iam.set(
            IamFile.parse(
                "the setup",
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        return "{}\n";
      case "GET /_rolegate/holds":
        return holds();
      case "POST /_rolegate/release":
        behaviour.endHolds(
            Boolean.parseBoolean(query.get("drop")) ? Hold.End.DROP : Hold.End.RELEASE);
        return "{}\n";
      case "POST /_rolegate/advance":
        world.clock().advance(seconds(query));
        return json.writeValueAsString(Map.of("now", world.clock().now())) + "\n";
      default:
        throw new IllegalArgumentException(
            "no "
                + route
                + " here; use GET calls, GET holds, GET data-plane, GET services, POST services, POST"
                + " behaviour, POST iam, POST release or POST advance");
    }
  }

  private String calls(long since) throws JsonProcessingException {
    StringBuilder lines = new StringBuilder();
    for (CallRecord call : log.since(since)) {
      lines.append(json.writeValueAsString(call)).append('\n');
    }
    return lines.toString();
  }

  /** One line for each resource of another service. */
  private String services(String account, String region) throws JsonProcessingException {
    StringBuilder lines = new StringBuilder();
    for (ServiceResource one :
        world.current().region(region).owned(ServiceResource.class, account)) {
      lines
          .append(
              json.writeValueAsString(
                  Map.of(
                      "kind",
                      one.kind(),
                      "in",
                      one.parent(),
                      "name",
                      one.name(),
                      "groups",
                      one.groups(),
                      "parts",
                      one.parts())))
          .append('\n');
    }
    return lines.toString();
  }

  /** One line for each hold; {@code held} is the request that it holds at present. */
  private String holds() throws JsonProcessingException {
    StringBuilder lines = new StringBuilder();
    for (Hold hold : behaviour.holds()) {
      lines
          .append(
              json.writeValueAsString(
                  Map.of(
                      "action",
                      hold.action(),
                      "when",
                      hold.when(),
                      "held",
                      hold.held().orElse(""))))
          .append('\n');
    }
    return lines.toString();
  }

  private static Duration seconds(Map<String, String> query) {
    return Duration.ofMillis(Math.round(Double.parseDouble(needed(query, "seconds")) * 1000));
  }

  private static String needed(Map<String, String> query, String name) {
    String value = query.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the query needs " + name + "=…");
    }
    return value;
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> values = new TreeMap<>();
    String query = exchange.getRequestURI().getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return values;
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
