package dev.rolegate.cli;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.UnmanagedAction;
import dev.rolegate.api.UnmanagedStatus;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Remediation;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.status.VpcStatus;
import dev.rolegate.operator.unmanaged.DefaultGroup;
import dev.rolegate.operator.unmanaged.Docket;
import dev.rolegate.operator.unmanaged.Ledger;
import dev.rolegate.topology.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the operator would take from groups that nobody declares. Since when a rule is condemned is
 * known from the ManagedVpc's status, where the manifest was read from a cluster.
 */
final class RemediationPreview {
  private RemediationPreview() {}

  static DesiredVpc in(
      DesiredVpc desired,
      ManagedVpc vpc,
      List<Finding> findings,
      VpcSnapshot snapshot,
      Instant now) {
    List<Remediation> wanted = new ArrayList<>();
    var spec = vpc.getSpec().unmanaged();
    if (spec != null && spec.action() == UnmanagedAction.REMEDIATE) {
      var before =
          Optional.ofNullable(VpcStatus.orEmpty(vpc.getStatus()).unmanaged())
              .orElse(UnmanagedStatus.NONE);
      wanted.addAll(
          new Ledger(
                  before.rules(),
                  Docket.of(spec, findings, desired, snapshot).open(),
                  grace(spec.gracePeriod()),
                  created(vpc),
                  now)
              .remediations());
    }
    DefaultGroup.closing(vpc.getSpec().defaultGroup(), snapshot).ifPresent(wanted::add);
    return desired.withRemediations(wanted);
  }

  private static Duration grace(String text) {
    return Period.read(text)
        .orElseThrow(
            () ->
                new UserError(
                    "spec.unmanaged.gracePeriod is '"
                        + text
                        + "': write a whole number and s, m, h or d, as 7d"));
  }

  private static Instant created(ManagedVpc vpc) {
    String time = vpc.getMetadata().getCreationTimestamp();
    return time == null ? Instant.EPOCH : Instant.parse(time);
  }
}
