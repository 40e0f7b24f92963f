package dev.rolegate.sim.network;

import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.Subnet;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.state.Vpcs;
import dev.rolegate.sim.state.World;
import java.util.List;
import java.util.Optional;

/**
 * Gives each account a default VPC in each Region, 172.31.0.0/16, with a /20 default subnet in each
 * Availability Zone, as AWS does [D].
 */
public final class DefaultVpcSeed implements World.Seed {
  @Override
  public RegionState open(World world, RegionState state, String account, String region) {
    Vpc vpc =
        new Vpc(
            world.ids().next("vpc"), account, Tags.NONE, List.of("172.31.0.0/16"), List.of(), true);
    RegionState opened = new Vpcs(world).add(state, vpc);
    int third = 0;
    for (String zone : Zones.of(region)) {
      Subnet subnet =
          new Subnet(
              world.ids().next("subnet"),
              account,
              Tags.NONE,
              vpc.id(),
              "172.31." + third + ".0/20",
              Optional.empty(),
              zone,
              true);
      opened = opened.with(subnet);
      third += 16;
    }
    return opened;
  }
}
