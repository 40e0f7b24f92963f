package dev.rolegate.cli;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.cli.manifest.ManifestReader;
import dev.rolegate.cli.manifest.Manifests;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.operator.status.GuardrailText;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.PlanJson;
import dev.rolegate.plan.PlanText;
import dev.rolegate.topology.Topology;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code rolegate plan}: what the operator would do, from manifests alone. The same assembly and
 * planning as the operator's.
 */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Shows what the operator would change in AWS, from manifests alone. Changes nothing.",
      "The files have to hold the ManagedVpc, all its RoleSecurityGroups, the AddressSets that these"
          + " name, the Guardrails and GuardrailExceptions that it is judged by and, where tenants are"
          + " chosen by label, the Namespaces; other kinds are ignored. A List, as 'kubectl get -o"
          + " yaml' prints it, will do."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:AWS is as the documents say; nothing to do",
      "2:there are changes; they are printed",
      "1:an error in the arguments, the documents or AWS's answers, told on standard error"
    },
    footer = {
      "",
      "Region and role come from the ManagedVpc, credentials and endpoints from the AWS SDK's own"
          + " settings (AWS_PROFILE, AWS_ENDPOINT_URL_EC2, ...)."
    })
final class PlanCommand implements Callable<Integer> {
  private final PlanSource plans;
  private final InputStream in;
  private final Instant now = Instant.now();
  private House house;
  private boolean wrong;
  private List<Finding> findings = List.of();
  @Spec private CommandSpec spec;

  @Option(
      names = {"-f", "--file"},
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Files, folders (all *.yaml, *.yml and *.json below them) or - for standard input.")
  private List<String> paths;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description =
          "text (default) or json: one JSON document for each ManagedVpc, one after the other.")
  private String output;

  @Option(
      names = "--cluster-id",
      defaultValue = "${env:ROLEGATE_CLUSTER_ID}",
      paramLabel = "ID",
      description =
          "The operator's cluster id, part of the proof that a group is Rolegate's. Default:"
              + " ROLEGATE_CLUSTER_ID.")
  private String clusterId;

  @Option(
      names = "--external-id",
      defaultValue = "${env:ROLEGATE_EXTERNAL_ID}",
      paramLabel = "ID",
      description =
          "What the trust policy of spec.roleArn asks for, where the files do not have it in the"
              + " ManagedVpc's status. Default: ROLEGATE_EXTERNAL_ID, else none.")
  private String externalId;

  @Option(
      names = "--vpc",
      paramLabel = "NAME",
      description = "Plan this ManagedVpc only. Default: all in the files.")
  private String only;

  PlanCommand(PlanSource plans, InputStream in) {
    this.plans = plans;
    this.in = in;
  }

  @Override
  public Integer call() {
    checkArguments();
    var manifests = new ManifestReader(in).read(paths);
    if (!manifests.errors().isEmpty()) {
      manifests.errors().forEach(error -> err().println("error: " + error));
      return ExitCode.ERROR;
    }
    List<ManagedVpc> vpcs = chosen(manifests);
    wrong = homeless(manifests);
    readHouse(manifests);
    boolean changes = false;
    for (ManagedVpc vpc : vpcs) {
      findings = List.of();
      Plan plan =
          plans.plan(vpc, clusterId, externalId(vpc), live -> desired(vpc, manifests, live));
      changes |= !plan.isEmpty();
      print(plan);
    }
    return wrong ? ExitCode.ERROR : changes ? ExitCode.CHANGES : ExitCode.OK;
  }

  /** What the files say of a VPC; what cannot be followed is told. */
  private DesiredVpc desired(ManagedVpc vpc, Manifests manifests, PlanSource.Live live) {
    var assembled =
        Topology.assemble(
            new Topology.Input(
                clusterId,
                vpc,
                manifests.roles(),
                manifests.namespaceLabels(),
                house.addressSets(),
                now,
                live.claims()));
    assembled.desired().groups().stream()
        .filter(g -> g.documented().review().filter(r -> r.isAhead(assembled.now())).isPresent())
        .forEach(this::ahead);
    for (var problem : assembled.problems()) {
      wrong = true;
      err()
          .println(
              "error: "
                  + problem.key()
                  + ": "
                  + problem.reason().text()
                  + ": "
                  + problem.message());
    }
    return judged(vpc, assembled.desired(), live);
  }

