package dev.rolegate.execute.audit;

import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a call changes, as it was or as it becomes.
 *
 * @param group name, description and tags of a group that is made or deleted, its rules apart; null
 *     where the call does neither
 * @param rules the rules that the call adds, changes or removes; of a deleted group all that it had
 *     when it was last read. Ids are empty where EC2 gives them only in its answer, or none was
 *     read.
 * @param tags by resource id, those of the keys that the call writes
 */
public record AuditState(Group group, List<LiveRule> rules, Map<String, Map<String, String>> tags) {
  public static final AuditState NOTHING = new AuditState(null, List.of(), Map.of());

  public AuditState {
    rules = List.copyOf(rules);
    tags = new TreeMap<>(tags);
  }

  public static AuditState of(Group group) {
    return new AuditState(group.withRules(List.of(), true), group.rules(), Map.of());
  }

  public static AuditState rules(List<LiveRule> rules) {
    return new AuditState(null, rules, Map.of());
  }

  public static AuditState tags(Map<String, Map<String, String>> tags) {
    return new AuditState(null, List.of(), tags);
  }

  public boolean isNothing() {
    return group == null && rules.isEmpty() && tags.isEmpty();
  }
}
