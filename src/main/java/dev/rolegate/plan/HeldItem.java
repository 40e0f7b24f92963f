package dev.rolegate.plan;

import dev.rolegate.model.AppliedRules;
import java.util.Comparator;

/**
 * One change that waits for an approval: what an approval is about.
 *
 * @param groupId the group that it changes
 * @param kind of change, EC2's word for it, as {@code Revoke} or {@code Delete}
 * @param what the rule that it changes, with its direction; empty for the group itself
 */
public record HeldItem(String groupId, String kind, String what) implements Comparable<HeldItem> {
  private static final Comparator<HeldItem> ORDER =
      Comparator.comparing(HeldItem::groupId)
          .thenComparing(HeldItem::kind)
          .thenComparing(HeldItem::what);

  /** Ten hexadecimal digits that name the change, whenever and wherever it is planned. */
  public String hash() {
    return AppliedRules.shortHash(groupId + " " + kind + " " + what);
  }

  /** For people, as {@code Revoke ingress tcp 443 10.0.0.0/8}. */
  public String text() {
    return what.isEmpty() ? kind + " the group" : kind + " " + what;
  }

  @Override
  public int compareTo(HeldItem other) {
    return ORDER.compare(this, other);
  }
}
