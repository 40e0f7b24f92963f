package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LeadershipTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Leadership.Term TERM =
      new Leadership.Term("rolegate", "rolegate", "me", Duration.ofSeconds(10));

  @Test
  void aRenewalEntitlesUntilTheRenewDeadline() {
    assertThat(Leadership.left(lease("me", 3), TERM, NOW)).isEqualTo(Duration.ofSeconds(7));
    assertThat(Leadership.left(lease("me", 10), TERM, NOW)).isZero();
    assertThat(Leadership.left(lease("me", 60), TERM, NOW)).isZero();
  }

  @Test
  void aClockSetBackGivesNoMoreThanAFreshRenewal() {
    assertThat(Leadership.left(lease("me", -60), TERM, NOW)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void anothersLeaseOrNoneEntitlesToNothing() {
    assertThat(Leadership.left(lease("other", 1), TERM, NOW)).isZero();
    assertThat(Leadership.left(null, TERM, NOW)).isZero();
    assertThat(Leadership.left(new Lease(), TERM, NOW)).isZero();
  }

  @Test
  void withoutElectionEverythingIsAllowedAndWithItNothingBeforeTheTerm() {
    var leadership = new Leadership(null, () -> NOW, () -> 0);
    assertThat(leadership.mayMutate()).isTrue();
    assertThat(leadership.role()).isEqualTo("alone");
    leadership.elects();
    assertThat(leadership.mayMutate()).isFalse();
    assertThat(leadership.role()).isEqualTo("standby");
  }

  private static Lease lease(String holder, long ageSeconds) {
    return new LeaseBuilder()
        .withNewSpec()
        .withHolderIdentity(holder)
        .withRenewTime(NOW.minusSeconds(ageSeconds).atZone(ZoneOffset.UTC))
        .endSpec()
        .build();
  }
}
