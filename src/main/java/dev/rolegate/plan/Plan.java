package dev.rolegate.plan;

import dev.rolegate.model.GroupKey;
import dev.rolegate.model.WithheldRule;
import java.util.List;

/**
 * The ordered steps from a snapshot to the documented state, and how each declared group stands.
 * Equal inputs give an equal plan.
 *
 * @param vpc name of the ManagedVpc
 * @param undeclared ids of groups that carry this ManagedVpc's tags without a declaration; never
 *     touched
 */
public record Plan(
    String vpc, String vpcId, List<Step> steps, List<Verdict> verdicts, List<String> undeclared) {

  public Plan {
    steps = List.copyOf(steps);
    verdicts = List.copyOf(verdicts);
    undeclared = List.copyOf(undeclared);
  }

  /** SHA-256 over the steps' JSON, in hex: equal steps, equal hash. */
  public String hash() {
    return PlanJson.hash(this);
  }

  /** The changes that wait for an approval, sorted. */
  public List<HeldItem> held() {
    return HeldItems.of(steps);
  }

  /**
   * What an approval of exactly the held changes says, in hex.
   *
   * @param nonce makes it good for one use
   */
  public String approvalHash(String nonce) {
    return HeldItems.hash(held(), nonce);
  }

  /** True when nothing is to be done. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /**
   * How a declared group stands.
   *
   * @param groupId empty where no group exists yet
   * @param declared documented rules after merging, withheld ones included
   * @param live rules that the group has
   * @param matching documented rules that are live
   * @param kept live rules that stay because a withheld rule may mean them
   * @param problem why the group is left alone; {@link Problem#NONE} where it is not
   * @param problemDetail the holders, or the group that stands in the way, for the condition
   */
  public record Verdict(
      GroupKey key,
      String uid,
      long generation,
      String groupId,
      State state,
      int declared,
      int live,
      int matching,
      int kept,
      List<WithheldRule> withheld,
      Problem problem,
      List<String> problemDetail) {
    public Verdict {
      withheld = List.copyOf(withheld);
      problemDetail = List.copyOf(problemDetail);
    }

    Verdict withState(State value) {
      return new Verdict(
          key,
          uid,
          generation,
          groupId,
          value,
          declared,
          live,
          matching,
          kept,
          withheld,
          problem,
          problemDetail);
    }
  }

  /** State of a group against its declaration. */
  public enum State {
    /** Live content is the documented content. */
    IN_SYNC,
    /** The plan has steps for it. */
    CHANGES,
    /** It differs, and {@link Verdict#problem} or suspension leaves it so. */
    LEFT_ALONE,
    /** Its deletion is wanted and nothing of it is left. */
    GONE
  }

  /** Why a group is left alone. */
  public enum Problem {
    NONE,
    /** A group has the declared name, without the proof of ownership. */
    OWNERSHIP_UNPROVEN,
    /** The known group lost the tags that prove ownership. */
    OWNERSHIP_LOST,
    /** The group to adopt is another's, or the platform team does not give it to the namespace. */
    ADOPTION_REFUSED,
    /** The group to adopt is not in the VPC. */
    ADOPTED_GROUP_MISSING,
    /** {@code suspend: true}. */
    SUSPENDED,
    /** It is to be deleted, and something holds it or may hold it. */
    DELETION_BLOCKED,
    /** The declaration needs more rules than the quota allows. */
    QUOTA_EXCEEDED
  }
}
