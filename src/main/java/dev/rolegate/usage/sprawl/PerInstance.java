package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.Interface;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Groups that serve one instance each: families whose names differ in a number, an address or an
 * instance id only, and single ones that name their instance. Those whose instance is gone count.
 */
final class PerInstance {
  private static final Pattern INSTANCE = Pattern.compile("\\bi-[0-9a-f]{8,17}\\b");

  private final Vpc vpc;

  private PerInstance(Vpc vpc) {
    this.vpc = vpc;
  }

  /**
   * @param instanceId of the one instance
   */
  private record Single(Group group, String instanceId, boolean gone) {}

  static List<SprawlFinding> find(Vpc vpc) {
    PerInstance search = new PerInstance(vpc);
    Map<String, List<Single>> families = new TreeMap<>();
    for (Group group : vpc.subjects()) {
      if (vpc.declared(group.groupId()).isEmpty() && !LaunchWizards.isOne(group)) {
        Single single = search.single(group);
        if (single != null) {
          families.computeIfAbsent(Words.pattern(group.name()), p -> new ArrayList<>()).add(single);
        }
      }
    }
    List<SprawlFinding> findings = new ArrayList<>();
    families.forEach(
        (pattern, family) -> {
          if (family.size() > 1 || search.namesIts(family.get(0))) {
            findings.add(search.finding(pattern, family));
          }
        });
    return findings;
  }

  /** Null for a group that serves no instance, or several, or something else too. */
  private Single single(Group group) {
    Set<String> holders = new HashSet<>();
    vpc.members(group.groupId()).stream().map(Interface::instanceId).forEach(holders::add);
    if (holders.size() == 1 && !holders.contains("")) {
      return new Single(group, holders.iterator().next(), false);
    }
    if (!holders.isEmpty()) {
      return null;
    }
    Set<String> named = new TreeSet<>();
    INSTANCE
        .matcher(group.name() + " " + group.description() + " " + new TreeMap<>(group.tags()))
        .results()
        .map(MatchResult::group)
        .forEach(named::add);
    boolean gone = !named.isEmpty() && named.stream().noneMatch(vpc::isPresent);
    return gone ? new Single(group, named.iterator().next(), true) : null;
  }

  private boolean namesIts(Single single) {
    String name = single.group().name();
    return single.gone()
        || name.contains(single.instanceId())
        || name.equals(instanceName(single)) && !Words.pattern(name).equals(name);
  }

  private String instanceName(Single single) {
    return vpc.instance(single.instanceId())
        .map(instance -> instance.tags().getOrDefault("Name", ""))
        .orElse("");
  }

  private SprawlFinding finding(String pattern, List<Single> family) {
    List<String> lines = new ArrayList<>();
    Set<Set<Permission>> contents = new HashSet<>();
    int gone = 0;
    for (Single single : family) {
      lines.add(line(single));
      contents.add(ingress(single.group()));
      gone += single.gone() ? 1 : 0;
    }
    List<String> evidence = new ArrayList<>(Words.first(lines, "of them"));
    if (gone > 0) {
      evidence.add("the instances of " + Words.count(gone, "group") + " are gone");
    }
    if (family.size() > 1) {
      evidence.add(
          contents.size() == 1
              ? "all of them let in the same"
              : "they let in " + contents.size() + " different sets of rules");
    }
    boolean allGone = gone == family.size();
    String proposal =
        allGone
            ? "Let the orphans of the ManagedVpc retire them."
            : "Declare one role for these machines, and let each carry its group in place of its"
                + " own.";
    return new SprawlFinding(
        SprawlKind.PER_INSTANCE,
        Words.count(family.size(), "group")
            + " for one instance each, named "
            + (family.size() == 1 ? family.get(0).group().name() : pattern),
        family.stream().map(single -> single.group().groupId()).toList(),
        2 * family.size(),
        evidence,
        proposal,
        allGone ? "" : yaml(pattern, family));
  }

  private String line(Single single) {
    String name = instanceName(single);
    return Vpc.text(single.group())
        + (single.gone() ? " was for " : " is on ")
        + single.instanceId()
        + (single.gone() ? ", which is gone" : name.isEmpty() ? " alone" : " (" + name + ") alone");
  }

  private static Set<Permission> ingress(Group group) {
    Set<Permission> found = new LinkedHashSet<>();
    for (LiveRule rule : group.rules()) {
      if (rule.direction() == Direction.INGRESS) {
        found.add(Vpc.comparable(group, rule));
      }
    }
    return found;
  }

  /** What all of them let in. */
  private static String yaml(String pattern, List<Single> family) {
    Set<Permission> common = ingress(family.get(0).group());
    family.forEach(single -> common.retainAll(ingress(single.group())));
    return Snippet.ingress(common, Snippet.roleOf(pattern));
  }
}
