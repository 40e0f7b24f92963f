package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rules that name a group which is gone, or is behind a peering that is. */
final class StaleReferences {
  private StaleReferences() {}

  static List<SprawlFinding> find(Vpc vpc) {
    Set<String> stale = vpc.facts().stale().or(Set.of());
    Map<String, List<String>> rules = new TreeMap<>();
    Map<String, Set<String>> holders = new TreeMap<>();
    for (Group group : vpc.subjects()) {
      for (LiveRule rule : group.rules()) {
        if (rule.permission().peer() instanceof Peer.Group peer && stale.contains(peer.groupId())) {
          rules
              .computeIfAbsent(peer.groupId(), id -> new ArrayList<>())
              .add(
                  rule.direction().word()
                      + " rule "
                      + rule.permission()
                      + " of "
                      + Vpc.text(group));
          holders.computeIfAbsent(peer.groupId(), id -> new TreeSet<>()).add(group.groupId());
        }
      }
    }
    List<SprawlFinding> findings = new ArrayList<>();
    rules.forEach(
        (peer, lines) ->
            findings.add(
                new SprawlFinding(
                    SprawlKind.STALE_REFERENCE,
                    Words.count(lines.size(), "rule") + " for " + peer + ", which is gone",
                    List.copyOf(holders.get(peer)),
                    3 * lines.size(),
                    Words.first(lines, "rules"),
                    "Remove the rules: EC2 says that the group, or the peering to its VPC, is no"
                        + " longer there.",
                    "")));
    return findings;
  }
}
