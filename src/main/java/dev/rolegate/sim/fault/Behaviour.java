package dev.rolegate.sim.fault;

import dev.rolegate.sim.iam.Refusals;
import dev.rolegate.sim.state.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * How the simulator misbehaves, changeable at any time; by default not at all. All durations are in
 * the simulator's time except the added latency. Thread-safe; the same seed and the same order of
 * calls give the same faults.
 */
public final class Behaviour {
  private final Random random;
  private final Map<String, Instant> lastSeen = new HashMap<>();
  private final Set<String> denied = new LinkedHashSet<>();
  private final List<Failure> failures = new ArrayList<>();
  private final List<Hold> holds = new ArrayList<>();
  private Optional<Duration> longestSession = Optional.empty();
  private boolean throttling;
  private Duration readLag = Duration.ZERO;
  private boolean randomReadLag;
  private boolean monotonicReads;
  private Duration visibilityLag = Duration.ZERO;
  private Duration dataPlaneLag = Duration.ZERO;
  private Duration settling = Duration.ofMillis(500);
  private Duration latency = Duration.ZERO;
  private Duration latencyJitter = Duration.ZERO;

  public Behaviour(long seed) {
    this.random = new Random(seed);
  }

  /** Whether requests draw from AWS's buckets; RequestLimitExceeded (503) when one is empty. */
  public synchronized Behaviour throttling(boolean on) {
    throttling = on;
    return this;
  }

  public synchronized boolean throttling() {
    return throttling;
  }

  /** Describe calls answer from the state as it was that long ago. */
  public synchronized Behaviour readLag(Duration lag) {
    readLag = notNegative("read lag", lag);
    randomReadLag = false;
    return this;
  }

  /**
   * Describe calls answer from the state as it was between 0 and {@code most} ago.
   *
   * @param monotonic whether an account never sees a Region go back to an older state
   */
  public synchronized Behaviour randomReadLag(Duration most, boolean monotonic) {
    readLag = notNegative("read lag", most);
    randomReadLag = true;
    monotonicReads = monotonic;
    return this;
  }

  /** The instant whose state a read that begins now answers from. */
  public synchronized Instant readAt(Instant now, String account, String region) {
    if (!randomReadLag) {
      return now.minus(readLag);
    }
    Instant seen = now.minusNanos((long) (random.nextDouble() * readLag.toNanos()));
    if (monotonicReads) {
      seen =
          lastSeen.merge(account + "/" + region, seen, (old, one) -> one.isAfter(old) ? one : old);
    }
    return seen;
  }

  /** For that long after its creation, writes do not find a security group (NotFound). */
  public synchronized Behaviour visibilityLag(Duration lag) {
    visibilityLag = notNegative("visibility lag", lag);
    return this;
  }

  public synchronized Duration visibilityLag() {
    return visibilityLag;
  }

  /** How much later than the API the data plane follows. */
  public synchronized Behaviour dataPlaneLag(Duration lag) {
    dataPlaneLag = notNegative("data-plane lag", lag);
    return this;
  }

  public synchronized Duration dataPlaneLag() {
    return dataPlaneLag;
  }

  /** How long what EC2 does in the background takes, such as an instance's way to running. */
  public synchronized Behaviour settling(Duration time) {
    settling = notNegative("settling time", time);
    return this;
  }

  public synchronized Duration settling() {
    return settling;
  }

  /**
   * Refuses actions for want of a permission: names or patterns such as {@code Delete*} or {@code
   * lambda:*}.
   */
  public synchronized Behaviour deny(String... actions) {
    denied.addAll(List.of(actions));
    return this;
  }

  public synchronized Behaviour allowAll() {
    denied.clear();
    return this;
  }

  public synchronized Behaviour fail(Failure failure) {
    failures.add(failure);
    return this;
  }

  public synchronized Behaviour noFailures() {
    failures.clear();
    return this;
  }

  /** Stops a call where the hold says; {@link Hold} is told when to let it go on. */
  public synchronized Hold hold(Hold hold) {
    holds.add(hold);
    return hold;
  }

  /** The holds that are set, the ended ones included. */
  public synchronized List<Hold> holds() {
    return List.copyOf(holds);
  }

  /** Ends every hold and forgets it. */
  public synchronized Behaviour endHolds(Hold.End how) {
    holds.forEach(hold -> hold.end(how));
    holds.clear();
    return this;
  }

  /** Waits where the call is to be held at this side of its effect; says how it goes on. */
  public Hold.End heldAt(String action, Failure.When when, String requestId) {
    for (Hold hold : holds()) {
      if (hold.takes(action, when, requestId) && hold.awaitEnd() == Hold.End.DROP) {
        return Hold.End.DROP;
      }
    }
    return Hold.End.RELEASE;
  }

  /**
   * Sessions of AssumeRole that begin from now on end after that long, whatever they asked for, and
   * their answers say so; empty for as long as they ask for. AWS knows none below 15 minutes.
   */
  public synchronized Behaviour longestSession(Optional<Duration> longest) {
    longest.ifPresent(one -> notNegative("longest session", one));
    longestSession = longest;
    return this;
  }

  public synchronized Optional<Duration> longestSession() {
    return longestSession;
  }

  /** Adds real waiting time to each call: {@code base} and up to {@code jitter} more. */
  public synchronized Behaviour latency(Duration base, Duration jitter) {
    latency = notNegative("latency", base);
    latencyJitter = notNegative("latency jitter", jitter);
    return this;
  }

  public synchronized Duration nextLatency() {
    return latency.plusNanos((long) (random.nextDouble() * latencyJitter.toNanos()));
  }

  /** The failure that befalls a call at this side of its effect, if any. */
  public synchronized Optional<Failure> failureOf(String action, Failure.When when) {
    return failures.stream()
        .filter(one -> one.when() == when && matches(one.action(), action))
        .filter(Failure::isDue)
        .filter(one -> one.rate() >= 1 || random.nextDouble() < one.rate())
        .filter(Failure::take)
        .findFirst();
  }

  /** Throws UnauthorizedOperation in AWS's words if the action is denied [R]. */
  public synchronized void checkPermission(String action, Principal caller, String resource) {
    if (denied.stream().anyMatch(pattern -> matches(pattern, action))) {
      throw Refusals.notAllowed(caller, action, resource, this::encodedMessage);
    }
  }

  /** What stands for the text that only sts:DecodeAuthorizationMessage can read. */
  public synchronized String encodedMessage() {
    byte[] bytes = new byte[120];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * @param pattern a name or its beginning and {@code *}, with a service in front, as {@code
   *     lambda:List*}, or without one, for those of that name of every service
   * @param action the full name
   */
  static boolean matches(String pattern, String action) {
    String name = pattern.indexOf(':') >= 0 ? action : action.substring(action.indexOf(':') + 1);
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }

  private static Duration notNegative(String what, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(what + " " + value + " must not be negative");
    }
    return value;
  }
}
