package dev.rolegate.sim.services;

import static dev.rolegate.sim.services.Reads.arn;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.wire.Tree;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** CodeBuild: ListProjects, BatchGetProjects, ListFleets, BatchGetFleets. */
final class CodeBuildReads implements KindFamily {
  private static final String PROJECT = "AWS::CodeBuild::Project";
  private static final String FLEET = "AWS::CodeBuild::Fleet";
  private static final int MOST_AT_ONCE = 100;
  private static final Pages PAGES =
      Pages.of("maxResults", "nextToken", MOST_AT_ONCE, MOST_AT_ONCE);

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.of(
            Service.CODE_BUILD,
            "ListProjects",
            Reads.list(
                Pages.fixed("nextToken", MOST_AT_ONCE),
                "projects",
                PROJECT,
                (call, one) -> one.name())),
        Action.of(
            Service.CODE_BUILD,
            "BatchGetProjects",
            Reads.batch(
                "names",
                MOST_AT_ONCE,
                (call, name) -> arn(call, "project/" + Reads.nameOf(name)),
                "projects",
                (call, name) ->
                    Reads.find(call, PROJECT, "", Reads.nameOf(name))
                        .map(one -> project(call, one)),
                "projectsNotFound")),
        Action.of(
            Service.CODE_BUILD,
            "ListFleets",
            Reads.list(PAGES, "fleets", FLEET, CodeBuildReads::fleetArn)),
        Action.of(
            Service.CODE_BUILD,
            "BatchGetFleets",
            Reads.batch(
                "names",
                MOST_AT_ONCE,
                (call, name) -> name.startsWith("arn:") ? name : arn(call, "fleet/" + name + ":*"),
                "fleets",
                (call, name) -> fleetNamed(call, name).map(one -> fleet(call, one)),
                "fleetsNotFound")));
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            PROJECT,
            (call, one) -> arn(call, "codebuild", "project/" + one.name()),
            CodeBuildReads::project),
        new Kind(FLEET, CodeBuildReads::fleetArn, CodeBuildReads::fleet));
  }

  private static Optional<ServiceResource> fleetNamed(Call call, String nameOrArn) {
    return Reads.all(call, FLEET).stream()
        .filter(one -> one.name().equals(nameOrArn) || fleetArn(call, one).equals(nameOrArn))
        .findFirst();
  }

  private static String fleetArn(Call call, ServiceResource one) {
    return arn(call, "codebuild", "fleet/" + one.name() + ":00000000-0000-0000-0000-000000000000");
  }

  private static Tree project(Call call, ServiceResource one) {
    return Tree.of(
            "name",
            one.name(),
            "arn",
            arn(call, "codebuild", "project/" + one.name()),
            "serviceRole",
            "arn:aws:iam::" + call.account() + ":role/" + one.name(),
            "vpcConfig",
            vpcConfig(one))
        .and(one.facts());
  }

  private static Tree fleet(Call call, ServiceResource one) {
    return Tree.of(
            "name",
            one.name(),
            "arn",
            fleetArn(call, one),
            "baseCapacity",
            1,
            "status",
            Tree.of("statusCode", "ACTIVE"),
            "vpcConfig",
            vpcConfig(one))
        .and(one.facts());
  }

  private static Optional<Tree> vpcConfig(ServiceResource one) {
    return one.groups().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Tree.of(
                "vpcId", one.vpcId(), "subnets", one.subnets(), "securityGroupIds", one.groups()));
  }
}
