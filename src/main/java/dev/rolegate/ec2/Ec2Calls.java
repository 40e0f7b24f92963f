package dev.rolegate.ec2;

import java.time.Duration;

/**
 * Told about every call to EC2 and STS when it has ended, for metrics and for counting in tests.
 * Called on the thread that made the call, by several threads at once; an implementation must not
 * block.
 */
@FunctionalInterface
public interface Ec2Calls {

  /** Counts nothing. */
  Ec2Calls NONE = call -> {};

  void ended(Call call);

  /**
   * One call.
   *
   * @param action EC2's or STS's name of it, as {@code DescribeSecurityGroups}
   * @param outcome {@link #OK}, {@link #BUDGET} where the own request budget refused it and nothing
   *     was sent, else the lower-case name of the {@link Ec2Exception.Kind}
   * @param attempts how many requests were sent, repeats included
   * @param duration from the first attempt to the answer
   */
  record Call(String region, String action, String outcome, int attempts, Duration duration) {
    public static final String OK = "ok";
    public static final String BUDGET = "budget";
  }
}
