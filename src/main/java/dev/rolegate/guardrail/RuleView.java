package dev.rolegate.guardrail;

import dev.cel.common.types.CelType;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Family;
import dev.rolegate.model.Glob;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Subnets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A rule as expressions see it. */
final class RuleView extends View {
  private final GroupView group;
  private final int place;
  private int[] cells = {};

  /**
   * @param place among the rules of its group
   */
  RuleView(GroupView group, int place) {
    this.group = group;
    this.place = place;
  }

  RuleFacts facts() {
    return group.facts().rules().get(place);
  }

  GroupView group() {
    return group;
  }

  private Source source() {
    return group.source(place);
  }

  private Peer peer() {
    return facts().permission().peer();
  }

  /** Blocks of the peer. */
  private List<Block> blocks() {
    if (source().isUnread()) {
      throw Contents.unread(List.of(source().unread()));
    }
    return source().blocks();
  }

  String protocol() {
    return facts().permission().protocol().toString();
  }

  long fromPort() {
    return port(facts().permission().ports().from(), 0);
  }

  long toPort() {
    return port(facts().permission().ports().to(), Stretch.LAST);
  }

  private long port(int number, int otherwise) {
    return number < 0 && !facts().permission().protocol().isIcmp() ? otherwise : number;
  }

  String peerKind() {
    if (peer() instanceof Peer.Address) {
      return "cidr";
    }
    if (peer() instanceof Peer.PrefixList) {
      return "prefixList";
    }
    return facts().peerGroup().isPresent() ? "role" : "group";
  }

  String cidr() {
    return peer() instanceof Peer.Address address ? address.cidr().toString() : "";
  }

  String family() {
    if (peer() instanceof Peer.Address address) {
      return address.cidr().family() == Family.IPV4 ? "ipv4" : "ipv6";
    }
    return "";
  }

  Instant expiresAt() {
    return facts()
        .expiresAt()
        .orElseThrow(() -> new NotKnown("the rule has no expiry: ask rule.hasExpiry first"));
  }

  Stretch stretch() {
    return source().stretch();
  }

  boolean opens(List<Long> ports) {
    return source().stretch().opens(ports);
  }

  boolean opens(String protocol, long port) {
    Stretch stretch = source().stretch();
    int number = dev.rolegate.model.Protocol.parse(protocol).number();
    return stretch.speaks(number) && stretch.from() <= port && port <= stretch.to();
  }

  boolean opensEverything() {
    Stretch stretch = source().stretch();
    return stretch.protocol() == Stretch.ALL
        || stretch.from() <= 1
            && stretch.to() == Stretch.LAST
            && facts().permission().protocol().hasPorts();
  }

  boolean fromWorld(WorldMeasure measure, Predicate<Stretch> ports) {
    return group.unions(measure).makesWorld(place, ports);
  }

  boolean fromWorldThroughout(WorldMeasure measure) {
    return group.unions(measure).makesWorldThroughout(place);
  }

  double share() {
    return source().blocks().isEmpty() && !source().isUnread()
        ? 0
        : group.unions(WorldMeasure.DEFAULT).share(place);
  }

  boolean anywhere() {
    return peer() instanceof Peer.Address address && address.cidr().isAnywhere();
  }

  boolean wider(long ipv4, long ipv6) {
    return blocks().stream().anyMatch(b -> b.prefix() < (b.family() == Family.IPV4 ? ipv4 : ipv6));
  }

  boolean within(String cidr) {
    Block outer = group.scene().block(cidr);
    return !blocks().isEmpty() && blocks().stream().allMatch(outer::contains);
  }

  boolean covers(String cidr) {
    return new Cover(blocks()).holds(group.scene().block(cidr));
  }

  boolean fromRole(Optional<List<String>> patterns) {
    return facts().peerGroup().isPresent()
        && patterns
            .map(some -> some.stream().anyMatch(one -> Glob.fits(one, facts().peerRole())))
            .orElse(true);
  }

  boolean fromAddressSet(Optional<List<String>> kinds) {
    if (blocks().isEmpty()) {
      return false;
    }
    Cover entries = group.scene().addressSets(kinds);
    return blocks().stream().allMatch(entries::holds);
  }

  boolean coversSubnet() {
    Subnets subnets = group.scene().surroundings().subnets();
    return holdsOneOf(
        subnets.isKnown() ? Optional.of(subnets.blocks()) : Optional.empty(),
        "the address blocks of the VPC's subnets are not known: " + subnets.unknown());
  }

  boolean coversVpc() {
    return holdsOneOf(
        group.scene().surroundings().ranges(), "the address blocks of the VPC are not known");
  }

  private boolean holdsOneOf(Optional<List<Cidr>> ranges, String unknown) {
    if (peer() instanceof Peer.Group || peer() instanceof Peer.Declared) {
      return false;
    }
    List<Block> whole =
        ranges.orElseThrow(() -> new NotKnown(unknown)).stream().map(group.scene()::block).toList();
    List<Block> own = blocks();
    return whole.stream().anyMatch(inner -> own.stream().anyMatch(outer -> outer.contains(inner)))
        || whole.stream()
            .filter(outer -> own.stream().anyMatch(outer::contains))
            .anyMatch(outer -> group.holdsTogether(place, outer));
  }

  boolean stale() {
    if (!(peer() instanceof Peer.Group other) || group.scene().isInVpc(other.groupId())) {
      return false;
    }
    return group
        .scene()
        .stale()
        .orElseThrow(() -> new NotKnown("it is not known which references are stale"))
        .contains(other.groupId());
  }

  /** What is known of it by number, see {@link Recall}; 0 stands for what nobody asked for yet. */
  int[] cells(Recall recall) {
    cells = recall.wideEnough(cells);
    return cells;
  }

  @Override
  public CelType celType() {
    return RuleWords.STRUCT.type();
  }

  @Override
  public Object select(String field) {
    return RuleWords.STRUCT.read(this, field);
  }
}
