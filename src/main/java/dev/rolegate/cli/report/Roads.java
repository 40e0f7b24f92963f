package dev.rolegate.cli.report;

import dev.rolegate.model.Group;
import dev.rolegate.usage.reach.Reach;
import dev.rolegate.usage.reach.Road;
import dev.rolegate.usage.reach.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where connections can go from the machines of each group. */
final class Roads {
  private static final int WAYS_SHOWN = 12;

  private final Known known;
  private final Reach reach;
  private final Openings openings;

  Roads(Known known, Reach reach, Openings openings) {
    this.known = known;
    this.reach = reach;
    this.openings = openings;
  }

  /**
   * What machines reach, groups that reach the same together, those that the world reaches first.
   */
  List<Note> notes() {
    if (!reach.isWhole()) {
      return List.of();
    }
    Map<String, List<String>> byText = new LinkedHashMap<>();
    known.groups().stream()
        .map(Group::groupId)
        .filter(id -> known.hasMembers(id) || known.document(id).isPresent())
        .sorted(
            Comparator.comparing((String id) -> !isOpen(id))
                .thenComparing(Comparator.naturalOrder()))
        .forEach(id -> byText.computeIfAbsent(text(id), text -> new ArrayList<>()).add(id));
    List<Note> notes = new ArrayList<>();
    byText.forEach((text, ids) -> notes.add(new Note("machines of " + subject(ids) + text, ids)));
    return notes;
  }

  private boolean isOpen(String groupId) {
    return openings.of(Asked.WORLD).containsKey(groupId);
  }

  private String subject(List<String> ids) {
    return String.join(
        ", ",
        ids.stream()
            .map(id -> known.text(id) + (isOpen(id) ? " [open to the world]" : ""))
            .toList());
  }

  /** What follows the names of the groups. */
  private String text(String id) {
    List<Way> ways = reach.ways(id);
    List<String> texts = new ArrayList<>();
    long open = ways.stream().filter(this::isAnybodys).count();
    if (open > 0) {
      texts.add(
          Known.count(open, "other group")
              + " that "
              + (open == 1 ? "lets" : "let")
              + " the world in");
    }
    List<Way> own = ways.stream().filter(way -> !isAnybodys(way)).toList();
    own.stream().limit(WAYS_SHOWN).forEach(way -> texts.add(text(way)));
    if (own.size() > WAYS_SHOWN) {
      texts.add("and " + (own.size() - WAYS_SHOWN) + " more");
    }
    return texts.isEmpty() ? " reach no other group" : " reach " + String.join("; ", texts);
  }

  /** True for a way that whoever may send to the world has, by ports that the world may come by. */
  private boolean isAnybodys(Way way) {
    return way.roads().size() == 1
        && isOpen(way.to())
        && Openings.ports(openings.of(Asked.WORLD).get(way.to()))
            .containsAll(way.roads().get(0).flows());
  }

  /** The group that is reached, by which ports, and over whom. */
  private String text(Way way) {
    List<Road> roads = way.roads();
    String last = String.join(", ", roads.get(roads.size() - 1).flows());
    Set<String> over = new LinkedHashSet<>();
    roads.subList(0, roads.size() - 1).forEach(road -> over.add(names(road.to().groupIds())));
    return known.text(way.to())
        + " by "
        + last
        + (over.isEmpty() ? "" : " over " + String.join(", then ", over));
  }

  private String names(List<String> groupIds) {
    return String.join(" + ", groupIds.stream().map(known::text).toList());
  }

  List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    if (!reach.isWhole()) {
      gaps.add(
          new Gap(
              "which machine reaches which",
              "rules for whole subnets connect more pairs of machines than can be followed",
              "mend what question 3 finds, then run the report again"));
    }
    gaps.add(
        new Gap(
            "routes, network ACLs and firewalls of the hosts",
            "they may stop what security groups allow",
            "ask EC2's Reachability Analyzer, or try it from a machine"));
    if (!reach.unknownLists().isEmpty()) {
      gaps.add(
          new Gap(
              "where prefix lists " + String.join(", ", reach.unknownLists()) + " lead",
              "their content is not known",
              "see what was not looked at in question 1"));
    }
    return gaps;
  }
}
