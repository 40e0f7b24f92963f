package dev.rolegate.operator.uses;

import dev.rolegate.model.Group;
import java.util.Map;
import java.util.Set;

/**
 * The {@code securityGroupSelector} of an AWSNodeTemplate, which Karpenter had before it had terms:
 * all tags must fit, by one of the values that commas part, and {@code *} stands for any key or
 * value. Ids are found where they stand.
 *
 * @see <a href="https://karpenter.sh/v0.31/concepts/node-templates/">Node Templates</a>
 */
final class TagSelector {
  private static final Set<String> IDS = Set.of("aws-ids", "aws::ids");

  private final Map<?, ?> tags;

  TagSelector(Map<?, ?> tags) {
    this.tags = tags;
  }

  boolean selects(Group group) {
    boolean hasTags = tags.keySet().stream().anyMatch(key -> !IDS.contains(String.valueOf(key)));
    return hasTags
        && tags.entrySet().stream()
            .filter(tag -> !IDS.contains(String.valueOf(tag.getKey())))
            .allMatch(
                tag -> hasTag(group, String.valueOf(tag.getKey()), String.valueOf(tag.getValue())));
  }

  private static boolean hasTag(Group group, String key, String values) {
    if (key.equals("*")) {
      return true;
    }
    String live = group.tags().get(key);
    if (live == null) {
      return false;
    }
    if (values.isEmpty() || FilterValue.matches(values, live)) {
      return true;
    }
    for (String value : values.split(",")) {
      if (FilterValue.matches(value.strip(), live)) {
        return true;
      }
    }
    return false;
  }
}
