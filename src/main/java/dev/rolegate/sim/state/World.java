package dev.rolegate.sim.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
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
  private final PriorityQueue<Due> scheduled =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
  private long scheduledSoFar;
  private boolean changing;

  /** A change that waits for its time. */
  private record Due(Instant at, long order, String region, UnaryOperator<RegionState> change) {}

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
    settle();
    return newest();
  }

  /** The state as it was at an instant, or the oldest that is still known. */
  public synchronized Snapshot asOf(Instant when) {
    settle();
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
    settle();
    changing = true;
    try {
      return apply(clock.now(), region, change);
    } finally {
      changing = false;
    }
  }

  /** Has a change made in the background once {@code after} has passed on the clock. */
  public synchronized void schedule(
      String region, Duration after, UnaryOperator<RegionState> change) {
    scheduled.add(new Due(clock.now().plus(after), scheduledSoFar++, region, change));
  }

  /** Makes the changes whose time has come, each as of its own time; never amid another change. */
  private void settle() {
    Instant now = clock.now();
    while (!changing && !scheduled.isEmpty() && !scheduled.peek().at().isAfter(now)) {
      Due due = scheduled.poll();
      Instant last = newest().at();
      apply(due.at().isBefore(last) ? last : due.at(), due.region(), due.change());
    }
  }

  private Snapshot newest() {
    return history.lastEntry().getValue();
  }

  private Snapshot apply(Instant when, String region, UnaryOperator<RegionState> change) {
    Snapshot before = newest();
    RegionState old = before.region(region);
    RegionState changed = change.apply(old);
    if (changed == old) {
      return before;
    }
    Snapshot after = before.next(when, region, changed);
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
