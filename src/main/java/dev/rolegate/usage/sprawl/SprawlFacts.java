package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Instance;
import dev.rolegate.model.Interface;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.VpcSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What findings are made from.
 *
 * @param ranges address blocks of the VPC; none where they are not known, and then nothing is said
 *     of private addresses
 * @param interfaces every interface of the VPC
 * @param instances every instance of the VPC that is not terminated
 * @param launches what launch templates name, and launch configurations where they were asked for
 * @param stale ids of groups that rules name and that EC2 says are gone, or behind a peering that
 *     is; empty where EC2 could not be asked
 * @param declared role and namespace of each declared group, by its id; empty where no documents
 *     are at hand, so that it is not known what is declared
 */
public record SprawlFacts(
    VpcSnapshot snapshot,
    Collection<Cidr> ranges,
    List<Interface> interfaces,
    List<Instance> instances,
    List<UseReport> launches,
    Optional<Set<String>> stale,
    Optional<Map<String, Role>> declared) {

  /**
   * A role that is declared.
   *
   * @param declaration its RoleSecurityGroup
   */
  public record Role(String name, GroupKey declaration) {}

  public SprawlFacts {
    ranges = List.copyOf(ranges);
    interfaces = List.copyOf(interfaces);
    instances = List.copyOf(instances);
    launches = List.copyOf(launches);
    stale = stale.map(Set::copyOf);
    declared = declared.map(Map::copyOf);
  }
}
