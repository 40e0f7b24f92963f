package dev.rolegate.sim.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a setup from YAML, of which JSON is a part. A policy is the path of a file, relative to the
 * setup's, or the document itself. Capital words of policy files, such as {@code CLUSTER_ID}, are
 * placeholders for the setup's {@code values}.
 */
public final class IamFile {
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final String FULL_ACCESS = "FullAWSAccess";
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\b(?!AWS\\b)(?:[A-Z]{4,}(?:_[A-Z]+)*|[A-Z]+(?:_[A-Z]+)+)\\b");

  private final String name;
  private final Optional<Path> folder;
  private final Map<String, String> values;

  /** The file as it is written. */
  private record Setup(
      Map<String, String> values,
      List<One> identities,
      Map<String, List<JsonNode>> serviceControlPolicies) {}

  private record One(
      String arn,
      List<JsonNode> policies,
      JsonNode trust,
      List<String> accessKeys,
      Map<String, String> sessionTags) {}

  private IamFile(String name, Optional<Path> folder, Map<String, String> values) {
    this.name = name;
    this.folder = folder;
    this.values = values;
  }

  /**
   * Reads a setup and the policy files that it names.
   *
   * @throws IamException for what cannot be read, or not be evaluated; it says where and why
   */
  public static IamSetup read(Path file) {
    return parse(file.toString(), Optional.of(file.toAbsolutePath().getParent()), text(file));
  }

  /** Reads a setup that names no files. */
  public static IamSetup parse(String name, String text) {
    return parse(name, Optional.empty(), text);
  }

  private static IamSetup parse(String name, Optional<Path> folder, String text) {
    if (text.isBlank()) {
      throw new IamException(name, "is empty");
    }
    try {
      Setup setup = YAML.readValue(text, Setup.class);
      if (setup == null) {
        throw new IamException(name, "is empty");
      }
      return new IamFile(name, folder, orEmpty(setup.values())).setup(setup);
    } catch (UnrecognizedPropertyException unknown) {
      throw new IamException(
          name,
          unknown.getPropertyName()
              + ": there is no such field here; known are "
              + unknown.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    } catch (JsonProcessingException wrong) {
      throw new IamException(name, wrong.getMessage());
    }
  }

  private IamSetup setup(Setup setup) {
    List<Identity> identities = new ArrayList<>();
    for (One one : orEmpty(setup.identities())) {
      if (one.arn() == null) {
        throw new IamException(name, "an identity has no arn");
      }
      identities.add(
          new Identity(
              one.arn(),
              policies(one.arn(), one.policies()),
              Optional.ofNullable(one.trust())
                  .map(node -> policy(one.arn(), node, PolicyReader.Use.TRUST, 1)),
              orEmpty(one.accessKeys()),
              orEmpty(one.sessionTags())));
    }
    Map<String, List<Policy>> limits = new TreeMap<>();
    orEmpty(setup.serviceControlPolicies())
        .forEach((account, nodes) -> limits.put(account, policies(account, nodes)));
    return new IamSetup(identities, limits);
  }

  private List<Policy> policies(String owner, List<JsonNode> nodes) {
    List<Policy> policies = new ArrayList<>();
    for (JsonNode node : orEmpty(nodes)) {
      policies.add(policy(owner, node, PolicyReader.Use.PERMISSIONS, policies.size() + 1));
    }
    return policies;
  }

  private Policy policy(String owner, JsonNode node, PolicyReader.Use use, int number) {
    if (node.isObject()) {
      String id = node.path("Id").asText(owner + " policy " + number);
      return PolicyReader.read(id, node.toString(), use);
    }
    if (node.asText().equals(FULL_ACCESS)) {
      return Policy.allowingAll(FULL_ACCESS);
    }
    Path file =
        folder
            .orElseThrow(
                () ->
                    new IamException(
                        name, "write the policy itself here, not its file " + node.asText()))
            .resolve(node.asText());
    String document = file.getFileName().toString().replaceFirst("\\.json$", "");
    return PolicyReader.read(document, filled(file.toString(), text(file), values), use);
  }

  /**
   * A policy's text with its placeholders filled.
   *
   * @throws IamException if one has no value
   */
  public static String filled(String where, String text, Map<String, String> values) {
    Matcher placeholder = PLACEHOLDER.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (placeholder.find()) {
      String value = values.get(placeholder.group());
      if (value == null) {
        throw new IamException(
            where, "the placeholder " + placeholder.group() + " has no value; add it to values");
      }
      placeholder.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return placeholder.appendTail(filled).toString();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException binary) {
      throw new IamException(file.toString(), "is no text in UTF-8; save it as UTF-8");
    } catch (IOException unreadable) {
      throw new IamException(file.toString(), "cannot be read: " + unreadable);
    }
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }

  private static <K, V> Map<K, V> orEmpty(Map<K, V> map) {
    return map == null ? Map.of() : map;
  }
}
