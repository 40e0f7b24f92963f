package dev.rolegate.cli.report;

import dev.rolegate.model.AddressSet;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Interface;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is known of groups, in the words of a report. */
final class Known {
  /** In this order, and in any case. */
  private static final List<String> OWNER_TAGS = List.of(Ownership.OWNER, "owner", "team");

  private final Inquiry inquiry;
  private final Map<GroupKey, DesiredGroup> documents = new TreeMap<>();
  private final Map<String, List<Interface>> carriers = new HashMap<>();

  Known(Inquiry inquiry) {
    this.inquiry = inquiry;
    inquiry.desired().ifPresent(d -> d.groups().forEach(g -> documents.put(g.key(), g)));
    for (Interface one : inquiry.facts().interfaces().or(List.of())) {
      one.groupIds()
          .forEach(id -> carriers.computeIfAbsent(id, group -> new ArrayList<>()).add(one));
    }
  }

  Collection<Group> groups() {
    return inquiry.facts().snapshot().groups().values();
  }

  /** {@code sg-… (name)}, with the role where one is known. */
  String text(String groupId) {
    String name = inquiry.facts().snapshot().group(groupId).map(Group::name).orElse("");
    return role(groupId)
        .map(role -> groupId + " (role " + role + ")")
        .or(() -> taggedRole(groupId).map(role -> groupId + " (role " + role + " by its tags)"))
        .orElse(name.isEmpty() ? groupId : groupId + " (" + name + ")");
  }

  /** For a picture: the role, or the group's name. */
  String name(String groupId) {
    return role(groupId)
        .or(() -> taggedRole(groupId))
        .or(() -> inquiry.facts().snapshot().group(groupId).map(Group::name))
        .orElse(groupId);
  }

  /** Namespace and role of a group that is documented. */
  Optional<String> role(String groupId) {
    return document(groupId).map(group -> group.key().namespace() + "/" + group.role());
  }

  /** What the tags say, which anybody may have written. */
  Optional<String> taggedRole(String groupId) {
    return inquiry
        .facts()
        .snapshot()
        .group(groupId)
        .map(Group::tags)
        .filter(tags -> tags.containsKey(Ownership.NAMESPACE) && tags.containsKey(Ownership.ROLE))
        .map(tags -> tags.get(Ownership.NAMESPACE) + "/" + tags.get(Ownership.ROLE));
  }

  Optional<DesiredGroup> document(String groupId) {
    return Optional.ofNullable(inquiry.surroundings().managed().get(groupId)).map(documents::get);
  }

  /** Who answers for the group: as documented, or as a tag says; empty where nobody does. */
  String owner(Group group) {
    return OWNER_TAGS.stream()
        .flatMap(
            tag ->
                new TreeMap<>(group.tags())
                    .entrySet().stream()
                        .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(tag)))
        .map(Map.Entry::getValue)
        .filter(value -> !value.isBlank())
        .findFirst()
        .orElse("");
  }

  String owner(String groupId) {
    return inquiry.facts().snapshot().group(groupId).map(this::owner).orElse("");
  }

  boolean hasMembers(String groupId) {
    return carriers.containsKey(groupId);
  }

  /** What carries the group; empty where interfaces are not known. */
  String members(String groupId) {
    if (!inquiry.facts().interfaces().isKnown()) {
      return "";
    }
    List<Interface> members = carriers.getOrDefault(groupId, List.of());
    if (members.isEmpty()) {
      return "no interface carries it";
    }
    long reachable = members.stream().filter(one -> !one.publicAddresses().isEmpty()).count();
    return count(members.size(), "interface")
        + (members.size() == 1 ? " carries it, " : " carry it, ")
        + (reachable == 0 ? "none" : Long.toString(reachable))
        + " with a public IPv4 address";
  }

  static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** The peer of a rule, with the role or the address set that it is. */
  String peer(Peer peer) {
    if (peer instanceof Peer.Group group) {
      return text(group.groupId());
    }
    if (peer instanceof Peer.Address address) {
      return addressSet(address)
          .map(set -> address.cidr() + " (address set " + set.name() + ")")
          .orElse(address.cidr().toString());
    }
    return peer.toString();
  }

  /** The first address set by name that has exactly this block. */
  Optional<AddressSet> addressSet(Peer.Address address) {
    return new TreeMap<>(inquiry.surroundings().addressSets())
        .values().stream().filter(set -> set.entries().contains(address.cidr())).findFirst();
  }
}
