package dev.rolegate.model;

import java.util.Comparator;
import java.util.Map;

/**
 * A rule as EC2 holds it.
 *
 * @param ruleId its {@code sgr-} id; empty where the group was read as a whole, since
 *     DescribeSecurityGroups gives content only
 * @param description empty where it has none
 * @param tags the rule's tags; empty where {@link #ruleId} is
 * @param settled false while the rule is an own write that no read has shown yet, or showed less
 *     than the settle time ago: such a rule does not count as in effect
 */
public record LiveRule(
    String ruleId,
    Direction direction,
    Permission permission,
    String description,
    Map<String, String> tags,
    boolean settled)
    implements Comparable<LiveRule> {
  private static final Comparator<LiveRule> ORDER =
      Comparator.comparing(LiveRule::direction)
          .thenComparing(LiveRule::permission)
          .thenComparing(LiveRule::ruleId);

  public LiveRule {
    tags = Map.copyOf(tags);
  }

  /** A rule as DescribeSecurityGroups shows it. */
  public static LiveRule content(Direction direction, Permission permission, String description) {
    return new LiveRule("", direction, permission, description, Map.of(), true);
  }

  /** True when the {@code sgr-} id and tags were read. */
  public boolean hasId() {
    return !ruleId.isEmpty();
  }

  public LiveRule withSettled(boolean value) {
    return new LiveRule(ruleId, direction, permission, description, tags, value);
  }

  public LiveRule withPermission(Permission value) {
    return new LiveRule(ruleId, direction, value, description, tags, settled);
  }

  public LiveRule withDescription(String value) {
    return new LiveRule(ruleId, direction, permission, value, tags, settled);
  }

  public LiveRule withTags(Map<String, String> value) {
    return new LiveRule(ruleId, direction, permission, description, value, settled);
  }

  /** The rule name that Rolegate put before the first colon of the description; else empty. */
  public String ruleName() {
    int colon = description.indexOf(": ");
    return colon <= 0 ? "" : description.substring(0, colon);
  }

  @Override
  public int compareTo(LiveRule other) {
    return ORDER.compare(this, other);
  }
}
