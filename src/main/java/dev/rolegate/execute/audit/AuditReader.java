package dev.rolegate.execute.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads audit lines back: as they are, within records of a JSON log in whatever field, and among
 * other lines; from several sources in any order, each line as often as it comes.
 */
public final class AuditReader {
  private static final String START = "{\"" + AuditJson.MARK + "\"";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, AuditedCall> begun = new LinkedHashMap<>();
  private final Map<String, JsonNode> ends = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * Reads to the end.
   *
   * @param source what messages call it
   */
  public void read(String source, BufferedReader lines) throws IOException {
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.contains(AuditJson.MARK)) {
        continue;
      }
      try {
        Optional<JsonNode> found = find(line);
        if (found.isPresent()) {
          take(found.get());
        }
      } catch (JsonProcessingException e) {
        problems.add(source + ", line " + number + ": an audit line is cut short or damaged");
      } catch (RuntimeException e) {
        problems.add(
            source + ", line " + number + ": not a readable audit line: " + e.getMessage());
      }
    }
  }

  /** The audit line in a line of a log; empty where it only speaks of one. */
  private static Optional<JsonNode> find(String line) throws JsonProcessingException {
    int start = line.indexOf(START);
    if (start >= 0) {
      return Optional.of(JSON.readTree(line.substring(start)));
    }
    int record = line.indexOf('{');
    return record < 0 ? Optional.empty() : within(JSON.readTree(line.substring(record)));
  }

  private static Optional<JsonNode> within(JsonNode node) throws JsonProcessingException {
    if (node.isTextual() && node.asText().contains(AuditJson.MARK)) {
      return find(node.asText());
    }
    for (JsonNode child : node) {
      Optional<JsonNode> found = within(child);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private void take(JsonNode line) {
    int version = line.path(AuditJson.MARK).asInt();
    if (version != AuditJson.VERSION) {
      throw new IllegalArgumentException(
          "its format is version " + version + ", and this Rolegate reads " + AuditJson.VERSION);
    }
    if (AuditJson.needed(line, "phase").equals("begin")) {
      AuditedCall call = AuditJson.call(line);
      begun.putIfAbsent(call.id(), call);
    } else {
      ends.putIfAbsent(AuditJson.needed(line, "id"), line);
    }
  }

  /** The calls in the order in which they began. */
  public List<AuditedCall> calls() {
    return begun.values().stream()
        .map(
            call -> {
              JsonNode end = ends.get(call.id());
              return end == null
                  ? call
                  : call.withEnd(AuditJson.outcome(end, call.context().vpcId()));
            })
        .sorted(Comparator.comparing(AuditedCall::time))
        .toList();
  }

  /** Audit lines that could not be read, with where they are; calls may be missing for them. */
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
