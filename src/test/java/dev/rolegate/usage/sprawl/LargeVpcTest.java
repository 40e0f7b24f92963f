package dev.rolegate.usage.sprawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.LiveRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A VPC as large as they get: every kind of finding has to get through it. */
class LargeVpcTest {
  private static final int GROUPS = 2_500;
  private static final int INTERFACES = 20_000;

  @Test
  void a_VPC_of_2500_groups_and_20000_interfaces_is_looked_through() {
    Sprawl sprawl = town().look();
    assertThat(sprawl.findings()).isNotEmpty().isSorted();
    assertThat(sprawl.counts().get(SprawlKind.ALL_IN_ONE)).isPositive();
    assertThat(sprawl.worst(5)).hasSize(5);
  }

  static Town town() {
    Town town = new Town();
    for (int i = 1; i <= GROUPS; i++) {
      List<LiveRule> rules = new ArrayList<>();
      for (int rule = 0; rule < 20; rule++) {
        int number = i * 7 + rule;
        rules.add(Town.in(1 + number % 300, "10." + number % 250 + "." + rule + ".0/24"));
        rules.add(Town.in(22, address(i * 31 + rule) + "/32"));
      }
      rules.add(Town.in(443, "10.0.0.0/8"));
      rules.add(Town.in(80, "0.0.0.0/0"));
      town.group("sg-" + i, "group-" + (char) ('a' + i % 26) + "-" + i, distinct(rules));
    }
    for (int i = 0; i < INTERFACES; i++) {
      town.machine(
          "i-%08x".formatted(i),
          "role-" + (char) ('a' + i % 23) + "-" + i,
          address(i),
          "sg-" + (1 + i % GROUPS),
          "sg-" + (1 + (i + 1 + i / 7 % 9) % GROUPS));
    }
    return town;
  }

  private static String address(int number) {
    return "10.0." + (number / 250) % 250 + "." + (4 + number % 250);
  }

  private static LiveRule[] distinct(List<LiveRule> rules) {
    return rules.stream().distinct().toArray(LiveRule[]::new);
  }
}
