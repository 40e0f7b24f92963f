package dev.rolegate.operator.orphan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolegate.api.GroupSnapshot;
import dev.rolegate.api.SnapshotReference;
import dev.rolegate.api.SnapshotRule;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns a group into what an OrphanedSecurityGroup keeps of it, and back. */
public final class Snapshots {
  private static final String INGRESS = "Ingress";
  private static final String EGRESS = "Egress";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private Snapshots() {}

  /**
   * @param group with the ids and tags of its rules
   * @param references rules of other groups that name it, with ids and tags, by those groups' ids
   * @throws IllegalArgumentException when a rule has no id, or there are more than can be kept
   */
  public static GroupSnapshot of(
      Group group, Map<String, List<LiveRule>> references, Instant taken) {
    List<SnapshotReference> elsewhere = new ArrayList<>();
    new TreeMap<>(references)
        .forEach(
            (id, rules) ->
                rules.stream()
                    .sorted()
                    .forEach(rule -> elsewhere.add(new SnapshotReference(id, kept(rule)))));
    Map<String, String> tags = new TreeMap<>(group.tags());
    tags.remove(Ownership.RETIRED);
    if (Math.max(group.rules().size(), elsewhere.size()) > GroupSnapshot.MAX_RULES) {
      throw new IllegalArgumentException(
          group.groupId() + " has more than " + GroupSnapshot.MAX_RULES + " rules");
    }
    return new GroupSnapshot(
        taken.truncatedTo(ChronoUnit.MILLIS).toString(),
        group.description(),
        group.ownerId(),
        tags,
        group.rules().stream().map(Snapshots::kept).toList(),
        elsewhere);
  }

  /** The group as it was. */
  public static Group group(String groupId, String name, String vpcId, GroupSnapshot snapshot) {
    return new Group(
        groupId,
        name,
        snapshot.description(),
        vpcId,
        snapshot.ownerId(),
        snapshot.tags(),
        snapshot.rules().stream().map(Snapshots::live).toList(),
        true);
  }

  /** The rules elsewhere, by the ids of the groups that had them. */
  public static Map<String, List<LiveRule>> references(GroupSnapshot snapshot) {
    Map<String, List<LiveRule>> byGroup = new TreeMap<>();
    snapshot
        .references()
        .forEach(
            reference ->
                byGroup
                    .computeIfAbsent(reference.groupId(), id -> new ArrayList<>())
                    .add(live(reference.rule())));
    return byGroup;
  }

  /** SHA-256 of all that it says, in hexadecimal digits. */
  public static String hash(GroupSnapshot snapshot) {
    try {
      byte[] text = JSON.writeValueAsString(snapshot).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a snapshot cannot be hashed", e);
    }
  }

  private static SnapshotRule kept(LiveRule rule) {
    if (!rule.hasId()) {
      throw new IllegalArgumentException("a rule without an id cannot be kept: " + rule);
    }
    var permission = rule.permission();
    var ports = permission.ports();
    boolean any = ports.equals(PortRange.NONE);
    var peer = permission.peer();
    var group = peer instanceof Peer.Group named ? named : null;
    return new SnapshotRule(
        rule.ruleId(),
        rule.direction() == Direction.INGRESS ? INGRESS : EGRESS,
        permission.protocol().toString(),
        any ? null : ports.from(),
        any ? null : ports.to(),
        peer instanceof Peer.Address address ? address.cidr().toString() : null,
        peer instanceof Peer.PrefixList list ? list.id() : null,
        group == null ? null : group.groupId(),
        group == null || group.accountId().isEmpty() ? null : group.accountId(),
        rule.description().isEmpty() ? null : rule.description(),
        rule.tags());
  }

  private static LiveRule live(SnapshotRule rule) {
    var protocol = Protocol.parse(rule.protocol());
    return new LiveRule(
        rule.id(),
        INGRESS.equals(rule.direction()) ? Direction.INGRESS : Direction.EGRESS,
        new Permission(
            protocol, PortRange.canonical(protocol, rule.fromPort(), rule.toPort()), peer(rule)),
        rule.description() == null ? "" : rule.description(),
        rule.tags(),
        true);
  }

  private static Peer peer(SnapshotRule rule) {
    if (rule.cidr() != null) {
      return new Peer.Address(Cidr.parse(rule.cidr()));
    }
    return rule.prefixList() != null
        ? new Peer.PrefixList(rule.prefixList())
        : new Peer.Group(rule.securityGroup(), rule.accountId() == null ? "" : rule.accountId());
  }
}
