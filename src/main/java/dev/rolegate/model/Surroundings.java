package dev.rolegate.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What guardrails are told beside documents and groups. Whatever is empty here is unknown, and a
 * verdict that would need it is unknown too.
 *
 * @param ranges the VPC's own address blocks
 * @param prefixLists content of prefix lists by id; a list that is missing is unknown
 * @param addressSets by name
 * @param managed the declared group that a live group is, by group id; groups that are missing are
 *     unmanaged
 * @param findings what the last look at sprawl says, by kind, as {@code LaunchWizard}, and group
 *     id, each with its line of text; a kind that is missing is unknown
 * @param stale ids of groups that rules name, and that are gone or out of reach for ever
 */
public record Surroundings(
    Optional<List<Cidr>> ranges,
    Subnets subnets,
    Map<String, List<Cidr>> prefixLists,
    Map<String, AddressSet> addressSets,
    Map<String, GroupKey> managed,
    Map<String, Map<String, String>> findings,
    Optional<Set<String>> stale) {

  /** Nothing is known. */
  public static final Surroundings UNKNOWN =
      new Surroundings(
          Optional.empty(),
          Subnets.UNKNOWN,
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          Optional.empty());

  /**
   * @param subnets empty where nobody has looked for them
   */
  public Surroundings(
      Optional<List<Cidr>> ranges,
      Optional<List<Cidr>> subnets,
      Map<String, List<Cidr>> prefixLists,
      Map<String, AddressSet> addressSets,
      Map<String, GroupKey> managed,
      Map<String, Map<String, String>> findings,
      Optional<Set<String>> stale) {
    this(
        ranges,
        subnets.map(Subnets::of).orElse(Subnets.UNKNOWN),
        prefixLists,
        addressSets,
        managed,
        findings,
        stale);
  }

  public Surroundings {
    prefixLists = Map.copyOf(prefixLists);
    addressSets = Map.copyOf(addressSets);
    managed = Map.copyOf(managed);
    findings = Map.copyOf(findings);
  }
}
