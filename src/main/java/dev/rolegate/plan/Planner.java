package dev.rolegate.plan;

import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Retirement;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.model.VpcSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Decides what is to be done. Pure: equal inputs give an equal answer. */
public final class Planner {
  private final Quotas quotas;
  private final Aim aim;

  /** Plans what the documents say. */
  public Planner(Quotas quotas) {
    this(quotas, Aim.DOCUMENTS);
  }

  /**
   * @param aim what the desired states stand for
   */
  public Planner(Quotas quotas, Aim aim) {
    this.quotas = quotas;
    this.aim = aim;
  }

  /** The declared group that each live group is, by group id; only those proven to be it. */
  public static Map<String, GroupKey> managed(DesiredVpc desired, VpcSnapshot snapshot) {
    Map<String, GroupKey> managed = new TreeMap<>();
    for (Binding binding : new Bindings(desired, snapshot).all()) {
      if (binding.isManaged()) {
        managed.put(binding.groupId(), binding.declared().key());
      }
    }
    return managed;
  }

  /** What has to be read beyond the content of the groups before {@link #plan} can decide. */
  public Survey survey(DesiredVpc desired, VpcSnapshot snapshot) {
    Bindings bindings = new Bindings(desired, snapshot);
    Set<String> ruleIds = new TreeSet<>();
    Set<String> uses = new TreeSet<>();
    Set<String> prefixLists = new TreeSet<>();
    boolean vpc = false;
    for (Binding binding : bindings.all()) {
      if (binding.isManaged() && binding.declared().intent() == Intent.ABSENT) {
        uses.add(binding.groupId());
      }
    }
    for (Binding binding : bindings.all()) {
      vpc |= binding.isToBeCreated();
      if (binding.isToBeCreated()) {
        prefixLists(binding.declared().rules(), List.of(), prefixLists);
      }
      if (!binding.isManaged() || binding.declared().intent() == Intent.SUSPENDED) {
        continue;
      }
      boolean goes = uses.contains(binding.groupId());
      // Tags of rules are compared where ids were read: of groups that differ, or of all.
      if (goes && !binding.group().rules().isEmpty() || !aim.isWholeVpc()) {
        ruleIds.add(binding.groupId());
      }
      // Which of the groups can go shows only later; with all or none of them a group differs most.
      for (Set<String> doomed : uses.isEmpty() ? List.of(uses) : List.of(uses, Set.<String>of())) {
        Resolved resolved = Resolved.of(binding.declared(), bindings, doomed);
        if (GroupDiff.isNone(binding.group(), resolved.rules())) {
          continue;
        }
        GroupDiff diff = GroupDiff.of(binding.group(), resolved, doomed);
        if (diff.needsIds()) {
          ruleIds.add(binding.groupId());
        }
        if (diff.isMissingRules()) {
          prefixLists(resolved.rules(), binding.group().rules(), prefixLists);
        }
      }
    }
    if (!desired.retirements().isEmpty()) {
      RetiredGroups groups = new RetiredGroups(desired, snapshot, bindings);
      for (Retirement retirement : desired.retirements()) {
        vpc |= survey(retirement, groups, ruleIds, uses, prefixLists);
      }
    }
    Remedies.survey(desired, snapshot, bindings, ruleIds, uses);
    return new Survey(ruleIds, uses, prefixLists, vpc);
  }

  /** True where a group is to be made anew. */
  private static boolean survey(
      Retirement retirement,
      RetiredGroups groups,
      Set<String> ruleIds,
      Set<String> uses,
      Set<String> prefixLists) {
    Optional<Group> live = groups.live(retirement);
    if (retirement.wanted() == Wanted.RESTORE) {
      List<LiveRule> rules = live.map(Group::rules).orElse(List.of());
      prefixLists(List.of(), retirement.former().rules(), prefixLists);
      prefixLists(List.of(), rules, prefixLists);
      return live.isEmpty();
    }
    boolean emptied =
        retirement.wanted() == Wanted.QUARANTINE && live.filter(groups::isEmptied).isPresent();
    if (live.isPresent() && !emptied && groups.refusal(retirement).isEmpty()) {
      uses.add(retirement.groupId());
      if (!live.get().rules().isEmpty()) {
        ruleIds.add(retirement.groupId());
      }
    }
    return false;
  }

  private static void prefixLists(List<DesiredRule> rules, List<LiveRule> live, Set<String> into) {
    rules.forEach(rule -> prefixList(rule.permission().peer(), into));
    live.forEach(rule -> prefixList(rule.permission().peer(), into));
  }

  private static void prefixList(Peer peer, Set<String> into) {
    if (peer instanceof Peer.PrefixList list) {
      into.add(list.id());
    }
  }

  /**
   * The plan. The snapshot has to hold what {@link #survey} asked for.
   *
   * @param uses who holds the groups that are to be deleted; a group without an answer is held
   * @param consent beyond which steps are held
   * @throws IllegalArgumentException when the snapshot lacks rule ids that the survey asks for
   */
  public Plan plan(
      DesiredVpc desired, VpcSnapshot snapshot, Map<String, GroupUse> uses, Consent consent) {
    return new PlanRun(desired, snapshot, uses, consent, quotas, aim).plan();
  }
}
