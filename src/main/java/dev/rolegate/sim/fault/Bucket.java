package dev.rolegate.sim.fault;

/**
 * AWS's published request buckets: each action of each account and Region has its own, which holds
 * {@link #capacity} requests and refills by {@link #refillPerSecond} [D].
 */
public enum Bucket {
  NON_MUTATING(100, 20),
  /** A listing without filters and without a page size. */
  UNFILTERED(50, 10),
  MUTATING(50, 5),
  RESOURCE_INTENSIVE(50, 5),
  REFERENCES(20, 5),
  INTERFACE(100, 5),
  TAGS(100, 10),
  RUN_INSTANCES(5, 2),
  /** Reads of services other than EC2; most of them publish no figures [I]. */
  OTHER_SERVICE(50, 10);

  private final int capacity;
  private final int refillPerSecond;

  Bucket(int capacity, int refillPerSecond) {
    this.capacity = capacity;
    this.refillPerSecond = refillPerSecond;
  }

  public int capacity() {
    return capacity;
  }

  public int refillPerSecond() {
    return refillPerSecond;
  }
}
