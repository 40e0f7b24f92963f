package dev.rolegate.usage.sprawl;

import dev.rolegate.usage.sprawl.SprawlFacts.Part;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What of a VPC's groups could be fewer or plainer.
 *
 * @param findings the worst first
 * @param counts how many findings there are of each kind. A kind of which nothing was found, and
 *     for which not everything could be looked at, is not in it: none found is not none there
 * @param missing what could not be looked at, a line each: findings that rest on it may be lacking
 */
public record Sprawl(
    List<SprawlFinding> findings, Map<SprawlKind, Integer> counts, List<String> missing) {

  public Sprawl {
    findings = findings.stream().sorted().toList();
    Map<SprawlKind, Integer> byKind = new EnumMap<>(SprawlKind.class);
    byKind.putAll(counts);
    counts = Collections.unmodifiableMap(byKind);
    missing = List.copyOf(missing);
  }

  /** Takes time nearly in proportion to groups, rules and interfaces. */
  public static Sprawl of(SprawlFacts facts) {
    Vpc vpc = new Vpc(facts);
    List<SprawlFinding> perInstance = withInterfaces(facts, () -> PerInstance.find(vpc));
    List<SprawlFinding> findings =
        Stream.of(
                withInterfaces(facts, () -> AllInOne.find(vpc)),
                perInstance,
                withInterfaces(facts, () -> LaunchWizards.find(vpc)),
                StaleReferences.find(vpc),
                withInterfaces(facts, () -> DeadPeers.find(vpc)),
                Duplicates.find(vpc, perInstance),
                withInterfaces(facts, () -> Contained.find(vpc)),
                withInterfaces(facts, () -> RoleReferences.find(vpc)),
                UndeclaredLaunches.find(vpc))
            .flatMap(List::stream)
            .toList();
    return new Sprawl(findings, counts(facts, findings), facts.missing());
  }

  /** Without them every group would look unused, and every address free. */
  private static List<SprawlFinding> withInterfaces(
      SprawlFacts facts, Supplier<List<SprawlFinding>> find) {
    return facts.knows(Part.INTERFACES) ? find.get() : List.of();
  }

  private static Map<SprawlKind, Integer> counts(SprawlFacts facts, List<SprawlFinding> findings) {
    Map<SprawlKind, Integer> counts = new EnumMap<>(SprawlKind.class);
    for (SprawlKind kind : SprawlKind.values()) {
      if (kind.needs().stream().allMatch(facts::knows)) {
        counts.put(kind, 0);
      }
    }
    findings.forEach(finding -> counts.merge(finding.kind(), 1, Integer::sum));
    return counts;
  }

  /**
   * What is said of each group, by kind and the group's id: a line each. Kinds that could not be
   * looked for are missing.
   */
  public Map<String, Map<String, String>> byGroup() {
    Map<String, Map<String, String>> kinds = new TreeMap<>();
    counts.keySet().forEach(kind -> kinds.put(kind.apiName(), new TreeMap<>()));
    for (SprawlFinding finding : findings) {
      for (String groupId : finding.groupIds()) {
        kinds
            .computeIfAbsent(finding.kind().apiName(), kind -> new TreeMap<>())
            .putIfAbsent(groupId, finding.subject() + ". " + finding.proposal());
      }
    }
    return kinds;
  }

  /** The first findings, for a status. */
  public List<SprawlFinding> worst(int most) {
    return findings.stream().limit(most).toList();
  }
}
