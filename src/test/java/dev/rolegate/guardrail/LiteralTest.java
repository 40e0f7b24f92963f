package dev.rolegate.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.guardrail.Ground.Standing;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The literal guardrails against what the pages of AWS Config and Security Hub say of their
 * controls, written down here once more as plain Java.
 */
class LiteralTest {
  private static final List<Integer> EC2_19 =
      List.of(
          20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432,
          5500, 5601, 8080, 8088, 8888, 9200, 9300);

  /** What a control says of a group. */
  private enum Result {
    COMPLIANT,
    NON_COMPLIANT,
    NOT_APPLICABLE
  }

  /**
   * An atomic rule as a page of AWS means it.
   *
   * @param protocol tcp, udp, icmp, -1 or a number
   * @param source a block, a prefix list or a group
   */
  private record Row(boolean ingress, String protocol, int from, int to, String source) {
    boolean isIn() {
      return ingress;
    }

    boolean from(String... sources) {
      return ingress && Stream.of(sources).anyMatch(source::equals);
    }

    boolean covers(int port) {
      return protocol.equals("-1") || from <= port && port <= to;
    }

    boolean speaks(String... protocols) {
      return Stream.of(protocols).anyMatch(protocol::equals);
    }
  }

  private static Result failsWhere(List<Row> rows, Predicate<Row> fails) {
    return rows.stream().anyMatch(fails) ? Result.NON_COMPLIANT : Result.COMPLIANT;
  }

  /** "Unrestricted TCP traffic": one of the ports from all IPv4 or all IPv6 addresses. */
  private static Result commonPorts(List<Row> rows, List<Integer> ports) {
    return failsWhere(
        rows,
        row ->
            row.from("0.0.0.0/0", "::/0")
                && row.speaks("tcp", "-1")
                && ports.stream().anyMatch(row::covers));
  }

  /** "Restricted ports over TCP(6), UDP(17) or ALL(-1)". */
  private static Result portRestriction(List<Row> rows, String... sources) {
    return failsWhere(
        rows,
        row ->
            row.from(sources)
                && row.speaks("tcp", "udp", "-1")
                && (row.covers(22) || row.covers(3389)));
  }

  /** Not applicable without such a source; else every port has to be one that is authorized. */
  private static Result authorizedPorts(List<Row> rows, Set<Integer> tcp, Set<Integer> udp) {
    if (rows.stream().noneMatch(row -> row.from("0.0.0.0/0", "::/0"))) {
      return Result.NOT_APPLICABLE;
    }
    return failsWhere(
        rows,
        row -> {
          if (!row.from("0.0.0.0/0", "::/0")) {
            return false;
          }
          if (row.speaks("-1")) {
            return true;
          }
          Set<Integer> authorized = row.speaks("tcp") ? tcp : udp;
          for (int port = row.from(); row.speaks("tcp", "udp") && port <= row.to(); port++) {
            if (!authorized.contains(port)) {
              return true;
            }
          }
          return false;
        });
  }

  private static Result wanted(String control, List<Row> rows) {
    return switch (control) {
      case "literal-ec2-13" -> commonPorts(rows, List.of(22));
      case "literal-ec2-14" -> commonPorts(rows, List.of(3389));
      case "literal-restricted-common-ports" ->
          commonPorts(rows, List.of(20, 21, 3389, 3306, 4333));
      case "literal-ec2-19" -> commonPorts(rows, EC2_19);
      case "literal-ec2-18" -> authorizedPorts(rows, Set.of(80, 443), Set.of());
      case "literal-ec2-53" -> portRestriction(rows, "0.0.0.0/0");
      case "literal-ec2-54" -> portRestriction(rows, "::/0");
      case "literal-vpc-sg-port-restriction-check" -> portRestriction(rows, "0.0.0.0/0", "::/0");
      default -> throw new IllegalArgumentException(control);
    };
  }

  private static final List<String> BY_RULES =
      List.of(
          "literal-ec2-13",
          "literal-ec2-14",
          "literal-restricted-common-ports",
          "literal-ec2-19",
          "literal-ec2-18",
          "literal-ec2-53",
          "literal-ec2-54",
          "literal-vpc-sg-port-restriction-check");

