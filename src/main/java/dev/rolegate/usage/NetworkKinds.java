package dev.rolegate.usage;

import static dev.rolegate.usage.Kinds.attached;
import static dev.rolegate.usage.Kinds.latent;
import static dev.rolegate.usage.Kinds.mixed;

import dev.rolegate.model.UseCollector;
import java.util.List;

/** Kinds of EC2's network, load balancing and sharing. */
final class NetworkKinds {
  private NetworkKinds() {}

  static List<HolderKind> all() {
    return List.of(
        attached("EC2::NetworkInterface").noting("in every status, those of services included"),
        latent(References.KIND.substring("AWS::".length()))
            .seenBy(UseCollector.SECURITY_GROUP_RULES)
            .noting("a rule of another group of the VPC; one of an orphan does not count"),
        latent("EC2::VPCPeeringConnection")
            .seenBy(UseCollector.SECURITY_GROUP_REFERENCES)
            .noting("a rule of a group of a peered VPC, in other accounts too"),
        latent("EC2::TransitGatewayVpcAttachment")
            .seenBy(UseCollector.SECURITY_GROUP_REFERENCES)
            .noting("a rule of a group of a VPC behind the transit gateway"),
        latent("EC2::SecurityGroupVpcAssociation")
            .seenBy(UseCollector.VPC_ASSOCIATIONS)
            .noting("the group serves in another VPC too"),
        latent("RAM::ResourceShare").noting("other accounts' interfaces do not show"),
        latent("FMS::Policy").noting("primary and audit groups"),
        latent("IAM::ManagedPolicy").noting("conditions and ARNs that name a group"),
        latent("Organizations::Policy").noting("conditions and ARNs that name a group"),
        attached("EC2::InstanceConnectEndpoint"),
        attached("EC2::VerifiedAccessEndpoint"),
        attached("EC2::VPCEndpoint").noting("interface endpoints"),
        mixed("EC2::ClientVpnEndpoint").noting("no interface while no subnet is associated"),
        latent("EC2::ApplicationStatusCheck"),
        latent("EC2::NetworkInsightsAnalysis").noting("results of an analysis that is over"),
        mixed("ApiGatewayV2::VpcLink"),
        attached("ElasticLoadBalancing::LoadBalancer"),
        attached("ElasticLoadBalancingV2::LoadBalancer"),
        attached("GlobalAccelerator::Accelerator"),
        latent("NetworkManager::VpcAttachment")
            .noting("rules of groups of VPCs behind a core network"),
        attached("Route53Resolver::ResolverEndpoint"),
        mixed("RTBFabric::RequesterGateway"),
        mixed("RTBFabric::ResponderGateway"),
        attached("VpcLattice::ResourceGateway"),
        latent("VpcLattice::ServiceNetworkVpcAssociation").noting("has no interface at all"));
  }
}
