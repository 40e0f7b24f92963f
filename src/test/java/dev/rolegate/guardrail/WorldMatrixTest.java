package dev.rolegate.guardrail;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.guardrail.Finding.Verdict;
import dev.rolegate.guardrail.Ground.Standing;
import dev.rolegate.model.AddressSet;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Peer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Groups that are open to the world by what their rules hold, whoever wrote it how, and groups that
 * look like it: none of the former is missed, none of the latter is blamed.
 */
class WorldMatrixTest {
  private static final Set<Integer> ADMIN = Set.of(22, 3389);
  private static final Set<Integer> HIGH_RISK =
      Set.of(
          20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432,
          5500, 5601, 8080, 8088, 8888, 9200, 9300);

  private static final Guardrails WORLD =
      Guardrails.compile(
          Shipped.catalogue().sound().stream()
              .filter(one -> one.name().startsWith("world-open-"))
              .toList());

  /** Address blocks by what they are. Which of them are the world is the oracle's to say. */
  private static Map<String, List<String>> sources() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("all of IPv4", List.of("0.0.0.0/0"));
    all.put("all of IPv6", List.of("::/0"));
    all.put("all of both", List.of("0.0.0.0/0", "::/0"));
    all.put("both halves", List.of("0.0.0.0/1", "128.0.0.0/1"));
    all.put("the lower half", List.of("0.0.0.0/1"));
    all.put("the upper half", List.of("128.0.0.0/1"));
    all.put("quarters", List.of("0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"));
    all.put("three quarters", List.of("0.0.0.0/2", "64.0.0.0/2", "192.0.0.0/2"));
    all.put("one quarter", List.of("64.0.0.0/2"));
    all.put("the quarter that is half reserved", List.of("192.0.0.0/2"));
    all.put("eighths", eighths());
    all.put("everything but 10/8", Oracle.everythingBut("10.0.0.0/8"));
    all.put("everything but 192.168/16", Oracle.everythingBut("192.168.0.0/16"));
    all.put(
        "everything but private",
        Oracle.everythingBut("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"));
    all.put("everything but one address", Oracle.everythingBut("198.51.100.7/32"));
    all.put("a /7", List.of("8.0.0.0/7"));
    all.put("a /7 beside a special block", List.of("100.0.0.0/7"));
    all.put("another /7 with a special block", List.of("172.0.0.0/7"));
    all.put("two /8", List.of("3.0.0.0/8", "52.0.0.0/8"));
    all.put("a /8 and an address", List.of("3.0.0.0/8", "52.1.2.3/32"));
    all.put("three /9", List.of("3.0.0.0/9", "18.0.0.0/9", "52.0.0.0/9"));
    all.put("a /8 in halves and a bit", List.of("3.0.0.0/9", "3.128.0.0/9", "4.0.0.0/30"));
    all.put("300 blocks /16", blocks(300));
    all.put("the world and an office", List.of("0.0.0.0/0", "198.51.100.7/32"));
    all.put("the world twice over", List.of("0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1"));
    all.put("2000::/3", List.of("2000::/3"));
    all.put("2000::/3 in halves", List.of("2000::/4", "3000::/4"));
    all.put("2000::/3 in quarters", List.of("2000::/5", "2800::/5", "3000::/5", "3800::/5"));
    all.put("::/1", List.of("::/1"));
    all.put("::/2", List.of("::/2"));
    all.put("one registry's /12", List.of("2600::/12"));
    all.put("a /15 of IPv6", List.of("2a00::/15"));
    all.put("two /16 of IPv6", List.of("2600::/16", "2a00::/16"));
    all.put("a /16 of IPv6 and a bit", List.of("2600::/16", "2a00::/48"));

    all.put("an office", List.of("198.51.100.7/32"));
    all.put("a real address", List.of("52.1.2.3/32"));
    all.put("a provider's /16", List.of("52.1.0.0/16"));
    all.put("a /8, no more", List.of("3.0.0.0/8"));
    all.put("256 blocks /16", blocks(256));
    all.put("one /8 twice", List.of("3.0.0.0/8", "3.0.0.0/9", "3.128.0.0/9"));
    all.put("10/8", List.of("10.0.0.0/8"));
    all.put("all private blocks", List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"));
    all.put("private and shared", List.of("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16"));
    all.put("10/7, half of it private", List.of("10.0.0.0/7"));
    all.put("0/7, half of it special", List.of("0.0.0.0/7"));
    all.put("126/7, half of it loopback", List.of("126.0.0.0/7"));
    all.put("multicast and reserved", List.of("224.0.0.0/3"));
    all.put("240/4", List.of("240.0.0.0/4"));
    all.put("172/8", List.of("172.0.0.0/8"));
    all.put("a /16 of IPv6, no more", List.of("2600::/16"));
    all.put("a /32 of IPv6", List.of("2a01:4f8::/32"));
    all.put("unique local", List.of("fc00::/7"));
    all.put("link local", List.of("fe80::/10"));
    all.put("what is not allotted", List.of("4000::/2", "8000::/1"));
    all.put("the low eighth of IPv6", List.of("::/3"));
    all.put("documentation", List.of("2001:db8::/32"));
    all.put("just under both", List.of("3.0.0.0/8", "2600::/16"));
    return all;
  }

