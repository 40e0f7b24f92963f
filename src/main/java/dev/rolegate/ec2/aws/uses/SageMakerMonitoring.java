package dev.rolegate.ec2.aws.uses;

import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeDataQualityJobDefinitionResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelBiasJobDefinitionResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelExplainabilityJobDefinitionResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelQualityJobDefinitionResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeMonitoringScheduleResponse;
import software.amazon.awssdk.services.sagemaker.model.ListDataQualityJobDefinitionsResponse;
import software.amazon.awssdk.services.sagemaker.model.ListModelBiasJobDefinitionsResponse;
import software.amazon.awssdk.services.sagemaker.model.ListModelExplainabilityJobDefinitionsResponse;
import software.amazon.awssdk.services.sagemaker.model.ListModelQualityJobDefinitionsResponse;
import software.amazon.awssdk.services.sagemaker.model.ListMonitoringSchedulesResponse;
import software.amazon.awssdk.services.sagemaker.model.MonitoringJobDefinitionSummary;
import software.amazon.awssdk.services.sagemaker.model.MonitoringNetworkConfig;
import software.amazon.awssdk.services.sagemaker.model.MonitoringScheduleConfig;
import software.amazon.awssdk.services.sagemaker.model.MonitoringScheduleSummary;

/** Monitoring schedules and the four kinds of job definitions that they may start. */
final class SageMakerMonitoring implements Collector {
  private static final String SCHEDULE = "AWS::SageMaker::MonitoringSchedule";
  private static final String DATA_QUALITY = "AWS::SageMaker::DataQualityJobDefinition";
  private static final String MODEL_QUALITY = "AWS::SageMaker::ModelQualityJobDefinition";
  private static final String MODEL_BIAS = "AWS::SageMaker::ModelBiasJobDefinition";
  private static final String EXPLAINABILITY = "AWS::SageMaker::ModelExplainabilityJobDefinition";

  @Override
  public void collect(Search search) {
    look(search, "ListMonitoringSchedules", SCHEDULE, () -> schedules(search));
    look(search, "ListDataQualityJobDefinitions", DATA_QUALITY, () -> dataQuality(search));
    look(search, "ListModelQualityJobDefinitions", MODEL_QUALITY, () -> modelQuality(search));
    look(search, "ListModelBiasJobDefinitions", MODEL_BIAS, () -> modelBias(search));
    look(
        search,
        "ListModelExplainabilityJobDefinitions",
        EXPLAINABILITY,
        () -> modelExplainability(search));
  }

  private static void look(Search search, String action, String kind, Runnable part) {
    search.look(Service.SAGE_MAKER, action, List.of(kind), part);
  }

  private static void schedules(Search search) {
    SageMakerClient client = SageMaker.client(search);
    for (ListMonitoringSchedulesResponse page :
        client.listMonitoringSchedulesPaginator(request -> request.maxResults(SageMaker.PAGE))) {
      for (MonitoringScheduleSummary one :
          Answers.given(
              page.hasMonitoringScheduleSummaries(), page.monitoringScheduleSummaries())) {
        search.unlessGone(
            "SageMaker monitoring schedule " + one.monitoringScheduleName(),
            () -> schedule(search, client, one.monitoringScheduleName()));
      }
    }
  }

  private static void schedule(Search search, SageMakerClient client, String name) {
    DescribeMonitoringScheduleResponse schedule =
        client.describeMonitoringSchedule(request -> request.monitoringScheduleName(name));
    Answers.about(schedule.monitoringScheduleName());
    found(search, schedule.monitoringScheduleConfig(), name);
  }

  private static void found(Search search, MonitoringScheduleConfig config, String name) {
    if (config != null
        && config.monitoringJobDefinition() != null
        && config.monitoringJobDefinition().networkConfig() != null) {
      SageMaker.found(
          search,
          config.monitoringJobDefinition().networkConfig().vpcConfig(),
          SCHEDULE,
          "SageMaker monitoring schedule " + name);
    }
  }

  private static void dataQuality(Search search) {
    SageMakerClient client = SageMaker.client(search);
    for (ListDataQualityJobDefinitionsResponse page :
        client.listDataQualityJobDefinitionsPaginator(
            request -> request.maxResults(SageMaker.PAGE))) {
      each(
          search,
          Answers.given(page.hasJobDefinitionSummaries(), page.jobDefinitionSummaries()),
          name -> {
            DescribeDataQualityJobDefinitionResponse one =
                client.describeDataQualityJobDefinition(request -> request.jobDefinitionName(name));
            Answers.about(one.jobDefinitionName());
            found(search, one.networkConfig(), DATA_QUALITY, name);
          });
    }
  }

  private static void modelQuality(Search search) {
    SageMakerClient client = SageMaker.client(search);
    for (ListModelQualityJobDefinitionsResponse page :
        client.listModelQualityJobDefinitionsPaginator(
            request -> request.maxResults(SageMaker.PAGE))) {
      each(
          search,
          Answers.given(page.hasJobDefinitionSummaries(), page.jobDefinitionSummaries()),
          name -> {
            DescribeModelQualityJobDefinitionResponse one =
                client.describeModelQualityJobDefinition(
                    request -> request.jobDefinitionName(name));
            Answers.about(one.jobDefinitionName());
            found(search, one.networkConfig(), MODEL_QUALITY, name);
          });
    }
  }

  private static void modelBias(Search search) {
    SageMakerClient client = SageMaker.client(search);
    for (ListModelBiasJobDefinitionsResponse page :
        client.listModelBiasJobDefinitionsPaginator(
            request -> request.maxResults(SageMaker.PAGE))) {
      each(
          search,
          Answers.given(page.hasJobDefinitionSummaries(), page.jobDefinitionSummaries()),
          name -> {
            DescribeModelBiasJobDefinitionResponse one =
                client.describeModelBiasJobDefinition(request -> request.jobDefinitionName(name));
            Answers.about(one.jobDefinitionName());
            found(search, one.networkConfig(), MODEL_BIAS, name);
          });
    }
  }

  private static void modelExplainability(Search search) {
    SageMakerClient client = SageMaker.client(search);
    for (ListModelExplainabilityJobDefinitionsResponse page :
        client.listModelExplainabilityJobDefinitionsPaginator(
            request -> request.maxResults(SageMaker.PAGE))) {
      each(
          search,
          Answers.given(page.hasJobDefinitionSummaries(), page.jobDefinitionSummaries()),
          name -> {
            DescribeModelExplainabilityJobDefinitionResponse one =
                client.describeModelExplainabilityJobDefinition(
                    request -> request.jobDefinitionName(name));
            Answers.about(one.jobDefinitionName());
            found(search, one.networkConfig(), EXPLAINABILITY, name);
          });
    }
  }

  private static void each(
      Search search, List<MonitoringJobDefinitionSummary> definitions, Consumer<String> describe) {
    definitions.forEach(
        one ->
            search.unlessGone(
                "SageMaker job definition " + one.monitoringJobDefinitionName(),
                () -> describe.accept(one.monitoringJobDefinitionName())));
  }

  private static void found(
      Search search, MonitoringNetworkConfig network, String kind, String name) {
    if (network != null) {
      SageMaker.found(search, network.vpcConfig(), kind, "SageMaker job definition " + name);
    }
  }
}
