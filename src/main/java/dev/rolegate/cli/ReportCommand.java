package dev.rolegate.cli;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.cli.manifest.ManifestReader;
import dev.rolegate.cli.manifest.Manifests;
import dev.rolegate.cli.report.Assessment;
import dev.rolegate.cli.report.Gap;
import dev.rolegate.cli.report.ReportHtml;
import dev.rolegate.cli.report.ReportJson;
import dev.rolegate.cli.report.ReportText;
import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rolegate report}: the assessment of what is live. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Answers an assessor's questions about the security groups of VPCs from what is live: what is"
          + " open to the world, how machines are administered, who reaches databases, who owns what,"
          + " what a compromised machine could reach. Says of each what was not looked at. Needs no"
          + " cluster and no documents; changes nothing.",
      "It judges by the guardrails that come with Rolegate, and by AWS's own controls as AWS words"
          + " them. Guardrails in the files stand for those of the same name."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every VPC was looked at; what was found is printed",
      "1:an error in the arguments, the documents or AWS's answers, told on standard error; what"
          + " could be looked at is printed all the same"
    },
    footer = {
      "",
      "rolegate report --region eu-west-1 --output html > report.html",
      "",
      "Credentials and endpoints come from the AWS SDK's own settings (AWS_PROFILE,"
          + " AWS_ENDPOINT_URL_EC2, ...)."
    })
final class ReportCommand implements Callable<Integer> {

  private final ReportSource source;
  private final InputStream in;
  private final Map<String, String> environment;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  @Spec private CommandSpec spec;

