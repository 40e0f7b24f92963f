package dev.rolegate.sim.scenario;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.rolegate.sim.fault.BehaviourChange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a simulator starts with: API calls, made one after the other, then a behaviour. Read from
 * YAML or JSON.
 */
public record Scenario(List<Step> steps, Optional<BehaviourChange> behaviour) {

  /**
   * One API call.
   *
   * @param params names as on the wire; lists and maps are numbered and joined with dots, and
   *     {@code ${name}} stands for what an earlier step saved
   * @param save names for later steps and the element of the answer that each takes its value from
   * @param account the account that calls; left out, the simulator's default
   * @param region the Region; left out, {@code us-east-1}
   */
  public record Step(
      String action,
      Optional<JsonNode> params,
      Optional<Map<String, String>> save,
      Optional<String> account,
      Optional<String> region) {}

  public Scenario {
    steps = steps == null ? List.of() : List.copyOf(steps);
  }

  /**
   * Reads a scenario.
   *
   * @throws IOException if the file cannot be read, or holds something else; the message says where
   */
  public static Scenario read(Path file) throws IOException {
    ObjectMapper yaml =
        new ObjectMapper(new YAMLFactory())
            .registerModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    Scenario scenario = yaml.readValue(file.toFile(), Scenario.class);
    if (scenario == null) {
      throw new IOException(file + " is empty; a scenario has 'steps' and 'behaviour'");
    }
    return scenario;
  }
}
