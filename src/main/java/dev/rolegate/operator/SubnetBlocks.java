package dev.rolegate.operator;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.guardrail.Guardrails;
import dev.rolegate.model.Subnets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Which subnets a VPC has, read at intervals and only while a guardrail asks for it. What cannot be
 * read is not known. One thread at a time.
 */
public final class SubnetBlocks {
  /**
   * Between two reads. Subnets come and go by an administrator's hand or a pipeline's; a check a
   * minute or more often is not to cost a call more.
   */
  private static final Duration AGE = Duration.ofMinutes(5);

  /** After a read that failed: soon enough for a mended policy, and no call at each check. */
  private static final Duration AGE_OF_FAILURE = Duration.ofMinutes(1);

  private final InstantSource clock;
  private Subnets known = Subnets.UNKNOWN;
  private Instant due = Instant.MIN;

  public SubnetBlocks(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * @param vpc name of the ManagedVpc
   */
  public Subnets of(Ec2 ec2, Guardrails guardrails, String vpc, String vpcId) {
    if (!guardrails.readsSubnets(vpc)) {
      return Subnets.UNKNOWN;
    }
    Instant now = clock.instant();
    if (!now.isBefore(due)) {
      known = read(ec2, vpcId);
      due = now.plus(known.isKnown() ? AGE : AGE_OF_FAILURE);
    }
    return known;
  }

  /** No word of a reason differs from one failure to the next of its kind. */
  private static Subnets read(Ec2 ec2, String vpcId) {
    try {
      return Subnets.of(ec2.subnets(vpcId));
    } catch (Ec2Exception e) {
      return Subnets.unknown(
          e.kind() == Ec2Exception.Kind.UNAUTHORIZED
              ? "DescribeSubnets was refused ("
                  + e.code()
                  + "); allow ec2:DescribeSubnets, as deploy/iam/observe.json does"
              : "DescribeSubnets failed (" + e.code() + "); it is tried again soon");
    }
  }
}
