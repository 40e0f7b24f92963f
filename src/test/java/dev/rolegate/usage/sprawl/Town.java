package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Holding;
import dev.rolegate.model.Instance;
import dev.rolegate.model.Interface;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.UseReport.Coverage;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.usage.sprawl.SprawlFacts.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A VPC 10.0.0.0/16 in few words, with its default group. */
final class Town {
  private static final String ACCOUNT = "111122223333";

  private final List<Group> groups = new ArrayList<>();
  private final List<Interface> interfaces = new ArrayList<>();
  private final List<Instance> instances = new ArrayList<>();
  private final List<Holding> launches = new ArrayList<>();
  private Set<String> stale = Set.of();
  private Map<String, SprawlFacts.Role> declared = new HashMap<>();
  private final Set<Part> unknown = EnumSet.noneOf(Part.class);

  Town() {
    group("sg-0", "default");
  }

  Town group(String id, String name, LiveRule... rules) {
    groups.add(new Group(id, name, "", "vpc-1", ACCOUNT, Map.of(), Arrays.asList(rules), false));
    return this;
  }

  /** An instance with one interface. */
  Town machine(String id, String name, String address, String... groupIds) {
    instances.add(new Instance(id, "running", Map.of("Name", name)));
    return card("eni-" + id, id, "", address, groupIds);
  }

  Town card(String id, String instanceId, String manager, String address, String... groupIds) {
    interfaces.add(
        new Interface(
            id,
            Set.of(groupIds),
            "in-use",
            instanceId,
            manager,
            "",
            List.of(Cidr.parse(address + "/32")),
            List.of(),
            Map.of()));
    return this;
  }

  Town launching(String groupId, String holder) {
    launches.add(new Holding(groupId, "AWS::EC2::LaunchTemplate", holder));
    return this;
  }

  Town staleGroups(String... ids) {
    stale = Set.of(ids);
    return this;
  }

  Town declares(String groupId, String role) {
    declared.put(groupId, new SprawlFacts.Role(role, new GroupKey("shop", role)));
    return this;
  }

  /** Nobody may look at these. */
  Town without(Part... parts) {
    unknown.addAll(List.of(parts));
    return this;
  }

  Sprawl look() {
    return Sprawl.of(facts());
  }

  SprawlFacts facts() {
    boolean told = !unknown.contains(Part.LAUNCHES);
    return new SprawlFacts(
        VpcSnapshot.of("vpc-1", false, groups),
        fact(Part.RANGES, List.of(Cidr.parse("10.0.0.0/16"))),
        fact(Part.INTERFACES, interfaces),
        fact(Part.INSTANCES, instances),
        List.of(
            new UseReport(
                UseCollector.LAUNCH_TEMPLATES,
                told ? Coverage.COMPLETE : Coverage.DENIED,
                told ? "" : "may not look",
                launches,
                Set.of())),
        fact(Part.STALE, stale),
        fact(Part.DECLARED, declared));
  }

  private <T> Fact<T> fact(Part part, T value) {
    return unknown.contains(part) ? Fact.unknown(part + ": may not look") : Fact.of(value);
  }

  List<SprawlFinding> look(SprawlKind kind) {
    return look().findings().stream().filter(finding -> finding.kind() == kind).toList();
  }

  static LiveRule in(int port, String peer) {
    return rule(Direction.INGRESS, port, peer, "");
  }

  static LiveRule in(int port, String peer, String description) {
    return rule(Direction.INGRESS, port, peer, description);
  }

  static LiveRule out(int port, String peer) {
    return rule(Direction.EGRESS, port, peer, "");
  }

  private static LiveRule rule(Direction direction, int port, String peer, String description) {
    Peer other = peer.startsWith("sg-") ? new Peer.Group(peer) : new Peer.Address(Cidr.parse(peer));
    return LiveRule.content(
        direction, new Permission(Protocol.TCP, PortRange.single(port), other), description);
  }
}
