package dev.rolegate.ec2.aws.uses;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeClusterResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeDomainResponse;
import software.amazon.awssdk.services.sagemaker.model.ListClustersResponse;
import software.amazon.awssdk.services.sagemaker.model.ListDomainsResponse;
import software.amazon.awssdk.services.sagemaker.model.ListEndpointConfigsResponse;
import software.amazon.awssdk.services.sagemaker.model.ListModelsResponse;
import software.amazon.awssdk.services.sagemaker.model.ListNotebookInstancesResponse;
import software.amazon.awssdk.services.sagemaker.model.ListUserProfilesResponse;
import software.amazon.awssdk.services.sagemaker.model.ListWorkforcesResponse;
import software.amazon.awssdk.services.sagemaker.model.UserProfileDetails;
import software.amazon.awssdk.services.sagemaker.model.UserSettings;
import software.amazon.awssdk.services.sagemaker.model.VpcConfig;

/**
 * What SageMaker keeps: models, notebook instances, domains and user profiles, endpoint
 * configurations, clusters, workforces and monitoring. Their lists do not have the groups, so that
 * each costs a call; jobs are left out, since one that ended starts no more and one that runs has
 * interfaces.
 */
final class SageMaker implements Collector {
  private static final String MODEL = "AWS::SageMaker::Model";
  private static final String NOTEBOOK = "AWS::SageMaker::NotebookInstance";
  private static final String DOMAIN = "AWS::SageMaker::Domain";
  private static final String PROFILE = "AWS::SageMaker::UserProfile";
  private static final String ENDPOINT_CONFIG = "AWS::SageMaker::EndpointConfig";
  private static final String CLUSTER = "AWS::SageMaker::Cluster";
  private static final String WORKFORCE = "AWS::SageMaker::Workforce";

  /** The most that SageMaker gives a page. */
  static final int PAGE = 100;

  @Override
  public void collect(Search search) {
    Service service = Service.SAGE_MAKER;
    search.look(service, "ListModels", List.of(MODEL), () -> models(search));
    search.look(service, "ListNotebookInstances", List.of(NOTEBOOK), () -> notebooks(search));
    search.look(service, "ListDomains", List.of(DOMAIN), () -> domains(search));
    search.look(service, "ListUserProfiles", List.of(PROFILE), () -> profiles(search));
    search.lookIfOffered(
        service, "ListEndpointConfigs", List.of(ENDPOINT_CONFIG), () -> endpointConfigs(search));
    search.lookIfOffered(service, "ListClusters", List.of(CLUSTER), () -> clusters(search));
    search.lookIfOffered(service, "ListWorkforces", List.of(WORKFORCE), () -> workforces(search));
    new SageMakerMonitoring().collect(search);
  }

  static SageMakerClient client(Search search) {
    return search.client(Service.SAGE_MAKER, SageMakerClient::builder);
  }

  static void found(Search search, VpcConfig vpc, String kind, String holder) {
    if (vpc != null) {
      search.found(vpc.securityGroupIds(), kind, holder);
    }
  }

  private static void models(Search search) {
    SageMakerClient client = client(search);
    for (ListModelsResponse page :
        client.listModelsPaginator(request -> request.maxResults(PAGE))) {
      Search.given(page.hasModels(), page.models())
          .forEach(
              one ->
                  Search.unlessGone(
                      () ->
                          found(
                              search,
                              client
                                  .describeModel(request -> request.modelName(one.modelName()))
                                  .vpcConfig(),
                              MODEL,
                              "SageMaker model " + one.modelName())));
    }
  }

  private static void notebooks(Search search) {
    SageMakerClient client = client(search);
    for (ListNotebookInstancesResponse page :
        client.listNotebookInstancesPaginator(request -> request.maxResults(PAGE))) {
      Search.given(page.hasNotebookInstances(), page.notebookInstances())
          .forEach(
              one ->
                  Search.unlessGone(
                      () ->
                          search.found(
                              client
                                  .describeNotebookInstance(
                                      request ->
                                          request.notebookInstanceName(one.notebookInstanceName()))
                                  .securityGroups(),
                              NOTEBOOK,
                              "SageMaker notebook instance " + one.notebookInstanceName())));
    }
  }

