package dev.rolegate.plan;

import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.plan.Draft.Phase;
import dev.rolegate.plan.Step.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collects missing and changed tags of groups and rules, so that resources that need equal tags
 * share a call; EC2 takes up to 1,000 in one.
 */
final class TagDrift {
  private static final int RESOURCES_A_CALL = 1000;

  private record Resource(Step.Target group, String id) {}

  private final Map<String, List<Resource>> resources = new TreeMap<>();
  private final Map<String, Map<String, String>> tagSets = new TreeMap<>();

  /** Compares the tags that Rolegate puts on a group; others' tags are not looked at. */
  void group(Step.Target target, Group live, Map<String, String> wanted) {
    add(target, live.groupId(), live.tags(), wanted);
  }

  /** The first step of a group that is taken over: all its tags, since they are the proof. */
  static Draft takeOver(Step.Target target, Map<String, String> wanted, String reason) {
    return new Draft(
        Phase.TAKE_OVER,
        List.of(target),
        new Step.Tag(List.of(target.groupId()), wanted),
        Effect.NEUTRAL,
        reason);
  }

  /** Compares the tags of a rule that was read with its tags. */
  void rule(Step.Target target, LiveRule live, Map<String, String> wanted) {
    if (live.hasId()) {
      add(target, live.ruleId(), live.tags(), wanted);
    }
  }

  private void add(
      Step.Target target, String id, Map<String, String> live, Map<String, String> wanted) {
    if (live.entrySet().containsAll(wanted.entrySet())) {
      return;
    }
    Map<String, String> differing = new TreeMap<>(wanted);
    differing.entrySet().removeIf(tag -> tag.getValue().equals(live.get(tag.getKey())));
    String set = differing.toString();
    tagSets.put(set, differing);
    resources.computeIfAbsent(set, s -> new ArrayList<>()).add(new Resource(target, id));
  }

  List<Draft> drafts() {
    List<Draft> drafts = new ArrayList<>();
    resources.forEach(
        (set, all) -> {
          for (int start = 0; start < all.size(); start += RESOURCES_A_CALL) {
            List<Resource> part =
                all.subList(start, Math.min(all.size(), start + RESOURCES_A_CALL));
            TreeSet<Step.Target> groups = new TreeSet<>();
            part.forEach(resource -> groups.add(resource.group()));
            drafts.add(
                new Draft(
                    Phase.TAG,
                    List.copyOf(groups),
                    new Step.Tag(
                        part.stream().map(Resource::id).sorted().toList(), tagSets.get(set)),
                    Effect.NEUTRAL,
                    "the tags differ from the documented ones"));
          }
        });
    return drafts;
  }
}
