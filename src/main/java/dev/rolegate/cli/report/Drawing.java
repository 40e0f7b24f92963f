package dev.rolegate.cli.report;

import dev.rolegate.cli.report.Chart.Kind;
import dev.rolegate.cli.report.Chart.Line;
import dev.rolegate.cli.report.Chart.Place;
import dev.rolegate.model.Direction;
import dev.rolegate.model.FlowBox;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Draws whom the rules of groups let in. */
final class Drawing {
  /** More groups are no picture any more. */
  private static final int MOST_GROUPS = 40;

  private static final String WORLD = "world";
  private static final String OTHERS = "other addresses";

  private final Inquiry inquiry;
  private final Known known;
  private final Openings openings;
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Map<String, Map<String, Set<String>>> lines = new TreeMap<>();

  Drawing(Inquiry inquiry, Known known, Openings openings) {
    this.inquiry = inquiry;
    this.known = known;
    this.openings = openings;
  }

  Chart chart() {
    known.groups().forEach(this::group);
    List<String> groups =
        places.values().stream()
            .filter(place -> isGroup(place.kind()))
            .map(Place::id)
            .sorted(
                Comparator.comparing((String id) -> places.get(id).kind())
                    .thenComparing(id -> !openings.of(Asked.WORLD).containsKey(id))
                    .thenComparing(id -> -weight(id))
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    int omitted = Math.max(0, groups.size() - MOST_GROUPS);
    groups.subList(groups.size() - omitted, groups.size()).forEach(places::remove);
    List<Line> kept = new ArrayList<>();
    Set<String> ends = new HashSet<>();
    lines.forEach(
        (from, targets) ->
            targets.forEach(
                (to, flows) -> {
                  if (places.containsKey(from) && places.containsKey(to)) {
                    kept.add(new Line(from, to, List.copyOf(flows)));
                    ends.add(from);
                    ends.add(to);
                  }
                }));
    return new Chart(
        places.values().stream()
            .filter(place -> ends.contains(place.id()))
            .sorted(Comparator.comparing(Place::kind).thenComparing(Place::id))
            .toList(),
        kept,
        omitted);
  }

  private static boolean isGroup(Kind kind) {
    return kind == Kind.ROLE || kind == Kind.UNDOCUMENTED;
  }

  private int weight(String id) {
    return lines.getOrDefault(id, Map.of()).size();
  }

  private void group(Group group) {
    Map<LiveRule, Place> admitted = new HashMap<>();
    for (LiveRule rule : group.rules()) {
      if (rule.direction() == Direction.INGRESS) {
        admitted.put(rule, from(group.groupId(), rule));
      }
    }
    // A group that only lets in its own machines is no flow between two.
    admitted.values().removeIf(place -> place.id().equals(group.groupId()));
    if (!admitted.isEmpty()) {
      places.put(group.groupId(), place(group.groupId()));
    }
    admitted.forEach(
        (rule, place) -> {
          places.putIfAbsent(place.id(), place);
          lines
              .computeIfAbsent(place.id(), id -> new TreeMap<>())
              .computeIfAbsent(group.groupId(), id -> new TreeSet<>())
              .add(FlowBox.of(rule.permission()).portsText());
        });
  }

  private Place from(String groupId, LiveRule rule) {
    if (openings.isOne(Asked.WORLD, groupId, rule)) {
      return new Place(WORLD, "the world", Kind.WORLD);
    }
    Peer peer = rule.permission().peer();
    if (peer instanceof Peer.Group other) {
      return place(other.groupId());
    }
    String name =
        peer instanceof Peer.Address address
            ? known
                .addressSet(address)
                .map(set -> set.name() + " (" + set.kind().text() + ")")
                .orElse(openings.isOne(Asked.WIDE, groupId, rule) ? wide(address) : OTHERS)
            : peer.toString();
    return new Place(name, name, Kind.ADDRESSES);
  }

  private String wide(Peer.Address address) {
    boolean all = inquiry.facts().ranges().or(List.of()).stream().anyMatch(address.cidr()::equals);
    return address.cidr() + (all ? " (the VPC)" : "");
  }

  private Place place(String id) {
    boolean role = known.role(id).isPresent() || known.taggedRole(id).isPresent();
    return new Place(id, known.name(id), role ? Kind.ROLE : Kind.UNDOCUMENTED);
  }
}
