package dev.rolegate.sim.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PrincipalsTest {
  private final Principals principals =
      new Principals("111122223333", Map.of("AKIASHOP", "444455556666"));

  @Test
  @DisplayName("the account of a key: a session's, the one configured, the key itself, the default")
  void accounts() {
    principals.add(
        new Principal("777788889999", "arn:x", "id", "ASIASESSION"), Instant.EPOCH.plusSeconds(60));
    assertThat(principals.of("ASIASESSION").account()).isEqualTo("777788889999");
    assertThat(principals.isExpired("ASIASESSION", Instant.EPOCH.plusSeconds(59))).isFalse();
    assertThat(principals.isExpired("ASIASESSION", Instant.EPOCH.plusSeconds(61))).isTrue();
    assertThat(principals.isExpired("AKIASHOP", Instant.MAX)).isFalse();
    assertThat(principals.of("AKIASHOP").account()).isEqualTo("444455556666");
    assertThat(principals.of("123456789012").account()).isEqualTo("123456789012");
    assertThat(principals.of("anything").account()).isEqualTo("111122223333");
    assertThat(principals.of("anything").arn()).startsWith("arn:aws:iam::111122223333:user/");
  }
}
