package dev.rolegate.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The API server's own record of the requests that service accounts made, and how it answered. It
 * holds nothing of other users, and no content. The server writes an entry before it answers.
 */
public final class AuditLog {
  private static final String POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
      - level: Metadata
        userGroups: ["system:serviceaccounts"]
      - level: None
      """;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  AuditLog(Path file) {
    this.file = file;
  }

  static Path in(Path folder) {
    return folder.resolve("audit.log");
  }

  static Path writePolicy(Path folder) throws IOException {
    return Files.writeString(folder.resolve("audit-policy.yaml"), POLICY);
  }

  /**
   * One request for a resource, in the words of RBAC.
   *
   * @param resource with its subresource, as in {@code deployments/status}
   * @param name empty for a request that names no object
   * @param code the HTTP status of the answer
   */
  public record Request(
      String verb, String group, String resource, String namespace, String name, int code) {}

  /** What this user has asked for so far, but for requests that concern no resource. */
  public List<Request> of(String user) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var lines = Files.lines(file)) {
      return lines
          .map(AuditLog::parse)
          .filter(entry -> entry.path("user").path("username").asText().equals(user))
          .filter(entry -> entry.has("objectRef"))
          .map(AuditLog::request)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Request request(JsonNode entry) {
    JsonNode object = entry.path("objectRef");
    String subresource = object.path("subresource").asText();
    String resource = object.path("resource").asText();
    return new Request(
        entry.path("verb").asText(),
        object.path("apiGroup").asText(),
        subresource.isEmpty() ? resource : resource + "/" + subresource,
        object.path("namespace").asText(),
        object.path("name").asText(),
        entry.path("responseStatus").path("code").asInt());
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
