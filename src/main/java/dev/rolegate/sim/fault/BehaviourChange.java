package dev.rolegate.sim.fault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A change of the {@link Behaviour} as JSON: what is left out stays as it is. Lists replace what
 * was set before; an empty list clears it, and lets go what was held. Durations are in seconds,
 * fractions allowed.
 */
public record BehaviourChange(
    Optional<Boolean> throttling,
    Optional<ReadLag> readLag,
    Optional<Double> visibilityLag,
    Optional<Double> dataPlaneLag,
    Optional<Double> settling,
    Optional<Latency> latency,
    Optional<List<String>> denied,
    Optional<List<FailureSpec>> failures,
    Optional<List<HoldSpec>> holds,
    Optional<Double> longestSession) {

  /**
   * @param random between 0 and {@code seconds} instead of always {@code seconds}
   * @param monotonic with {@code random}: never back to an older state
   */
  public record ReadLag(double seconds, boolean random, boolean monotonic) {}

  public record Latency(double seconds, double jitter) {}

  /**
   * @param after how many calls are left alone first; left out, none
   * @param rate share of the calls, 0 to 1; left out, every call
   * @param next only that many calls; left out, without end
   */
  public record FailureSpec(
      String action,
      Failure.When when,
      Failure.Kind kind,
      Optional<Integer> after,
      Optional<Double> rate,
      Optional<Integer> next) {
    Failure toFailure() {
      if (action == null || when == null || kind == null) {
        throw new IllegalArgumentException("a failure needs action, when and kind");
      }
      return Failure.of(
          action, when, kind, after.orElse(0), rate.orElse(1.0), next.orElse(Integer.MAX_VALUE));
    }
  }

  /**
   * @param nth which call from now on; left out, the next one
   */
  public record HoldSpec(String action, Failure.When when, Optional<Integer> nth) {
    Hold toHold() {
      if (action == null || when == null) {
        throw new IllegalArgumentException("a hold needs action and when");
      }
      return Hold.nth(action, when, nth.orElse(1));
    }
  }

  public void apply(Behaviour behaviour) {
    throttling.ifPresent(behaviour::throttling);
    readLag.ifPresent(
        lag -> {
          if (lag.random()) {
            behaviour.randomReadLag(seconds(lag.seconds()), lag.monotonic());
          } else {
            behaviour.readLag(seconds(lag.seconds()));
          }
        });
    visibilityLag.ifPresent(value -> behaviour.visibilityLag(seconds(value)));
    dataPlaneLag.ifPresent(value -> behaviour.dataPlaneLag(seconds(value)));
    settling.ifPresent(value -> behaviour.settling(seconds(value)));
    latency.ifPresent(
        value -> behaviour.latency(seconds(value.seconds()), seconds(value.jitter())));
    denied.ifPresent(
        actions -> {
          behaviour.allowAll();
          behaviour.deny(actions.toArray(String[]::new));
        });
    failures.ifPresent(
        all -> {
          behaviour.noFailures();
          all.forEach(one -> behaviour.fail(one.toFailure()));
        });
    holds.ifPresent(
        all -> {
          behaviour.endHolds(Hold.End.RELEASE);
          all.forEach(one -> behaviour.hold(one.toHold()));
        });
    longestSession.ifPresent(
        value ->
            behaviour.longestSession(value == 0 ? Optional.empty() : Optional.of(seconds(value))));
  }

  private static Duration seconds(double value) {
    return Duration.ofNanos(Math.round(value * 1e9));
  }
}