  /** Groups of one rule, of every kind of source, transport and range; and groups of several. */
  private static List<List<Row>> groups() {
    List<List<Row>> groups = new ArrayList<>();
    groups.add(List.of());
    List<Row> some = new ArrayList<>();
    for (String source :
        List.of(
            "0.0.0.0/0",
            "::/0",
            "0.0.0.0/1",
            "2000::/3",
            "10.0.0.0/8",
            "198.51.100.7/32",
            "pl-1",
            "sg-1")) {
      for (String protocol : List.of("tcp", "udp")) {
        for (int port : EC2_19) {
          some.add(new Row(true, protocol, port, port, source));
        }
        for (int port : List.of(19, 24, 79, 80, 81, 443, 444, 3388, 3390, 5433, 8079, 8443)) {
          some.add(new Row(true, protocol, port, port, source));
        }
        for (int[] range :
            new int[][] {
              {0, 65535},
              {1, 1024},
              {20, 21},
              {22, 23},
              {24, 24},
              {80, 81},
              {80, 443},
              {79, 80},
              {3000, 4000},
              {3390, 4332},
              {9301, 65535},
              {0, 19}
            }) {
          some.add(new Row(true, protocol, range[0], range[1], source));
        }
      }
      some.add(new Row(true, "-1", -1, -1, source));
      some.add(new Row(true, "icmp", -1, -1, source));
      some.add(new Row(true, "50", -1, -1, source));
      some.add(new Row(false, "tcp", 22, 22, source));
      some.add(new Row(false, "-1", -1, -1, source));
    }
    some.forEach(row -> groups.add(List.of(row)));
    groups.add(rows("tcp 22 22 0.0.0.0/1", "tcp 22 22 128.0.0.0/1"));
    groups.add(rows("tcp 80 80 0.0.0.0/0", "tcp 443 443 ::/0"));
    groups.add(rows("tcp 80 80 0.0.0.0/0", "tcp 22 22 10.0.0.0/8"));
    groups.add(rows("tcp 443 443 0.0.0.0/0", "udp 443 443 0.0.0.0/0"));
    groups.add(rows("tcp 443 443 0.0.0.0/0", "icmp -1 -1 0.0.0.0/0"));
    groups.add(rows("icmp -1 -1 0.0.0.0/0", "tcp 3389 3389 10.0.0.0/8"));
    groups.add(rows("tcp 3389 3389 10.0.0.0/8", "udp 3389 3389 ::/0"));
    return groups;
  }

  private static List<Row> rows(String... texts) {
    return Stream.of(texts)
        .map(text -> text.split(" "))
        .map(
            words ->
                new Row(
                    true,
                    words[0],
                    Integer.parseInt(words[1]),
                    Integer.parseInt(words[2]),
                    words[3]))
        .toList();
  }

