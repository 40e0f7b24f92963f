package dev.rolegate.guardrail;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.DOUBLE;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.rolegate.model.GroupKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The words for a rule: its fields and functions, with what they mean. */
final class RuleWords {
  static final String TYPE = "Rule";
  static final String COVERS_SUBNET = "coversSubnet";

  static final Struct<RuleView> STRUCT =
      Struct.of(
          TYPE,
          List.of(
              field(
                  "direction", STRING, "`ingress` or `egress`", r -> r.facts().direction().word()),
              field(
                  "protocol",
                  STRING,
                  "`tcp`, `udp`, `icmp`, `icmpv6`, `all`, or the number as text",
                  RuleView::protocol),
              field(
                  "fromPort",
                  INT,
                  "First port, 0 where all are open; of ICMP the type, -1 for any",
                  RuleView::fromPort),
              field(
                  "toPort",
                  INT,
                  "Last port, 65535 where all are open; of ICMP the code, -1 for any",
                  RuleView::toPort),
              field(
                  "peer",
                  STRING,
                  "The peer as text: a block, an id, or `namespace/name`",
                  r -> r.facts().permission().peer().toString()),
              field(
                  "peerKind",
                  STRING,
                  "`cidr`, `prefixList`, `role` (a declared role, or its live group) or `group`",
                  RuleView::peerKind),
              field("cidr", STRING, "The block; empty for other peers", RuleView::cidr),
              field(
                  "family",
                  STRING,
                  "`ipv4` or `ipv6` of a block; empty for other peers",
                  RuleView::family),
              field(
                  "role",
                  STRING,
                  "Role of a peer that is one; else empty",
                  r -> r.facts().peerRole()),
              field(
                  "roleNamespace",
                  STRING,
                  "Namespace of a peer that is a role; else empty",
                  r -> r.facts().peerGroup().map(GroupKey::namespace).orElse("")),
              field(
                  "addressSet",
                  STRING,
                  "Name of the AddressSet that the document names; else empty",
                  r -> r.facts().addressSet()),
              field(
                  "name",
                  STRING,
                  "Name of the entry in the document; of an undocumented rule, what its description"
                      + " begins with",
                  r -> r.facts().name()),
              field(
                  "purpose",
                  STRING,
                  "Why it exists; of an undocumented rule, its description",
                  r -> r.facts().purpose()),
              field("description", STRING, "EC2's description", r -> r.facts().description()),
              field(
                  "ruleId",
                  STRING,
                  "The `sgr-` id; empty where it is not known",
                  r -> r.facts().ruleId()),
              field("declared", BOOL, "Whether a document names it", r -> r.facts().declared()),
              field("live", BOOL, "Whether EC2 holds it", r -> r.facts().live()),
              field(
                  "hasExpiry",
                  BOOL,
                  "Whether its document ends it",
                  r -> r.facts().expiresAt().isPresent()),
              field(
                  "expiresAt",
                  SimpleType.TIMESTAMP,
                  "When its document ends it; only where `hasExpiry`",
                  RuleView::expiresAt),
              field(
                  "tags",
                  MapType.create(STRING, STRING),
                  "Its tags in EC2",
                  r -> r.facts().tags())));

  private static final ListType INTS = ListType.create(INT);
  private static final ListType STRINGS = ListType.create(STRING);

  private static final Function<View, Object> STRETCH = rule -> ((RuleView) rule).stretch();

