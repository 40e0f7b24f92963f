package dev.rolegate.cli;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.guardrail.Guardrails;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.Subnets;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.NamedRules;
import dev.rolegate.operator.PrefixListContents;
import dev.rolegate.operator.SubnetBlocks;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Planner;
import dev.rolegate.topology.Claims;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Where the plan for a ManagedVpc comes from. */
interface PlanSource {

  /**
   * What AWS holds, as far as documents are read and judged by it.
   *
   * @param claims what the tags of the live groups say
   * @param ranges the VPC's own address blocks
   * @param prefixLists content of the prefix lists that these documents and the live groups name
   * @param named finds, of these documents and exceptions, the rules that are named by id
   * @param subnets address blocks of the VPC's subnets, as far as these guardrails ask for them
   */
  record Live(
      Claims claims,
      VpcSnapshot snapshot,
      List<Cidr> ranges,
      Function<DesiredVpc, Map<String, List<Cidr>>> prefixLists,
      BiFunction<DesiredVpc, List<Exemption>, NamedRules.Found> named,
      Function<Guardrails, Subnets> subnets) {

    /**
     * Reads what is asked for, each time anew.
     *
     * @param vpc name of the ManagedVpc
     */
    static Live of(Ec2 ec2, String vpc, Claims claims, VpcSnapshot snapshot, List<Cidr> ranges) {
      InstantSource clock = InstantSource.system();
      return new Live(
          claims,
          snapshot,
          ranges,
          desired -> new PrefixListContents(clock).of(ec2, desired, snapshot),
          (desired, exemptions) ->
              new NamedRules(clock, Duration.ZERO)
                  .find(ec2, vpc, exemptions, snapshot, Planner.managed(desired, snapshot)),
          guardrails -> new SubnetBlocks(clock).of(ec2, guardrails, vpc, snapshot.vpcId()));
    }
  }

  /**
   * Reads AWS and plans; changes nothing.
   *
   * @param externalId what the trust policy of the ManagedVpc's role asks for; empty where it is
   *     not known
   * @param documents what is documented, given what AWS holds; asked once
   * @throws dev.rolegate.execute.Refusal when the VPC is not the credentials' account's own
   * @throws dev.rolegate.ec2.Ec2Exception when a read is refused or incomplete
   */
  Plan plan(
      ManagedVpc vpc, String clusterId, String externalId, Function<Live, DesiredVpc> documents);
}
