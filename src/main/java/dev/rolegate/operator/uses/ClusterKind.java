package dev.rolegate.operator.uses;

import java.util.Optional;

/**
 * Kinds of Kubernetes objects that can name a security group. A kind that the cluster does not
 * serve costs no call.
 */
public enum ClusterKind {
  SERVICE("Service", ""),
  INGRESS("Ingress", "networking.k8s.io"),
  STORAGE_CLASS("StorageClass", "storage.k8s.io"),
  EC2_NODE_CLASS("EC2NodeClass", "karpenter.k8s.aws"),
  AWS_NODE_TEMPLATE("AWSNodeTemplate", "karpenter.k8s.aws"),
  NODE_CLASS("NodeClass", "eks.amazonaws.com"),
  AUTO_TARGET_GROUP_BINDING("TargetGroupBinding", "eks.amazonaws.com"),
  AUTO_INGRESS_CLASS_PARAMS("IngressClassParams", "eks.amazonaws.com"),
  SECURITY_GROUP_POLICY("SecurityGroupPolicy", "vpcresources.k8s.aws"),
  ENI_CONFIG("ENIConfig", "crd.k8s.amazonaws.com"),
  TARGET_GROUP_BINDING("TargetGroupBinding", "elbv2.k8s.aws"),
  INGRESS_CLASS_PARAMS("IngressClassParams", "elbv2.k8s.aws"),
  LOAD_BALANCER_CONFIGURATION("LoadBalancerConfiguration", "gateway.k8s.aws"),
  VPC_ASSOCIATION_POLICY("VpcAssociationPolicy", "application-networking.k8s.aws"),
  ACK("*", "*.services.k8s.aws"),
  ACK_ADOPTION("AdoptedResource", "services.k8s.aws"),
  CROSSPLANE("*", "*.aws.upbound.io"),
  CROSSPLANE_NAMESPACED("*", "*.aws.m.upbound.io"),
  CROSSPLANE_COMMUNITY("*", "*.aws.crossplane.io"),
  CLUSTER_API("AWS*", "*.cluster.x-k8s.io"),
  CLUSTER_API_ROSA("ROSA*", "*.cluster.x-k8s.io"),
  MACHINE_API("*", "machine.openshift.io");

  private final String kind;
  private final String group;

  ClusterKind(String kind, String group) {
    this.kind = kind;
    this.group = group;
  }

  /**
   * As {@link dev.rolegate.model.Holding#kind} spells it; {@code *} stands for any text where it is
   * a family of kinds.
   */
  public String text() {
    return group.isEmpty() ? kind : kind + "." + group;
  }

  /** Whether objects of any kind of this API group are looked through. */
  static boolean isSought(String group) {
    for (ClusterKind one : values()) {
      if (one.isOf(group)) {
        return true;
      }
    }
    return false;
  }

  /** Which of these a kind that the cluster serves is; empty where its objects name no group. */
  static Optional<ClusterKind> of(String group, String kind) {
    for (ClusterKind one : values()) {
      if (one.isOf(group) && matches(one.kind, kind) && !isIdentity(one, kind)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private boolean isOf(String name) {
    return matches(group, name)
        && !(group.startsWith("*.")
            && GrouplessServices.contains(name.substring(0, name.indexOf('.'))));
  }

  /** Credentials of Cluster API: {@code AWSClusterStaticIdentity} and its like. */
  private static boolean isIdentity(ClusterKind one, String kind) {
    return one == CLUSTER_API && kind.endsWith("Identity");
  }

  private static boolean matches(String pattern, String text) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(text);
    }
    String start = pattern.substring(0, star);
    String end = pattern.substring(star + 1);
    return text.length() > start.length() + end.length()
            && text.startsWith(start)
            && text.endsWith(end)
        || pattern.equals("*");
  }
}
