package dev.rolegate.sim.state;

import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The simulated cloud: the current state, and the past states that lagging reads answer from. Every
 * change is one atomic step to a new version; readers never see half of it. Thread-safe.
 */
public final class World {
  private final SimClock clock;
  private final Ids ids;
  private final Principals principals;
  private final Seed seed;
  private final int historyLimit;
  private final NavigableMap<Long, Snapshot> history = new TreeMap<>();
  private final Set<String> opened = new HashSet<>();

  /** What a Region of an account holds when the account first looks at it. */
  public interface Seed {
    RegionState open(World world, RegionState state, String account, String region);
  }

  /**
   * @param historyLimit how many versions to keep for lagging reads and for {@link #version}
   */
  public World(SimClock clock, Ids ids, Principals principals, Seed seed, int historyLimit) {
    this.clock = clock;
    this.ids = ids;
    this.principals = principals;
    this.seed = seed;
    this.historyLimit = historyLimit;
    history.put(0L, new Snapshot(0, clock.now(), PersistentMap.empty()));
  }

  public SimClock clock() {
    return clock;
  }

  public Ids ids() {
    return ids;
  }

  public Principals principals() {
    return principals;
  }

  public synchronized Snapshot current() {
    return history.lastEntry().getValue();
  }

  /** The state as it was at an instant, or the oldest that is still known. */
  public synchronized Snapshot asOf(Instant when) {
    Iterator<Snapshot> newestFirst = history.descendingMap().values().iterator();
    Snapshot found = newestFirst.next();
    while (found.at().isAfter(when) && newestFirst.hasNext()) {
      found = newestFirst.next();
    }
    return found;
  }

  /** The state after the change of that number; empty if it is not kept any more. */
  public synchronized Optional<Snapshot> version(long version) {
    return Optional.ofNullable(history.get(version));
  }

  /**
   * Applies one atomic change to a Region. If {@code change} throws or returns the state that it
   * was given, there is no new version.
   */
  public synchronized Snapshot update(String region, UnaryOperator<RegionState> change) {
    Snapshot before = current();
    RegionState old = before.region(region);
    RegionState changed = change.apply(old);
    if (changed == old) {
      return before;
    }
    Snapshot after = before.next(clock.now(), region, changed);
    history.put(after.version(), after);
    while (history.size() > historyLimit) {
      history.pollFirstEntry();
    }
    return after;
  }

  /**
   * Gives an account what it has in a Region from the start, such as the default VPC. It is there
   * in all past states as well.
   */
  public synchronized void open(String account, String region) {
    if (!opened.add(account + "/" + region)) {
      return;
    }
    RegionState given = seed.open(this, RegionState.EMPTY, account, region);
    history.replaceAll(
        (version, snapshot) -> {
          RegionState state = snapshot.region(region);
          for (Entity entity : given.resources().filter(one -> !(one instanceof Rule)).toList()) {
            state = state.resource(entity.id()).isPresent() ? state : state.with(entity);
          }
          return snapshot.seeded(region, state);
        });
  }
}
