package dev.rolegate.operator.orphan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a retirement is undone from has to say everything, and to come back as it was. */
class SnapshotsTest {
  private static final Instant TAKEN = Instant.parse("2026-03-01T12:00:00.123456789Z");
  private static final String ACCOUNT = "111122223333";
  private static final Peer ANYWHERE = new Peer.Address(Cidr.parse("0.0.0.0/0"));

  private static LiveRule rule(String id, Direction direction, Permission permission) {
    return new LiveRule(id, direction, permission, "", Map.of(), true);
  }

  private static LiveRule ingress(String id, Protocol protocol, int from, int to, Peer peer) {
    return rule(id, Direction.INGRESS, new Permission(protocol, new PortRange(from, to), peer));
  }

  private static LiveRule naming(String id, String groupId) {
    return ingress(id, Protocol.TCP, 443, 443, new Peer.Group(groupId));
  }

  private static Group group(List<LiveRule> rules, Map<String, String> tags) {
    return new Group("sg-1", "old", "made by hand", "vpc-1", ACCOUNT, tags, rules, true);
  }

  /** Every kind of protocol and peer that EC2 keeps. */
  private static List<LiveRule> everyKind() {
    var any = new Permission(Protocol.ALL, PortRange.NONE, ANYWHERE);
    return List.of(
        ingress("sgr-1", Protocol.TCP, 0, 65535, ANYWHERE)
            .withDescription("web: everybody")
            .withTags(Map.of("team", "shop", "cost", "7")),
        ingress("sgr-2", Protocol.UDP, 53, 53, new Peer.Address(Cidr.parse("2001:db8::/32"))),
        ingress("sgr-3", Protocol.ICMP, 3, -1, ANYWHERE),
        ingress("sgr-4", Protocol.ICMP, -1, -1, ANYWHERE),
        ingress("sgr-5", Protocol.ICMPV6, 128, 0, new Peer.Address(Cidr.parse("::/0"))),
        ingress("sgr-6", Protocol.TCP, 443, 443, new Peer.PrefixList("pl-1")),
        naming("sgr-7", "sg-1"),
        ingress("sgr-8", Protocol.TCP, 80, 81, new Peer.Group("sg-2", "444455556666")),
        rule("sgr-9", Direction.EGRESS, any),
        ingress("sgr-10", Protocol.parse("50"), -1, -1, ANYWHERE));
  }

  private static GroupSnapshot read(GroupSnapshot written) {
    return Serialization.unmarshal(Serialization.asJson(written), GroupSnapshot.class);
  }

  @Test
  void aGroupComesBackAsItWas() {
    var group = group(everyKind(), Map.of("Name", "old", "team", "shop"));
    var snapshot = read(Snapshots.of(group, Map.of(), TAKEN));

    var back = Snapshots.group("sg-1", "old", "vpc-1", snapshot);

    assertThat(back).isEqualTo(group);
    assertThat(back.rules())
        .filteredOn(rule -> rule.permission().peer().equals(new Peer.Group("sg-2")))
        .singleElement()
        .extracting(rule -> ((Peer.Group) rule.permission().peer()).accountId())
        .isEqualTo("444455556666");
  }

  @Test
  void rulesElsewhereComeBackWithTheirGroups() {
    var references =
        Map.of(
            "sg-3", List.of(naming("sgr-32", "sg-1"), naming("sgr-31", "sg-1")),
            "sg-2", List.of(naming("sgr-21", "sg-1").withDescription("from the old one")));
    var snapshot = read(Snapshots.of(group(List.of(), Map.of()), references, TAKEN));

    assertThat(snapshot.references())
        .extracting(SnapshotReference::groupId, reference -> reference.rule().id())
        .containsExactly(tuple("sg-2", "sgr-21"), tuple("sg-3", "sgr-31"), tuple("sg-3", "sgr-32"));
    assertThat(Snapshots.references(snapshot))
        .isEqualTo(
            Map.of(
                "sg-2", references.get("sg-2"),
                "sg-3", List.of(naming("sgr-31", "sg-1"), naming("sgr-32", "sg-1"))));
  }

  @Test
  void theMarkOfARetirementIsNoPartOfTheGroup() {
    var group = group(List.of(), Map.of("Name", "old", Ownership.RETIRED, "c1"));
    assertThat(Snapshots.of(group, Map.of(), TAKEN).tags()).isEqualTo(Map.of("Name", "old"));
  }

