package dev.rolegate.sim.state;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;

/** Makes resource ids of the long form: a prefix and 17 hexadecimal digits. Same seed, same ids. */
public final class Ids {
  private final Random random;
  private final Map<String, Queue<String>> given = new HashMap<>();

  public Ids(long seed) {
    this.random = new Random(seed);
  }

  /** Makes {@code id} the next one of its prefix, for scenes in which ids are known beforehand. */
  public synchronized void give(String prefix, String id) {
    given.computeIfAbsent(prefix, absent -> new ArrayDeque<>()).add(id);
  }

  /** {@code next("sg")} gives something like {@code sg-0c1f6b2a9d3e4f507}. */
  public synchronized String next(String prefix) {
    Queue<String> queue = given.get(prefix);
    if (queue != null && !queue.isEmpty()) {
      return queue.remove();
    }
    return String.format(Locale.ROOT, "%s-0%016x", prefix, random.nextLong());
  }

  /** A request id in the form of a UUID. */
  public synchronized String requestId() {
    return new java.util.UUID(random.nextLong(), random.nextLong()).toString();
  }

  /** {@code length} upper-case letters and digits, as in access keys. */
  public synchronized String letters(int length) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
