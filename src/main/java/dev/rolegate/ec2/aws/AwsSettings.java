package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2Calls;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How Rolegate talks to AWS. Credentials, endpoints and proxies are the SDK's own settings
 * (environment, profile, web identity), not these.
 *
 * @param clusterId names the session of an assumed role, so that CloudTrail tells clusters apart
 * @param budgetShare which part of each of EC2's published request buckets is taken, above 0 and up
 *     to 1; the buckets are shared with every other tool of the account
 * @param budgets buckets of actions that differ from the published ones, by action in any case, as
 *     environment variables have none; taken as they are, without the share
 * @param budgetMode what a call without a token does
 * @param budgetWait how long {@link BudgetMode#WAIT} waits for a token
 * @param attemptTimeout for one request, its answer included
 * @param callTimeout for one call with all its repeats
 * @param calls told about every call
 */
public record AwsSettings(
    String clusterId,
    double budgetShare,
    Map<String, Bucket> budgets,
    BudgetMode budgetMode,
    Duration budgetWait,
    Duration attemptTimeout,
    Duration callTimeout,
    Ec2Calls calls) {

  public AwsSettings {
    if (!(budgetShare > 0 && budgetShare <= 1)) {
      throw new IllegalArgumentException(
          "The share of EC2's request buckets is "
              + budgetShare
              + "; it has to be above 0 and at most 1, as 0.5");
    }
    Map<String, Bucket> byAction = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byAction.putAll(budgets);
    budgets = Collections.unmodifiableMap(byAction);
  }

  /**
   * A request bucket.
   *
   * @param capacity calls that a full bucket allows at once, at least 1
   * @param refillPerSecond calls that it gains each second, above 0
   */
  public record Bucket(int capacity, double refillPerSecond) {
    public Bucket {
      if (capacity < 1 || !(refillPerSecond > 0)) {
        throw new IllegalArgumentException(
            "A request bucket holds at least 1 call and refills with more than 0 a second, not "
                + capacity
                + " and "
                + refillPerSecond);
      }
    }
  }

  /**
   * The settings of the operator: half of each bucket, never waiting. An attempt may take 10 s,
   * since a page of a thousand groups with many rules takes EC2 seconds; a call 25 s, which holds
   * two slow attempts and the pause between.
   */
  public static AwsSettings defaults(String clusterId) {
    return new AwsSettings(
        clusterId,
        0.5,
        Map.of(),
        BudgetMode.REFUSE,
        Duration.ofMinutes(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(25),
        Ec2Calls.NONE);
  }

  /** For a command, which may wait for its turn; only the operator's threads may not. */
  public static AwsSettings forCommand(String clusterId) {
    AwsSettings defaults = defaults(clusterId);
    return defaults.withBudget(BudgetMode.WAIT, defaults.budgetShare(), Map.of());
  }

  public AwsSettings withBudget(BudgetMode mode, double share, Map<String, Bucket> overrides) {
    return new AwsSettings(
        clusterId, share, overrides, mode, budgetWait, attemptTimeout, callTimeout, calls);
  }

  public AwsSettings withCalls(Ec2Calls value) {
    return new AwsSettings(
        clusterId,
        budgetShare,
        budgets,
        budgetMode,
        budgetWait,
        attemptTimeout,
        callTimeout,
        value);
  }
}
