package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Instance;
import dev.rolegate.model.Interface;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.VpcSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What findings are made from. Where a part is not known, nothing is concluded from its absence.
 *
 * @param ranges address blocks of the VPC
 * @param interfaces every interface of the VPC
 * @param instances every instance of the VPC that is not terminated
 * @param launches what launch templates name, and launch configurations where they were asked for
 * @param stale ids of groups that rules name and that EC2 says are gone, or behind a peering that
 *     is
 * @param declared role and namespace of each declared group, by its id
 */
public record SprawlFacts(
    VpcSnapshot snapshot,
    Fact<List<Cidr>> ranges,
    Fact<List<Interface>> interfaces,
    Fact<List<Instance>> instances,
    List<UseReport> launches,
    Fact<Set<String>> stale,
    Fact<Map<String, Role>> declared) {

  /** What may be unknown. */
  enum Part {
    RANGES,
    INTERFACES,
    INSTANCES,
    LAUNCHES,
    STALE,
    DECLARED
  }

  /**
   * A role that is declared.
   *
   * @param declaration its RoleSecurityGroup
   */
  public record Role(String name, GroupKey declaration) {}

  public SprawlFacts {
    ranges = ranges.map(List::copyOf);
    interfaces = interfaces.map(List::copyOf);
    instances = instances.map(List::copyOf);
    launches = List.copyOf(launches);
    stale = stale.map(Set::copyOf);
    declared = declared.map(Map::copyOf);
  }

  boolean knows(Part part) {
    return switch (part) {
      case RANGES -> ranges.isKnown();
      case INTERFACES -> interfaces.isKnown();
      case INSTANCES -> instances.isKnown();
      case LAUNCHES -> launches.stream().allMatch(UseReport::isComplete);
      case STALE -> stale.isKnown();
      case DECLARED -> declared.isKnown();
    };
  }

  /** What is not known, a line each. */
  List<String> missing() {
    return Stream.concat(
            Stream.of(interfaces, instances, ranges, stale, declared)
                .filter(fact -> !fact.isKnown())
                .map(Fact::why),
            launches.stream()
                .filter(report -> !report.isComplete())
                .map(report -> report.collector().apiName() + ": " + report.why()))
        .toList();
  }
}
