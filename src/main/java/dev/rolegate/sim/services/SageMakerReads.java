package dev.rolegate.sim.services;

import static dev.rolegate.sim.services.NetworkShapes.ofSageMaker;
import static dev.rolegate.sim.services.Reads.arn;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.state.ServiceResource.Part;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * SageMaker: a list action, which shows no groups, and a describe action for each kind. A domain's
 * parts are {@code DomainSettings} and {@code DefaultSpaceSettings}; a user profile is in the
 * domain of that name.
 */
final class SageMakerReads implements KindFamily {
  private static final String DOMAIN = "AWS::SageMaker::Domain";
  private static final String PROFILE = "AWS::SageMaker::UserProfile";
  private static final Pages PAGES = Pages.of("MaxResults", "NextToken", 10, 100);

  /**
   * A kind with a list and a describe action.
   *
   * @param noun as in {@code ListModels} and {@code DescribeModel}
   * @param network how an answer of the describe action shows subnets and groups
   */
  private record Row(String noun, BiFunction<ServiceResource, Tree, Tree> network) {
    String type() {
      return "AWS::SageMaker::" + noun;
    }

    String arnOf(Call call, ServiceResource one) {
      String kind = noun.replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
      return arn(call, "sagemaker", kind + "/" + one.name());
    }

    Tree summary(Call call, ServiceResource one) {
      return Tree.of(
          noun + "Name", one.name(), noun + "Arn", arnOf(call, one), "CreationTime", Reads.MADE);
    }

    Tree full(Call call, ServiceResource one) {
      return network.apply(one, summary(call, one)).and(one.facts());
    }
  }

  private static final List<Row> ROWS =
      List.of(
          new Row("Model", SageMakerReads::withVpcConfig),
          new Row("EndpointConfig", SageMakerReads::withVpcConfig),
          new Row(
              "NotebookInstance",
              (one, tree) ->
                  tree.and("NotebookInstanceStatus", "Stopped")
                      .and("SubnetId", one.subnets().stream().findFirst())
                      .and("SecurityGroups", one.groups())));

  private static Tree withVpcConfig(ServiceResource one, Tree tree) {
    Optional<Tree> config =
        one.groups().isEmpty()
            ? Optional.empty()
            : Optional.of(ofSageMaker(one.subnets(), one.groups()));
    return tree.and("VpcConfig", config);
  }

  @Override
  public Collection<Action> actions() {
    List<Action> actions = new ArrayList<>();
    for (Row row : ROWS) {
      String noun = row.noun();
      actions.add(
          Action.of(
              Service.SAGE_MAKER,
              "List" + noun + "s",
              Reads.list(PAGES, noun + "s", row.type(), row::summary)));
      actions.add(
          Action.of(
              Service.SAGE_MAKER, "Describe" + noun, Reads.one(call -> described(call, row))));
    }
    actions.add(
        Action.of(
            Service.SAGE_MAKER,
            "ListDomains",
            Reads.list(PAGES, "Domains", DOMAIN, SageMakerReads::domainSummary)));
    actions.add(
        Action.of(
            Service.SAGE_MAKER, "DescribeDomain", Reads.one(SageMakerReads::describedDomain)));
    actions.add(
        Action.of(
            Service.SAGE_MAKER,
            "ListUserProfiles",
            Reads.list(PAGES, "UserProfiles", PROFILE, SageMakerReads::profileSummary)));
    actions.add(
        Action.of(
            Service.SAGE_MAKER,
            "DescribeUserProfile",
            Reads.one(SageMakerReads::describedProfile)));
    return actions;
  }

