package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * When a step that failed is tried again: soon and then ever later, with jitter so that VPCs do not
 * fall into step; later still where only somebody's doing can help. Each step has its own time, so
 * that one group's trouble slows no other, and a changed declaration is another step.
 */
final class Backoffs {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LAST = Duration.ofMinutes(2);

  /** A missing permission or quota is mended by people, in minutes at best. */
  private static final Duration FIRST_TERMINAL = Duration.ofSeconds(15);

  private static final Duration LAST_TERMINAL = Duration.ofMinutes(5);

  private record Entry(int failures, Instant next, Ec2Exception error) {}

  private final RandomGenerator random;
  private final Map<String, Entry> entries = new HashMap<>();

  Backoffs(RandomGenerator random) {
    this.random = random;
  }

  /** True when nothing but somebody's doing can make the call succeed. */
  static boolean isTerminal(Ec2Exception error) {
    return switch (error.kind()) {
      case UNAUTHORIZED, LIMIT, INVALID -> true;
      default -> false;
    };
  }

  void failed(Step step, Ec2Exception error, Instant now) {
    String key = key(step);
    Entry before = entries.get(key);
    int failures = before == null ? 1 : before.failures() + 1;
    boolean slow = isTerminal(error) || error.kind() == Ec2Exception.Kind.DEPENDENCY;
    Duration first = slow ? FIRST_TERMINAL : FIRST;
    Duration last = slow ? LAST_TERMINAL : LAST;
    double full = first.toMillis() * Math.pow(2, Math.min(failures - 1, 20));
    double capped = Math.min(full, last.toMillis());
    long delay = Math.round(capped * (0.5 + random.nextDouble() / 2));
    entries.put(key, new Entry(failures, now.plusMillis(delay), error));
  }

  void succeeded(Step step) {
    entries.remove(key(step));
  }

  /** The failure that the step still rests from; empty when it may be tried. */
  Optional<Ec2Exception> resting(Step step, Instant now) {
    Entry entry = entries.get(key(step));
    return entry == null || !now.isBefore(entry.next())
        ? Optional.empty()
        : Optional.of(entry.error());
  }

  /** How long until the step may be tried again. */
  Duration until(Step step, Instant now) {
    Entry entry = entries.get(key(step));
    return entry == null || !now.isBefore(entry.next())
        ? Duration.ZERO
        : Duration.between(now, entry.next());
  }

  /** Forgets steps that no plan wants any more. */
  void keepOnly(Collection<Step> steps) {
    if (entries.isEmpty()) {
      return;
    }
    Set<String> wanted = new HashSet<>();
    steps.forEach(step -> wanted.add(key(step)));
    entries.keySet().retainAll(wanted);
  }

  /**
   * What the step does and to which declared groups, but not where it stands in its plan, nor any
   * id that an earlier pass has brought since.
   */
  private static String key(Step step) {
    return step.groups().stream().map(Backoffs::group).toList() + content(step.action());
  }

  /** What comes back with an orphan is on other groups too, each of which has its own time. */
  private static String group(Step.Target target) {
    String name = target.key().toString();
    return target.key().namespace().isEmpty() ? name + " " + target.groupId() : name;
  }

  private static String content(Step.Action action) {
    if (action instanceof Step.Authorize authorize) {
      return "Authorize" + authorize.rules().stream().map(Backoffs::rule).toList();
    }
    if (action instanceof Step.Revoke revoke) {
      return "Revoke" + revoke.rules().stream().map(LiveRule::ruleId).toList();
    }
    if (action instanceof Step.Modify modify) {
      return "Modify" + modify.changes().stream().map(Backoffs::change).toList();
    }
    if (action instanceof Step.Describe describe) {
      return "Describe" + describe.changes().stream().map(Backoffs::change).toList();
    }
    return action.toString();
  }

  private static String change(Step.Change change) {
    return change.from().ruleId() + rule(change.to());
  }

  private static String rule(DesiredRule rule) {
    Peer peer = rule.permission().peer();
    boolean group = peer instanceof Peer.Group || peer instanceof Peer.Declared;
    return rule.direction()
        + rule.description()
        + rule.permission().protocol()
        + rule.permission().ports()
        + (group ? "group" : peer);
  }
}
