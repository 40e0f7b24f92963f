package dev.rolegate.usage;

import static dev.rolegate.usage.Kinds.attached;
import static dev.rolegate.usage.Kinds.latent;
import static dev.rolegate.usage.Kinds.mixed;

import dev.rolegate.model.UseCollector;
import java.util.List;

/** Kinds that run something, or start what runs. */
final class ComputeKinds {
  private static final String AT_ANY_COUNT = "at any count of tasks, zero too";

  private ComputeKinds() {}

  static List<HolderKind> all() {
    return List.of(
        attached("EC2::Instance").noting("stopped ones too"),
        latent("EC2::LaunchTemplate").seenBy(UseCollector.LAUNCH_TEMPLATES).noting("every version"),
        latent("EC2::SpotFleet").seenBy(UseCollector.FLEETS),
        latent("EC2::EC2Fleet")
            .seenBy(UseCollector.LAUNCH_TEMPLATES)
            .noting("names launch templates, and no group itself"),
        latent("EC2::SpotInstanceRequest").seenBy(UseCollector.FLEETS).noting("persistent ones"),
        latent("AutoScaling::LaunchConfiguration").seenBy(UseCollector.LAUNCH_CONFIGURATIONS),
        mixed("Batch::ComputeEnvironment").seenBy(UseCollector.BATCH),
        latent("ImageBuilder::InfrastructureConfiguration"),
        mixed("PCS::Cluster"),
        attached("EVS::Environment"),
        latent("OpsWorks::Layer"),
        latent("ElasticBeanstalk::Environment").noting("option settings"),
        latent("ElasticBeanstalk::ConfigurationTemplate").noting("option settings"),
        latent("DataPipeline::Pipeline"),
        mixed("Cloud9::EnvironmentEC2").noting("its instance stops when idle"),
        mixed("M2::Environment"),
        latent("DRS::ReplicationConfigurationTemplate"),
        latent("MGN::ReplicationConfigurationTemplate"),
        mixed("ECS::Service").seenBy(UseCollector.ECS).noting(AT_ANY_COUNT),
        mixed("ECS::TaskSet").seenBy(UseCollector.ECS).noting(AT_ANY_COUNT),
        mixed("ECS::ExpressGatewayService"),
        latent("ECS::CapacityProvider").seenBy(UseCollector.ECS).noting("managed instances"),
        attached("ECS::Task").noting("while it runs"),
        attached("EKS::Cluster"),
        latent("EKS::Nodegroup").noting("source groups of remote access"),
        mixed("Lambda::Function")
            .seenBy(UseCollector.LAMBDA)
            .noting("loses its interfaces when it is idle"),
        latent("Lambda::Version").seenBy(UseCollector.LAMBDA).noting("published versions"),
        latent("Lambda::CapacityProvider"),
        mixed("Lambda::NetworkConnector"),
        latent("Lambda::EventSourceMapping")
            .seenBy(UseCollector.LAMBDA)
            .noting("self-managed Kafka and DocumentDB sources"),
        mixed("AppRunner::VpcConnector"),
        mixed("EMR::Cluster"),
        mixed("EMR::Studio"),
        mixed("EMRServerless::Application"),
        mixed("EMRContainers::Endpoint"),
        mixed("CodeBuild::Project").seenBy(UseCollector.CODE_BUILD),
        mixed("CodeBuild::Fleet").seenBy(UseCollector.CODE_BUILD),
        latent("DeviceFarm::Project"),
        latent("DeviceFarm::TestGridProject"),
        mixed("Synthetics::Canary"),
        mixed("AppStream::Fleet"),
        mixed("AppStream::ImageBuilder"),
        mixed("AppStream::AppBlockBuilder"),
        latent("Events::Rule").seenBy(UseCollector.EVENT_BRIDGE).noting("ECS targets"),
        latent("Scheduler::Schedule").seenBy(UseCollector.SCHEDULER).noting("ECS targets"),
        latent("Pipes::Pipe").noting("ECS targets, self-managed Kafka sources"),
        latent("StepFunctions::StateMachine").noting("parameters of states"),
        latent("IoT::TopicRuleDestination"),
        latent("MWAAServerless::Workflow"),
        latent("CloudFormation::Stack").noting("parameters; stacks and Terraform state outside"),
        latent("SSM::Parameter").noting("values that others read"),
        latent("ServiceCatalog::CloudFormationProvisionedProduct").noting("parameters"),
        attached("WorkSpaces::Workspace"),
        latent("WorkSpaces::Directory").noting("the group of workspaces to come"),
        mixed("WorkspacesInstances::WorkspaceInstance"),
        latent("WorkSpacesWeb::NetworkSettings"),
        attached("DirectoryService::MicrosoftAD"),
        attached("DirectoryService::SimpleAD"),
        attached("Deadline::LicenseEndpoint"),
        latent("GroundStation::DataflowEndpointGroup"),
        latent("CodeConnections::Host"),
        mixed("LicenseManager::IdentityProvider").noting("user-based subscriptions"),
        latent("DevOpsAgent::PrivateConnection"));
  }
}
