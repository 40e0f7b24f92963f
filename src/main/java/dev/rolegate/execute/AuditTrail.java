package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.execute.audit.AuditContext;
import dev.rolegate.execute.audit.AuditLog;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Group;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Step;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says of each step's calls, for the audit log, what they belong to. One for a VPC. */
final class AuditTrail {
  private final AuditLog log;
  private final Origins origins = new Origins();

  AuditTrail(AuditLog log) {
    this.log = log;
  }

  /** Takes note of a plan that is shown, and not carried out now. */
  void showed(Plan plan) {
    origins.showed(plan, plan.hash());
  }

  /** EC2 for the steps of one pass. */
  final class OfPass {
    private final Ec2 ec2;
    private final String hash;
    private final DesiredVpc desired;
    private final VpcSnapshot snapshot;
    private final String account;

    /**
     * @param ec2 behind the guard, which is so asked after the line is written
     */
    OfPass(Ec2 ec2, Plan plan, DesiredVpc desired, VpcSnapshot snapshot) {
      this.ec2 = ec2;
      this.hash = plan.hash();
      origins.begins(plan, hash);
      this.desired = desired;
      this.snapshot = snapshot;
      this.account = account(snapshot);
    }

    Ec2 of(Step step) {
      AuditContext context =
          new AuditContext(
              desired.clusterId(),
              desired.name(),
              desired.vpcId(),
              desired.region(),
              account,
              hash,
              origins.of(step),
              step.number(),
              step.groups(),
              step.reason(),
              step.remedy().map(Step.Remedy::guardrails).orElse(List.of()));
      return new AuditedEc2(ec2, log, context, new KnownState(step, snapshot));
    }
  }

  /** Groups of a VPC that is shared have several owners, and none says whose credentials act. */
  private static String account(VpcSnapshot snapshot) {
    Set<String> owners =
        snapshot.groups().values().stream()
            .map(Group::ownerId)
            .filter(owner -> !owner.isEmpty())
            .collect(Collectors.toSet());
    return owners.size() == 1 ? owners.iterator().next() : "";
  }
}
