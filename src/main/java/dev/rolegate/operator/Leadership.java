package dev.rolegate.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this process may change anything. Without election it always may. With election it may
 * until a deadline, which a look at the Lease sets: the renewal seen there plus the renew deadline,
 * which lies below the lease's duration by the margin for a call under way. The process that is
 * told about its loss last, or was frozen, has stopped by itself before anybody else may begin.
 *
 * <p>No clock is trusted. The deadline is on the monotonic clock, which a machine that sleeps may
 * stop, and on the wall clock, which people set: the first of the two counts. And since the
 * election compares the lease with the wall clocks of several machines, one of which may be ahead,
 * who takes the lease from another that has not given it back waits until the other's last look at
 * it cannot entitle it any more.
 */
@Singleton
public class Leadership {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  private final Function<Term, Lease> leases;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private volatile Term term;
  private volatile boolean elects;
  private volatile long notBefore;
  private volatile Deadline deadline;
  private ZonedDateTime renewal;
  private long renewalSeen;

  /** What it takes to recognise the own lease. */
  record Term(String namespace, String lease, String identity, Duration renewDeadline) {}

  /** The end of the right to act. */
  private record Deadline(long nanos, Instant time) {}

  @Inject
  public Leadership(KubernetesClient client, InstantSource clock) {
    this(
        term ->
            Impatient.with(client)
                .resources(Lease.class)
                .inNamespace(term.namespace())
                .withName(term.lease())
                .get(),
        clock,
        System::nanoTime);
  }

  /** With another way to look at the lease and another monotonic clock. */
  Leadership(Function<Term, Lease> leases, InstantSource clock, LongSupplier nanos) {
    this.leases = leases;
    this.clock = clock;
    this.nanos = nanos;
  }

  /** Election takes part from now on; nothing may be changed before {@link #begin}. */
  void elects() {
    elects = true;
  }

  /**
   * This process has become the leader.
   *
   * @param taken whether the lease was another's, who has not given it back
   */
  void begin(Term begun, boolean taken) {
    long now = nanos.getAsLong();
    deadline = null;
    notBefore = taken ? now + begun.renewDeadline().toNanos() : now;
    term = begun;
  }

  /** This process is no longer the leader, or is about to stop. */
  Optional<Term> end() {
    var ended = Optional.ofNullable(term);
    elects = true;
    term = null;
    return ended;
  }

  /** For people: {@code alone}, {@code leader} or {@code standby}. */
  public String role() {
    return elects ? (term == null ? "standby" : "leader") : "alone";
  }

  /** True when EC2 may be changed now. May ask the API server. */
  public boolean mayMutate() {
    return (!elects || nanos.getAsLong() - notBefore >= 0) && leads();
  }

  /**
   * True when nobody else may be the leader by now, as far as this process can know; what it found
   * out may be told then. May ask the API server.
   */
  boolean leads() {
    if (!elects) {
      return true;
    }
    var current = term;
    return current != null && (!isOver(deadline) || renewed(current));
  }

  private boolean isOver(Deadline until) {
    return until == null
        || nanos.getAsLong() - until.nanos() >= 0
        || !clock.instant().isBefore(until.time());
  }

  private synchronized boolean renewed(Term current) {
    if (!isOver(deadline)) {
      return true;
    }
    long asked = nanos.getAsLong();
    Instant askedAt = clock.instant();
    try {
      deadline = deadline(leases.apply(current), current, asked, askedAt);
    } catch (KubernetesClientException e) {
      LOG.warn(
          "The lease {}/{} cannot be read, so nothing is changed: {}",
          current.namespace(),
          current.lease(),
          e.getMessage());
      return false;
    }
    return term == current && !isOver(deadline);
  }

  /**
   * However the wall clock was set meanwhile, one renewal is never seen for longer than it lasts.
   */
  private Deadline deadline(Lease lease, Term current, long asked, Instant askedAt) {
    Duration left = left(lease, current, askedAt);
    if (left.isZero()) {
      return null;
    }
    ZonedDateTime shown = lease.getSpec().getRenewTime();
    if (!shown.equals(renewal)) {
      renewal = shown;
      renewalSeen = asked;
    }
    Duration seen = Duration.ofNanos(asked - renewalSeen);
    Duration most = current.renewDeadline().minus(seen);
    Duration lasts = most.compareTo(left) < 0 ? most : left;
    return new Deadline(asked + lasts.toNanos(), askedAt.plus(lasts));
  }

  /**
   * How long the renewal that the lease shows entitles to act; zero where another holds it. The
   * renewal's time is of this very process's clock, so no other clock is compared with; one of the
   * future, after the clock was set back, counts as of now.
   */
  static Duration left(Lease lease, Term term, Instant now) {
    if (lease == null
        || lease.getSpec() == null
        || lease.getSpec().getRenewTime() == null
        || !term.identity().equals(lease.getSpec().getHolderIdentity())) {
      return Duration.ZERO;
    }
    Duration age = Duration.between(lease.getSpec().getRenewTime().toInstant(), now);
    Duration left = term.renewDeadline().minus(age.isNegative() ? Duration.ZERO : age);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
