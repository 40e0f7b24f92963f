package dev.rolegate.operator;

import dev.rolegate.ec2.aws.AwsSettings;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The election of the one replica that acts. The framework asks for the configuration only in the
 * profiles that elect (production; not {@code standalone}, not tests).
 *
 * <p>On an orderly stop the lease is given back, so that the successor need not wait it out. A
 * leader that loses the lease ends the process: what its threads hold in memory is no longer true.
 */
@Singleton
public class Election {
  private static final Logger LOG = LoggerFactory.getLogger(Election.class);

  private final KubernetesClient client;
  private final Leadership leadership;
  private final Workers workers;
  private final Duration callsEnd;
  private volatile boolean stopping;
  private volatile Leadership.Term ended;
  private volatile String previous;

  public Election(
      KubernetesClient client, Leadership leadership, Workers workers, RolegateConfig config) {
    // Repeats are refused by then, so a call lasts no longer than one request.
    this.callsEnd =
        config
            .ec2()
            .attemptTimeout()
            .orElse(AwsSettings.defaults(config.clusterId().orElse("")).attemptTimeout());
    this.client = client;
    this.leadership = leadership;
    this.workers = workers;
  }

  /**
   * The framework's own exit is off, as the builder leaves it: it would also take an orderly stop
   * for a loss, and end the process with an error in the middle of it. The builder's switch for it
   * throws.
   */
  @Produces
  @Singleton
  @Unremovable
  LeaderElectionConfiguration configuration(RolegateConfig config) {
    var lease = config.lease();
    if (lease.renewDeadline().compareTo(lease.duration()) >= 0
        || lease.retryPeriod().compareTo(lease.renewDeadline()) >= 0) {
      throw new IllegalArgumentException(
          "rolegate.lease: retry-period ("
              + lease.retryPeriod()
              + ") has to be below renew-deadline ("
              + lease.renewDeadline()
              + "), and that below duration ("
              + lease.duration()
              + ")");
    }
    String namespace = lease.namespace().orElseGet(() -> client.getConfiguration().getNamespace());
    var term = new Leadership.Term(namespace, lease.name(), identity(), lease.renewDeadline());
    leadership.elects();
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(lease.name())
        .withLeaseNamespace(namespace)
        .withIdentity(term.identity())
        .withLeaseDuration(lease.duration())
        .withRenewDeadline(lease.renewDeadline())
        .withRetryPeriod(lease.retryPeriod())
        .withLeaderCallbacks(
            new LeaderCallbacks(() -> begin(term), this::lost, leader -> seen(leader, term)))
        .build();
  }

  /** Unlike the host name alone, unique for each start: a restarted pod is not its predecessor. */
  private static String identity() {
    String host = System.getenv("HOSTNAME");
    return (host == null || host.isBlank() ? "rolegate" : host) + "_" + UUID.randomUUID();
  }

  /** Told of each holder that the lease shows; none, once it has been given back. */
  private void seen(String holder, Leadership.Term term) {
    if (!term.identity().equals(holder)) {
      previous = holder;
    }
  }

  private void begin(Leadership.Term term) {
    String from = previous;
    boolean taken = from != null && !from.isBlank();
    LOG.info("Leading as {}{}", term.identity(), taken ? ", after " + from + " ran out" : "");
    leadership.begin(term, taken);
  }

  /** True when this process has been told to end in order. */
  boolean isStopping() {
    return stopping;
  }

  /** Nothing is changed or told by this process any more; the lease goes back when it ends. */
  void abandon() {
    leadership.end().ifPresent(term -> ended = term);
  }

  private void lost() {
    abandon();
    if (stopping) {
      return;
    }
    LOG.error("The lease is lost; the process ends so that a fresh one can stand by");
    if (LaunchMode.current() != LaunchMode.TEST) {
      Quarkus.asyncExit(1);
    }
  }

  /** Comes before the framework stops its parts: no call is begun any more. */
  void stopping(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
    stopping = true;
    abandon();
  }

  /**
   * Comes after the framework has stopped the loops and the renewals. A lease is given back only
   * when no call is under way any more: the successor begins at once.
   */
  void stopped(
      @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER + 1000) ShutdownEvent event) {
    boolean quiet = workers.close(callsEnd);
    var term = ended;
    if (term == null) {
      return;
    }
    if (!quiet) {
      LOG.warn("A call to EC2 is still under way, so the lease runs out by itself");
      return;
    }
    try {
      var impatient = Impatient.with(client);
      var lease =
          impatient
              .resources(Lease.class)
              .inNamespace(term.namespace())
              .withName(term.lease())
              .get();
      if (lease != null && term.identity().equals(lease.getSpec().getHolderIdentity())) {
        lease.getSpec().setHolderIdentity(null);
        impatient.resource(lease).update();
        LOG.info("Gave the lease {}/{} back", term.namespace(), term.lease());
      }
    } catch (KubernetesClientException e) {
      LOG.warn("The lease could not be given back and runs out by itself: {}", e.getMessage());
    }
  }
}
