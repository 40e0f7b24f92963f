package dev.rolegate.sim.services;

import static dev.rolegate.sim.services.Reads.arn;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.state.ServiceResource.Part;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Tree;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * SageMaker's domains and user profiles. A domain's parts are {@code DomainSettings} and {@code
 * DefaultSpaceSettings}; a user profile is in the domain of that name.
 */
final class SageMakerDomains implements KindFamily {
  private static final String DOMAIN = "AWS::SageMaker::Domain";
  private static final String PROFILE = "AWS::SageMaker::UserProfile";

  @Override
  public Collection<Action> actions() {
    return List.of(
        read(
            "ListDomains",
            Reads.list(SageMakerReads.PAGES, "Domains", DOMAIN, SageMakerDomains::domainSummary)),
        read("DescribeDomain", Reads.one(SageMakerDomains::describedDomain)),
        read(
            "ListUserProfiles",
            Reads.list(
                SageMakerReads.PAGES, "UserProfiles", PROFILE, SageMakerDomains::profileSummary)),
        read("DescribeUserProfile", Reads.one(SageMakerDomains::describedProfile)));
  }

  private static Action read(String name, Action.TreeHandler handler) {
    return Action.of(Service.SAGE_MAKER, name, handler);
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(DOMAIN, SageMakerDomains::domainArn, SageMakerDomains::domain),
        new Kind(PROFILE, SageMakerDomains::profileArn, SageMakerDomains::profile));
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
        .map(SageMakerDomains::domainId)
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