  static final List<Call> CALLS =
      List.of(
          call(
                  "opens",
                  List.of(new Call.Argument("port", INT)),
                  "Whether the port is open by TCP or UDP, `all` included",
                  (r, a, m) -> r.opens(List.of((Long) a[0])))
              .withBasis(STRETCH),
          call(
                  "opens",
                  List.of(new Call.Argument("ports", INTS)),
                  "Whether one of the ports is open by TCP or UDP, `all` included",
                  (r, a, m) -> r.opens(list(a[0])))
              .withBasis(STRETCH),
          call(
                  "opens",
                  List.of(new Call.Argument("protocol", STRING), new Call.Argument("port", INT)),
                  "Whether the port is open by that protocol, `all` included",
                  (r, a, m) -> r.opens((String) a[0], (Long) a[1]))
              .withBasis(STRETCH),
          call(
              "opensEverything",
              List.of(),
              "Whether it opens all protocols, or all ports of TCP or UDP",
              (r, a, m) -> r.opensEverything()),
          call(
              "fromWorld",
              List.of(),
              "Whether it makes the group open to the world on some port; of egress, to the world",
              (r, a, m) -> r.fromWorld(m, ports -> true)),
          call(
              "fromWorld",
              List.of(new Call.Argument("ports", INTS)),
              "Whether it makes the group open to the world on one of the ports, by TCP or UDP",
              (r, a, m) -> {
                List<Long> wanted = list(a[0]);
                return r.fromWorld(m, ports -> ports.opens(wanted));
              }),
          call(
              "fromWorldExcept",
              List.of(new Call.Argument("tcpPorts", INTS)),
              "Whether it makes the group open to the world on anything but these ports of TCP",
              (r, a, m) -> {
                List<Long> free = list(a[0]);
                return r.fromWorld(m, ports -> !ports.isTcpWithin(free));
              }),
          call(
              "fromWorldThroughout",
              List.of(),
              "Whether it makes the group open to the world on every port that it opens by TCP, or by"
                  + " UDP",
              (r, a, m) -> r.fromWorldThroughout(m)),
          call(
              "anywhere",
              List.of(),
              "Whether the peer is `0.0.0.0/0` or `::/0` itself, as AWS's own controls ask",
              (r, a, m) -> r.anywhere()),
          new Call(
              "share",
              TYPE,
              List.of(),
              DOUBLE,
              "How much of the public address space the group is open to on the rule's ports, 0 to"
                  + " 1",
              (r, a, m) -> ((RuleView) r).share()),
          call(
              "wider",
              List.of(new Call.Argument("ipv4", INT), new Call.Argument("ipv6", INT)),
              "Whether a block of the peer has a shorter prefix than that of its family",
              (r, a, m) -> r.wider((Long) a[0], (Long) a[1])),
          call(
              "within",
              List.of(new Call.Argument("cidr", STRING)),
              "Whether all addresses of the peer lie in the block",
              (r, a, m) -> r.within((String) a[0])),
          call(
              "covers",
              List.of(new Call.Argument("cidr", STRING)),
              "Whether the peer's blocks together hold the whole block",
              (r, a, m) -> r.covers((String) a[0])),
          call(
              "fromRole",
              List.of(),
              "Whether the peer is a declared role, or its live group",
              (r, a, m) -> r.fromRole(Optional.empty())),
          call(
              "fromRole",
              List.of(new Call.Argument("roles", STRINGS)),
              "Whether the peer is one of the roles, or its live group; patterns with `*`",
              (r, a, m) -> r.fromRole(Optional.of(list(a[0])))),
          call(
              "fromAddressSet",
              List.of(),
              "Whether every address of the peer is in some AddressSet",
              (r, a, m) -> r.fromAddressSet(Optional.empty())),
          call(
              "fromAddressSet",
              List.of(new Call.Argument("kinds", STRINGS)),
              "Whether every address of the peer is in some AddressSet of these kinds",
              (r, a, m) -> r.fromAddressSet(Optional.of(list(a[0])))),
          call(
              COVERS_SUBNET,
              List.of(),
              "Whether the peer holds a whole subnet of the VPC, alone or with other rules of the group"
                  + " on one port",
              (r, a, m) -> r.coversSubnet()),
          call(
              "coversVpc",
              List.of(),
              "Whether the peer holds a whole range of the VPC, alone or with other rules of the group"
                  + " on one port",
              (r, a, m) -> r.coversVpc()),
          call(
              "stale",
              List.of(),
              "Whether the peer is a group that can never match: it is gone, or out of reach",
              (r, a, m) -> r.stale()));

  private RuleWords() {}

  private interface RuleBody {
    Object apply(RuleView rule, Object[] arguments, WorldMeasure measure);
  }

  private static Call call(
      String name, List<Call.Argument> arguments, String meaning, RuleBody body) {
    return new Call(
        name, TYPE, arguments, BOOL, meaning, (on, a, m) -> body.apply((RuleView) on, a, m));
  }

  @SuppressWarnings("unchecked")
  private static <T> List<T> list(Object argument) {
    return (List<T>) argument;
  }

  private static Struct.Field<RuleView> field(
      String name, CelType type, String meaning, Function<RuleView, Object> reader) {
    return new Struct.Field<>(name, type, meaning, reader);
  }
}
