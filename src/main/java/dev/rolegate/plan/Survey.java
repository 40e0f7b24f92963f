package dev.rolegate.plan;

import java.util.Set;

/**
 * What a planner has to know beyond the content of all groups.
 *
 * @param ruleIds groups whose rules have to be read with ids and tags, since they differ
 * @param uses groups that are to be deleted: who holds them
 * @param prefixLists lists whose weight decides whether a direction still fits its quota
 * @param vpc whether the VPC's facts are needed, because a group is to be created
 */
public record Survey(Set<String> ruleIds, Set<String> uses, Set<String> prefixLists, boolean vpc) {
  public Survey {
    ruleIds = Set.copyOf(ruleIds);
    uses = Set.copyOf(uses);
    prefixLists = Set.copyOf(prefixLists);
  }
}