  @Override
  public List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    ROWS.forEach(row -> kinds.add(new Kind(row.type(), row::arnOf, row::full)));
    kinds.add(new Kind(DOMAIN, SageMakerReads::domainArn, SageMakerReads::domain));
    kinds.add(new Kind(PROFILE, SageMakerReads::profileArn, SageMakerReads::profile));
    return kinds;
  }

  private static Reads.Allowed<Tree> described(Call call, Row row) {
    String name = call.params().required(row.noun() + "Name");
    ServiceResource wanted = ServiceResource.of(call.account(), row.type(), name);
    String resource = row.arnOf(call, wanted);
    return new Reads.Allowed<>(
        resource,
        () ->
            Reads.find(call, row.type(), "", name)
                .map(one -> row.full(call, one))
                .orElseThrow(
                    () ->
                        Ec2Error.client(
                            "ValidationException", "Could not find \"" + resource + "\".")));
  }

  private static String domainId(ServiceResource domain) {
    return domain.fact("DomainId", "d-" + domain.name());
  }

  private static String domainArn(Call call, ServiceResource one) {
    return arn(call, "sagemaker", "domain/" + domainId(one));
  }

  private static Tree domainSummary(Call call, ServiceResource one) {
    return Tree.of(
        "DomainArn",
        domainArn(call, one),
        "DomainId",
        domainId(one),
        "DomainName",
        one.name(),
        "Status",
        "InService",
        "CreationTime",
        Reads.MADE);
  }

  private static Reads.Allowed<Tree> describedDomain(Call call) {
    String id = call.params().required("DomainId");
    return new Reads.Allowed<>(
        arn(call, "domain/" + id),
        () ->
            Reads.all(call, DOMAIN).stream()
                .filter(one -> domainId(one).equals(id))
                .findFirst()
                .map(one -> domain(call, one))
                .orElseThrow(() -> absent("Domain " + id)));
  }

  private static Tree domain(Call call, ServiceResource one) {
    Optional<Tree> settings =
        part(one, "DomainSettings").map(part -> Tree.of("SecurityGroupIds", part.groups()));
    Optional<Tree> space =
        part(one, "DefaultSpaceSettings").map(part -> Tree.of("SecurityGroups", part.groups()));
    return domainSummary(call, one)
        .and("AuthMode", "IAM")
        .and("VpcId", one.vpcId())
        .and("SubnetIds", one.subnets())
        .and("DefaultUserSettings", Tree.of("SecurityGroups", one.groups()))
        .and("DomainSettings", settings)
        .and("DefaultSpaceSettings", space)
        .and(one.facts());
  }

  private static Optional<Part> part(ServiceResource one, String name) {
    return one.parts().stream().filter(part -> part.name().equals(name)).findFirst();
  }

  /** The id of the domain that a profile is in, whether that is there too or not. */
  private static String domainIdOf(Call call, ServiceResource profile) {
    return Reads.find(call, DOMAIN, "", profile.parent())
        .map(SageMakerReads::domainId)
        .orElse("d-" + profile.parent());
  }

  private static String profileArn(Call call, ServiceResource one) {
    return arn(call, "sagemaker", "user-profile/" + domainIdOf(call, one) + "/" + one.name());
  }

  private static Tree profileSummary(Call call, ServiceResource one) {
    return Tree.of(
        "DomainId",
        domainIdOf(call, one),
        "UserProfileName",
        one.name(),
        "Status",
        "InService",
        "CreationTime",
        Reads.MADE);
  }

  private static Reads.Allowed<Tree> describedProfile(Call call) {
    String domain = call.params().required("DomainId");
    String name = call.params().required("UserProfileName");
    return new Reads.Allowed<>(
        arn(call, "user-profile/" + domain + "/" + name),
        () ->
            Reads.all(call, PROFILE).stream()
                .filter(one -> domainIdOf(call, one).equals(domain) && one.name().equals(name))
                .findFirst()
                .map(one -> profile(call, one))
                .orElseThrow(() -> absent("UserProfile " + name)));
  }

  private static Tree profile(Call call, ServiceResource one) {
    return profileSummary(call, one)
        .and("UserProfileArn", profileArn(call, one))
        .and("UserSettings", Tree.of("SecurityGroups", one.groups()))
        .and(one.facts());
  }

  private static Ec2Error absent(String what) {
    return Ec2Error.client("ResourceNotFound", what + " does not exist.");
  }
}
