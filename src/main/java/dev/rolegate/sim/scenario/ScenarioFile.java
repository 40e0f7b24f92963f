package dev.rolegate.sim.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Reads scenario files: YAML, of which JSON is a part. Unknown fields are refused. */
public final class ScenarioFile {
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ScenarioFile() {}

  /**
   * Reads a file.
   *
   * @throws ScenarioException if it cannot be read; the message names file, place and reason
   */
  public static Scenario read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (CharacterCodingException binary) {
      throw new ScenarioException(file.toString(), "is no text in UTF-8; save it as UTF-8");
    } catch (IOException unreadable) {
      throw new ScenarioException(file.toString(), "cannot be read: " + unreadable);
    }
  }

  static Scenario parse(String file, String text) {
    if (text.isBlank()) {
      throw new ScenarioException(file, "is empty; say at least region");
    }
    try {
      Scenario scenario = YAML.readValue(text, Scenario.class);
      if (scenario == null || scenario.region() == null) {
        throw new ScenarioException(file + ": region", "is missing; say which AWS Region it is");
      }
      return scenario;
    } catch (UnrecognizedPropertyException unknown) {
      throw new ScenarioException(
          file + ": " + path(unknown),
          "there is no such field here; known are "
              + unknown.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    } catch (JsonMappingException wrong) {
      throw new ScenarioException(file + ": " + path(wrong), wrong.getOriginalMessage());
    } catch (JsonProcessingException malformed) {
      throw new ScenarioException(file, malformed.getMessage());
    }
  }

  /** Such as {@code vpcs[0].groups[2].ingress[0].prot}. */
  private static String path(JsonMappingException at) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : at.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.length() == 0 ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }
}