  private static List<String> eighths() {
    return IntStream.range(0, 8).mapToObj(i -> 32 * i + ".0.0.0/3").toList();
  }

  private static List<String> blocks(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> (52 + i / 256) + "." + i % 256 + ".0.0/16")
        .toList();
  }

  /** How blocks come into rules. */
  private enum Way {
    RULES,
    PREFIX_LIST,
    HALF_AND_HALF,
    ADDRESS_SET
  }

  /**
   * What a rule opens.
   *
   * @param tcp ports of TCP that it opens
   * @param udp ports of UDP that it opens
   * @param web whether it opens nothing but 80 and 443 over TCP
   */
  private record Opening(
      String protocol, int from, int to, IntPredicate tcp, IntPredicate udp, boolean web) {
    boolean opens(Set<Integer> ports) {
      return ports.stream().anyMatch(port -> tcp.test(port) || udp.test(port));
    }

    @Override
    public String toString() {
      return protocol + " " + from + "-" + to;
    }
  }

  private static Opening tcp(int from, int to) {
    return new Opening(
        "tcp",
        from,
        to,
        port -> from <= port && port <= to,
        port -> false,
        from == to && (from == 80 || from == 443));
  }

  private static Opening udp(int from, int to) {
    return new Opening("udp", from, to, port -> false, port -> from <= port && port <= to, false);
  }

  private static Opening other(String protocol) {
    return new Opening(protocol, -1, -1, port -> false, port -> false, false);
  }

  private static final List<Opening> OPENINGS =
      Stream.concat(
              HIGH_RISK.stream().sorted().flatMap(p -> Stream.of(tcp(p, p), udp(p, p))),
              Stream.of(
                  tcp(0, 65535),
                  tcp(1, 1023),
                  tcp(20, 22),
                  tcp(22, 23),
                  tcp(3380, 3389),
                  tcp(1024, 65535),
                  udp(0, 65535),
                  udp(3000, 4000),
                  new Opening("-1", -1, -1, p -> true, p -> true, false),
                  tcp(80, 80),
                  tcp(443, 443),
                  tcp(80, 81),
                  tcp(443, 444),
                  tcp(8443, 8443),
                  tcp(24, 24),
                  tcp(26, 109),
                  tcp(3390, 4332),
                  tcp(9301, 65535),
                  udp(443, 443),
                  udp(53, 53),
                  other("icmp"),
                  other("icmpv6"),
                  other("50"),
                  other("132")))
          .toList();

  /** Sources that every opening is tried with. */
  private static final List<String> USUAL =
      List.of("all of both", "both halves", "2000::/3", "a /8, no more", "all private blocks");

  /** Every source in every way with some openings, and every opening with some sources. */
  @Test
  void what_is_open_by_content_is_found_and_what_is_closed_is_not() {
    List<String> wrong = new ArrayList<>();
    int open = 0;
    int closed = 0;
    int turn = 0;
    for (Map.Entry<String, List<String>> source : sources().entrySet()) {
      boolean world = Oracle.isWorld(source.getValue());
      for (Way way : Way.values()) {
        for (Standing standing : Standing.values()) {
          for (boolean isPublic : new boolean[] {false, true}) {
            // A number that has nothing in common with that of the openings, so that all meet.
            int some = USUAL.contains(source.getKey()) ? OPENINGS.size() : 7;
            for (int i = 0; i < some; i++) {
              Opening opening = OPENINGS.get(turn++ % OPENINGS.size());
              open += world ? 1 : 0;
              closed += world ? 0 : 1;
              Set<String> found = found(source.getValue(), way, standing, isPublic, opening);
              Set<String> expected =
                  expected(world, standing != Standing.UNMANAGED && isPublic, opening);
              if (!found.equals(expected)) {
                wrong.add(
                    "%s (%s) by %s, %s, %s: found %s, expected %s"
                        .formatted(
                            opening,
                            source.getKey(),
                            way,
                            standing,
                            isPublic ? "Public" : "Internal",
                            found,
                            expected));
              }
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(open).isGreaterThan(5_000);
    assertThat(closed).isGreaterThan(5_000);
  }

  private static Set<String> expected(boolean world, boolean isPublic, Opening opening) {
    Set<String> expected = new TreeSet<>();
    if (world && opening.opens(ADMIN)) {
      expected.add("world-open-admin");
    }
    if (world && opening.opens(HIGH_RISK)) {
      expected.add("world-open-high-risk");
    }
    if (world && !(isPublic && opening.web())) {
      expected.add("world-open-needs-public");
    }
    return expected;
  }

  /** Blocks of different ports or transports are not one union, and egress lets nothing in. */
  @Test
  void only_what_is_open_on_one_port_counts_together() {
    List<DesiredRule> apart =
        List.of(
            rule(tcp(22, 22), Direction.INGRESS, "3.0.0.0/8"),
            rule(tcp(23, 23), Direction.INGRESS, "52.0.0.0/8"),
            rule(udp(22, 22), Direction.INGRESS, "18.0.0.0/8"),
            rule(tcp(22, 22), Direction.EGRESS, "0.0.0.0/0"),
            rule(tcp(22, 22), Direction.INGRESS, "2600::/16"));
    List<DesiredRule> together = new ArrayList<>(apart);
    together.add(rule(tcp(20, 22), Direction.INGRESS, "44.0.0.0/8"));
    var ground = new Ground(Map.of(), Map.of());
    for (Standing standing : Standing.values()) {
      assertThat(ground.judge(WORLD, standing, false, apart)).isEmpty();
      Map<String, Set<String>> peers = new TreeMap<>();
      for (Finding one : ground.judge(WORLD, standing, false, together)) {
        if (one.state() != Finding.State.DECLARED || standing == Standing.DECLARED) {
          peers
              .computeIfAbsent(one.guardrail().name(), n -> new TreeSet<>())
              .add(one.rule().orElseThrow().permission().toString());
        }
      }
      Set<String> both = Set.of("tcp 22 3.0.0.0/8", "tcp 20-22 44.0.0.0/8");
      assertThat(peers)
          .isEqualTo(
              Map.of(
                  "world-open-admin", both,
                  "world-open-high-risk", both,
                  "world-open-needs-public", both));
    }
  }

  private static Set<String> found(
      List<String> blocks, Way way, Standing standing, boolean isPublic, Opening opening) {
    List<DesiredRule> rules = new ArrayList<>();
    List<Cidr> listed = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      boolean inList = way == Way.PREFIX_LIST || way == Way.HALF_AND_HALF && i % 2 == 1;
      if (inList) {
        listed.add(Cidr.parse(blocks.get(i)));
      } else {
        rules.add(
            Ground.rule(
                Direction.INGRESS,
                opening.protocol(),
                opening.from(),
                opening.to(),
                new Peer.Address(Cidr.parse(blocks.get(i))),
                way == Way.ADDRESS_SET ? "partners" : ""));
      }
    }
    if (!listed.isEmpty()) {
      rules.add(
          Ground.rule(
              Direction.INGRESS,
              opening.protocol(),
              opening.from(),
              opening.to(),
              new Peer.PrefixList("pl-1"),
              ""));
    }
    var set =
        new AddressSet(
            "partners", AddressSet.Kind.PARTNER, blocks.stream().map(Cidr::parse).toList());
    var ground = new Ground(Map.of("pl-1", listed), Map.of("partners", set));
    List<Finding> findings = ground.judge(WORLD, standing, isPublic, rules);
    assertThat(findings).allMatch(one -> one.verdict() == Verdict.BROKEN);
    Map<Finding.State, Set<String>> byState =
        findings.stream()
            .collect(
                Collectors.groupingBy(
                    Finding::state,
                    Collectors.mapping(
                        one -> one.guardrail().name(), Collectors.toCollection(TreeSet::new))));
    if (standing == Standing.MANAGED) {
      // The document and what is live say the same.
      assertThat(byState.getOrDefault(Finding.State.LIVE_MANAGED, Set.of()))
          .isEqualTo(byState.getOrDefault(Finding.State.DECLARED, Set.of()));
    }
    return byState.values().stream()
        .flatMap(Set::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static DesiredRule rule(Opening opening, Direction direction, String block) {
    return Ground.rule(
        direction,
        opening.protocol(),
        opening.from(),
        opening.to(),
        new Peer.Address(Cidr.parse(block)),
        "");
  }

  /** The figures of the matrix, so that nobody takes cases out unnoticed. */
  @Test
  void the_matrix_has_both_sides() {
    Map<Boolean, Long> sides =
        sources().values().stream()
            .collect(Collectors.partitioningBy(Oracle::isWorld, Collectors.counting()));
    assertThat(sides).isEqualTo(Map.of(true, 34L, false, 23L));
    assertThat(OPENINGS.stream().collect(toMap(Opening::toString, o -> o))).hasSize(72);
  }
}
