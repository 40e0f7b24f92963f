package dev.rolegate.plan;

import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.VpcSnapshot;
import java.util.Map;

/** Decides what is to be done. Pure: equal inputs give an equal answer. */
public final class Planner {
  private final Quotas quotas;

  public Planner(Quotas quotas) {
    this.quotas = quotas;
  }

  /** What has to be read beyond the content of the groups before {@link #plan} can decide. */
  public Survey survey(DesiredVpc desired, VpcSnapshot snapshot) {
    throw new UnsupportedOperationException();
  }

  /**
   * The plan. The snapshot has to hold what {@link #survey} asked for.
   *
   * @param uses who holds the groups that are to be deleted; a group without an answer is held
   */
  public Plan plan(DesiredVpc desired, VpcSnapshot snapshot, Map<String, GroupUse> uses) {
    throw new UnsupportedOperationException("quota " + quotas);
  }
}
