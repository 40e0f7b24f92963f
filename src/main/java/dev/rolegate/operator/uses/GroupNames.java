package dev.rolegate.operator.uses;

import dev.rolegate.model.Group;
import java.util.HashMap;
import java.util.HashSet;
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

  /**
   * How many different patterns of names one look tries. Any tenant may write an annotation of many
   * thousand, and each is held against every group.
   */
  static final int PATTERNS = 1_000;

  private final Set<String> ids;
  private final List<Group> groups;
  private final Map<String, Set<String>> byName = new HashMap<>();
  private final Map<String, Set<String>> byPattern = new HashMap<>();
  private boolean exceeded;

  /**
   * @param ids the groups that are looked for
   * @param groups the VPC's, by id; one that is not among them is found by its id alone
   */
  GroupNames(Set<String> ids, Map<String, Group> groups) {
    this.ids = Set.copyOf(ids);
    this.groups = ids.stream().sorted().filter(groups::containsKey).map(groups::get).toList();
    for (Group group : this.groups) {
      byName.computeIfAbsent(group.name(), name -> new HashSet<>()).add(group.groupId());
      if (group.tags().containsKey("Name")) {
        byName
            .computeIfAbsent(group.tags().get("Name"), name -> new HashSet<>())
            .add(group.groupId());
      }
    }
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
    Set<String> found = new HashSet<>(byName.getOrDefault(name, Set.of()));
    if (FilterValue.isPattern(name)) {
      found.addAll(fitting(name));
    }
    return found;
  }

  private Set<String> fitting(String pattern) {
    if (byPattern.size() >= PATTERNS && !byPattern.containsKey(pattern)) {
      exceeded = true;
      return Set.of();
    }
    return byPattern.computeIfAbsent(
        pattern,
        key ->
            where(
                group ->
                    FilterValue.matches(key, group.name())
                        || group.tags().containsKey("Name")
                            && FilterValue.matches(key, group.tags().get("Name"))));
  }

  /** Whether there were more than {@link #PATTERNS} of them, so that some were not tried. */
  boolean isExceeded() {
    return exceeded;
  }

  Set<String> where(Predicate<Group> test) {
    Set<String> found = new LinkedHashSet<>();
    groups.stream().filter(test).map(Group::groupId).forEach(found::add);
    return found;
  }
}
