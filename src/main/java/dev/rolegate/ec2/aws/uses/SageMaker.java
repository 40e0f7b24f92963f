package dev.rolegate.ec2.aws.uses;

import java.util.List;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeClusterResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;
import software.amazon.awssdk.services.sagemaker.model.ListClustersResponse;
import software.amazon.awssdk.services.sagemaker.model.ListEndpointConfigsResponse;
import software.amazon.awssdk.services.sagemaker.model.ListModelsResponse;
import software.amazon.awssdk.services.sagemaker.model.ListNotebookInstancesResponse;
import software.amazon.awssdk.services.sagemaker.model.ListWorkforcesResponse;
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
    new SageMakerDomains().collect(search);
    search.look(
        service, "ListEndpointConfigs", List.of(ENDPOINT_CONFIG), () -> endpointConfigs(search));
    search.look(service, "ListClusters", List.of(CLUSTER), () -> clusters(search));
    search.look(service, "ListWorkforces", List.of(WORKFORCE), () -> workforces(search));
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
      Answers.given(page.hasModels(), page.models())
          .forEach(
              one ->
                  search.unlessGone(
                      "SageMaker model " + one.modelName(),
                      () -> model(search, client, one.modelName())));
    }
  }

  private static void model(Search search, SageMakerClient client, String name) {
    DescribeModelResponse model = client.describeModel(request -> request.modelName(name));
    Answers.about(model.modelName());
    found(search, model.vpcConfig(), MODEL, "SageMaker model " + name);
  }

  private static void notebooks(Search search) {
    SageMakerClient client = client(search);
    for (ListNotebookInstancesResponse page :
        client.listNotebookInstancesPaginator(request -> request.maxResults(PAGE))) {
      Answers.given(page.hasNotebookInstances(), page.notebookInstances())
          .forEach(
              one ->
                  search.unlessGone(
                      "SageMaker notebook instance " + one.notebookInstanceName(),
                      () -> notebook(search, client, one.notebookInstanceName())));
    }
  }

  private static void notebook(Search search, SageMakerClient client, String name) {
    DescribeNotebookInstanceResponse notebook =
        client.describeNotebookInstance(request -> request.notebookInstanceName(name));
    Answers.about(notebook.notebookInstanceName());
    search.found(notebook.securityGroups(), NOTEBOOK, "SageMaker notebook instance " + name);
  }

  private static void endpointConfigs(Search search) {
    SageMakerClient client = client(search);
    for (ListEndpointConfigsResponse page :
        client.listEndpointConfigsPaginator(request -> request.maxResults(PAGE))) {
      Answers.given(page.hasEndpointConfigs(), page.endpointConfigs())
          .forEach(
              one ->
                  search.unlessGone(
                      "SageMaker endpoint configuration " + one.endpointConfigName(),
                      () -> endpointConfig(search, client, one.endpointConfigName())));
    }
  }

  private static void endpointConfig(Search search, SageMakerClient client, String name) {
    DescribeEndpointConfigResponse config =
        client.describeEndpointConfig(request -> request.endpointConfigName(name));
    Answers.about(config.endpointConfigName());
    found(search, config.vpcConfig(), ENDPOINT_CONFIG, "SageMaker endpoint configuration " + name);
  }

  private static void clusters(Search search) {
    SageMakerClient client = client(search);
    for (ListClustersResponse page :
        client.listClustersPaginator(request -> request.maxResults(PAGE))) {
      Answers.given(page.hasClusterSummaries(), page.clusterSummaries())
          .forEach(
              one ->
                  search.unlessGone(
                      "SageMaker cluster " + one.clusterName(),
                      () -> cluster(search, client, one.clusterName())));
    }
  }

  private static void cluster(Search search, SageMakerClient client, String name) {
    DescribeClusterResponse cluster = client.describeCluster(request -> request.clusterName(name));
    Answers.about(cluster.clusterName() == null ? cluster.clusterArn() : cluster.clusterName());
    String holder = "SageMaker cluster " + name;
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
      Answers.given(page.hasWorkforces(), page.workforces())
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
