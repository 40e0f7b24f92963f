package dev.rolegate.plan;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One mutating EC2 call.
 *
 * @param number its place in the plan, from 1; a step waits only for smaller numbers
 * @param groups the groups that it changes; one, but for {@link Tag}
 * @param effect what it does to the flows that the group allows
 * @param reason why, for a reader of the plan
 * @param waits what it waits for; empty when it can go at once
 * @param interruptsUntracked true when it removes or modifies an any-address rule with an open
 *     counterpart in the other direction: EC2 does not track such connections and cuts them
 */
public record Step(
    int number,
    List<Target> groups,
    Action action,
    Effect effect,
    String reason,
    List<Wait> waits,
    Hold hold,
    boolean interruptsUntracked) {

  public Step {
    groups = List.copyOf(groups);
    waits = List.copyOf(waits);
  }

  /** The same step for another reason. */
  public Step because(String why) {
    return why.equals(reason)
        ? this
        : new Step(number, groups, action, effect, why, waits, hold, interruptsUntracked);
  }

  /** Why it takes rules from a group that nothing declares; empty for all other steps. */
  public Optional<Remedy> remedy() {
    return action instanceof Revoke revoke ? revoke.remedy() : Optional.empty();
  }

  /** The group of a step that has one. */
  public Target group() {
    return groups.get(0);
  }

  public boolean isHeld() {
    return hold != Hold.NONE;
  }

  /** What a step does to the flows of its group. */
  public enum Effect {
    WIDEN,
    NARROW,
    NEUTRAL
  }

  /** Why a step waits for approval. */
  public enum Hold {
    NONE(""),
    /** No room in the rules quota: adding needs a documented flow to be cut first. */
    QUOTA("the rules quota has no room, and something documented would be cut first"),
    /** The group is adopted, and its first narrowing was not approved yet. */
    ADOPTION("the group is adopted, and no removal from it was approved yet"),
    /** Changed documents narrow more of the VPC at once than {@code limits} allows. */
    NARROWING_LIMIT("changed documents remove more rules than limits.maxNarrowedPercent allows"),
    /** More groups would be deleted within an hour than {@code limits} allows. */
    DELETION_LIMIT("more groups would go than limits.maxGroupDeletionsPerHour allows"),
    /** Something has the default group, or may, and would be cut off by its closing. */
    DEFAULT_GROUP_USED("something has the default group, or may, and would be cut off");

    private final String text;

    Hold(String text) {
      this.text = text;
    }

    /** For people; empty for {@link #NONE}. */
    public String text() {
      return text;
    }
  }

  /** A group, by declaration and by id; the id is empty until the plan has created it. */
  public record Target(GroupKey key, String groupId) implements Comparable<Target> {
    @Override
    public int compareTo(Target other) {
      return key.compareTo(other.key);
    }

    @Override
    public String toString() {
      boolean known = groupId.isEmpty() || groupId.equals(key.toString());
      return known ? key.toString() : key + " (" + groupId + ")";
    }
  }

  /**
   * A reason to wait.
   *
   * @param step the number of the step to wait for; 0 where the plan starts in the waiting state
   */
  public record Wait(int step, Cause cause) implements Comparable<Wait> {
    @Override
    public int compareTo(Wait other) {
      int byStep = Integer.compare(step, other.step);
      return byStep != 0 ? byStep : cause.compareTo(other.cause);
    }
  }

  /** Why one step waits for another. */
  public enum Cause {
    /** The group that it changes or refers to has to exist. */
    GROUP_EXISTS("the group must exist"),
    /** An adopted group bears Rolegate's tags before anything of it is changed. */
    TAGGED("the group must bear Rolegate's tags"),
    /** A new group's default egress goes before anything else is done with the group. */
    DEFAULT_EGRESS("the default egress goes first"),
    /**
     * The removed rule carries documented flows: the rule that carries them from now on has to be
     * seen, and settled.
     */
    COVER_SEEN("the rule that takes over must be seen in effect"),
    /**
     * The removed rule may carry documented flows, as a group or prefix list may contain any
     * address. As {@link #COVER_SEEN}, but given up when that step fails for good.
     */
    COVER_LIKELY("the rule that may take over must be seen in effect"),
    /** The rules quota has room only afterwards. */
    QUOTA_ROOM("the rules quota has room only then"),
    /** A group that rules refer to cannot be deleted. */
    REFERENCES_GONE("references to the group must be gone"),
    /** A group's own rules go before the group. */
    RULES_GONE("the group's own rules go first"),
    /** The mark of a retired group goes last: until then the group is known as retired. */
    GIVEN_BACK("what was taken comes back first"),
    /** As {@link #GIVEN_BACK}, but given up when EC2 says that the peer does not exist. */
    GIVEN_BACK_IF_POSSIBLE("what was taken comes back first, where its peer still exists");

    private final String text;

    Cause(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** What is called, with its content. */
  public sealed interface Action {}

  /** CreateSecurityGroup. */
  public record Create(String groupName, String description, Map<String, String> tags)
      implements Action {}

  /** RevokeSecurityGroupEgress of what EC2 gave a new group, by content. */
  public record RevokeDefaultEgress(List<Permission> permissions) implements Action {}

  /** AuthorizeSecurityGroupIngress or Egress; a peer may be a group that the plan creates. */
  public record Authorize(
      Direction direction, List<DesiredRule> rules, Map<String, String> ruleTags)
      implements Action {}

  /** ModifySecurityGroupRules. */
  public record Modify(List<Change> changes) implements Action {}

  /** One rule of {@link Modify}. */
  public record Change(LiveRule from, DesiredRule to) {}

  /** RevokeSecurityGroupIngress or Egress by rule id. */
  public record Revoke(Direction direction, List<LiveRule> rules, Optional<Remedy> remedy)
      implements Action {
    /** Because of documents. */
    public Revoke(Direction direction, List<LiveRule> rules) {
      this(direction, rules, Optional.empty());
    }
  }

  /**
   * Why rules of a group go that nothing declares.
   *
   * @param guardrails names of those that condemn each of the rules; none where the VPC's default
   *     group is closed
   * @param onlyUnused true where they go only while nothing has the group
   */
  public record Remedy(List<String> guardrails, boolean onlyUnused) {
    public Remedy {
      guardrails = List.copyOf(guardrails);
    }
  }

  /** UpdateSecurityGroupRuleDescriptionsIngress or Egress. */
  public record Describe(Direction direction, List<Change> changes) implements Action {}

  /** CreateTags on groups and rules, all with the same tags. */
  public record Tag(List<String> resourceIds, Map<String, String> tags) implements Action {}

  /** DeleteTags: takes these tags off the step's group. */
  public record Untag(Map<String, String> tags) implements Action {}

  /** DeleteSecurityGroup. */
  public record Delete() implements Action {}
}
