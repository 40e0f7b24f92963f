package dev.rolegate.guardrail;

import dev.rolegate.model.AddressSet;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Surroundings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What expressions can look at beside the group. */
final class Scene {
  private final Docket docket;
  private final Block.Known known;
  private final Contents contents;
  private final VpcView vpc;
  private final Unions.Known unions = new Unions.Known();
  private final Map<Optional<List<String>>, Cover> addressSets = new HashMap<>();

  Scene(Docket docket, Block.Known known) {
    this.docket = docket;
    this.known = known;
    contents = new Contents(docket.surroundings(), known);
    vpc = new VpcView(docket);
  }

  Instant now() {
    return docket.now();
  }

  String vpcName() {
    return docket.desired().name();
  }

  VpcView vpc() {
    return vpc;
  }

  Contents contents() {
    return contents;
  }

  Surroundings surroundings() {
    return docket.surroundings();
  }

  Block block(Cidr cidr) {
    return known.get(cidr);
  }

  /**
   * @throws IllegalArgumentException when it is no block; the message says what to write
   */
  Block block(String cidr) {
    return known.get(Cidr.parse(cidr));
  }

  /** What the AddressSets of these kinds cover; empty for those of all kinds. */
  Cover addressSets(Optional<List<String>> kinds) {
    return addressSets.computeIfAbsent(
        kinds,
        some ->
            new Cover(
                docket.surroundings().addressSets().values().stream()
                    .filter(set -> some.isEmpty() || some.get().contains(set.kind().text()))
                    .map(AddressSet::entries)
                    .flatMap(List::stream)
                    .map(known::get)
                    .toList()));
  }

  /** What the rules of groups come to that were looked at before. */
  Unions.Known unions() {
    return unions;
  }

  Optional<Set<String>> stale() {
    return docket.surroundings().stale();
  }

  /** True where the group is seen to exist in the VPC, so that a reference to it is good. */
  boolean isInVpc(String groupId) {
    return docket.snapshot().map(seen -> seen.groups().containsKey(groupId)).orElse(false);
  }
}
