package dev.rolegate.cli;

import dev.rolegate.cli.AuditInput.ChosenPlan;
import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.aws.AwsEc2Factory;
import dev.rolegate.ec2.aws.AwsSettings;
import dev.rolegate.execute.VpcWorker;
import dev.rolegate.execute.WorkerSettings;
import dev.rolegate.execute.revert.Reversal;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.PlanText;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rolegate revert}: undoes what a plan did, from its lines in the audit log. */
@Command(
    name = "revert",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Shows the plan that undoes what an earlier plan did, from the audit log, and what cannot be"
          + " undone. Changes nothing without --apply.",
      "With --apply the ManagedVpc has to be in mode Observe, or the operator would undo the revert."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing is left to undo, or --apply has undone it",
      "2:there is something to undo; it is printed",
      "1:an error, or --apply could not do all of it; told on standard error"
    },
    footer = {
      "",
      "kubectl -n rolegate-system logs -l app.kubernetes.io/name=rolegate --tail=-1 \\",
      "  | rolegate revert --plan 0f3c9a1b --audit-log -",
      "",
      "VPC and Region come from the audit lines; credentials and endpoints from the AWS SDK's own"
          + " settings (AWS_PROFILE, AWS_ENDPOINT_URL_EC2, ...)."
    })
final class RevertCommand implements Callable<Integer> {
  private final InputStream in;
  private final WorkerSettings settings;
  @Spec private CommandSpec spec;

  @Option(
      names = "--plan",
      required = true,
      paramLabel = "HASH",
      description =
          "The plan to undo, by its hash as status.planHash, 'rolegate plan' or the audit log has it,"
              + " or by at least its first 8 characters.")
  private String plan;

  @Option(
      names = "--audit-log",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Files with audit lines, or - for standard input: the audit file, or logs of the"
              + " operator's pods as they are.")
  private List<String> auditLogs;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text (default) or json.")
  private String output;

  @Option(
      names = "--vpc",
      paramLabel = "NAME",
      description = "The ManagedVpc, where the audit log has the plan for several.")
  private String vpc;

  @Option(
      names = "--role-arn",
      paramLabel = "ARN",
      description = "The role to assume. Default: with --apply that of the ManagedVpc, else none.")
  private String roleArn;

  @Option(
      names = "--external-id",
      defaultValue = "${env:ROLEGATE_EXTERNAL_ID}",
      paramLabel = "ID",
      description =
          "The external id that the role's trust policy asks for. Default: with --apply that of the"
              + " ManagedVpc's status, else ROLEGATE_EXTERNAL_ID.")
  private String externalId;

  @Option(names = "--apply", description = "Carry out the plan that is shown.")
  private boolean apply;

  @Option(
      names = {"-y", "--yes"},
      description = "With --apply, do not ask. Needed where there is no terminal to ask at.")
  private boolean yes;

