package dev.rolegate.plan;

import dev.rolegate.model.AppliedRules;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.model.WithheldRule;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The ordered steps from a snapshot to the documented state, and how each declared group stands.
 * Equal inputs give an equal plan.
 *
 * @param vpc name of the ManagedVpc
 * @param undeclared ids of groups that carry this ManagedVpc's tags without a declaration; never
 *     touched, but for those among {@code retirements}
 * @param retirements how the groups stand that nothing declares and of which something is wanted,
 *     by name
 * @param remediations how the groups stand that nothing declares and from which something is to be
 *     taken, by id
 */
public record Plan(
    String vpc,
    String vpcId,
    List<Step> steps,
    List<Verdict> verdicts,
    List<String> undeclared,
    List<RetirementVerdict> retirements,
    List<RemediationVerdict> remediations) {

  public Plan {
    steps = List.copyOf(steps);
    verdicts = List.copyOf(verdicts);
    undeclared = List.copyOf(undeclared);
    retirements = List.copyOf(retirements);
    remediations = List.copyOf(remediations);
  }

  /** With nothing to take from groups that nothing declares. */
  public Plan(
      String vpc, String vpcId, List<Step> steps, List<Verdict> verdicts, List<String> undeclared) {
    this(vpc, vpcId, steps, verdicts, undeclared, List.of(), List.of());
  }

  /** True for a step that gives a retired group, or one that named it, back what it had. */
  public boolean isRestoring(Step step) {
    return step.group().key().namespace().isEmpty()
        && retirements.stream()
            .anyMatch(
                verdict ->
                    verdict.wanted() == Wanted.RESTORE && verdict.key().equals(step.group().key()));
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
   * @param held changes of the group that wait for an approval
   * @param ours live rules that are documented, or were when last looked at; empty where the group
   *     was not compared, so that nothing new is known of them
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
      List<String> problemDetail,
      Adoption adoption,
      int held,
      Optional<List<LiveRule>> ours) {
    public Verdict {
      withheld = List.copyOf(withheld);
      problemDetail = List.copyOf(problemDetail);
    }

    /**
     * Short hashes of the live rules that are documented or were, so that what is held stays known
     * as Rolegate's; empty where what a status says of them is to stay.
     */
    public Optional<SortedSet<String>> applied() {
      return ours.map(
          rules -> {
            SortedSet<String> hashes = new TreeSet<>();
            rules.forEach(
                rule -> hashes.add(AppliedRules.hash(rule.direction(), rule.permission())));
            return hashes;
          });
    }

    /**
     * {@link #applied()} after a pass.
     *
     * @param done steps of the plan that were carried out
     * @param ids the group id of a declared peer; empty where none is known, and then the rule is
     *     known from the next check on
     */
    public Optional<SortedSet<String>> appliedAfter(
        Collection<Step> done, Function<GroupKey, String> ids) {
      return applied().map(before -> AppliedSteps.after(before, key, done, ids));
    }

    /** The same with these withheld rules. */
    public Verdict withWithheld(List<WithheldRule> value) {
      return new Verdict(
          key,
          uid,
          generation,
          groupId,
          state,
          declared,
          live,
          matching,
          kept,
          value,
          problem,
          problemDetail,
          adoption,
          held,
          ours);
    }

    Verdict settled(State value, int heldChanges) {
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
          problemDetail,
          adoption,
          heldChanges,
          ours);
    }
  }

  /** Whether Rolegate made the group. */
  public enum Adoption {
    /** It did. */
    NONE,
    /** Taken over, and every removal waits for the first approved one. */
    HELD,
    /** Taken over, and as any other since a removal was approved and made. */
    RELEASED
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
