package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Group;
import dev.rolegate.model.Holding;
import dev.rolegate.model.UseReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Launch templates and configurations that start machines into a group which no role declares. */
final class UndeclaredLaunches {
  private UndeclaredLaunches() {}

  static List<SprawlFinding> find(Vpc vpc) {
    if (!vpc.facts().declared().isKnown()) {
      return List.of();
    }
    Map<String, List<String>> holders = new TreeMap<>();
    for (UseReport report : vpc.facts().launches()) {
      for (Holding holding : report.holdings()) {
        holders.computeIfAbsent(holding.groupId(), id -> new ArrayList<>()).add(holding.holder());
      }
    }
    List<SprawlFinding> findings = new ArrayList<>();
    for (Group group : vpc.groups()) {
      List<String> lines = holders.getOrDefault(group.groupId(), List.of());
      boolean told = vpc.isSubject(group) || group.name().equals("default");
      if (told && !lines.isEmpty() && vpc.declared(group.groupId()).isEmpty()) {
        findings.add(
            new SprawlFinding(
                SprawlKind.UNDECLARED_LAUNCH,
                Words.count(lines.size(), "launch template version")
                    + " for "
                    + Vpc.text(group)
                    + ", which no role declares",
                List.of(group.groupId()),
                lines.size(),
                Words.first(lines, "versions"),
                "Declare a role for these machines, or let their templates name the group of one.",
                ""));
      }
    }
    return findings;
  }
}
