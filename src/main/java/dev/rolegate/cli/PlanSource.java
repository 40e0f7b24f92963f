package dev.rolegate.cli;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.plan.Plan;

/** Where the plan for a ManagedVpc comes from. */
interface PlanSource {

  /**
   * Reads AWS and plans; changes nothing.
   *
   * @throws dev.rolegate.ec2.Ec2Exception when a read is refused or incomplete
   */
  Plan plan(ManagedVpc vpc, DesiredVpc desired);
}
