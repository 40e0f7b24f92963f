package dev.rolegate.plan;

import dev.rolegate.model.AppliedRules;
import dev.rolegate.model.LiveRule;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which live rules of a group were documented when a check last looked. Where nothing is known of a
 * group of Rolegate's, all of its rules count, which is the careful reading; of a group that is
 * being adopted none do, since Rolegate has put none there.
 */
final class Ours {
  private Ours() {}

  /**
   * Tells.
   *
   * @param released whether something was removed from the adopted group by approval, so that it
   *     was Rolegate's before, whatever its tags say now
   */
  static Predicate<LiveRule> of(Binding binding, boolean released) {
    Optional<Set<String>> applied = binding.declared().provenance().applied();
    if (applied.isEmpty()) {
      boolean neverHad =
          binding.takenOver() && binding.declared().provenance().adopts() && !released;
      return rule -> !neverHad;
    }
    Set<String> known = applied.get();
    if (known.isEmpty()) {
      return rule -> false;
    }
    return rule -> known.contains(AppliedRules.hash(rule.direction(), rule.permission()));
  }
}
