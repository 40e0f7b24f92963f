package dev.rolegate.guardrail;

import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.Surroundings;
import dev.rolegate.model.VpcSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is judged: the declared groups of a VPC, and its live ones.
 *
 * @param snapshot empty where only documents are at hand
 * @param exemptions accepted exceptions; those that do not count at {@code now} are left out of
 *     account
 */
public record Docket(
    DesiredVpc desired,
    Optional<VpcSnapshot> snapshot,
    Surroundings surroundings,
    List<Exemption> exemptions,
    Instant now) {
  public Docket {
    exemptions = List.copyOf(exemptions);
  }
}
