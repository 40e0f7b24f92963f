package dev.rolegate.sim.iam;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads policy documents. What it does not understand is an error, never left out. */
final class PolicyReader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Set<String> DOCUMENT = Set.of("Version", "Id", "Statement");
  private static final Set<String> STATEMENT =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");
  private static final Set<String> PRINCIPALS = Set.of("AWS", "Service", "Federated");

  /** What a policy is attached to, which decides what its statements have to say. */
  enum Use {
    PERMISSIONS,
    TRUST
  }

  private final String policy;
  private final Use use;
  private final Set<String> sids = new HashSet<>();

  private PolicyReader(String policy, Use use) {
    this.policy = policy;
    this.use = use;
  }

  static Policy read(String name, String json, Use use) {
    JsonNode document;
    try {
      document = JSON.readTree(json);
    } catch (JsonProcessingException malformed) {
      throw new IamException(name, "is no JSON: " + malformed.getMessage());
    }
    return new PolicyReader(name, use).document(document);
  }

  private Policy document(JsonNode document) {
    known(policy, document, DOCUMENT);
    if (!document.path("Version").asText().equals("2012-10-17")) {
      throw new IamException(policy, "Version has to be \"2012-10-17\"");
    }
    if (document.path("Statement").isEmpty()) {
      throw new IamException(policy, "needs a Statement");
    }
    List<Statement> statements = new ArrayList<>();
    JsonNode listed = document.path("Statement");
    for (JsonNode one : listed.isArray() ? listed : List.of(listed)) {
      statements.add(statement(one, statements.size() + 1));
    }
    return new Policy(policy, statements);
  }

  private Statement statement(JsonNode node, int number) {
    String sid = node.path("Sid").asText(String.valueOf(number));
    String where = policy + "/" + sid;
    known(where, node, STATEMENT);
    if (!sids.add(sid)) {
      throw new IamException(where, "two statements have this Sid");
    }
    String effect = node.path("Effect").asText();
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw new IamException(where, "Effect has to be Allow or Deny");
    }
    boolean trust = use == Use.TRUST;
    boolean ofResources = node.has("Resource") || node.has("NotResource");
    if (trust != node.has("Principal") || trust == ofResources) {
      throw new IamException(
          where,
          trust
              ? "a statement of a trust policy has a Principal and no Resource"
              : "a statement of this policy needs Resource or NotResource, and has no Principal");
    }
    List<String> actions = eitherOf(where, node, "Action");
    actions.forEach(one -> checkAction(where, one));
    List<String> resources = trust ? List.of() : eitherOf(where, node, "Resource");
    resources.forEach(one -> checkResource(where, one));
    return new Statement(
        where,
        effect.equals("Allow"),
        node.has("NotAction"),
        actions,
        node.has("NotResource"),
        resources,
        trust ? principals(where, node.path("Principal")) : List.of(),
        conditions(where, node.path("Condition")));
  }

  private static void known(String where, JsonNode node, Set<String> names) {
    if (!node.isObject()) {
      throw new IamException(where, "has to be an object");
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name)) {
                throw new IamException(where, "the simulator does not know the element " + name);
              }
            });
  }

  private static List<String> eitherOf(String where, JsonNode node, String name) {
    if (node.has(name) == node.has("Not" + name)) {
      throw new IamException(where, "needs " + name + " or Not" + name + ", one of them");
    }
    return texts(where + "." + name, node.has(name) ? node.path(name) : node.path("Not" + name));
  }

  private static List<String> texts(String where, JsonNode node) {
    List<String> texts = new ArrayList<>();
    for (JsonNode one : node.isArray() ? node : List.of(node)) {
      if (!one.isTextual() && !one.isBoolean()) {
        throw new IamException(where, "takes texts, and " + one + " is none");
      }
      texts.add(one.asText());
    }
    if (texts.isEmpty()) {
      throw new IamException(where, "is empty");
    }
    return texts;
  }

  private static void checkAction(String where, String action) {
    if (!action.equals("*") && !action.matches("[a-z0-9-]+:[A-Za-z*?]+")) {
      throw new IamException(where, "'" + action + "' is no action; write it as ec2:CreateTags");
    }
  }

  private static void checkResource(String where, String resource) {
    if (resource.contains("${")) {
      throw new IamException(where, "the simulator does not know policy variables: " + resource);
    }
    if (!resource.equals(Access.ANY) && !Glob.isArnPattern(resource)) {
      throw new IamException(where, "'" + resource + "' is no ARN");
    }
  }

  private static List<TrustedPrincipal> principals(String where, JsonNode node) {
    if (node.asText().equals("*")) {
      return List.of(new TrustedPrincipal("AWS", "*"));
    }
    known(where + ".Principal", node, PRINCIPALS);
    List<TrustedPrincipal> principals = new ArrayList<>();
    for (Map.Entry<String, JsonNode> kind : node.properties()) {
      for (String value : texts(where + ".Principal", kind.getValue())) {
        if (!value.equals("*") && value.matches(".*[*?].*")) {
          throw new IamException(
              where, "a principal takes no wildcard but \"*\" alone, as in '" + value + "'");
        }
        principals.add(new TrustedPrincipal(kind.getKey(), value));
      }
    }
    return principals;
  }

  private static List<Condition> conditions(String where, JsonNode node) {
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operator : node.properties()) {
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        conditions.add(
            Condition.read(
                where,
                operator.getKey(),
                key.getKey(),
                texts(where + "." + key.getKey(), key.getValue())));
      }
    }
    return conditions;
  }
}
