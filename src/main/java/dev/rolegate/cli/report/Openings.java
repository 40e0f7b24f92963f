package dev.rolegate.cli.report;

import dev.rolegate.guardrail.Finding;
import dev.rolegate.model.Direction;
import dev.rolegate.model.FlowBox;
import dev.rolegate.model.LiveRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rules that were asked for, by group. */
final class Openings {
  private final Known known;
  private final Map<Asked, Map<String, List<Finding.Rule>>> rules = new EnumMap<>(Asked.class);

  Openings(Inquiry inquiry, Known known) {
    this.known = known;
    for (Asked asked : Asked.values()) {
      rules.put(asked, new TreeMap<>());
    }
    for (Finding finding : inquiry.findings()) {
      if (finding.verdict() == Finding.Verdict.BROKEN && finding.rule().isPresent()) {
        for (Asked asked : Asked.values()) {
          if (asked.isBy(finding)) {
            rules
                .get(asked)
                .computeIfAbsent(finding.groupId(), id -> new ArrayList<>())
                .add(finding.rule().get());
          }
        }
      }
    }
  }

  /** By the group's id. */
  Map<String, List<Finding.Rule>> of(Asked asked) {
    return rules.get(asked);
  }

  /** True for a rule of the group that was asked for. */
  boolean isOne(Asked asked, String groupId, LiveRule rule) {
    return of(asked).getOrDefault(groupId, List.of()).stream()
        .anyMatch(
            one ->
                one.direction() == rule.direction() && one.permission().equals(rule.permission()));
  }

  static Set<String> ports(List<Finding.Rule> rules) {
    Set<String> ports = new TreeSet<>();
    rules.forEach(rule -> ports.add(FlowBox.of(rule.permission()).portsText()));
    return ports;
  }

  /** Ports and peers, as {@code tcp 22 from 0.0.0.0/1, 128.0.0.0/1}. */
  String peers(List<Finding.Rule> rules) {
    Map<String, Set<String>> byPeers = new TreeMap<>();
    Map<String, Set<String>> byPorts = new TreeMap<>();
    rules.forEach(
        rule ->
            byPorts
                .computeIfAbsent(
                    FlowBox.of(rule.permission()).portsText(), ports -> new TreeSet<>())
                .add(known.peer(rule.permission().peer())));
    byPorts.forEach(
        (ports, peers) ->
            byPeers.computeIfAbsent(String.join(", ", peers), p -> new TreeSet<>()).add(ports));
    List<String> texts = new ArrayList<>();
    byPeers.forEach((peers, ports) -> texts.add(String.join(", ", ports) + between(rules) + peers));
    return String.join("; ", texts);
  }

  private static String between(List<Finding.Rule> rules) {
    return rules.get(0).direction() == Direction.INGRESS ? " from " : " to ";
  }

  /** {@code 3 of 11 groups}. */
  String share(Asked asked) {
    return of(asked).size() + " of " + Known.count(known.groups().size(), "group");
  }

  /** A line for each group, with ports and peers. */
  List<Note> each(Asked asked) {
    List<Note> notes = new ArrayList<>();
    of(asked).forEach((id, found) -> notes.add(Note.of(id, known.text(id) + ": " + peers(found))));
    return notes;
  }
}
