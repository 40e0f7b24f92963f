package dev.rolegate.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this process may change anything. Without election it always may. With election it may
 * until a deadline on the monotonic clock, which a look at the Lease sets: the renewal seen there
 * plus the renew deadline, which lies below the lease's duration by the margin for a call under way
 * and for clocks that differ. The process that is told about its loss last, or was frozen, has
 * stopped by itself before anybody else may begin.
 */
@Singleton
public class Leadership {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  private final KubernetesClient client;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private volatile Term term;
  private volatile boolean elects;
  private volatile long deadline;

  /** What it takes to recognise the own lease. */
  record Term(String namespace, String lease, String identity, Duration renewDeadline) {}

  @Inject
  public Leadership(KubernetesClient client, InstantSource clock) {
    this(client, clock, System::nanoTime);
  }

  Leadership(KubernetesClient client, InstantSource clock, LongSupplier nanos) {
    this.client = client;
    this.clock = clock;
    this.nanos = nanos;
  }

  /** Election takes part from now on; nothing may be changed before {@link #begin}. */
  void elects() {
    elects = true;
  }

  /** This process has become the leader. */
  void begin(Term begun) {
    deadline = nanos.getAsLong();
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
    if (!elects) {
      return true;
    }
    var current = term;
    if (current == null) {
      return false;
    }
    return nanos.getAsLong() - deadline < 0 || renewed(current);
  }

  private synchronized boolean renewed(Term current) {
    long asked = nanos.getAsLong();
    if (asked - deadline < 0) {
      return true;
    }
    try {
      var lease =
          client
              .resources(Lease.class)
              .inNamespace(current.namespace())
              .withName(current.lease())
              .get();
      Duration left = left(lease, current, clock.instant());
      deadline = asked + left.toNanos();
    } catch (KubernetesClientException e) {
      LOG.warn(
          "The lease {}/{} cannot be read, so nothing is changed: {}",
          current.namespace(),
          current.lease(),
          e.getMessage());
      return false;
    }
    return term == current && nanos.getAsLong() - deadline < 0;
  }

  /**
   * How long the renewal that the lease shows entitles to act; zero where another holds it. The
   * renewal's time is of this very process's clock, so no other clock is compared with.
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
