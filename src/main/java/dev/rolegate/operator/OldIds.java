package dev.rolegate.operator;

import dev.rolegate.model.Group;
import dev.rolegate.model.Holding;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.VpcSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What still names a group that is gone: EC2 keeps rules and templates with its id as they are. */
final class OldIds {
  private OldIds() {}

  static List<String> naming(String groupId, VpcSnapshot snapshot, Collection<UseReport> reports) {
    List<String> lines = new ArrayList<>();
    for (Group group : snapshot.groups().values()) {
      for (LiveRule rule : group.rules()) {
        if (rule.permission().peer() instanceof Peer.Group peer && peer.groupId().equals(groupId)) {
          lines.add(
              rule.direction().word() + " rule " + rule.permission() + " of " + group.groupId());
        }
      }
    }
    reports.stream()
        .flatMap(report -> report.holdings().stream())
        .filter(holding -> holding.groupId().equals(groupId))
        .map(Holding::holder)
        .forEach(lines::add);
    reports.stream()
        .filter(report -> !report.isComplete())
        .map(report -> "perhaps more: " + report.collector().apiName() + ": " + report.why())
        .forEach(lines::add);
    return lines.stream().distinct().toList();
  }
}