  /** The same judging as the operator's, by the guardrails of the files. */
  private DesiredVpc judged(ManagedVpc vpc, DesiredVpc desired, PlanSource.Live live) {
    if (house.rules().guardrails().isEmpty()) {
      return RemediationPreview.in(desired, vpc, List.of(), live.snapshot(), now);
    }
    var hearing = house.hear(desired, live);
    hearing
        .troubles()
        .forEach(
            (exception, trouble) ->
                err().println("warning: GuardrailException " + exception + ": " + trouble.text()));
    var judgement = hearing.judge(house.guardrails());
    findings = judgement.findings();
    findings.stream()
        .filter(f -> f.state() == Finding.State.DECLARED)
        .forEach(f -> err().println("guardrail: " + GuardrailText.sentence(f)));
    return RemediationPreview.in(
        judgement.judged(), vpc, judgement.findings(), live.snapshot(), now);
  }

  /** A guardrail that cannot be judged by is an error, and the others go on. */
  private void readHouse(Manifests manifests) {
    house = House.of(manifests, now);
    for (var fault : house.faults()) {
      wrong = true;
      err().println("error: " + fault);
    }
  }

  private void ahead(DesiredGroup group) {
    wrong = true;
    err()
        .println(
            "error: "
                + group.key()
                + ": spec.review.lastReviewed is still to come: write the day on which the review took"
                + " place");
  }

  private void checkArguments() {
    var arguments = new Arguments(spec.commandLine());
    arguments.output(output, "text", "json");
    if (clusterId == null || clusterId.isBlank()) {
      throw new ParameterException(
          spec.commandLine(),
          "the cluster id is missing: write --cluster-id ID or set ROLEGATE_CLUSTER_ID, the same as"
              + " the operator has");
    }
    arguments.clusterId(clusterId);
  }

  private List<ManagedVpc> chosen(Manifests manifests) {
    List<ManagedVpc> vpcs = manifests.vpcs();
    if (vpcs.isEmpty()) {
      throw new UserError(
          "the files hold no ManagedVpc, so it is not known which VPC to plan: add its manifest, or"
              + " the output of 'kubectl get managedvpc -o yaml'");
    }
    List<ManagedVpc> chosen =
        vpcs.stream().filter(v -> only == null || only.equals(v.getMetadata().getName())).toList();
    if (chosen.isEmpty()) {
      throw new UserError(
          "the files hold no ManagedVpc " + only + ", only " + String.join(", ", names(vpcs)));
    }
    return chosen;
  }

  /** Whoever names a ManagedVpc that is not there would be left out in silence. */
  private boolean homeless(Manifests manifests) {
    List<String> known = names(manifests.vpcs());
    List<RoleSecurityGroup> homeless =
        manifests.roles().stream()
            .filter(r -> only == null && !known.contains(r.getSpec().vpc()))
            .toList();
    for (RoleSecurityGroup role : homeless) {
      err()
          .println(
              "error: "
                  + role.getMetadata().getNamespace()
                  + "/"
                  + role.getMetadata().getName()
                  + ": spec.vpc names ManagedVpc "
                  + role.getSpec().vpc()
                  + ", and the files hold only "
                  + String.join(", ", known));
    }
    return !homeless.isEmpty();
  }

  /** The operator's own one, which manifests from a cluster hold, else the given one. */
  private String externalId(ManagedVpc vpc) {
    var status = vpc.getStatus();
    if (status != null && status.externalId() != null) {
      return status.externalId();
    }
    return Objects.requireNonNullElse(externalId, "");
  }

  private static List<String> names(List<ManagedVpc> vpcs) {
    return vpcs.stream().map(v -> v.getMetadata().getName()).toList();
  }

  private void print(Plan plan) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        (output.equals("json") ? PlanJson.write(plan, findings) : PlanText.render(plan))
            .stripTrailing());
    out.flush();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
