package dev.rolegate.sim.state;

import java.util.List;

/** Gives each account a default VPC in each Region, 172.31.0.0/16, as AWS does. */
public final class DefaultVpcSeed implements World.Seed {
  @Override
  public RegionState open(World world, RegionState state, String account, String region) {
    Vpc vpc =
        new Vpc(
            world.ids().next("vpc"), account, Tags.NONE, List.of("172.31.0.0/16"), List.of(), true);
    return new Vpcs(world).add(state, vpc);
  }
}