  @Test
  void aRuleWithoutItsIdIsRefused() {
    var read = LiveRule.content(Direction.INGRESS, naming("", "sg-2").permission(), "");
    assertThatThrownBy(() -> Snapshots.of(group(List.of(read), Map.of()), Map.of(), TAKEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without an id");
    var references = Map.of("sg-2", List.of(read));
    assertThatThrownBy(() -> Snapshots.of(group(List.of(), Map.of()), references, TAKEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without an id");
  }

  @Test
  void moreThanCanBeKeptIsRefused() {
    var most = many(GroupSnapshot.MAX_RULES);
    var more = many(GroupSnapshot.MAX_RULES + 1);
    var none = group(List.of(), Map.of());
    assertThat(Snapshots.of(group(most, Map.of()), Map.of("sg-2", most), TAKEN).references())
        .hasSize(GroupSnapshot.MAX_RULES);
    assertThatThrownBy(() -> Snapshots.of(group(more, Map.of()), Map.of(), TAKEN))
        .hasMessageContaining("sg-1 has more than 2000 rules");
    assertThatThrownBy(() -> Snapshots.of(none, Map.of("sg-2", more), TAKEN))
        .hasMessageContaining("sg-1 has more than 2000 rules");
  }

  private static List<LiveRule> many(int rules) {
    return IntStream.range(0, rules)
        .mapToObj(i -> ingress("sgr-" + i, Protocol.TCP, i, i, ANYWHERE))
        .toList();
  }

  @Test
  void theHashIsOfWhatIsSaidAndNotOfHowItIsWritten() {
    Map<String, String> tags = new LinkedHashMap<>();
    Map<String, String> reversed = new LinkedHashMap<>();
    IntStream.range(0, 20).forEach(i -> tags.put("key-" + i, "v"));
    IntStream.range(0, 20).forEach(i -> reversed.put("key-" + (19 - i), "v"));
    var one = Snapshots.of(group(everyKind(), tags), Map.of(), TAKEN);
    var other = Snapshots.of(group(everyKind(), reversed), Map.of(), TAKEN);

    assertThat(Snapshots.hash(one)).hasSize(64).isEqualTo(Snapshots.hash(other));
    assertThat(Snapshots.hash(read(one))).isEqualTo(Snapshots.hash(one));
    assertThat(one.taken()).as("what the API keeps of it").isEqualTo("2026-03-01T12:00:00.123Z");
  }

  @Test
  void theHashChangesWithAnythingThatIsChanged() {
    var references = Map.of("sg-2", List.of(naming("sgr-21", "sg-1")));
    var s = Snapshots.of(group(everyKind(), Map.of("Name", "old")), references, TAKEN);
    Map<String, GroupSnapshot> edited = new TreeMap<>();
    edited.put("nothing", s);
    edited.put("time", with(s, "2026-03-01T12:00:01Z", s.description(), s.ownerId()));
    edited.put("description", with(s, s.taken(), "made by hand!", s.ownerId()));
    edited.put("owner", with(s, s.taken(), s.description(), "444455556666"));
    edited.put("tags", with(s, Map.of("Name", "new"), s.rules(), s.references()));
    edited.put("no reference", with(s, s.tags(), s.rules(), List.of()));
    var first = s.rules().get(0);
    edited.put("ports", edited(s, rule(first, 1, first.cidr(), first.description(), first.tags())));
    edited.put("peer", edited(s, rule(first, 0, "10.0.0.0/8", first.description(), first.tags())));
    edited.put("rule's text", edited(s, rule(first, 0, first.cidr(), "x", first.tags())));
    edited.put("rule's tags", edited(s, rule(first, 0, first.cidr(), "web: everybody", Map.of())));
    edited.put("no rule", with(s, s.tags(), s.rules().subList(1, 10), s.references()));

    assertThat(edited.values().stream().map(Snapshots::hash)).doesNotHaveDuplicates();
  }

  private static GroupSnapshot with(
      GroupSnapshot s, String taken, String description, String ownerId) {
    return new GroupSnapshot(taken, description, ownerId, s.tags(), s.rules(), s.references());
  }

  private static GroupSnapshot with(
      GroupSnapshot s,
      Map<String, String> tags,
      List<SnapshotRule> rules,
      List<SnapshotReference> references) {
    return new GroupSnapshot(s.taken(), s.description(), s.ownerId(), tags, rules, references);
  }

  private static GroupSnapshot edited(GroupSnapshot s, SnapshotRule first) {
    List<SnapshotRule> rules = new ArrayList<>(s.rules());
    rules.set(0, first);
    return with(s, s.tags(), rules, s.references());
  }

  private static SnapshotRule rule(
      SnapshotRule r, int fromPort, String cidr, String description, Map<String, String> tags) {
    return new SnapshotRule(
        r.id(),
        r.direction(),
        r.protocol(),
        fromPort,
        r.toPort(),
        cidr,
        r.prefixList(),
        r.securityGroup(),
        r.accountId(),
        description,
        tags);
  }
}
