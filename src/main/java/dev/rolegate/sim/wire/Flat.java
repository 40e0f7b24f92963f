package dev.rolegate.sim.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the body of a JSON protocol into parameters as {@link Params} takes them. */
public final class Flat {
  private static final JsonMapper JSON = new JsonMapper();

  private Flat() {}

  /**
   * {@code {"names": ["a"]}} gives {@code names.1=a}. An empty body has no parameters.
   *
   * @throws Ec2Error SerializationException if it is no JSON object
   */
  public static Map<String, String> read(String body) {
    Map<String, String> params = new LinkedHashMap<>();
    if (!body.isBlank()) {
      flatten("", parse(body), params);
    }
    return params;
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode node = JSON.readTree(body);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException malformed) {
      throw unreadable();
    }
    throw unreadable();
  }

  private static Ec2Error unreadable() {
    return Ec2Error.client("SerializationException", "The body is no JSON object.");
  }

  private static void flatten(String name, JsonNode node, Map<String, String> into) {
    String prefix = name.isEmpty() ? "" : name + ".";
    if (node.isObject()) {
      node.properties().forEach(one -> flatten(prefix + one.getKey(), one.getValue(), into));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(prefix + (i + 1), node.get(i), into);
      }
    } else if (!node.isNull()) {
      into.put(name, node.asText());
    }
  }
}