  private static void domains(Search search) {
    SageMakerClient client = client(search);
    for (ListDomainsResponse page :
        client.listDomainsPaginator(request -> request.maxResults(PAGE))) {
      Search.given(page.hasDomains(), page.domains())
          .forEach(
              one ->
                  Search.unlessGone(
                      () ->
                          found(
                              search,
                              client.describeDomain(request -> request.domainId(one.domainId())))));
    }
  }

  private static void found(Search search, DescribeDomainResponse domain) {
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
    search.found(
        groups, DOMAIN, "SageMaker domain " + domain.domainId() + " (" + domain.domainName() + ")");
  }

  private static List<String> groups(UserSettings settings) {
    return settings == null ? List.of() : settings.securityGroups();
  }

  private static void profiles(Search search) {
    SageMakerClient client = client(search);
    for (ListUserProfilesResponse page :
        client.listUserProfilesPaginator(request -> request.maxResults(PAGE))) {
      for (UserProfileDetails one : Search.given(page.hasUserProfiles(), page.userProfiles())) {
        Search.unlessGone(
            () ->
                search.found(
                    groups(
                        client
                            .describeUserProfile(
                                request ->
                                    request
                                        .domainId(one.domainId())
                                        .userProfileName(one.userProfileName()))
                            .userSettings()),
                    PROFILE,
                    "SageMaker user profile " + one.userProfileName() + " of " + one.domainId()));
      }
    }
  }

  private static void endpointConfigs(Search search) {
    SageMakerClient client = client(search);
    for (ListEndpointConfigsResponse page :
        client.listEndpointConfigsPaginator(request -> request.maxResults(PAGE))) {
      Search.given(page.hasEndpointConfigs(), page.endpointConfigs())
          .forEach(
              one ->
                  Search.unlessGone(
                      () ->
                          found(
                              search,
                              client
                                  .describeEndpointConfig(
                                      request ->
                                          request.endpointConfigName(one.endpointConfigName()))
                                  .vpcConfig(),
                              ENDPOINT_CONFIG,
                              "SageMaker endpoint configuration " + one.endpointConfigName())));
    }
  }

  private static void clusters(Search search) {
    SageMakerClient client = client(search);
    for (ListClustersResponse page :
        client.listClustersPaginator(request -> request.maxResults(PAGE))) {
      Search.given(page.hasClusterSummaries(), page.clusterSummaries())
          .forEach(
              one ->
                  Search.unlessGone(
                      () ->
                          found(
                              search,
                              client.describeCluster(
                                  request -> request.clusterName(one.clusterName())))));
    }
  }

  private static void found(Search search, DescribeClusterResponse cluster) {
    String holder = "SageMaker cluster " + cluster.clusterName();
    found(search, cluster.vpcConfig(), CLUSTER, holder);
    cluster
        .instanceGroups()
        .forEach(one -> found(search, one.overrideVpcConfig(), CLUSTER, holder));
    cluster
        .restrictedInstanceGroups()
        .forEach(one -> found(search, one.overrideVpcConfig(), CLUSTER, holder));
  }

  private static void workforces(Search search) {
    for (ListWorkforcesResponse page :
        client(search).listWorkforcesPaginator(request -> request.maxResults(PAGE))) {
      Search.given(page.hasWorkforces(), page.workforces())
          .forEach(
              one -> {
                if (one.workforceVpcConfig() != null) {
                  search.found(
                      one.workforceVpcConfig().securityGroupIds(),
                      WORKFORCE,
                      "SageMaker workforce " + one.workforceName());
                }
              });
    }
  }
}
