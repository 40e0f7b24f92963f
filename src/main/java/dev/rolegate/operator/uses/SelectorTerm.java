package dev.rolegate.operator.uses;

import dev.rolegate.model.Group;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One of Karpenter's {@code securityGroupSelectorTerms}, which EKS Auto Mode has too. The terms of
 * a class are alternatives. Within a term an id excludes the rest, a name excludes tags, and of
 * tags all must be there; Karpenter hands name and values to EC2's filters, whose wildcards count,
 * and asks for the key alone where the value is {@code *}. It does not ask for a VPC.
 *
 * @see <a href="https://karpenter.sh/docs/concepts/nodeclasses/">NodeClasses</a>
 */
final class SelectorTerm {
  private static final Set<String> KNOWN = Set.of("id", "name", "tags");

  private final Map<?, ?> term;

  private SelectorTerm(Map<?, ?> term) {
    this.term = term;
  }

  /**
   * Empty for a term that Rolegate cannot read: with other fields, or with none, where Karpenter's
   * versions differ on whether it selects every group.
   */
  static Optional<SelectorTerm> of(Object written) {
    if (!(written instanceof Map<?, ?> term) || !KNOWN.containsAll(term.keySet())) {
      return Optional.empty();
    }
    boolean selects =
        isText(term.get("id"))
            || isText(term.get("name"))
            || term.get("tags") instanceof Map<?, ?> tags
                && !tags.isEmpty()
                && tags.values().stream().allMatch(String.class::isInstance);
    return selects ? Optional.of(new SelectorTerm(term)) : Optional.empty();
  }

  private static boolean isText(Object value) {
    return value instanceof String text && !text.isEmpty();
  }

  boolean selects(Group group) {
    if (isText(term.get("id"))) {
      return term.get("id").equals(group.groupId());
    }
    if (isText(term.get("name"))) {
      return FilterValue.matches((String) term.get("name"), group.name());
    }
    return ((Map<?, ?>) term.get("tags"))
        .entrySet().stream()
            .allMatch(tag -> hasTag(group, (String) tag.getKey(), (String) tag.getValue()));
  }

  private static boolean hasTag(Group group, String key, String value) {
    String live = group.tags().get(key);
    return live != null && FilterValue.matches(value, live);
  }
}
