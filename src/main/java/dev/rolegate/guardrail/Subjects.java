package dev.rolegate.guardrail;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.VpcSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads from a docket the groups that are judged. */
final class Subjects {

  /** What EC2 tells rules of a group apart by. */
  private record Content(Direction direction, Permission permission) {}

  private final Docket docket;
  private final Map<GroupKey, DesiredGroup> declared;
  private final Map<GroupKey, String> ids = new HashMap<>();

  Subjects(Docket docket) {
    this.docket = docket;
    declared =
        docket.desired().groups().stream()
            .collect(Collectors.toMap(DesiredGroup::key, Function.identity()));
    docket.surroundings().managed().forEach((id, key) -> ids.put(key, id));
  }

  /** A declared group with its documented rules. */
  GroupFacts declared(GroupKey key) {
    return declared(declared.get(key));
  }

  /** The declared groups by key, each with its documented rules. */
  List<GroupFacts> declared() {
    return docket.desired().groups().stream()
        .filter(group -> group.intent() == DesiredGroup.Intent.PRESENT)
        .map(this::declared)
        .toList();
  }

  /** The live groups by id, each with its live rules. */
  List<GroupFacts> live() {
    return docket.snapshot().map(VpcSnapshot::groups).orElse(Map.of()).values().stream()
        .map(this::live)
        .toList();
  }

  private GroupFacts declared(DesiredGroup group) {
    Optional<Group> live = live(group.key());
    Map<Content, LiveRule> held = live.map(Subjects::byContent).orElse(Map.of());
    return new GroupFacts(
        Finding.State.DECLARED,
        Optional.of(group.key()),
        live.map(Group::groupId).orElse(""),
        group.groupName().isEmpty() ? live.map(Group::name).orElse("") : group.groupName(),
        live.map(Group::description).orElse(group.description()),
        group.role(),
        group.tags().getOrDefault(Ownership.OWNER, ""),
        group.tags().getOrDefault(Ownership.PURPOSE, ""),
        exposure(group),
        group.tags(),
        group.documented().review(),
        sprawl(live.map(Group::groupId).orElse("")),
        group.rules().stream().map(rule -> rule(rule, held.get(content(rule)))).toList());
  }

  private GroupFacts live(Group group) {
    GroupKey key = docket.surroundings().managed().get(group.groupId());
    Optional<DesiredGroup> document = Optional.ofNullable(key).map(declared::get);
    Map<Content, DesiredRule> documented = new HashMap<>();
    document.ifPresent(
        one -> one.rules().forEach(rule -> documented.putIfAbsent(content(rule), rule)));
    return new GroupFacts(
        document.isPresent() ? Finding.State.LIVE_MANAGED : Finding.State.LIVE_UNMANAGED,
        document.map(DesiredGroup::key),
        group.groupId(),
        group.name(),
        group.description(),
        document.map(DesiredGroup::role).orElse(""),
        document.map(one -> one.tags().getOrDefault(Ownership.OWNER, "")).orElse(""),
        document
            .map(one -> one.tags().getOrDefault(Ownership.PURPOSE, ""))
            .orElse(group.description()),
        document.map(Subjects::exposure).orElse(""),
        group.tags(),
        document.flatMap(one -> one.documented().review()),
        sprawl(group.groupId()),
        group.rules().stream()
            .map(
                rule ->
                    rule(rule, documented.get(new Content(rule.direction(), rule.permission()))))
            .toList());
  }

  private RuleFacts rule(DesiredRule rule, LiveRule live) {
    Optional<DesiredGroup> peer = peer(rule.permission().peer());
    return new RuleFacts(
        rule.direction(),
        rule.permission(),
        rule.name(),
        rule.purpose(),
        rule.description(),
        live == null ? "" : live.ruleId(),
        true,
        live != null,
        rule.addressSet(),
        rule.expiresAt(),
        live == null ? Map.of() : live.tags(),
        peer.map(DesiredGroup::key),
        peer.map(DesiredGroup::role).orElse(""));
  }

  private RuleFacts rule(LiveRule rule, DesiredRule documented) {
    Optional<DesiredGroup> peer = peer(rule.permission().peer());
    return new RuleFacts(
        rule.direction(),
        rule.permission(),
        documented == null ? rule.ruleName() : documented.name(),
        documented == null ? rule.description() : documented.purpose(),
        rule.description(),
        rule.ruleId(),
        documented != null,
        true,
        documented == null ? "" : documented.addressSet(),
        documented == null ? Optional.empty() : documented.expiresAt(),
        rule.tags(),
        peer.map(DesiredGroup::key),
        peer.map(DesiredGroup::role).orElse(""));
  }

  private Optional<Group> live(GroupKey key) {
    return Optional.ofNullable(ids.get(key))
        .flatMap(id -> docket.snapshot().flatMap(snapshot -> snapshot.group(id)));
  }

  private Optional<DesiredGroup> peer(Peer peer) {
    if (peer instanceof Peer.Declared named) {
      return Optional.ofNullable(declared.get(named.key()));
    }
    return peer instanceof Peer.Group group
        ? Optional.ofNullable(docket.surroundings().managed().get(group.groupId()))
            .map(declared::get)
        : Optional.empty();
  }

  /** As EC2 would hold it. */
  private Content content(DesiredRule rule) {
    Permission permission = rule.permission();
    if (permission.peer() instanceof Peer.Declared named && ids.containsKey(named.key())) {
      permission = permission.withPeer(new Peer.Group(ids.get(named.key())));
    }
    return new Content(rule.direction(), permission);
  }

  private static Map<Content, LiveRule> byContent(Group group) {
    Map<Content, LiveRule> held = new HashMap<>();
    group
        .rules()
        .forEach(rule -> held.putIfAbsent(new Content(rule.direction(), rule.permission()), rule));
    return held;
  }

  private Map<String, String> sprawl(String groupId) {
    Map<String, String> byKind = new HashMap<>();
    docket
        .surroundings()
        .findings()
        .forEach((kind, found) -> byKind.put(kind, found.getOrDefault(groupId, "")));
    return byKind;
  }

  private static String exposure(DesiredGroup group) {
    return group.documented().isPublic() ? "Public" : "Internal";
  }
}
