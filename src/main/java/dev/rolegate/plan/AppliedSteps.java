package dev.rolegate.plan;

import dev.rolegate.model.AppliedRules;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** What steps that were carried out add to the rules that are known as Rolegate's, and take. */
final class AppliedSteps {
  private final SortedSet<String> hashes;
  private final Function<GroupKey, String> ids;

  private AppliedSteps(SortedSet<String> before, Function<GroupKey, String> ids) {
    this.hashes = new TreeSet<>(before);
    this.ids = ids;
  }

  static SortedSet<String> after(
      SortedSet<String> before,
      GroupKey key,
      Collection<Step> done,
      Function<GroupKey, String> ids) {
    AppliedSteps steps = new AppliedSteps(before, ids);
    done.stream().filter(step -> step.group().key().equals(key)).forEach(steps::apply);
    return steps.hashes;
  }

  private void apply(Step step) {
    if (step.action() instanceof Step.Authorize authorize) {
      authorize.rules().forEach(this::add);
    } else if (step.action() instanceof Step.Revoke revoke) {
      revoke.rules().forEach(this::remove);
    } else if (step.action() instanceof Step.Modify modify) {
      modify.changes().forEach(change -> remove(change.from()));
      modify.changes().forEach(change -> add(change.to()));
    } else if (step.action() instanceof Step.Describe describe) {
      // A new group's default egress becomes a documented rule by its description alone.
      describe.changes().forEach(change -> add(change.to()));
    }
  }

  private void remove(LiveRule rule) {
    hashes.remove(AppliedRules.hash(rule.direction(), rule.permission()));
  }

  private void add(DesiredRule rule) {
    if (!(rule.permission().peer() instanceof Peer.Declared peer)) {
      add(rule.direction(), rule.permission());
      return;
    }
    String id = ids.apply(peer.key());
    if (id != null && !id.isEmpty()) {
      add(rule.direction(), rule.permission().withPeer(new Peer.Group(id)));
    }
  }

  private void add(Direction direction, Permission permission) {
    hashes.add(AppliedRules.hash(direction, permission));
  }
}
