package dev.rolegate.usage;

import static dev.rolegate.usage.Kinds.object;

import java.util.List;

/** Kinds of objects in the cluster that Rolegate runs in; other clusters' do not show. */
final class ClusterKinds {
  private static final String ID = "id";
  private static final String ID_NAME = "id, name";
  private static final String TERMS = "selector terms: id, name, tags";
  private static final String ANNOTATIONS = "annotations of load balancers: id, name";

  private ClusterKinds() {}

  static List<HolderKind> all() {
    return List.of(
        object("Service", ANNOTATIONS),
        object("Ingress.networking.k8s.io", ANNOTATIONS),
        object("StorageClass.storage.k8s.io", "parameters, as of the FSx CSI driver: id"),
        object("EC2NodeClass.karpenter.k8s.aws", TERMS),
        object("AWSNodeTemplate.karpenter.k8s.aws", "selector: id, tags; Karpenter before 0.32"),
        object("NodeClass.eks.amazonaws.com", TERMS),
        object("TargetGroupBinding.eks.amazonaws.com", ID),
        object("IngressClassParams.eks.amazonaws.com", ID_NAME),
        object("SecurityGroupPolicy.vpcresources.k8s.aws", ID),
        object("ENIConfig.crd.k8s.amazonaws.com", ID),
        object("TargetGroupBinding.elbv2.k8s.aws", ID),
        object("IngressClassParams.elbv2.k8s.aws", ID_NAME),
        object("LoadBalancerConfiguration.gateway.k8s.aws", ID_NAME),
        object("VpcAssociationPolicy.application-networking.k8s.aws", ID),
        object("*.*.services.k8s.aws", "AWS Controllers for Kubernetes: id, name"),
        object("AdoptedResource.services.k8s.aws", ID),
        object("*.*.aws.upbound.io", "Crossplane: id, name"),
        object("*.*.aws.m.upbound.io", "Crossplane, in namespaces: id, name"),
        object("*.*.aws.crossplane.io", "Crossplane, the community's provider: id, name"),
        object("AWS*.*.cluster.x-k8s.io", "Cluster API: id, filters"),
        object("ROSA*.*.cluster.x-k8s.io", "Cluster API: id"),
        object("*.machine.openshift.io", "Machine API: id, filters"));
  }
}
