package dev.rolegate.sim.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.sim.network.DefaultVpcSeed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RegionStateTest {
  private static final String ACCOUNT = "111122223333";
  private final World world =
      new World(
          new SimClock(Instant.EPOCH, 0),
          new Ids(7),
          new Principals(ACCOUNT, Map.of()),
          new DefaultVpcSeed(),
          3);
  private final Vpcs vpcs = new Vpcs(world);

  private Vpc vpc(List<String> ipv6) {
    return new Vpc("vpc-1", ACCOUNT, Tags.NONE, List.of("10.0.0.0/16"), ipv6, false);
  }

  @Test
  @DisplayName("rules are found by id as long as their group has them")
  void ruleIndex() {
    SecurityGroup group = vpcs.newGroup(vpc(List.of()), "web", "d", Tags.NONE);
    RegionState state = RegionState.EMPTY.with(group);
    String id = group.rules().get(0).id();
    assertThat(state.rule(id)).contains(group.rules().get(0));
    assertThat(state.with(group.removing(group.rules())).rule(id)).isEmpty();
    assertThat(state.without(group).rule(id)).isEmpty();
    assertThat(state.rule(id)).isPresent();
  }

  @Test
  @DisplayName("[D] a VPC that gets IPv6 opens those groups whose outbound rules nobody changed")
  void openedToIpv6() {
    Vpc plain = vpc(List.of());
    SecurityGroup untouched = vpcs.newGroup(plain, "a", "d", Tags.NONE);
    SecurityGroup touched = vpcs.newGroup(plain, "b", "d", Tags.NONE);
    Rule described = touched.rules().get(0).withDescription(Optional.of("text"));
    SecurityGroup changed = touched.removing(touched.rules()).adding(List.of(described));
    RegionState state =
        RegionState.EMPTY.with(plain).with(untouched).with(changed.removing(changed.rules()));
    RegionState opened = vpcs.openToIpv6(state, vpc(List.of("2001:db8::/56")));
    assertThat(opened.find(SecurityGroup.class, untouched.id()).orElseThrow().rules(true))
        .extracting(rule -> rule.key().target())
        .contains(new Target.Ipv6("::/0"));
    assertThat(opened.find(SecurityGroup.class, changed.id()).orElseThrow().rules(true)).isEmpty();
  }

  @Test
  @DisplayName("only so many past states are kept; the default VPC is in all of them")
  void history() {
    for (int i = 0; i < 5; i++) {
      String id = "vpc-" + i;
      world.update(
          "r", state -> state.with(new Vpc(id, ACCOUNT, Tags.NONE, List.of(), List.of(), false)));
    }
    world.open(ACCOUNT, "r");
    assertThat(world.version(2)).isEmpty();
    assertThat(world.version(3)).isPresent();
    assertThat(world.version(3).orElseThrow().region("r").all(Vpc.class)).hasSize(4);
    assertThat(world.current().region("r").all(Vpc.class)).filteredOn(Vpc::isDefault).hasSize(1);
  }

  @Test
  @DisplayName("a change that throws leaves no version behind")
  void atomic() {
    long before = world.current().version();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                world.update(
                    "r",
                    state -> {
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(world.current().version()).isEqualTo(before);
  }
}
