package dev.rolegate.operator;

/** What a process that ends takes with it, without ending one. */
public final class LostMemory {
  private LostMemory() {}

  /** The last look at sprawl, and its metrics. */
  public static void ofSprawl(SprawlWatch watch, String vpc) {
    watch.forget(vpc);
  }
}
