package dev.rolegate.operator.uses;

import dev.rolegate.model.Group;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds groups in what objects write: by id, name or tag. */
final class GroupNames {
  private static final Pattern ID = Pattern.compile("(?<![0-9A-Za-z])sg-[0-9A-Za-z]+");

  private final Set<String> ids;
  private final List<Group> groups;

  /**
   * @param ids the groups that are looked for
   * @param groups the VPC's, by id; one that is not among them is found by its id alone
   */
  GroupNames(Set<String> ids, Map<String, Group> groups) {
    this.ids = Set.copyOf(ids);
    this.groups = ids.stream().sorted().filter(groups::containsKey).map(groups::get).toList();
  }

  /** Those whose id stands in the text, alone or as in an ARN. */
  Set<String> inText(String text) {
    if (!text.contains("sg-")) {
      return Set.of();
    }
    Set<String> found = new LinkedHashSet<>();
    Matcher matcher = ID.matcher(text);
    while (matcher.find()) {
      if (ids.contains(matcher.group())) {
        found.add(matcher.group());
      }
    }
    return found;
  }

  /**
   * Those with this name, or with a tag {@code Name} of this value: the load balancer controller
   * means the tag, Karpenter and EC2 the name.
   */
  Set<String> named(String name) {
    return where(
        group ->
            FilterValue.matches(name, group.name())
                || group.tags().containsKey("Name")
                    && FilterValue.matches(name, group.tags().get("Name")));
  }

  Set<String> where(Predicate<Group> test) {
    Set<String> found = new LinkedHashSet<>();
    groups.stream().filter(test).map(Group::groupId).forEach(found::add);
    return found;
  }
}
