package dev.rolegate.operator.status;

import dev.rolegate.api.AddressSet;
import dev.rolegate.api.AddressSetStatus;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.topology.AddressSets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes into an AddressSet's status what the set holds at a moment, and where it is used. */
public final class SetStatus {
  private static final AddressSetStatus EMPTY =
      new AddressSetStatus(null, null, null, null, null, null, null);

  private SetStatus() {}

  /** The status, or an empty one where there is none yet. */
  public static AddressSetStatus orEmpty(AddressSetStatus status) {
    return status == null ? EMPTY : status;
  }

  /**
   * The status of a set.
   *
   * @param users the RoleSecurityGroups whose rules name it
   */
  public static AddressSetStatus of(
      AddressSet set, AddressSetStatus before, List<RoleSecurityGroup> users, Instant now) {
    var content = AddressSets.read(set);
    long generation =
        set.getMetadata().getGeneration() == null ? 0 : set.getMetadata().getGeneration();
    int current = content.at(now).size();
    var findings =
        content.errors().isEmpty()
            ? Findings.ready(Reason.USABLE, "")
            : Findings.stalled(
                Reason.INVALID_SPEC,
                String.join("; ", content.errors())
                    + ". Rules that name the set are withheld until it is corrected");
    return new AddressSetStatus(
        generation,
        Conditions.of(findings.progress(), before.conditions(), generation, now),
        current,
        content.entries().size() - current,
        content.next(now).map(Instant::toString).orElse(null),
        users.size(),
        users.stream()
            .map(role -> role.getSpec().vpc())
            .distinct()
            .sorted()
            .limit(AddressSetStatus.MAX_USED_BY)
            .toList());
  }

  /** When the status changes by time alone. */
  public static Optional<Instant> next(AddressSet set, Instant now) {
    return AddressSets.read(set).next(now);
  }
}
