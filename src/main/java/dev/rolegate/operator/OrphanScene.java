package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.OrphansSpec;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.orphan.Policy;
import java.time.Instant;

/**
 * Everything about the orphans of a VPC that does not change while a check goes on.
 *
 * @param enforces false where steps are planned and not carried out
 */
record OrphanScene(
    VpcRecord record,
    VpcSnapshot snapshot,
    Workers.Connections connections,
    boolean enforces,
    Instant now) {

  ManagedVpc vpc() {
    return record.vpc();
  }

  String name() {
    return vpc().getMetadata().getName();
  }

  /** Never null: without it there is no scene. */
  OrphansSpec spec() {
    return vpc().getSpec().orphans();
  }

  /**
   * @param room how many more groups may be quarantined within this hour
   */
  Policy policy(int room) {
    return new Policy(
        spec().action(),
        Interval.parse(spec().gracePeriod()),
        Interval.parse(spec().quarantinePeriod()),
        spec().acceptUncovered(),
        enforces,
        room);
  }
}
