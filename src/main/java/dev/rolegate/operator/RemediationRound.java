package dev.rolegate.operator;

import dev.rolegate.model.Remediation;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.unmanaged.Docket;
import dev.rolegate.operator.unmanaged.Ledger;
import java.util.List;
import java.util.Optional;

/**
 * What a check wants of groups that nobody declares.
 *
 * @param docket what is condemned; empty where nobody asks
 * @param ledger since when; empty where nothing is to be removed, or that could not be seen
 * @param wanted what is to be taken, the rules of a default group included
 */
record RemediationRound(
    VpcSnapshot snapshot,
    Optional<Docket> docket,
    Optional<Ledger> ledger,
    List<Remediation> wanted) {
  RemediationRound {
    wanted = List.copyOf(wanted);
  }
}
