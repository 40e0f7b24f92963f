package dev.rolegate.operator.uses;

import dev.rolegate.model.Group;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Filters of DescribeSecurityGroups, as Cluster API and OpenShift's machines write them: each must
 * hold, by one of its values. A filter that Rolegate does not know counts as one that holds, so
 * that no use is missed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html">
 *     DescribeSecurityGroups</a>
 */
final class Ec2Filters {
  private static final String TAG = "tag:";

  private final List<Map<?, ?>> filters;

  Ec2Filters(List<Map<?, ?>> filters) {
    this.filters = List.copyOf(filters);
  }

  /** False without any filter: then nothing is selected by them. */
  boolean select(Group group) {
    return !filters.isEmpty() && filters.stream().allMatch(filter -> holds(filter, group));
  }

  private static boolean holds(Map<?, ?> filter, Group group) {
    if (!(filter.get("name") instanceof String name)
        || !(filter.get("values") instanceof Collection<?> values)) {
      return true;
    }
    if (name.startsWith(TAG)) {
      String live = group.tags().get(name.substring(TAG.length()));
      return live != null && FilterValue.anyMatches(values, live);
    }
    return switch (name) {
      case "group-id" -> FilterValue.anyMatches(values, group.groupId());
      case "group-name" -> FilterValue.anyMatches(values, group.name());
      case "description" -> FilterValue.anyMatches(values, group.description());
      case "owner-id" -> FilterValue.anyMatches(values, group.ownerId());
      case "vpc-id" -> FilterValue.anyMatches(values, group.vpcId());
      case "tag-key" ->
          group.tags().keySet().stream().anyMatch(key -> FilterValue.anyMatches(values, key));
      default -> true;
    };
  }
}
