package dev.rolegate.cli.report;

import dev.rolegate.guardrail.Finding;
import dev.rolegate.model.AddressSet;
import dev.rolegate.model.Interface;
import dev.rolegate.model.Peer;
import dev.rolegate.usage.sprawl.Fact;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** On which ways machines are administered, as far as security groups show it. */
final class Administration {
  private static final Pattern BASTION = Pattern.compile("bastion|jump");

  private static final String PORTS = "port 22, 3389, 5985 or 5986";

  /** How AWS describes the interfaces of interface endpoints, which Session Manager may use. */
  private static final String ENDPOINT = "VPC Endpoint Interface ";

  private static final String CONNECT = "EC2 Instance Connect Endpoint";

  private final Known known;
  private final Openings openings;
  private final Fact<List<Interface>> interfaces;

  Administration(Known known, Openings openings, Fact<List<Interface>> interfaces) {
    this.known = known;
    this.openings = openings;
    this.interfaces = interfaces;
  }

  /** Who is let in. */
  private enum Way {
    WORLD("the world"),
    BASTION("a group that is called a bastion"),
    GROUP("another role or group"),
    MEMBERS("the group's own members"),
    ADDRESS_SET("an address set"),
    PREFIX_LIST("a prefix list"),
    ADDRESSES("other addresses");

    private final String text;

    Way(String text) {
      this.text = text;
    }
  }

  List<Note> notes() {
    List<Note> notes = new ArrayList<>();
    var open = openings.of(Asked.ADMINISTRATION);
    notes.add(Note.of(openings.share(Asked.ADMINISTRATION) + " let somebody in on " + PORTS));
    if (open.isEmpty()) {
      notes.add(
          Note.of(
              "machines are administered through an agent such as Session Manager's, otherwise, or"
                  + " not at all: security groups do not show which"));
    } else {
      notes.addAll(ways(open));
      notes.addAll(openings.each(Asked.ADMINISTRATION));
    }
    interfaces.value().ifPresent(found -> notes.addAll(endpoints(found)));
    return notes;
  }

  /** A line for each way, with the groups that it leads to. */
  private List<Note> ways(Map<String, List<Finding.Rule>> open) {
    Map<Way, Set<String>> groups = new EnumMap<>(Way.class);
    Map<Way, Set<String>> through = new EnumMap<>(Way.class);
    open.forEach(
        (id, rules) -> {
          for (Finding.Rule rule : rules) {
            Way way = way(id, rule);
            groups.computeIfAbsent(way, w -> new TreeSet<>()).add(id);
            name(way, rule.permission().peer())
                .ifPresent(name -> through.computeIfAbsent(way, w -> new TreeSet<>()).add(name));
          }
        });
    List<Note> notes = new ArrayList<>();
    groups.forEach(
        (way, ids) ->
            notes.add(
                new Note(
                    "from "
                        + way.text
                        + (through.containsKey(way)
                            ? " (" + String.join(", ", through.get(way)) + ")"
                            : "")
                        + ": "
                        + Known.count(ids.size(), "group"),
                    List.copyOf(ids))));
    return notes;
  }

  private Way way(String groupId, Finding.Rule rule) {
    if (openings.of(Asked.WORLD).getOrDefault(groupId, List.of()).contains(rule)) {
      return Way.WORLD;
    }
    Peer peer = rule.permission().peer();
    if (peer instanceof Peer.Group group) {
      if (group.groupId().equals(groupId)) {
        return Way.MEMBERS;
      }
      String name = known.name(group.groupId()).toLowerCase(Locale.ROOT);
      return BASTION.matcher(name).find() ? Way.BASTION : Way.GROUP;
    }
    if (peer instanceof Peer.Address address) {
      return known.addressSet(address).isPresent() ? Way.ADDRESS_SET : Way.ADDRESSES;
    }
    return Way.PREFIX_LIST;
  }

  private Optional<String> name(Way way, Peer peer) {
    return switch (way) {
      case WORLD, MEMBERS -> Optional.empty();
      case ADDRESS_SET ->
          known
              .addressSet((Peer.Address) peer)
              .map((AddressSet set) -> set.name() + ", " + set.kind().text());
      case BASTION, GROUP, PREFIX_LIST, ADDRESSES -> Optional.of(known.peer(peer));
    };
  }

  private List<Note> endpoints(List<Interface> all) {
    List<Note> notes = new ArrayList<>();
    List<Interface> found =
        all.stream()
            .filter(
                one ->
                    one.description().startsWith(ENDPOINT) || one.description().contains(CONNECT))
            .toList();
    if (found.isEmpty()) {
      notes.add(
          Note.of(
              "no endpoint has an interface in the VPC: where Session Manager is used, its agents"
                  + " reach it over the Internet"));
    }
    for (Interface one : found) {
      notes.add(
          new Note(
              one.description()
                  + " ("
                  + one.interfaceId()
                  + ") carries "
                  + String.join(", ", one.groupIds().stream().sorted().map(known::text).toList())
                  + (one.description().contains(CONNECT)
                      ? ": a way in by SSH and RDP without a public address"
                      : ": Session Manager's, if it is the endpoint of ssm or ssmmessages"),
              one.groupIds().stream().sorted().toList()));
    }
    return notes;
  }
}
