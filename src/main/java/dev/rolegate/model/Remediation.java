package dev.rolegate.model;

import java.util.Comparator;
import java.util.List;

/**
 * What is to be taken from a group that no declaration names, or is to be once its time comes.
 *
 * @param closes true where every rule of the group is to go, as of a default group that is closed;
 *     {@code rules} is empty then
 * @param rules the condemned rules; others of the group are none of its business
 */
public record Remediation(String groupId, boolean closes, List<Condemned> rules) {

  /** In the order of their contents. */
  public Remediation {
    rules = rules.stream().sorted(Comparator.comparing(Condemned::rule)).toList();
  }

  /** Takes these rules. */
  public static Remediation of(String groupId, List<Condemned> rules) {
    return new Remediation(groupId, false, rules);
  }

  /** Takes every rule. */
  public static Remediation closing(String groupId) {
    return new Remediation(groupId, true, List.of());
  }

  /** Whether something may be taken now. */
  public boolean isDue() {
    return closes || rules.stream().anyMatch(Condemned::isDue);
  }

  /** The key of its steps' targets: no namespace, and the group's id. */
  public GroupKey key() {
    return new GroupKey("", groupId);
  }

  /**
   * A rule that goes.
   *
   * @param rule as it was when it was condemned, with its id where it is due; only what still has
   *     that id and that content is it
   * @param guardrails names of those that condemn it
   * @param waits until when or for what it stays, for people; empty where it may go now
   */
  public record Condemned(LiveRule rule, List<String> guardrails, String waits) {
    public Condemned {
      guardrails = guardrails.stream().sorted().toList();
    }

    public boolean isDue() {
      return waits.isEmpty();
    }
  }
}
