package dev.rolegate.topology;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Permission;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of one direction. Declared entries that are one rule of EC2 are merged: the first one's
 * name and purpose, and the latest end, so that a second entry never shortens what a first one
 * allows.
 */
final class MergedRules {
  private final Map<Permission, DesiredRule> rules = new LinkedHashMap<>();

  void add(DesiredRule rule) {
    rules.merge(rule.permission(), rule, MergedRules::merged);
  }

  private static DesiredRule merged(DesiredRule first, DesiredRule other) {
    Optional<Instant> end =
        first.expiresAt().isEmpty() || other.expiresAt().isEmpty()
            ? Optional.empty()
            : Optional.of(later(first.expiresAt().get(), other.expiresAt().get()));
    return new DesiredRule(
        first.direction(),
        first.permission(),
        first.name(),
        first.description(),
        end,
        first.addressSet());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  int size() {
    return rules.size();
  }

  /** Those whose time is over at this moment, or those whose time is not. */
  List<DesiredRule> at(Instant now, boolean expired) {
    return rules.values().stream().filter(rule -> rule.isExpired(now) == expired).toList();
  }
}
