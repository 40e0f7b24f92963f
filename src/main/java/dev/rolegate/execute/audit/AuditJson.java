package dev.rolegate.execute.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.model.GroupKey;
import dev.rolegate.plan.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Audit lines as JSON. A line is pure ASCII without control characters, so that nothing in a name
 * or description can end it or begin another, for whatever reads it.
 */
final class AuditJson {
  /** First in each line: what it is, and in which version of the format. */
  static final String MARK = "rolegateAudit";

  static final int VERSION = 1;

  /** EC2's messages are short; what goes wrong elsewhere may quote a whole request. */
  private static final int MESSAGE = 2000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build();

  private AuditJson() {}

  static String begin(AuditedCall call) {
    AuditContext context = call.context();
    ObjectNode line = line("begin", call.id(), call.time());
    line.put("cluster", context.cluster());
    line.put("vpc", context.vpc());
    line.put("vpcId", context.vpcId());
    line.put("region", context.region());
    text(line, "account", context.account());
    line.put("plan", context.plan());
    line.put("since", context.since());
    line.put("step", context.step());
    what(line, call);
    line.put("why", context.why());
    if (!context.guardrails().isEmpty()) {
      var array = line.putArray("guardrails");
      context.guardrails().forEach(array::add);
    }
    line.set("before", StateJson.write(call.before()));
    line.set("after", StateJson.write(call.after()));
    return text(line);
  }

  static String end(AuditedCall call, AuditOutcome outcome, Instant now) {
    ObjectNode line = line("end", call.id(), now);
    line.put("vpc", call.context().vpc());
    line.put("plan", call.context().plan());
    what(line, call);
    line.put("outcome", outcome.result().word());
    text(line, "code", outcome.code());
    String message = outcome.message();
    text(line, "message", message.substring(0, Math.min(MESSAGE, message.length())));
    text(line, "requestId", outcome.requestId());
    if (!outcome.created().isNothing()) {
      line.set("created", StateJson.write(outcome.created()));
    }
    return text(line);
  }

  private static ObjectNode line(String phase, String id, Instant time) {
    ObjectNode line = JSON.createObjectNode();
    line.put(MARK, VERSION);
    line.put("phase", phase);
    line.put("id", id);
    line.put("time", time.truncatedTo(ChronoUnit.MICROS).toString());
    return line;
  }

  private static void what(ObjectNode line, AuditedCall call) {
    line.put("action", call.action());
    List<Step.Target> groups = call.context().groups();
    if (groups.size() == 1) {
      line.put("group", groups.get(0).key().toString());
      text(line, "groupId", call.groupId());
    } else {
      var array = line.putArray("groups");
      groups.forEach(
          group ->
              array
                  .addObject()
                  .put("group", group.key().toString())
                  .put("groupId", group.groupId()));
    }
  }

  private static void text(ObjectNode node, String field, String value) {
    if (!value.isEmpty()) {
      node.put(field, value);
    }
  }

  private static String text(ObjectNode line) {
    try {
      // The one control character that JSON writers leave as it is; it can only be within a text.
      return JSON.writeValueAsString(line).replace("\u007f", "\\u007f");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an audit line is always JSON", e);
    }
  }

  /**
   * Reads a begin line.
   *
   * @throws IllegalArgumentException when a field is missing or not of its kind
   */
  static AuditedCall call(JsonNode line) {
    List<Step.Target> groups = new ArrayList<>();
    if (line.has("groups")) {
      line.get("groups").forEach(group -> groups.add(target(group)));
    } else {
      groups.add(target(line));
    }
    AuditContext context =
        new AuditContext(
            needed(line, "cluster"),
            needed(line, "vpc"),
            needed(line, "vpcId"),
            needed(line, "region"),
            line.path("account").asText(""),
            needed(line, "plan"),
            needed(line, "since"),
            line.path("step").asInt(),
            groups,
            line.path("why").asText(""),
            guardrails(line));
    return new AuditedCall(
        needed(line, "id"),
        Instant.parse(needed(line, "time")),
        context,
        needed(line, "action"),
        line.path("groupId").asText(""),
        StateJson.read(line.path("before"), context.vpcId()),
        StateJson.read(line.path("after"), context.vpcId()),
        Optional.empty());
  }

  /** Reads what an end line tells. */
  static AuditOutcome outcome(JsonNode line, String vpcId) {
    return new AuditOutcome(
        AuditOutcome.Result.valueOf(needed(line, "outcome").toUpperCase(Locale.ROOT)),
        line.path("code").asText(""),
        line.path("message").asText(""),
        line.path("requestId").asText(""),
        StateJson.read(line.path("created"), vpcId));
  }

  /** Lines of causes that are no guardrail, and those of earlier releases, have none. */
  private static List<String> guardrails(JsonNode line) {
    List<String> names = new ArrayList<>();
    line.path("guardrails")
        .forEach(
            name -> {
              if (!name.isTextual()) {
                throw new IllegalArgumentException("guardrails has what is no name");
              }
              names.add(name.asText());
            });
    return names;
  }

  private static Step.Target target(JsonNode node) {
    String name = needed(node, "group");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("group is ''");
    }
    // An OrphanedSecurityGroup is in no namespace.
    int slash = name.indexOf('/');
    String namespace = slash < 0 ? "" : name.substring(0, slash);
    return new Step.Target(
        new GroupKey(namespace, name.substring(slash + 1)), node.path("groupId").asText(""));
  }

  static String needed(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isTextual()) {
      throw new IllegalArgumentException("it has no " + field);
    }
    return value.asText();
  }
}
