package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.Mode;
import dev.rolegate.operator.report.OperatorMetrics;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class ModesTest {
  private static ManagedVpc vpc(String mode) {
    return Serialization.unmarshal(
        "spec: {vpcId: vpc-0a1b2c3d, region: eu-west-1, mode: " + mode + "}", ManagedVpc.class);
  }

  @Test
  void the_spec_decides_unless_the_global_stop_is_on() {
    assertThat(new Modes(true).of(vpc("Enforce"))).isEqualTo(Mode.ENFORCE);
    assertThat(new Modes(true).of(vpc("Observe"))).isEqualTo(Mode.OBSERVE);
    assertThat(new Modes(false).of(vpc("Enforce"))).isEqualTo(Mode.OBSERVE);
  }

  @Test
  void it_is_told_where_the_stop_and_not_the_spec_keeps_a_vpc_from_being_changed() {
    assertThat(new Modes(false).stops(vpc("Enforce"))).isTrue();
    assertThat(new Modes(false).stops(vpc("Observe"))).isFalse();
    assertThat(new Modes(true).stops(vpc("Enforce"))).isFalse();
  }

  @Test
  void a_metric_shows_the_stop() {
    var registry = new SimpleMeterRegistry();
    new OperatorMetrics(registry).enforces(false);
    assertThat(registry.get("rolegate.enforce").gauge().value()).isZero();
  }
}
