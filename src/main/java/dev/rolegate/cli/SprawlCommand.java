package dev.rolegate.cli;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.cli.manifest.ManifestReader;
import dev.rolegate.cli.manifest.Manifests;
import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.DeclaredRoles;
import dev.rolegate.usage.sprawl.Sprawl;
import dev.rolegate.usage.sprawl.SprawlFacts;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rolegate sprawl}: which groups of a VPC could be fewer or plainer, with proposals. */
@Command(
    name = "sprawl",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Shows which security groups of a VPC could be fewer or plainer, with evidence and a proposal"
          + " for each. Needs no cluster and no documents; changes nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the VPC was looked at; what was found is printed",
      "1:an error in the arguments, the documents or AWS's answers, told on standard error"
    },
    footer = {
      "",
      "Credentials and endpoints come from the AWS SDK's own settings (AWS_PROFILE,"
          + " AWS_ENDPOINT_URL_EC2, ...)."
    })
final class SprawlCommand implements Callable<Integer> {
  private final SprawlSource source;
  private final InputStream in;
  private final Map<String, String> environment;
  @Spec private CommandSpec spec;

  @Option(
      names = {"--vpc-id", "--vpc"},
      required = true,
      paramLabel = "ID",
      description = "The VPC, as vpc-0a1b2c3d4e5f60718.")
  private String vpcId;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description =
          "Its Region, as eu-west-1. Default: that of the ManagedVpc in the files, else AWS_REGION or"
              + " AWS_DEFAULT_REGION.")
  private String region;

  @Option(
      names = {"-f", "--file"},
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Files, folders (all *.yaml, *.yml and *.json below them) or - for standard input, with the"
              + " VPC's ManagedVpc and its RoleSecurityGroups. With them it is known which groups are"
              + " declared, and for which role. Default: none.")
  private List<String> paths;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text (default) or json: one JSON document.")
  private String output;

  @Option(
      names = "--role-arn",
      paramLabel = "ARN",
      description =
          "A role to assume. Default: spec.roleArn of the ManagedVpc in the files, else none.")
  private String roleArn;

  @Option(
      names = "--external-id",
      defaultValue = "${env:ROLEGATE_EXTERNAL_ID}",
      paramLabel = "ID",
      description =
          "What the role's trust policy asks for, where the files do not have it in the ManagedVpc's"
              + " status. Default: ROLEGATE_EXTERNAL_ID, else none.")
  private String externalId;

  SprawlCommand(SprawlSource source, InputStream in, Map<String, String> environment) {
    this.source = source;
    this.in = in;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    var arguments = new Arguments(spec.commandLine());
    arguments.output(output, "text", "json");
    arguments.vpcId("--vpc-id", vpcId);
    arguments.region(region);
    Optional<Manifests> manifests = Optional.ofNullable(paths).map(new ManifestReader(in)::read);
    if (manifests.isPresent() && !manifests.get().errors().isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      manifests.get().errors().forEach(error -> err.println("error: " + error));
      return ExitCode.ERROR;
    }
    Optional<ManagedVpc> vpc = manifests.map(this::managedVpc);
    SprawlFacts facts =
        source.facts(to(vpc), vpcId, vpc.map(found -> declared(found, manifests.get().roles())));
    Sprawl sprawl = Sprawl.of(facts);
    int groups = facts.snapshot().groups().size();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        output.equals("json")
            ? SprawlReport.json(vpcId, groups, sprawl)
            : SprawlReport.text(vpcId, groups, sprawl));
    out.flush();
    return ExitCode.OK;
  }

  private ManagedVpc managedVpc(Manifests manifests) {
    return manifests.vpcs().stream()
        .filter(vpc -> vpc.getSpec().vpcId().equals(vpcId))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "the files hold no ManagedVpc for "
                        + vpcId
                        + ", so it is not known which of their roles are in it: add its manifest, or"
                        + " leave -f out"));
  }

  private ConnectTo to(Optional<ManagedVpc> vpc) {
    String where =
        vpc.map(found -> found.getSpec().region())
            .or(() -> Optional.ofNullable(region))
            .or(() -> Arguments.regionOf(environment))
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "the Region is missing: write --region REGION, as eu-west-1, or set"
                            + " AWS_REGION"));
    if (region != null && !region.equals(where)) {
      throw new UserError(
          "--region is " + region + ", and the ManagedVpc of " + vpcId + " is in " + where);
    }
    var role = vpc.map(AssumedRole::of).orElse(AssumedRole.NONE).with(roleArn, externalId);
    return new ConnectTo(
        vpc.map(found -> found.getMetadata().getName()).orElse(vpcId),
        where,
        role.arn(),
        role.externalId());
  }

  private static Function<VpcSnapshot, Map<String, SprawlFacts.Role>> declared(
      ManagedVpc vpc, List<RoleSecurityGroup> all) {
    var roles =
        all.stream()
            .filter(role -> role.getSpec().vpc().equals(vpc.getMetadata().getName()))
            .toList();
    return snapshot -> DeclaredRoles.of(snapshot, roles);
  }
}
