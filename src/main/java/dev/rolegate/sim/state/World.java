package dev.rolegate.sim.state;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
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
  private final Deque<Snapshot> history = new ArrayDeque<>();
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
    history.add(new Snapshot(0, clock.now(), PersistentMap.empty()));
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
    return history.getLast();
  }

  /** The state as it was at an instant, or the oldest that is still known. */
  public synchronized Snapshot asOf(Instant when) {
    Iterator<Snapshot> newestFirst = history.descendingIterator();
    Snapshot found = newestFirst.next();
    while (found.at().isAfter(when) && newestFirst.hasNext()) {
      found = newestFirst.next();
    }
    return found;
  }

  /** The state after the change of that number; empty if it is not kept any more. */
  public synchronized Optional<Snapshot> version(long version) {
    return history.stream().filter(snapshot -> snapshot.version() == version).findFirst();
  }

  /**
   * Applies one atomic change to a Region. If {@code change} throws or returns the state that it
   * was given, there is no new version.
   */
  public synchronized Snapshot update(String region, UnaryOperator<RegionState> change) {
    Snapshot before = history.getLast();
    RegionState old = before.region(region);
    RegionState changed = change.apply(old);
    if (changed == old) {
      return before;
    }
    Snapshot after = before.next(clock.now(), region, changed);
    history.addLast(after);
    while (history.size() > historyLimit) {
      history.removeFirst();
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
    int kept = history.size();
    for (int i = 0; i < kept; i++) {
      Snapshot snapshot = history.removeFirst();
      RegionState state = snapshot.region(region);
      for (Entity entity : given.resources().filter(one -> !(one instanceof Rule)).toList()) {
        state = state.resource(entity.id()).isPresent() ? state : state.with(entity);
      }
      history.addLast(snapshot.seeded(region, state));
    }
  }
}