  @Option(
      names = "--cluster-id",
      defaultValue = "${env:ROLEGATE_CLUSTER_ID}",
      paramLabel = "ID",
      description =
          "With --apply, the id of the operator's cluster, which has to be that of the audit lines."
              + " Default: ROLEGATE_CLUSTER_ID.")
  private String clusterId;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "With --apply, where the cluster is. Default: KUBECONFIG or ~/.kube/config.")
  private String kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "With --apply, the kubeconfig's context. Default: the current one.")
  private String context;

  @Option(
      names = "--no-operator",
      description =
          "With --apply, do not insist that the operator has seen mode Observe, since none runs.")
  private boolean withoutOperator;

  @Option(
      names = "--audit-file",
      defaultValue = "${env:ROLEGATE_AUDIT_FILE}",
      paramLabel = "FILE",
      description =
          "With --apply, append the audit lines of the revert's own calls to this file. Default:"
              + " ROLEGATE_AUDIT_FILE, else standard error.")
  private String auditFile;

  RevertCommand(InputStream in, WorkerSettings settings) {
    this.in = in;
    this.settings = settings;
  }

  @Override
  public Integer call() {
    checkArguments();
    AuditInput input = AuditInput.read(auditLogs, in);
    input.problems().forEach(problem -> err().println("warning: " + problem));
    ChosenPlan chosen = input.plan(plan, vpc);
    if (!apply) {
      return revert(input, chosen, AssumedRole.NONE.with(roleArn, externalId), null);
    }
    checkCluster(chosen);
    try (var observed = ObservedVpc.of(chosen.context(), kubeconfig, context, !withoutOperator)) {
      return revert(input, chosen, observed.role().with(roleArn, externalId), observed);
    }
  }

  private void checkArguments() {
    var arguments = new Arguments(spec.commandLine());
    arguments.output(output, "text", "json");
    if (apply && !yes && System.console() == null) {
      throw new ParameterException(
          spec.commandLine(),
          "--apply cannot ask without a terminal: look at the plan, then add --yes");
    }
    if (apply && (clusterId == null || clusterId.isBlank())) {
      throw new ParameterException(
          spec.commandLine(),
          "--apply needs the cluster id: write --cluster-id ID or set ROLEGATE_CLUSTER_ID, the same as"
              + " the operator has");
    }
    arguments.clusterId(clusterId);
  }

  private void checkCluster(ChosenPlan chosen) {
    if (!chosen.context().cluster().equals(clusterId)) {
      throw new UserError(
          "the audit lines are of cluster "
              + chosen.context().cluster()
              + ", and --cluster-id says "
              + clusterId
              + "; revert a plan in the cluster that made it");
    }
  }

  private int revert(AuditInput input, ChosenPlan chosen, AssumedRole role, ObservedVpc observed) {
    var aws = AwsSettings.forCommand(chosen.context().cluster());
    var to =
        new ConnectTo(
            chosen.context().vpc(), chosen.context().region(), role.arn(), role.externalId());
    try (var factory = new AwsEc2Factory(aws);
        var ec2 = factory.connect(to)) {
      Reversal reversal = reversal(chosen, ec2);
      try (var worker =
          new VpcWorker(
              ec2,
              settings,
              reversal.restoration(),
              Applying.auditLog(auditFile, err()),
              InstantSource.system())) {
        Plan undoing =
            RevertReport.withoutReferences(worker.plan(reversal.desired(), reversal.consent()));
        List<String> differing = new ArrayList<>(reversal.differing());
        differing.addAll(Reversal.laterPlans(chosen.calls(), input.all()));
        new RevertReport(chosen, undoing, reversal.lost(), differing)
            .print(spec.commandLine().getOut(), output.equals("json"));
        if (undoing.isEmpty() || observed == null) {
          return undoing.isEmpty() ? ExitCode.OK : ExitCode.CHANGES;
        }
        return apply(worker, reversal, observed);
      }
    }
  }

  private Reversal reversal(ChosenPlan chosen, Ec2 ec2) {
    String vpcId = chosen.context().vpcId();
    // A VPC that these credentials do not see would look like one without groups.
    ec2.vpc(vpcId);
    LiveGroups live = LiveGroups.read(ec2, vpcId, Reversal.groupIds(chosen.calls()));
    if (!live.steady()) {
      err().println("warning: " + LiveGroups.UNSTEADY);
    }
    return Reversal.of(
        chosen.hash(),
        chosen.calls(),
        VpcSnapshot.of(vpcId, false, live.groups().values()),
        id -> !ec2.rules(List.of(id)).getOrDefault(id, List.of()).isEmpty());
  }

  private int apply(VpcWorker worker, Reversal reversal, ObservedVpc observed) {
    if (!yes && !Applying.isConfirmed("Carry out these steps?")) {
      err().println("Nothing was changed.");
      return ExitCode.CHANGES;
    }
    Plan left =
        new RevertRun(worker, observed, err()).apply(reversal.desired(), reversal.consent());
    if (left.isEmpty()) {
      err().println("Reverted.");
      return ExitCode.OK;
    }
    err().println("error: not everything could be undone; this is left:");
    err().println(PlanText.render(left).stripTrailing());
    return ExitCode.ERROR;
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
