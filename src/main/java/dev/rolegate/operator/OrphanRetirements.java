package dev.rolegate.operator;

import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Retirement;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.operator.orphan.Endings;
import dev.rolegate.operator.orphan.Orphan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Turns what was decided about orphans into what the plan takes. */
final class OrphanRetirements {
  private final OrphanScene scene;

  OrphanRetirements(OrphanScene scene) {
    this.scene = scene;
  }

  /** Writes what has to be written first, and gives what may be planned then. */
  List<Retirement> of(List<OrphanCase> cases) {
    Map<String, String> renamed = new TreeMap<>();
    cases.stream()
        .map(OrphanCase::before)
        .filter(Orphan::isRenamed)
        .forEach(o -> renamed.put(o.formerId(), o.groupId()));
    var beginning = cases.stream().filter(c -> c.course().begins(c.before())).toList();
    Map<String, List<LiveRule>> rules = rules(beginning);
    List<Retirement> wanted = new ArrayList<>();
    for (OrphanCase one : cases) {
      Optional<Retirement> retirement;
      if (one.course().begins(one.before())) {
        retirement = begin(one, rules, renamed);
      } else {
        if (scene.enforces() && one.course().phase() != one.before().phase()) {
          // What gives rules back goes even where this is refused: it takes nothing from anybody.
          one.writeStatus(scene.now());
        }
        retirement = one.retirement(scene.snapshot(), renamed);
      }
      retirement.ifPresent(
          r -> {
            one.plan();
            wanted.add(r);
          });
    }
    return wanted;
  }

  /** Rules with ids and tags of these groups and of those that refer to them. */
  private Map<String, List<LiveRule>> rules(List<OrphanCase> beginning) {
    Set<String> ids = beginning.stream().map(c -> c.before().groupId()).collect(Collectors.toSet());
    if (ids.isEmpty()) {
      return Map.of();
    }
    Set<String> all = new TreeSet<>(ids);
    for (Group group : scene.snapshot().groups().values()) {
      if (group.rules().stream().anyMatch(rule -> ids.contains(named(rule)))) {
        all.add(group.groupId());
      }
    }
    return scene.connections().ec2().rules(all);
  }

  private static String named(LiveRule rule) {
    return rule.permission().peer() instanceof Peer.Group peer ? peer.groupId() : "";
  }

  /** The first step against a group; empty where what undoes it could not be written. */
  private Optional<Retirement> begin(
      OrphanCase one, Map<String, List<LiveRule>> rules, Map<String, String> renamed) {
    String id = one.before().groupId();
    Group group = scene.snapshot().group(id).orElseThrow();
    Group detailed = group.withRules(rules.getOrDefault(id, List.of()), true);
    Map<String, List<LiveRule>> references = new TreeMap<>();
    rules.forEach(
        (other, found) -> {
          var naming = found.stream().filter(rule -> named(rule).equals(id)).toList();
          if (!other.equals(id) && !naming.isEmpty()) {
            references.put(other, naming);
          }
        });
    if (!contents(group).equals(contents(detailed))) {
      one.course(Endings.waits(one.before(), "Its rules are being changed right now"));
      return Optional.empty();
    }
    if (scene.enforces() && !one.begin(detailed, references, scene.now())) {
      return Optional.empty();
    }
    return Optional.of(one.retirement(Wanted.QUARANTINE, detailed, references, renamed));
  }

  private static Set<String> contents(Group group) {
    return group.rules().stream()
        .map(r -> r.direction() + " " + r.permission() + " " + r.description())
        .collect(Collectors.toSet());
  }
}
