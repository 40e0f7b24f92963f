package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LeadershipTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Leadership.Term TERM =
      new Leadership.Term("rolegate", "rolegate", "me", Duration.ofSeconds(10));

  private Instant wall = NOW;

  /** About to overflow, as a monotonic clock may be. */
  private long nanos = Long.MAX_VALUE - 3_000_000_000L;

  private Lease lease;
  private boolean unreachable;
  private int looks;

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
    var leadership = leadership();
    assertThat(leadership.mayMutate()).isTrue();
    assertThat(leadership.role()).isEqualTo("alone");
    leadership.elects();
    assertThat(leadership.mayMutate()).isFalse();
    assertThat(leadership.role()).isEqualTo("standby");
  }

  @Test
  void oneLookEntitlesUntilTheRenewalIsTooOldAndTheNextLookDecides() {
    var leadership = leading(false);
    assertThat(leadership.mayMutate()).isTrue();
    pass(9);
    assertThat(leadership.mayMutate()).isTrue();
    assertThat(looks).isEqualTo(1);
    pass(1);
    assertThat(leadership.mayMutate()).isFalse();
    renew("me");
    assertThat(leadership.mayMutate()).isTrue();
    pass(10);
    renew("other");
    assertThat(leadership.mayMutate()).isFalse();
  }

  @Test
  void whoTookTheLeaseWaitsUntilItsHolderMayActNoMore() {
    var leadership = leading(true);
    assertThat(leadership.mayMutate()).isFalse();
    pass(9);
    renew("me");
    assertThat(leadership.mayMutate()).isFalse();
    assertThat(looks).isZero();
    pass(1);
    assertThat(leadership.mayMutate()).isTrue();
  }

  @Test
  void aClockSetBackDoesNotMakeARenewalLastLonger() {
    var leadership = leading(false);
    assertThat(leadership.mayMutate()).isTrue();
    wall = wall.minusSeconds(3600);
    pass(9);
    assertThat(leadership.mayMutate()).isTrue();
    pass(1);
    assertThat(leadership.mayMutate()).as("the same renewal, ten seconds later").isFalse();
    renew("me");
    assertThat(leadership.mayMutate()).isTrue();
  }

  @Test
  void aClockSetForthEndsTheRightUntilTheNextRenewal() {
    var leadership = leading(false);
    assertThat(leadership.mayMutate()).isTrue();
    wall = wall.plusSeconds(3600);
    assertThat(leadership.mayMutate()).isFalse();
    renew("me");
    assertThat(leadership.mayMutate()).isTrue();
  }

  @Test
  void aMachineThatSleptHasToLookAgain() {
    var leadership = leading(false);
    assertThat(leadership.mayMutate()).isTrue();
    // The monotonic clock of a sleeping machine stands still.
    wall = wall.plusSeconds(30);
    lease = lease("other", wall);
    assertThat(leadership.mayMutate()).isFalse();
  }

  @Test
  void aLeaseThatCannotBeReadEntitlesToNothing() {
    var leadership = leading(false);
    unreachable = true;
    assertThat(leadership.mayMutate()).isFalse();
  }

  private Leadership leadership() {
    return new Leadership(
        term -> {
          looks++;
          if (unreachable) {
            throw new KubernetesClientException("refused");
          }
          return lease;
        },
        () -> wall,
        () -> nanos);
  }

  private Leadership leading(boolean taken) {
    var leadership = leadership();
    leadership.elects();
    renew("me");
    leadership.begin(TERM, taken);
    return leadership;
  }

  private void renew(String holder) {
    lease = lease(holder, wall);
  }

  private void pass(long seconds) {
    wall = wall.plusSeconds(seconds);
    nanos += Duration.ofSeconds(seconds).toNanos();
  }

  private static Lease lease(String holder, long ageSeconds) {
    return lease(holder, NOW.minusSeconds(ageSeconds));
  }

  private static Lease lease(String holder, Instant renewed) {
    return new LeaseBuilder()
        .withNewSpec()
        .withHolderIdentity(holder)
        .withRenewTime(renewed.atZone(ZoneOffset.UTC))
        .endSpec()
        .build();
  }
}