  @Option(
      names = "--vpc",
      arity = "1",
      paramLabel = "ID",
      description =
          "A VPC, as vpc-0a1b2c3d4e5f60718; may be repeated. Default: every VPC of the account in the"
              + " Region.")
  private List<String> vpcIds = List.of();

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description =
          "Their Region, as eu-west-1. Default: that of the ManagedVpcs in the files, else AWS_REGION"
              + " or AWS_DEFAULT_REGION.")
  private String region;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description =
          "text (default), html: one file that needs nothing else and prints well, or json: one JSON"
              + " document.")
  private String output;

  @Option(
      names = {"-f", "--file"},
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Files, folders (all *.yaml, *.yml and *.json below them) or - for standard input, with"
              + " ManagedVpcs, RoleSecurityGroups, AddressSets, Guardrails and GuardrailExceptions. With"
              + " them owners, purposes, expiry, review and exceptions are known as documented."
              + " Default: none; then tags and descriptions tell.")
  private List<String> paths;

  @Option(
      names = "--uses",
      description =
          "Also ask other services of AWS what uses groups that no interface carries, with the"
              + " permissions of deploy/iam/orphans.json. Takes some calls more in each of them.")
  private boolean uses;

  @Option(
      names = "--role-arn",
      paramLabel = "ARN",
      description =
          "A role to assume. Default: for each VPC spec.roleArn of its ManagedVpc in the files, else"
              + " none.")
  private String roleArn;

  @Option(
      names = "--external-id",
      defaultValue = "${env:ROLEGATE_EXTERNAL_ID}",
      paramLabel = "ID",
      description =
          "What the role's trust policy asks for, where the files do not have it in the ManagedVpc's"
              + " status. Default: ROLEGATE_EXTERNAL_ID, else none.")
  private String externalId;

  @Option(
      names = "--cluster-id",
      defaultValue = "${env:ROLEGATE_CLUSTER_ID}",
      paramLabel = "ID",
      description =
          "The operator's cluster id, part of the proof that a group is the documented one. Default:"
              + " ROLEGATE_CLUSTER_ID, else the one in the tags of the VPC's groups.")
  private String clusterId;

  ReportCommand(ReportSource source, InputStream in, Map<String, String> environment) {
    this.source = source;
    this.in = in;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    checkArguments();
    Manifests manifests =
        paths == null
            ? new Manifests(
                List.of(), List.of(), List.of(), Map.of(), List.of(), List.of(), List.of())
            : new ManifestReader(in).read(paths);
    if (!manifests.errors().isEmpty()) {
      manifests.errors().forEach(error -> err().println("error: " + error));
      return ExitCode.ERROR;
    }
    var documents = ReportDocuments.of(manifests, now);
    String where = region(documents.vpcs());
    var assessor = new Assessor(documents, Objects.requireNonNullElse(clusterId, ""), now);
    List<Assessment> assessments = new ArrayList<>();
    List<Gap> unread = new ArrayList<>();
    try (var aws = source.open()) {
      List<String> ids = vpcIds.isEmpty() ? all(aws, where) : vpcIds.stream().distinct().toList();
      for (String id : ids) {
        try {
          LiveVpc live = aws.read(to(documents.vpc(id), id, where), id, uses);
          assessments.add(assessor.assess(where, live));
        } catch (Ec2Exception | UserError e) {
          if (ids.size() == 1) {
            throw e;
          }
          unread.add(unread(id, e));
        }
      }
    }
    unread.forEach(gap -> err().println("error: " + gap.text()));
    documents.errors().forEach(error -> err().println("error: " + error));
    print(assessments, unread);
    return unread.isEmpty() && documents.errors().isEmpty() ? ExitCode.OK : ExitCode.ERROR;
  }

  private static Gap unread(String vpcId, RuntimeException failure) {
    return failure instanceof Ec2Exception ec2
        ? new Gap(vpcId, ec2.action() + " failed (" + ec2.code() + ")", Ec2Advice.advice(ec2))
        : new Gap(vpcId, failure.getMessage(), "then run the report again");
  }

  private void checkArguments() {
    var arguments = new Arguments(spec.commandLine());
    arguments.output(output, "text", "html", "json");
    vpcIds.forEach(id -> arguments.vpcId("--vpc", id));
    arguments.region(region);
    arguments.clusterId(clusterId);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private String region(List<ManagedVpc> vpcs) {
    var written = new TreeSet<String>();
    vpcs.stream()
        .filter(vpc -> vpcIds.isEmpty() || vpcIds.contains(vpc.getSpec().vpcId()))
        .forEach(vpc -> written.add(vpc.getSpec().region()));
    if (region != null) {
      vpcs.stream()
          .filter(vpc -> vpcIds.contains(vpc.getSpec().vpcId()))
          .filter(vpc -> !vpc.getSpec().region().equals(region))
          .findFirst()
          .ifPresent(
              vpc -> {
                throw new UserError(
                    "--region is "
                        + region
                        + ", and the ManagedVpc of "
                        + vpc.getSpec().vpcId()
                        + " is in "
                        + vpc.getSpec().region());
              });
      return region;
    }
    if (written.size() > 1) {
      throw wrong(
          "the ManagedVpcs in the files are in "
              + String.join(", ", written)
              + "; write which is meant, as --region REGION");
    }
    return written.stream()
        .findFirst()
        .or(() -> Arguments.regionOf(environment))
        .orElseThrow(
            () ->
                wrong(
                    "the Region is missing: write --region REGION, as eu-west-1, or set AWS_REGION"));
  }

  private List<String> all(ReportSource.Aws aws, String where) {
    List<Ec2.VpcFacts> found = aws.vpcs(to(Optional.empty(), "report", where));
    if (found.isEmpty()) {
      throw new UserError(
          "there is no VPC in "
              + where
              + " in the credentials' account: check the Region, and whose credentials these are");
    }
    return found.stream().map(Ec2.VpcFacts::vpcId).toList();
  }

  private ConnectTo to(Optional<ManagedVpc> vpc, String name, String where) {
    var role = vpc.map(AssumedRole::of).orElse(AssumedRole.NONE).with(roleArn, externalId);
    return new ConnectTo(
        vpc.map(found -> found.getMetadata().getName()).orElse(name),
        where,
        role.arn(),
        role.externalId());
  }

  private void print(List<Assessment> assessments, List<Gap> unread) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        switch (output) {
          case "html" -> ReportHtml.of(assessments, unread);
          case "json" -> ReportJson.of(assessments, unread);
          default -> ReportText.of(assessments, unread);
        });
    out.flush();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
