package dev.rolegate.execute;

import dev.rolegate.model.GroupKey;
import dev.rolegate.plan.Step;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the steps of one pass found out, beyond their results. Thread-safe. */
final class Effects {
  private final Map<GroupKey, String> created = new ConcurrentHashMap<>();
  private final Set<GroupKey> adopted = ConcurrentHashMap.newKeySet();
  private final Set<Integer> unseen = ConcurrentHashMap.newKeySet();
  private final Set<Integer> unsure = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean readAgain = new AtomicBoolean();

  void created(GroupKey key, String groupId) {
    created.put(key, groupId);
  }

  /** The group existed already; what it holds comes from a read, so the rest has to wait for it. */
  void adopted(GroupKey key, String groupId) {
    created.put(key, groupId);
    adopted.add(key);
    readAgain();
  }

  boolean isAdopted(GroupKey key) {
    return adopted.contains(key);
  }

  /** The id of a step's group; empty where this pass has not created it. */
  String idOf(Step.Target target) {
    return target.groupId().isEmpty() ? idOf(target.key()) : target.groupId();
  }

  String idOf(GroupKey key) {
    return created.getOrDefault(key, "");
  }

  /** The step named a group of our own that EC2 does not show yet. */
  void notSeenYet(Step step) {
    unseen.add(step.number());
  }

  boolean isUnseen(Step step) {
    return unseen.contains(step.number());
  }

  /** The step was not begun, as what it relies on may be read too early. */
  void unsure(Step step) {
    unsure.add(step.number());
  }

  boolean isUnsure(Step step) {
    return unsure.contains(step.number());
  }

  /** EC2 is not as the plan took it to be: the next pass has to read before it decides. */
  void readAgain() {
    readAgain.set(true);
  }

  boolean mustReadAgain() {
    return readAgain.get();
  }
}
