package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterIdTest {
  @Test
  void isTakenAsItIs() {
    assertThat(ClusterId.of(Optional.of(" prod-eu_1.a "))).hasToString("prod-eu_1.a");
  }

  @Test
  void aMissingOneSaysWhatToSet() {
    assertThatThrownBy(() -> ClusterId.of(Optional.empty()))
        .hasMessageContaining("ROLEGATE_CLUSTER_ID");
  }

  @Test
  void whatDoesNotFitATagOrAPolicyIsRefused() {
    for (String unfit : new String[] {"a b", "*", "-a", "x".repeat(65)}) {
      assertThatThrownBy(() -> ClusterId.of(Optional.of(unfit)))
          .hasMessageContaining(unfit)
          .hasMessageContaining("at most 64");
    }
    assertThat(ClusterId.of(Optional.of("x".repeat(64))).value()).hasSize(64);
  }
}
