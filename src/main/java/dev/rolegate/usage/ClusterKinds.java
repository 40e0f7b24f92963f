package dev.rolegate.usage;

import static dev.rolegate.usage.Kinds.object;

import java.util.List;

/** Kinds of objects in the cluster that Rolegate runs in; other clusters' do not show. */
final class ClusterKinds {
  private ClusterKinds() {}

  static List<HolderKind> all() {
    return List.of(
        object("EC2NodeClass.karpenter.k8s.aws", "terms by id, name and tags"),
        object("NodeClass.eks.amazonaws.com", "terms by id, name and tags"),
        object("SecurityGroupPolicy.vpcresources.k8s.aws", "ids"),
        object("ENIConfig.crd.k8s.amazonaws.com", "ids"),
        object("TargetGroupBinding.elbv2.k8s.aws", "groups of its ingress"),
        object("Ingress.networking.k8s.io", "annotations of load balancers, by id and name"),
        object("Service", "annotations of load balancers, by id and name"),
        object("Gateway.gateway.networking.k8s.io", "annotations of load balancers"),
        object("LoadBalancerConfiguration.gateway.k8s.aws", "ids and names"),
        object("*.infrastructure.cluster.x-k8s.io", "Cluster API Provider AWS: ids and filters"),
        object("*.services.k8s.aws", "AWS Controllers for Kubernetes: every kind"),
        object("*.upbound.io", "Crossplane providers of Upbound: every kind"),
        object("*.crossplane.io", "Crossplane's own providers: every kind"));
  }
}
