package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Plan;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Works on one ManagedVpc and remembers what it did there, so that reads that lag behind own writes
 * lead to no second write and no wrong revoke. Keep one for as long as the VPC, Region and role
 * stay the same; used by one thread at a time, but for {@link #refresh()}.
 */
public final class VpcWorker implements AutoCloseable {
  private final Ec2 ec2;
  private final WorkerSettings settings;
  private final InstantSource clock;

  public VpcWorker(Ec2 ec2, WorkerSettings settings, InstantSource clock) {
    this.ec2 = ec2;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Reads the VPC and plans; changes nothing.
   *
   * @throws dev.rolegate.ec2.Ec2Exception when a read is refused or incomplete; there is no plan
   *     from an incomplete snapshot
   */
  public Plan plan(DesiredVpc desired) {
    throw new UnsupportedOperationException(ec2 + " " + settings + clock + desired);
  }

  /**
   * Reads the VPC, or goes on with the last snapshot and own writes where the pass before was cut
   * short, plans, and begins what may go now, for at most the pass limit.
   *
   * @throws dev.rolegate.ec2.Ec2Exception when a read is refused or incomplete; nothing was changed
   *     then. Failed steps are in the answer, not thrown.
   */
  public Pass apply(DesiredVpc desired, Guard guard) {
    throw new UnsupportedOperationException(desired + " " + guard);
  }

  /** The picture that the last plan was made from; empty before the first. */
  public Optional<VpcSnapshot> lastSnapshot() {
    return Optional.empty();
  }

  /**
   * Makes the next pass read everything, as for a hint that a group has changed. May be called by
   * any thread.
   */
  public void refresh() {}

  /** Stops the threads; calls under way end. */
  @Override
  public void close() {}
}
