package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests that Rolegate allows itself towards one account and Region: a token bucket for each
 * action of EC2, as EC2 has, and one for each other service. Thread-safe.
 */
final class RequestBudget {
  /** The code of a refusal by this budget; EC2 has none of that name. */
  static final String CODE = "RequestBudget";

  private final AwsSettings settings;
  private final TimeMeter time;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  RequestBudget(AwsSettings settings, TimeMeter time) {
    this.settings = settings;
    this.time = time;
  }

  /**
   * Takes a token for one request, before it is sent.
   *
   * @throws Ec2Exception THROTTLED when there is none, at once or after the longest wait
   */
  void take(String action) {
    take(action, settings.budgetMode());
  }

  /** As {@link #take}, and waits for the token whatever the mode is. */
  void await(String action) {
    take(action, BudgetMode.WAIT);
  }

  private void take(String action, BudgetMode mode) {
    Bucket bucket = buckets.computeIfAbsent(action, this::newBucket);
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (probe.isConsumed()) {
      return;
    }
    Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
    if (mode == BudgetMode.REFUSE || !waited(bucket)) {
      throw new Ec2Exception(
          Kind.THROTTLED,
          action,
          CODE,
          action
              + " is over Rolegate's own request budget; next token in "
              + wait.toMillis()
              + " ms",
          wait,
          null);
    }
  }

  private boolean waited(Bucket bucket) {
    try {
      return bucket.asBlocking().tryConsume(1, settings.budgetWait());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Bucket newBucket(String action) {
    AwsSettings.Bucket size = sizeOf(action);
    Duration perToken = Duration.ofNanos(Math.round(1e9 / size.refillPerSecond()));
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(limit -> limit.capacity(size.capacity()).refillGreedy(1, perToken))
        .build();
  }

  private AwsSettings.Bucket sizeOf(String action) {
    AwsSettings.Bucket own = settings.budgets().get(action);
    if (own != null) {
      return own;
    }
    AwsSettings.Bucket published = PublishedBuckets.of(action);
    double share = settings.budgetShare();
    return new AwsSettings.Bucket(
        Math.max(1, (int) (published.capacity() * share)), published.refillPerSecond() * share);
  }
}
