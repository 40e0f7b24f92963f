package dev.rolegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.cli.manifest.GuardrailCases.Case;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.GroupKey;
import dev.rolegate.topology.AddressSets;
import dev.rolegate.topology.Claims;
import dev.rolegate.topology.Topology;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The documents of a case: its role, filled in where it is short, and the roles that it names. */
final class CaseScene {
  static final String VPC = "prod";
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Case one;
  private final AddressSets addressSets;
  private final Instant now;
  private final Map<GroupKey, ObjectNode> roles = new LinkedHashMap<>();

  private CaseScene(Case one, AddressSets addressSets, Instant now) {
    this.one = one;
    this.addressSets = addressSets;
    this.now = now;
  }

  /**
   * @throws UserError when the role cannot be read; the message says why
   */
  static DesiredVpc desired(Case one, AddressSets addressSets, Instant now) {
    return new CaseScene(one, addressSets, now).assemble();
  }

  /** Name of the case's own document. */
  static GroupKey key(Case one) {
    return new GroupKey(one.namespace(), roleName(one));
  }

  private static String roleName(Case one) {
    return one.role() == null ? "app" : one.role().path("role").asText("app");
  }

  private DesiredVpc assemble() {
    if (one.role() != null) {
      own();
    }
    one.given().roles().values().forEach(role -> named(new GroupKey(one.namespace(), role)));
    Topology.Result result =
        Topology.assemble(
            new Topology.Input(
                "cases",
                vpc(),
                roles.entrySet().stream()
                    .map(role -> role(role.getKey(), role.getValue()))
                    .toList(),
                Map.of(),
                addressSets,
                now,
                Claims.NONE));
    if (!result.problems().isEmpty()) {
      throw new UserError("role: " + result.problems().get(0).message());
    }
    result.desired().groups().stream()
        .map(DesiredGroup::withheld)
        .flatMap(List::stream)
        .findFirst()
        .ifPresent(
            rule -> {
              throw new UserError("role: rule " + rule.name() + ": " + rule.message());
            });
    return result.desired();
  }

  private void own() {
    if (!(one.role() instanceof ObjectNode written)) {
      throw new UserError("role: write an object, as {ingress: [...]}");
    }
    ObjectNode spec = written.deepCopy();
    fill(spec, "vpc", VPC);
    fill(spec, "role", roleName(one));
    fill(spec, "purpose", "Serves the cases of a guardrail");
    fill(spec, "owner", "platform@example.com");
    for (String direction : List.of("ingress", "egress")) {
      ArrayNode rules = spec.withArray(direction);
      for (int i = 0; i < rules.size(); i++) {
        if (rules.get(i) instanceof ObjectNode rule) {
          fill(rule, "name", direction + "-" + (i + 1));
          fill(rule, "purpose", "Serves the cases of a guardrail");
          rule.path("peers").forEach(peer -> peer(peer.path("role")));
        }
      }
    }
    roles.put(key(one), spec);
  }

  private void peer(JsonNode role) {
    if (role.hasNonNull("name")) {
      named(
          new GroupKey(role.path("namespace").asText(one.namespace()), role.path("name").asText()));
    }
  }

  /** A role that the case only names. */
  private void named(GroupKey key) {
    if (one.role() != null && key.equals(key(one))) {
      return;
    }
    ObjectNode spec = MAPPER.createObjectNode();
    fill(spec, "vpc", VPC);
    fill(spec, "role", key.name());
    fill(spec, "purpose", "Named by the cases of a guardrail");
    fill(spec, "owner", "platform@example.com");
    spec.putArray("egress");
    roles.putIfAbsent(key, spec);
  }

  private static void fill(ObjectNode object, String field, String value) {
    if (!object.has(field)) {
      object.put(field, value);
    }
  }

  private ManagedVpc vpc() {
    ObjectNode vpc = MAPPER.createObjectNode();
    vpc.putObject("metadata").put("name", VPC);
    ObjectNode spec = vpc.putObject("spec");
    spec.put("vpcId", "vpc-0a1b2c3d4e5f60718").put("region", "eu-west-1");
    ObjectNode tenant = spec.putArray("tenants").addObject();
    ArrayNode namespaces = tenant.putArray("namespaces");
    roles.keySet().stream().map(GroupKey::namespace).distinct().forEach(namespaces::add);
    tenant.putArray("roles").add("*");
    tenant.putArray("grants").add("PublicExposure").add("ForeignPeers");
    return read(vpc, ManagedVpc.class);
  }

  private static RoleSecurityGroup role(GroupKey key, ObjectNode spec) {
    ObjectNode role = MAPPER.createObjectNode();
    ObjectNode metadata = role.putObject("metadata");
    metadata.put("namespace", key.namespace()).put("name", key.name()).put("uid", key.toString());
    metadata.put("creationTimestamp", "2026-01-01T00:00:00Z");
    metadata.put("generation", 1);
    role.set("spec", spec);
    return read(role, RoleSecurityGroup.class);
  }

  private static <T> T read(ObjectNode node, Class<T> type) {
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new UserError("role: " + e.getOriginalMessage(), e);
    }
  }
}
