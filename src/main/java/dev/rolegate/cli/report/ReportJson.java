package dev.rolegate.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Assessments for programs: one JSON document. {@code report.md} describes it. */
public final class ReportJson {
  /** Grows when a field goes or changes its meaning; new fields leave it as it is. */
  private static final int VERSION = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  /**
   * @param unread VPCs that could not be looked at at all
   */
  public static String of(List<Assessment> assessments, List<Gap> unread) {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    ArrayNode vpcs = root.putArray("vpcs");
    assessments.forEach(assessment -> write(vpcs.addObject(), assessment));
    ArrayNode gaps = root.putArray("notLookedAt");
    unread.forEach(gap -> write(gaps.addObject(), gap));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of text can always be written", e);
    }
  }

  private static void write(ObjectNode node, Assessment assessment) {
    node.put("vpcId", assessment.vpcId());
    node.put("region", assessment.region());
    put(node, "account", assessment.account());
    node.put("at", assessment.at().toString());
    node.put("groups", assessment.groups());
    node.put("findings", assessment.findings());
    node.put("accepted", assessment.accepted());
    node.put("unknown", assessment.unknown());
    ObjectNode severities = node.putObject("bySeverity");
    assessment.bySeverity().forEach(severities::put);
    ArrayNode topics = node.putArray("topics");
    assessment.topics().forEach(topic -> write(topics.addObject(), topic));
    ObjectNode chart = node.putObject("chart");
    ArrayNode places = chart.putArray("places");
    for (Chart.Place place : assessment.chart().places()) {
      ObjectNode one = places.addObject();
      one.put("id", place.id());
      one.put("name", place.name());
      one.put("kind", place.kind().text());
    }
    ArrayNode flows = chart.putArray("flows");
    for (Chart.Line line : assessment.chart().lines()) {
      ObjectNode one = flows.addObject();
      one.put("from", line.from());
      one.put("to", line.to());
      strings(one.putArray("ports"), line.flows());
    }
    chart.put("omitted", assessment.chart().omitted());
  }

  private static void write(ObjectNode node, Topic topic) {
    node.put("id", topic.question().id());
    node.put("question", topic.question().text());
    ArrayNode notes = node.putArray("notes");
    for (Note note : topic.notes()) {
      ObjectNode one = notes.addObject();
      one.put("text", note.text());
      strings(one.putArray("groupIds"), note.groupIds());
    }
    ArrayNode findings = node.putArray("findings");
    topic.entries().forEach(entry -> write(findings.addObject(), entry));
    ArrayNode gaps = node.putArray("notLookedAt");
    topic.gaps().forEach(gap -> write(gaps.addObject(), gap));
  }

  private static void write(ObjectNode node, Gap gap) {
    node.put("what", gap.what());
    node.put("why", gap.why());
    node.put("remedy", gap.remedy());
  }

  private static void write(ObjectNode node, Entry entry) {
    node.put("by", entry.by());
    node.put("title", entry.title());
    put(node, "severity", entry.severity());
    strings(node.putArray("controls"), entry.controls());
    node.put("subject", entry.subject());
    strings(node.putArray("groupIds"), entry.groupIds());
    put(node, "owner", entry.owner());
    put(node, "rule", entry.rule());
    put(node, "ruleId", entry.ruleId());
    node.put("text", entry.text());
    node.put("fix", entry.fix());
    node.put("sure", entry.sure());
    put(node, "acceptedBy", entry.accepted());
  }

  private static void put(ObjectNode node, String field, String value) {
    if (!value.isEmpty()) {
      node.put(field, value);
    }
  }

  private static void strings(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }
}
