package dev.rolegate.simulated;

import static dev.rolegate.model.UseCollector.BATCH;
import static dev.rolegate.model.UseCollector.CODE_BUILD;
import static dev.rolegate.model.UseCollector.ECS;
import static dev.rolegate.model.UseCollector.EVENT_BRIDGE;
import static dev.rolegate.model.UseCollector.GLUE;
import static dev.rolegate.model.UseCollector.LAMBDA;
import static dev.rolegate.model.UseCollector.LAUNCH_CONFIGURATIONS;
import static dev.rolegate.model.UseCollector.RDS;
import static dev.rolegate.model.UseCollector.SAGE_MAKER;
import static dev.rolegate.model.UseCollector.SCHEDULER;

import dev.rolegate.model.UseCollector;
import dev.rolegate.sim.state.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Kinds of services other than EC2, by how their collectors read them. */
final class ServiceKinds {
  /** More than any service gives a page of what names groups in its own listing. */
  private static final int A_PAGE = 100;

  /** Those of which a call gives a page. */
  static final Map<String, UseCollector> CALLED_ONCE_FOR_MANY =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("AWS::AutoScaling::LaunchConfiguration", LAUNCH_CONFIGURATIONS),
              Map.entry("AWS::Lambda::Function", LAMBDA),
              Map.entry("AWS::Lambda::EventSourceMapping", LAMBDA),
              Map.entry("AWS::ECS::CapacityProvider", ECS),
              Map.entry("AWS::CodeBuild::Project", CODE_BUILD),
              Map.entry("AWS::CodeBuild::Fleet", CODE_BUILD),
              Map.entry("AWS::Batch::ComputeEnvironment", BATCH),
              Map.entry("AWS::Glue::Connection", GLUE),
              Map.entry("AWS::Glue::DevEndpoint", GLUE),
              Map.entry("AWS::RDS::DBCluster", RDS),
              Map.entry("AWS::Neptune::DBCluster", RDS),
              Map.entry("AWS::DocDB::DBCluster", RDS),
              Map.entry("AWS::RDS::DBInstance", RDS),
              Map.entry("AWS::RDS::OptionGroup", RDS),
              Map.entry("AWS::SageMaker::Workforce", SAGE_MAKER)));

  /**
   * Where a kind is.
   *
   * @param parent what it is in; empty for nothing
   */
  record Place(UseCollector by, String parent) {}

  /** Those of which each, or each that they are in, takes a call of its own. */
  static final Map<String, Place> CALLED_ONCE_FOR_EACH =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("AWS::Lambda::Version", new Place(LAMBDA, "zz-report")),
              Map.entry("AWS::ECS::Service", new Place(ECS, "zz-shop")),
              Map.entry("AWS::ECS::TaskSet", new Place(ECS, "zz-shop/web")),
              Map.entry("AWS::Events::Rule", new Place(EVENT_BRIDGE, "zz-orders")),
              Map.entry("AWS::Scheduler::Schedule", new Place(SCHEDULER, "zz-nightly")),
              Map.entry("AWS::SageMaker::Model", new Place(SAGE_MAKER, "")),
              Map.entry("AWS::SageMaker::NotebookInstance", new Place(SAGE_MAKER, "")),
              Map.entry("AWS::SageMaker::Domain", new Place(SAGE_MAKER, "")),
              Map.entry("AWS::SageMaker::UserProfile", new Place(SAGE_MAKER, "zz-team")),
              Map.entry("AWS::SageMaker::EndpointConfig", new Place(SAGE_MAKER, "")),
              Map.entry("AWS::SageMaker::Cluster", new Place(SAGE_MAKER, "")),
              Map.entry("AWS::SageMaker::MonitoringSchedule", new Place(SAGE_MAKER, "")),
              Map.entry("AWS::SageMaker::DataQualityJobDefinition", new Place(SAGE_MAKER, "")),
              Map.entry("AWS::SageMaker::ModelQualityJobDefinition", new Place(SAGE_MAKER, "")),
              Map.entry("AWS::SageMaker::ModelBiasJobDefinition", new Place(SAGE_MAKER, "")),
              Map.entry(
                  "AWS::SageMaker::ModelExplainabilityJobDefinition", new Place(SAGE_MAKER, ""))));

  /** Those that AWS Config alone shows. */
  static final List<String> RECORDED =
      List.of(
          "AWS::AppRunner::VpcConnector",
          "AWS::AppStream::Fleet",
          "AWS::DataSync::LocationEFS",
          "AWS::DataSync::LocationFSxLustre",
          "AWS::DataSync::LocationFSxWindows",
          "AWS::DeviceFarm::TestGridProject",
          "AWS::EC2::ClientVpnEndpoint",
          "AWS::GroundStation::DataflowEndpointGroup",
          "AWS::ImageBuilder::InfrastructureConfiguration",
          "AWS::KinesisAnalyticsV2::Application",
          "AWS::M2::Environment",
          "AWS::MediaConnect::FlowVpcInterface",
          "AWS::Redshift::Cluster");

  private ServiceKinds() {}

  /** So many of each, holding one group, that one named later comes with a later call. */
  static List<Entity> before(String groupId) {
    List<Entity> all = new ArrayList<>();
    for (int i = 0; i < A_PAGE; i++) {
      String name = "aa-%03d".formatted(i);
      CALLED_ONCE_FOR_MANY.keySet().forEach(kind -> all.add(Holders.service(kind, name, groupId)));
      RECORDED.forEach(kind -> all.add(Holders.service(kind, name, groupId)));
    }
    CALLED_ONCE_FOR_EACH.forEach(
        (kind, place) ->
            all.add(Holders.service(kind, "aa", groupId).in(place.parent().replace("zz-", "aa-"))));
    return all;
  }
}
