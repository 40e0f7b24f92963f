package dev.rolegate.sim.state;

import java.time.Instant;

/** The whole world after its {@code version}-th change. */
public record Snapshot(long version, Instant at, PersistentMap<RegionState> regions) {
  public RegionState region(String name) {
    return regions.get(name).orElse(RegionState.EMPTY);
  }

  Snapshot next(Instant when, String region, RegionState state) {
    return new Snapshot(version + 1, when, regions.put(region, state));
  }

  Snapshot seeded(String region, RegionState state) {
    return new Snapshot(version, at, regions.put(region, state));
  }
}
