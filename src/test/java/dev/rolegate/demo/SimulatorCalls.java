package dev.rolegate.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The simulator's own log of the calls that it served, without those of the demo. */
final class SimulatorCalls {
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final URI endpoint;
  private final Aws demo;

  SimulatorCalls(URI endpoint, Aws demo) {
    this.endpoint = endpoint;
    this.demo = demo;
  }

  /** One call of the operator or the command line. */
  record Call(long number, Instant time, String action, boolean mutating, String code) {}

  /** Some of them. */
  record Calls(List<Call> all) {
    List<Call> mutating() {
      return all.stream().filter(Call::mutating).toList();
    }

    List<Call> of(String action) {
      return all.stream().filter(c -> c.action().equals(action)).toList();
    }

    List<String> failed() {
      return all.stream()
          .filter(c -> !c.code().equals("OK"))
          .map(c -> c.action() + " " + c.code())
          .toList();
    }

    /** Action and number, mutating ones first. */
    String table() {
      Map<String, Long> numbers =
          all.stream()
              .collect(
                  Collectors.groupingBy(
                      c -> (c.mutating() ? "changes  " : "reads    ") + c.action(),
                      TreeMap::new,
                      Collectors.counting()));
      var table = new TextTable("EC2 CALL", "NUMBER");
      numbers.forEach(table::row);
      return table.toString();
    }
  }

  /** The number of the last call so far. */
  long mark() {
    return read(0).stream().mapToLong(c -> c.get("number").asLong()).max().orElse(0);
  }

  /** The calls since a mark. */
  Calls since(long mark) {
    return new Calls(
        read(mark).stream()
            .filter(c -> !demo.isOwn(c.get("requestId").asText()))
            .map(SimulatorCalls::call)
            .toList());
  }

  /** Writes the whole log, one JSON object a line, for whoever wants to know more. */
  void save(Path file) {
    try {
      Files.write(file, read(0).stream().map(JsonNode::toString).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Call call(JsonNode line) {
    return new Call(
        line.get("number").asLong(),
        Instant.parse(line.get("time").asText()),
        line.get("action").asText(),
        line.get("mutating").asBoolean(),
        line.get("code").asText());
  }

  private List<JsonNode> read(long since) {
    try {
      var request = HttpRequest.newBuilder(endpoint.resolve("/_rolegate/calls?since=" + since));
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new NotHeld("the simulator shows its call log", answer.body());
      }
      return answer.body().lines().map(this::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading the call log", e);
    }
  }

  private JsonNode parse(String line) {
    try {
      return json.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
