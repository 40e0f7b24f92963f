package dev.rolegate.cli;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.plan.Plan;
import dev.rolegate.topology.Claims;
import java.util.function.Function;

/** Where the plan for a ManagedVpc comes from. */
interface PlanSource {

  /**
   * Reads AWS and plans; changes nothing.
   *
   * @param externalId what the trust policy of the ManagedVpc's role asks for; empty where it is
   *     not known
   * @param documents what is documented, given what the tags of the live groups say; asked once
   * @throws dev.rolegate.execute.Refusal when the VPC is not the credentials' account's own
   * @throws dev.rolegate.ec2.Ec2Exception when a read is refused or incomplete
   */
  Plan plan(
      ManagedVpc vpc, String clusterId, String externalId, Function<Claims, DesiredVpc> documents);
}
