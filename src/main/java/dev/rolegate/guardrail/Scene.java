package dev.rolegate.guardrail;

import dev.rolegate.model.AddressSet;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Surroundings;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** What expressions can look at beside the group. */
final class Scene {
  private final Docket docket;
  private final Block.Known known;
  private final Contents contents;
  private final VpcView vpc;

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

  Collection<AddressSet> addressSets() {
    return docket.surroundings().addressSets().values();
  }

  Optional<Set<String>> stale() {
    return docket.surroundings().stale();
  }

  /** True where the group is seen to exist in the VPC, so that a reference to it is good. */
  boolean isInVpc(String groupId) {
    return docket.snapshot().map(seen -> seen.groups().containsKey(groupId)).orElse(false);
  }
}
