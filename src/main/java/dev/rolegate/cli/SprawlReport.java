package dev.rolegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.usage.sprawl.Sprawl;
import dev.rolegate.usage.sprawl.SprawlFinding;
import java.util.ArrayList;
import java.util.List;

/** Findings for people and for programs, the worst first. */
final class SprawlReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SprawlReport() {}

  static String text(String vpcId, int groups, Sprawl sprawl) {
    List<String> lines = new ArrayList<>();
    lines.add(
        vpcId
            + ": "
            + count(groups, "security group")
            + ", "
            + count(sprawl.findings().size(), "finding"));
    sprawl
        .counts()
        .forEach(
            (kind, number) -> {
              if (number > 0) {
                lines.add("  %4d %s: %s".formatted(number, kind.apiName(), kind.meaning()));
              }
            });
    sprawl.missing().forEach(line -> lines.add("  not looked at: " + line));
    int place = 0;
    for (SprawlFinding finding : sprawl.findings()) {
      lines.add("");
      lines.add(++place + ". " + finding.headline());
      finding.evidence().forEach(line -> lines.add("   - " + line));
      lines.add("   => " + finding.proposal());
      finding.yaml().lines().forEach(line -> lines.add("      " + line));
    }
    return String.join("\n", lines);
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  static String json(String vpcId, int groups, Sprawl sprawl) {
    ObjectNode root = JSON.createObjectNode();
    root.put("vpcId", vpcId);
    root.put("groups", groups);
    ObjectNode counts = root.putObject("counts");
    sprawl.counts().forEach((kind, number) -> counts.put(kind.apiName(), number));
    strings(root.putArray("missing"), sprawl.missing());
    ArrayNode findings = root.putArray("findings");
    for (SprawlFinding finding : sprawl.findings()) {
      ObjectNode one = findings.addObject();
      one.put("kind", finding.kind().apiName());
      one.put("subject", finding.subject());
      one.put("weight", finding.weight());
      strings(one.putArray("groupIds"), finding.groupIds());
      strings(one.putArray("evidence"), finding.evidence());
      one.put("proposal", finding.proposal());
      if (!finding.yaml().isEmpty()) {
        one.put("yaml", finding.yaml());
      }
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void strings(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }
}
