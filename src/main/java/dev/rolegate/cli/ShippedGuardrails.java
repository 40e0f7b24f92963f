package dev.rolegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.rolegate.api.Guardrail;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The guardrails that come with Rolegate: {@code deploy/guardrails}, from the class path. */
public final class ShippedGuardrails {
  private static final String FOLDER = "/dev/rolegate/guardrails/";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private ShippedGuardrails() {}

  /** Those that {@code kubectl apply -k deploy/guardrails} installs, in its order. */
  public static List<Guardrail> catalogue() {
    return folder("");
  }

  /** Controls of AWS as AWS words them, to compare findings with. */
  public static List<Guardrail> literal() {
    return folder("literal/");
  }

  private static List<Guardrail> folder(String folder) {
    try {
      List<Guardrail> guardrails = new ArrayList<>();
      for (JsonNode file : read(folder + "kustomization.yaml", JsonNode.class).path("resources")) {
        guardrails.add(read(folder + file.asText(), Guardrail.class));
      }
      return List.copyOf(guardrails);
    } catch (IOException e) {
      throw new UncheckedIOException("the guardrails that come with Rolegate cannot be read", e);
    }
  }

  private static <T> T read(String name, Class<T> type) throws IOException {
    try (InputStream in = ShippedGuardrails.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new FileNotFoundException(FOLDER + name);
      }
      return YAML.readValue(in, type);
    }
  }
}