  @Test
  void rules_get_the_result_that_the_control_gives() {
    List<String> wrong = new ArrayList<>();
    for (String control : BY_RULES) {
      Guardrails guardrail = Shipped.named(control);
      Guardrails applicable = with(guardrail, "false", Map.of());
      Map<Result, Integer> seen = new TreeMap<>();
      for (List<Row> rows : groups()) {
        Result wanted = wanted(control, rows);
        seen.merge(wanted, 1, Integer::sum);
        Result found = result(guardrail, applicable, rows, wanted);
        if (found != wanted) {
          wrong.add(control + " says " + found + " and not " + wanted + " of " + rows);
        }
      }
      assertThat(seen).containsKeys(Result.NON_COMPLIANT, Result.COMPLIANT);
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void what_is_authorized_is_the_parameters_to_say() {
    Map<String, Object> parameters =
        Map.of(
            "authorizedTcpPorts", List.of("443", "1020-1025", "1026"),
            "authorizedUdpPorts", List.of("53"));
    Guardrails guardrail = with(Shipped.named("literal-ec2-18"), null, parameters);
    Guardrails applicable = with(Shipped.named("literal-ec2-18"), "false", parameters);
    Set<Integer> tcp = Set.of(443, 1020, 1021, 1022, 1023, 1024, 1025, 1026);
    for (String text :
        List.of(
            "tcp 443 443",
            "tcp 1020 1025",
            "tcp 1022 1026",
            "tcp 1019 1020",
            "tcp 1025 1027",
            "tcp 443 1020",
            "tcp 80 80",
            "udp 53 53",
            "udp 53 54",
            "udp 443 443",
            "-1 -1 -1")) {
      List<Row> rows = rows(text + " 0.0.0.0/0");
      assertThat(result(guardrail, applicable, rows, Result.NOT_APPLICABLE))
          .as(text)
          .isEqualTo(authorizedPorts(rows, tcp, Set.of(53)));
    }
  }

  @Test
  void only_one_transport_or_family_counts_where_the_parameters_say_so() {
    String name = "literal-vpc-sg-port-restriction-check";
    List<Row> both =
        rows("tcp 22 22 0.0.0.0/0", "udp 3389 3389 ::/0", "-1 -1 -1 0.0.0.0/0", "tcp 80 80 ::/0");
    for (String protocol : List.of("ALL", "TCP", "UDP")) {
      for (String family : List.of("ALL", "IPv4", "IPv6")) {
        Guardrails guardrail =
            with(
                Shipped.named(name),
                null,
                Map.of("ports", List.of(22L, 3389L), "protocolType", protocol, "ipType", family));
        for (Row row : both) {
          boolean counts =
              (protocol.equals("ALL")
                      || row.speaks("-1", protocol.toLowerCase(java.util.Locale.ROOT)))
                  && (family.equals("ALL") || row.source().contains(":") == family.equals("IPv6"))
                  && row.to() != 80;
          assertThat(findings(guardrail, List.of(row)).isEmpty())
              .as(protocol + " " + family + " " + row)
              .isEqualTo(!counts);
        }
      }
    }
  }

  @Test
  void default_group_has_to_be_empty_and_no_other_one() {
    Guardrails guardrail = Shipped.named("literal-ec2-2");
    List<DesiredRule> self = List.of(rule(new Row(true, "-1", -1, -1, Ground.ID)));
    List<DesiredRule> out = List.of(rule(new Row(false, "-1", -1, -1, "0.0.0.0/0")));
    assertThat(judge(guardrail, Ground.live("default", self))).hasSize(1);
    assertThat(judge(guardrail, Ground.live("default", out))).hasSize(1);
    assertThat(judge(guardrail, Ground.live("default", List.of()))).isEmpty();
    assertThat(judge(guardrail, Ground.live("default-web", self))).isEmpty();
  }

  @Test
  void one_tag_that_is_not_AWS_s_own_is_enough() {
    Guardrails guardrail = Shipped.named("literal-ec2-43");
    Group bare = Ground.live("web", List.of());
    assertThat(judge(guardrail, bare)).hasSize(1);
    assertThat(judge(guardrail, bare.withTags(Map.of("aws:cloudformation:stack-name", "web"))))
        .hasSize(1);
    assertThat(judge(guardrail, bare.withTags(Map.of("Name", "web")))).isEmpty();
  }

  /**
   * @param wanted tells nothing but whether the control knows NOT_APPLICABLE
   */
  private static Result result(
      Guardrails guardrail, Guardrails applicable, List<Row> rows, Result wanted) {
    if (!findings(guardrail, rows).isEmpty()) {
      return Result.NON_COMPLIANT;
    }
    boolean applies = !findings(applicable, rows).isEmpty();
    return applies || wanted == Result.COMPLIANT && !isAuthorized(guardrail)
        ? Result.COMPLIANT
        : Result.NOT_APPLICABLE;
  }

  /** The one control that says NOT_APPLICABLE of groups by their rules. */
  private static boolean isAuthorized(Guardrails guardrail) {
    return guardrail.sound().get(0).name().equals("literal-ec2-18");
  }

  private static List<Finding> findings(Guardrails guardrail, List<Row> rows) {
    return new Ground(Map.of("pl-1", List.of(Cidr.parse("0.0.0.0/0"))), Map.of())
        .judge(guardrail, Standing.UNMANAGED, false, rows.stream().map(LiteralTest::rule).toList());
  }

  private static List<Finding> judge(Guardrails guardrail, Group group) {
    return new Ground(Map.of(), Map.of()).judge(guardrail, group);
  }

  private static DesiredRule rule(Row row) {
    Peer peer =
        row.source().startsWith("pl-")
            ? new Peer.PrefixList(row.source())
            : row.source().startsWith("sg-")
                ? new Peer.Group(row.source())
                : new Peer.Address(Cidr.parse(row.source()));
    return Ground.rule(
        row.isIn() ? Direction.INGRESS : Direction.EGRESS,
        row.protocol(),
        row.from(),
        row.to(),
        peer,
        "");
  }

  /** The same with another expression, or null, and other parameters, or none. */
  private static Guardrails with(
      Guardrails one, String expression, Map<String, Object> parameters) {
    GuardrailDocument document = one.sound().get(0);
    Guardrails changed =
        Guardrails.compile(
            List.of(
                new GuardrailDocument(
                    document.name(),
                    document.uid(),
                    document.generation(),
                    document.title(),
                    document.controls(),
                    document.severity(),
                    document.action(),
                    document.scope(),
                    document.match(),
                    document.subject(),
                    document.when(),
                    expression == null ? document.expression() : expression,
                    document.message(),
                    parameters.isEmpty() ? document.parameters() : parameters)));
    assertThat(changed.flaws()).isEmpty();
    return changed;
  }
}
