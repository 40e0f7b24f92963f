package dev.rolegate.sim.network;

import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Quotas;
import java.util.List;

/** The actions on VPCs and what is in them, other than security groups. */
public final class NetworkFamilies {
  private NetworkFamilies() {}

  public static List<ActionTable.Family> all(Quotas quotas) {
    GroupSets groups = new GroupSets(quotas);
    return List.of(
        new VpcActions(),
        new VpcBlocks(),
        new SubnetActions(),
        new InterfaceActions(groups),
        new InterfaceChanges(groups),
        new DescribeInterfaces(),
        new PeeringActions(),
        new GroupVpcAssociations(),
        new GroupInsights(),
        new PlaceActions(quotas));
  }
}
