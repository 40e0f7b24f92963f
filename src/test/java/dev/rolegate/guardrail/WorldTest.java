package dev.rolegate.guardrail;

import static dev.rolegate.guardrail.Samples.all;
import static dev.rolegate.guardrail.Samples.group;
import static dev.rolegate.guardrail.Samples.ruleGuardrail;
import static dev.rolegate.guardrail.Samples.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Family;
import dev.rolegate.model.GuardrailDocument.Action;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldTest {
  private static List<String> blamed(Surroundings surroundings, Permission... permissions) {
    List<DesiredRule> rules = new ArrayList<>();
    for (Permission permission : permissions) {
      rules.add(Samples.rule(permission.toString(), permission));
    }
    Docket docket =
        new Docket(
            Samples.vpc(group("web", rules.toArray(DesiredRule[]::new))),
            Optional.empty(),
            surroundings,
            List.of(),
            Samples.NOW);
    return new Judge()
            .judge(
                Guardrails.compile(
                    List.of(ruleGuardrail("g", Action.WARN, "!rule.fromWorld([22])"))),
                docket)
            .findings()
            .stream()
            .map(f -> f.rule().orElseThrow().permission() + " " + f.verdict())
            .toList();
  }

  private static Permission list(String id) {
    return new Permission(Protocol.TCP, PortRange.single(22), new Peer.PrefixList(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/0",
        "::/0",
        "0.0.0.0/1",
        "2000::/3",
        "2600::/8",
        "64.0.0.0/2",
        "52.0.0.0/6",
        "8.0.0.0/7"
      })
  void a_wide_block_is_the_world(String cidr) {
    assertThat(blamed(Surroundings.UNKNOWN, tcp(22, 22, cidr))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/8",
        "8.0.0.0/8",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "224.0.0.0/3",
        "fc00::/7",
        "2600::/16",
        "fe80::/10",
        "172.16.0.0/12"
      })
  void a_private_or_narrow_block_is_not(String cidr) {
    assertThat(blamed(Surroundings.UNKNOWN, tcp(22, 22, cidr))).isEmpty();
  }

  @Test
  void everything_but_private_addresses_is_the_world_and_an_office_is_not_to_blame() {
    assertThat(
            blamed(
                Surroundings.UNKNOWN,
                tcp(22, 22, "0.0.0.0/5"),
                tcp(22, 22, "8.0.0.0/7"),
                tcp(22, 22, "11.0.0.0/8"),
                tcp(22, 22, "12.0.0.0/6"),
                all("16.0.0.0/4"),
                tcp(0, 65535, "32.0.0.0/3"),
                tcp(22, 22, "64.0.0.0/2"),
                tcp(22, 22, "128.0.0.0/1"),
                tcp(22, 22, "10.0.0.0/8"),
                tcp(22, 22, "52.95.110.1/32"),
                tcp(443, 443, "0.0.0.0/0")))
        .hasSize(8)
        .noneMatch(line -> line.contains(" 10.0.0.0/8") || line.contains("/32"))
        .noneMatch(line -> line.contains("443"));
  }

  @Test
  void three_hundred_middling_blocks_are_the_world_and_all_are_to_blame() {
    Permission[] many =
        IntStream.range(0, 300)
            .mapToObj(i -> tcp(22, 22, (20 + i / 250) + "." + i % 250 + ".0.0/16"))
            .toArray(Permission[]::new);

    assertThat(blamed(Surroundings.UNKNOWN, many)).hasSize(300);
    assertThat(blamed(Surroundings.UNKNOWN, java.util.Arrays.copyOf(many, 256))).isEmpty();
  }

  @Test
  void a_prefix_list_that_nobody_read_is_not_known_nor_are_wide_blocks_beside_it() {
    assertThat(
            blamed(
                Surroundings.UNKNOWN,
                list("pl-1"),
                tcp(22, 22, "52.0.0.0/12"),
                tcp(22, 22, "52.95.110.1/32"),
                tcp(443, 443, "54.0.0.0/12")))
        .containsExactly("tcp 22 52.0.0.0/12 UNKNOWN", "tcp 22 pl-1 UNKNOWN");
  }

  @Test
  void the_content_of_a_prefix_list_counts_with_the_other_rules() {
    Surroundings known =
        new Surroundings(
            Optional.empty(),
            Optional.empty(),
            Map.of(
                "pl-1",
                List.of(Cidr.parse("0.0.0.0/1")),
                "pl-2",
                List.of(Cidr.parse("52.95.110.0/24"))),
            Map.of(),
            Map.of(),
            Map.of(),
            Optional.empty());

    assertThat(blamed(known, list("pl-1"), list("pl-2"), tcp(22, 22, "128.0.0.0/1")))
        .containsExactly("tcp 22 128.0.0.0/1 BROKEN", "tcp 22 pl-1 BROKEN");
  }

  @Test
  void the_public_space_is_what_the_registries_leave() {
    // 2^32 without /8s 0, 10, 127, /4s 224 and 240, /10, /12, 2 /16, /15, and 4 /24.
    long ipv4 =
        (1L << 32)
            - 3 * (1L << 24)
            - 2 * (1L << 28)
            - (1L << 22)
            - (1L << 20)
            - 2 * (1L << 16)
            - (1L << 17)
            - 4 * (1L << 8);
    assertThat(PublicSpace.of(Family.IPV4).size()).isEqualTo(java.math.BigInteger.valueOf(ipv4));
    assertThat(PublicSpace.of(Family.IPV6).size().bitLength()).isEqualTo(125);
  }
}
