package dev.rolegate.execute.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Groups, rules and tags within audit lines. */
final class StateJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private StateJson() {}

  static ObjectNode write(AuditState state) {
    ObjectNode node = JSON.objectNode();
    if (state.group() != null) {
      node.set("group", group(state.group()));
    }
    if (!state.rules().isEmpty()) {
      ArrayNode rules = node.putArray("rules");
      state.rules().forEach(rule -> rules.add(rule(rule)));
    }
    if (!state.tags().isEmpty()) {
      ObjectNode tags = node.putObject("tags");
      state.tags().forEach((id, values) -> tags.set(id, tags(values)));
    }
    return node;
  }

  private static ObjectNode group(Group group) {
    ObjectNode node = JSON.objectNode();
    if (!group.groupId().isEmpty()) {
      node.put("groupId", group.groupId());
    }
    node.put("name", group.name());
    node.put("description", group.description());
    node.set("tags", tags(group.tags()));
    return node;
  }

  private static ObjectNode rule(LiveRule rule) {
    ObjectNode node = JSON.objectNode();
    if (rule.hasId()) {
      node.put("ruleId", rule.ruleId());
    }
    Permission permission = rule.permission();
    node.put("direction", rule.direction().word());
    node.put("protocol", permission.protocol().name());
    node.put("from", permission.ports().from());
    node.put("to", permission.ports().to());
    node.set("peer", peer(permission.peer()));
    node.put("description", rule.description());
    node.set("tags", tags(rule.tags()));
    return node;
  }

  private static ObjectNode peer(Peer peer) {
    ObjectNode node = JSON.objectNode();
    if (peer instanceof Peer.Address address) {
      return node.put("cidr", address.cidr().toString());
    } else if (peer instanceof Peer.PrefixList list) {
      return node.put("prefixListId", list.id());
    } else if (peer instanceof Peer.Group group) {
      node.put("groupId", group.groupId());
      return group.accountId().isEmpty() ? node : node.put("account", group.accountId());
    }
    throw new IllegalArgumentException("A call to EC2 cannot name " + peer);
  }

  private static ObjectNode tags(Map<String, String> tags) {
    ObjectNode node = JSON.objectNode();
    new TreeMap<>(tags).forEach(node::put);
    return node;
  }

  /** A missing node is nothing. */
  static AuditState read(JsonNode node, String vpcId) {
    List<LiveRule> rules = new ArrayList<>();
    node.path("rules").forEach(rule -> rules.add(rule(rule)));
    Map<String, Map<String, String>> tags = new TreeMap<>();
    node.path("tags").properties().forEach(e -> tags.put(e.getKey(), tags(e.getValue())));
    JsonNode group = node.path("group");
    return new AuditState(group.isObject() ? group(group, vpcId) : null, rules, tags);
  }

  private static Group group(JsonNode node, String vpcId) {
    return new Group(
        node.path("groupId").asText(""),
        AuditJson.needed(node, "name"),
        AuditJson.needed(node, "description"),
        vpcId,
        "",
        tags(node.path("tags")),
        List.of(),
        true);
  }

  private static LiveRule rule(JsonNode node) {
    Protocol protocol = Protocol.parse(AuditJson.needed(node, "protocol"));
    PortRange ports =
        PortRange.canonical(protocol, node.path("from").asInt(-1), node.path("to").asInt(-1));
    return new LiveRule(
        node.path("ruleId").asText(""),
        AuditJson.needed(node, "direction").equals(Direction.INGRESS.word())
            ? Direction.INGRESS
            : Direction.EGRESS,
        new Permission(protocol, ports, peer(node.path("peer"))),
        node.path("description").asText(""),
        tags(node.path("tags")),
        true);
  }

  private static Peer peer(JsonNode node) {
    if (node.has("cidr")) {
      return new Peer.Address(Cidr.parse(AuditJson.needed(node, "cidr")));
    }
    return node.has("prefixListId")
        ? new Peer.PrefixList(AuditJson.needed(node, "prefixListId"))
        : new Peer.Group(AuditJson.needed(node, "groupId"), node.path("account").asText(""));
  }

  private static Map<String, String> tags(JsonNode node) {
    Map<String, String> tags = new TreeMap<>();
    node.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return tags;
  }
}
