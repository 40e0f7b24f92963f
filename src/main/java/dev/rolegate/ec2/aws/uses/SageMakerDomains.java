package dev.rolegate.ec2.aws.uses;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeDomainResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeUserProfileResponse;
import software.amazon.awssdk.services.sagemaker.model.ListDomainsResponse;
import software.amazon.awssdk.services.sagemaker.model.ListUserProfilesResponse;
import software.amazon.awssdk.services.sagemaker.model.UserProfileDetails;
import software.amazon.awssdk.services.sagemaker.model.UserSettings;

/** Domains, with their defaults for users and spaces, and user profiles. */
final class SageMakerDomains implements Collector {
  private static final String DOMAIN = "AWS::SageMaker::Domain";
  private static final String PROFILE = "AWS::SageMaker::UserProfile";

  @Override
  public void collect(Search search) {
    Service service = Service.SAGE_MAKER;
    search.look(service, "ListDomains", List.of(DOMAIN), () -> domains(search));
    search.look(service, "ListUserProfiles", List.of(PROFILE), () -> profiles(search));
  }

  private static void domains(Search search) {
    SageMakerClient client = SageMaker.client(search);
    for (ListDomainsResponse page :
        client.listDomainsPaginator(request -> request.maxResults(SageMaker.PAGE))) {
      Answers.given(page.hasDomains(), page.domains())
          .forEach(
              one ->
                  search.unlessGone(
                      "SageMaker domain " + one.domainId(),
                      () -> domain(search, client, one.domainId())));
    }
  }

  private static void domain(Search search, SageMakerClient client, String id) {
    DescribeDomainResponse domain = client.describeDomain(request -> request.domainId(id));
    Answers.about(domain.domainId());
    List<String> groups = new ArrayList<>(groups(domain.defaultUserSettings()));
    if (domain.defaultSpaceSettings() != null) {
      groups.addAll(domain.defaultSpaceSettings().securityGroups());
    }
    if (domain.domainSettings() != null) {
      groups.addAll(domain.domainSettings().securityGroupIds());
    }
    if (domain.securityGroupIdForDomainBoundary() != null) {
      groups.add(domain.securityGroupIdForDomainBoundary());
    }
    search.found(groups, DOMAIN, "SageMaker domain " + id + " (" + domain.domainName() + ")");
  }

  private static List<String> groups(UserSettings settings) {
    return settings == null ? List.of() : settings.securityGroups();
  }

  private static void profiles(Search search) {
    SageMakerClient client = SageMaker.client(search);
    for (ListUserProfilesResponse page :
        client.listUserProfilesPaginator(request -> request.maxResults(SageMaker.PAGE))) {
      Answers.given(page.hasUserProfiles(), page.userProfiles())
          .forEach(
              one ->
                  search.unlessGone(
                      "SageMaker user profile " + one.userProfileName() + " of " + one.domainId(),
                      () -> profile(search, client, one)));
    }
  }

  private static void profile(Search search, SageMakerClient client, UserProfileDetails one) {
    String name = one.userProfileName();
    DescribeUserProfileResponse profile =
        client.describeUserProfile(
            request -> request.domainId(one.domainId()).userProfileName(name));
    Answers.about(profile.userProfileName());
    search.found(
        groups(profile.userSettings()),
        PROFILE,
        "SageMaker user profile " + name + " of " + one.domainId());
  }
}
