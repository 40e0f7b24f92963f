package dev.rolegate.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JSON form of a plan, for tools; the same plan gives the same bytes. */
public final class PlanJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PlanJson() {}

  /** The whole plan, indented. */
  public static String write(Plan plan) {
    return text(root(plan));
  }

  /** The same with what guardrails found, as {@code findings}. */
  public static String write(Plan plan, List<Finding> findings) {
    ObjectNode root = root(plan);
    ArrayNode array = root.putArray("findings");
    findings.forEach(finding -> array.add(FindingJson.of(finding)));
    return text(root);
  }

  private static ObjectNode root(Plan plan) {
    ObjectNode root = JSON.createObjectNode();
    root.put("managedVpc", plan.vpc());
    root.put("vpcId", plan.vpcId());
    root.put("hash", plan.hash());
    root.set("steps", steps(plan));
    ArrayNode groups = root.putArray("groups");
    plan.verdicts().forEach(verdict -> groups.add(verdict(verdict)));
    root.set("undeclared", texts(plan.undeclared()));
    ArrayNode retirements = root.putArray("retirements");
    plan.retirements().forEach(verdict -> retirements.add(retirement(verdict)));
    if (!plan.remediations().isEmpty()) {
      ArrayNode remediations = root.putArray("remediations");
      plan.remediations().forEach(verdict -> remediations.add(remediation(verdict)));
    }
    return root;
  }

  private static String text(ObjectNode root) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan is always JSON", e);
    }
  }

  static String hash(Plan plan) {
    try {
      // Step by step: the text of a thousand groups' plan is megabytes, and each pass has one.
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String before = "[";
      for (Step step : plan.steps()) {
        digest.update((before + step(step)).getBytes(StandardCharsets.UTF_8));
        before = ",";
      }
      digest.update((plan.isEmpty() ? "[]" : "]").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static ArrayNode steps(Plan plan) {
    ArrayNode array = JSON.createArrayNode();
    plan.steps().forEach(step -> array.add(step(step)));
    return array;
  }

  private static ObjectNode step(Step step) {
    ObjectNode node = JSON.createObjectNode();
    node.put("step", step.number());
    node.put("action", name(step.action()));
    ArrayNode groups = node.putArray("groups");
    step.groups()
        .forEach(
            group ->
                groups
                    .addObject()
                    .put("name", group.key().toString())
                    .put("groupId", group.groupId()));
    content(node, step.action());
    node.put("effect", step.effect().name().toLowerCase(java.util.Locale.ROOT));
    node.put("reason", step.reason());
    ArrayNode waits = node.putArray("waitsFor");
    step.waits()
        .forEach(
            wait -> waits.addObject().put("step", wait.step()).put("because", wait.cause().text()));
    if (step.isHeld()) {
      node.put("held", step.hold().name().toLowerCase(java.util.Locale.ROOT));
      node.set("approves", texts(HeldItems.of(step).stream().map(HeldItem::hash).toList()));
    }
    node.put("interruptsUntracked", step.interruptsUntracked());
    return node;
  }

  private static void content(ObjectNode node, Step.Action action) {
    if (action instanceof Step.Create create) {
      node.put("groupName", create.groupName());
      node.put("description", create.description());
      node.set("tags", tags(create.tags()));
    } else if (action instanceof Step.RevokeDefaultEgress revoke) {
      node.set(
          "permissions", texts(revoke.permissions().stream().map(Permission::toString).toList()));
    } else if (action instanceof Step.Authorize authorize) {
      direction(node, authorize.direction());
      ArrayNode rules = node.putArray("rules");
      authorize.rules().forEach(rule -> rules.add(wanted(rule)));
      node.set("tags", tags(authorize.ruleTags()));
    } else if (action instanceof Step.Revoke revoke) {
      direction(node, revoke.direction());
      ArrayNode rules = node.putArray("rules");
      revoke.rules().forEach(rule -> rules.add(live(rule)));
      revoke.remedy().ifPresent(remedy -> node.set("guardrails", texts(remedy.guardrails())));
    } else if (action instanceof Step.Modify modify) {
      changes(node, modify.changes());
    } else if (action instanceof Step.Describe describe) {
      direction(node, describe.direction());
      changes(node, describe.changes());
    } else if (action instanceof Step.Tag tag) {
      node.set("resources", texts(tag.resourceIds()));
      node.set("tags", tags(tag.tags()));
    } else if (action instanceof Step.Untag untag) {
      node.set("tags", tags(untag.tags()));
    }
  }

  private static String name(Step.Action action) {
    return action.getClass().getSimpleName();
  }

  private static void direction(ObjectNode node, Direction direction) {
    node.put("direction", direction.word());
  }

  private static void changes(ObjectNode node, List<Step.Change> changes) {
    ArrayNode array = node.putArray("changes");
    for (Step.Change change : changes) {
      ObjectNode pair = array.addObject();
      pair.set("from", live(change.from()));
      pair.set("to", wanted(change.to()));
    }
  }

  private static ObjectNode live(LiveRule rule) {
    ObjectNode node = JSON.createObjectNode();
    node.put("ruleId", rule.ruleId());
    node.put("direction", rule.direction().word());
    permission(node, rule.permission());
    node.put("description", rule.description());
    return node;
  }

  private static ObjectNode wanted(DesiredRule rule) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", rule.name());
    node.put("direction", rule.direction().word());
    permission(node, rule.permission());
    node.put("description", rule.description());
    rule.expiresAt().ifPresent(end -> node.put("expiresAt", end.toString()));
    return node;
  }

  static void permission(ObjectNode node, Permission permission) {
    node.put("protocol", permission.protocol().name());
    node.put("from", permission.ports().from());
    node.put("to", permission.ports().to());
    node.put("peer", permission.peer().toString());
  }

  private static ObjectNode verdict(Plan.Verdict verdict) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", verdict.key().toString());
    node.put("groupId", verdict.groupId());
    node.put("state", PlanText.word(verdict.state()));
    node.put("declared", verdict.declared());
    node.put("live", verdict.live());
    node.put("matching", verdict.matching());
    node.put("kept", verdict.kept());
    node.put("adoption", PlanText.word(verdict.adoption()));
    node.put("heldChanges", verdict.held());
    ArrayNode withheld = node.putArray("withheld");
    verdict
        .withheld()
        .forEach(
            rule ->
                withheld
                    .addObject()
                    .put("name", rule.name())
                    .put("direction", rule.direction().word())
                    .put("content", rule.content())
                    .put("reason", rule.reason())
                    .put("message", rule.message())
                    .put("removed", rule.removed()));
    node.put("problem", PlanText.word(verdict.problem()));
    node.set("problemDetail", texts(verdict.problemDetail()));
    return node;
  }

  private static ObjectNode retirement(RetirementVerdict verdict) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", verdict.name());
    node.put("groupId", verdict.groupId());
    node.put("wanted", PlanText.word(verdict.wanted()));
    node.put("state", PlanText.word(verdict.state()));
    node.set("detail", texts(verdict.detail()));
    return node;
  }

  private static ObjectNode remediation(RemediationVerdict verdict) {
    ObjectNode node = JSON.createObjectNode();
    node.put("groupId", verdict.groupId());
    node.put("state", PlanText.word(verdict.state()));
    node.set("detail", texts(verdict.detail()));
    return node;
  }

  static ArrayNode texts(List<String> values) {
    ArrayNode array = JSON.createArrayNode();
    values.forEach(array::add);
    return array;
  }

  private static ObjectNode tags(Map<String, String> tags) {
    ObjectNode node = JSON.createObjectNode();
    new TreeMap<>(tags).forEach(node::put);
    return node;
  }
}
