package dev.rolegate.operator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operator's settings. Each is a property {@code rolegate.…} or the environment variable of the
 * same name, as {@code ROLEGATE_CLUSTER_ID}. What is not set has the default of {@link
 * dev.rolegate.execute.WorkerSettings} and {@link dev.rolegate.ec2.aws.AwsSettings}, which the
 * command line shares. Where AWS is, and with which credentials, is the SDK's own configuration.
 */
@ConfigMapping(prefix = "rolegate")
public interface RolegateConfig {

  /**
   * Names this cluster in the tags that prove ownership, and in the IAM policy. Required, without a
   * default: two clusters with one id would take each other's groups for their own. Letters,
   * digits, hyphens, dots and underscores, at most 64; never change it once groups exist.
   */
  Optional<String> clusterId();

  /**
   * The global stop: false treats every ManagedVpc as if it were in mode Observe, whatever its
   * spec.mode says. Nothing in EC2 is changed then, and deleted resources leave their groups; true.
   */
  @WithDefault("true")
  boolean enforce();

  /**
   * How long a widening has to have been seen before what it replaces is narrowed. EC2's data plane
   * follows its control plane within seconds; 5 s.
   */
  Optional<Duration> settle();

  /**
   * How long own acknowledged writes outrank reads that contradict them. Published tests against
   * EC2 wait up to 8 s for a write to show; 15 s is nearly twice that. For as long, an operator
   * that has just started takes nothing away, since it does not know the writes of the one before.
   */
  Optional<Duration> ownWrites();

  /**
   * How long one pass goes on beginning steps before it reports and goes on at once: what happened
   * is in the statuses after at most that long; 5 s.
   */
  Optional<Duration> passLimit();

  /** How many calls of one VPC are under way at once. EC2's mutating buckets refill at 5/s; 8. */
  Optional<Integer> parallel();

  /** EC2's quota of rules per group, direction and family in this account (L-0EA8095F); 60. */
  Optional<Integer> rulesPerGroup();

  /**
   * How long before a rule ends an event tells it, as 7d,1d; each tells once. A week is time to ask
   * whoever needs the rule, and a day is the last word; 7d,1d.
   */
  Optional<List<Duration>> expiryNotices();

  Ec2Config ec2();

  AuditConfig audit();

  SprawlConfig sprawl();

  LeaseConfig lease();

  /** Where it is written what is about to be changed in AWS, beside the log. */
  interface AuditConfig {
    /**
     * A file on a volume of its own. Each line is on disk before its call is made, and no call is
     * made while the file cannot be written; without it the audit log is the log category
     * dev.rolegate.audit alone.
     */
    Optional<String> file();
  }

  /** Whether and how often it is looked for what groups of a VPC could be fewer or plainer. */
  interface SprawlConfig {
    /** False: no call is made for it, and nothing is told of it; true. */
    @WithDefault("true")
    boolean enabled();

    /**
     * From one look at a VPC to the next, less up to a tenth so that looks at many VPCs spread. A
     * look reads each interface and instance of the VPC once; sprawl grows over weeks; 1 h.
     */
    @WithDefault("1h")
    Duration interval();
  }

  /** How EC2 is called. */
  interface Ec2Config {
    /**
     * Which part of each of EC2's published request buckets Rolegate takes. They are shared by all
     * tools of an account and Region, so the default leaves them half; 0.5.
     */
    Optional<Double> budgetShare();

    /**
     * Buckets of single actions, as {@code rolegate.ec2.budgets.CreateSecurityGroup.capacity}, for
     * accounts whose limits AWS has changed; taken as they are, without the share. The action's
     * case does not matter.
     */
    Map<String, BucketConfig> budgets();

    /** For one request: a page of a thousand groups takes EC2 seconds; 10 s. */
    Optional<Duration> attemptTimeout();

    /** For one call with its repeats: two slow attempts and the pause between; 25 s. */
    Optional<Duration> callTimeout();
  }

  /** A request bucket: what it holds, and what it gains each second. */
  interface BucketConfig {
    int capacity();

    double refillPerSecond();
  }

  /** The lease by which replicas agree on the one that acts. */
  interface LeaseConfig {
    /** The lease's name; another one for a second operator in the same namespace. */
    @WithDefault("rolegate")
    String name();

    /** The namespace of the lease; the pod's own where it is not set. */
    Optional<String> namespace();

    /**
     * How long a leader that is no longer heard of keeps the lease; after a crash, this and the
     * renew deadline together are the gap. Kubernetes' own components take 15 s.
     */
    @WithDefault("15s")
    Duration duration();

    /**
     * How long a leader goes on without having renewed, and how long one that takes over from it
     * waits; below the duration by a margin; 10 s.
     */
    @WithDefault("10s")
    Duration renewDeadline();

    /** How often the lease is renewed, or asked for; 2 s. */
    @WithDefault("2s")
    Duration retryPeriod();
  }
}
