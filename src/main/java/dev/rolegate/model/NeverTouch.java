package dev.rolegate.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Groups that evidently belong to somebody else: never adopted, whoever consents. This is the whole
 * list. A group whose ownership is proven is not asked about: else anybody who may tag it could
 * stop its enforcement with one tag.
 */
public enum NeverTouch {
  DEFAULT_GROUP("EC2: the default group of the VPC", new Mark.Name("default")),
  OTHER_ACCOUNT(
      "another account, which shares the group or the VPC",
      "an owner other than that of the VPC's default group; every group while that is not known"),
  EKS(
      "Amazon EKS",
      new Mark.Name("eks-cluster-sg-*"),
      new Mark.Tag("aws:eks:*"),
      new Mark.Tag("eks:*")),
  CLOUD_FORMATION("AWS CloudFormation", new Mark.Tag("aws:cloudformation:*")),
  FIREWALL_MANAGER(
      "AWS Firewall Manager", new Mark.Name("FMManagedSecurityGroup*"), new Mark.Tag("aws:fms:*")),
  AWS_SERVICE("an AWS service: only these can set such tags", new Mark.Tag("aws:*")),
  LOAD_BALANCER_CONTROLLER(
      "the AWS Load Balancer Controller, or a cloud provider of Kubernetes",
      new Mark.Tag("elbv2.k8s.aws/*"),
      new Mark.Tag("ingress.k8s.aws/*"),
      new Mark.Tag("service.k8s.aws/*"),
      new Mark.Tag("gateway.k8s.aws*"),
      new Mark.Name("k8s-traffic-*"),
      new Mark.Name("k8s-elb-*")),
  CLUSTER_API("Cluster API Provider AWS", new Mark.Tag("sigs.k8s.io/cluster-api-provider-aws/*")),
  KUBERNETES_CLUSTER("a Kubernetes cluster", new Mark.Tag("kubernetes.io/cluster/*")),
  ACK("AWS Controllers for Kubernetes", new Mark.Tag("services.k8s.aws/*")),
  CROSSPLANE(
      "Crossplane",
      new Mark.Tag("crossplane-kind"),
      new Mark.Tag("crossplane-name"),
      new Mark.Tag("crossplane-providerconfig")),
  TERRAFORM(
      "Terraform or OpenTofu",
      new Mark.Description("Managed by Terraform"),
      new Mark.Tool(Set.of("terraform", "opentofu"), Set.of("true", "yes"))),
  PULUMI("Pulumi", new Mark.Description("Managed by Pulumi"), new Mark.Tag("pulumi:*")),
  OTHER_TOOL(
      "the tool that the tag names",
      new Mark.Tool(
          Set.of("managedby", "provisionedby", "createdby", "provisioner"),
          Set.of(
              "terraform",
              "opentofu",
              "terragrunt",
              "pulumi",
              "cloudformation",
              "cdk",
              "ansible",
              "crossplane",
              "ack"))),
  EMR("Amazon EMR", new Mark.Name("ElasticMapReduce-*")),
  DIRECTORY_SERVICE("AWS Directory Service", new Mark.Name("d-*_controllers")),
  WORKSPACES("Amazon WorkSpaces", new Mark.Name("*_workspacesMembers")),
  GLOBAL_ACCELERATOR("AWS Global Accelerator", new Mark.Name("GlobalAccelerator*")),
  RDS_CONNECTION(
      "the consoles of Amazon RDS, EC2 and Lambda, which connect a database",
      new Mark.Name("ec2-rds-#"),
      new Mark.Name("rds-ec2-#"),
      new Mark.Name("lambda-rds-#"),
      new Mark.Name("rds-lambda-#"),
      new Mark.Name("rds-launch-wizard*")),
  OTHER_CLUSTER(
      "Rolegate in another cluster",
      "tag `rolegate.dev/cluster` or `rolegate.dev/retired` with another cluster's id"),
  OTHER_VPC(
      "another ManagedVpc of this cluster",
      "tag `rolegate.dev/vpc` with another ManagedVpc's name"),
  OTHER_DECLARATION(
      "another RoleSecurityGroup",
      "tags `rolegate.dev/namespace` and `rolegate.dev/name` with another namespace or name, whether"
          + " that resource still exists or not; or another resource has the group already");

  private final String owner;
  private final List<Mark> marks;
  private final String relation;

  NeverTouch(String owner, Mark... marks) {
    this.owner = owner;
    this.marks = List.of(marks);
    this.relation = "";
  }

  NeverTouch(String owner, String relation) {
    this.owner = owner;
    this.marks = List.of();
    this.relation = relation;
  }

  /** Whose group it is, and by what that shows. */
  public record Evidence(NeverTouch owner, String mark) {
    /** For a condition: owner, and evidence. */
    public String text() {
      return "it belongs to " + owner.owner() + ": " + mark;
    }
  }

  /** Who owns such groups. */
  public String owner() {
    return owner;
  }

  /** By what such a group is known, as Markdown. */
  public String evidence() {
    return marks.isEmpty() ? relation : String.join("; ", marks.stream().map(Mark::text).toList());
  }

  /**
   * Whose the group is, as far as a declaration asks for it; empty where nothing speaks against it.
   * The first entry that fits answers.
   *
   * @param account owner of the VPC's default group; empty where that is not known, and then every
   *     group counts as another account's
   */
  public static Optional<Evidence> of(Group live, String account, GroupKey asking, DesiredVpc vpc) {
    return of(live, account, Optional.of(asking), vpc.clusterId(), vpc.name());
  }

  /**
   * Whose a group is that no declaration means. Tags that name a declaration say nothing then,
   * whether that declaration ever was or not.
   *
   * @param account as for a declaration
   * @param clusterId the configured id of this cluster
   * @param vpc name of the ManagedVpc
   */
  public static Optional<Evidence> ofUndeclared(
      Group live, String account, String clusterId, String vpc) {
    return of(live, account, Optional.empty(), clusterId, vpc);
  }

  private static Optional<Evidence> of(
      Group live, String account, Optional<GroupKey> asking, String clusterId, String vpc) {
    for (NeverTouch candidate : values()) {
      Optional<String> mark =
          switch (candidate) {
            case OTHER_ACCOUNT -> otherAccount(live, account);
            case OTHER_CLUSTER ->
                otherTag(live, Ownership.CLUSTER, clusterId)
                    .or(() -> otherTag(live, Ownership.RETIRED, clusterId));
            case OTHER_VPC -> otherTag(live, Ownership.VPC, vpc);
            case OTHER_DECLARATION ->
                asking.flatMap(
                    key ->
                        otherTag(live, Ownership.NAMESPACE, key.namespace())
                            .or(() -> otherTag(live, Ownership.NAME, key.name())));
            default -> candidate.marks.stream().flatMap(m -> m.on(live).stream()).findFirst();
          };
      if (mark.isPresent()) {
        return mark.map(found -> new Evidence(candidate, found));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> otherAccount(Group live, String account) {
    if (!account.isEmpty() && account.equals(live.ownerId())) {
      return Optional.empty();
    }
    return Optional.of(
        account.isEmpty()
            ? "the account of the VPC's default group is not known"
            : "its owner is " + live.ownerId() + ", and the VPC's default group is of " + account);
  }

  private static Optional<String> otherTag(Group live, String key, String own) {
    return Optional.ofNullable(live.tags().get(key))
        .filter(value -> !value.equals(own))
        .map(value -> "its tag " + key + "=" + value);
  }
}
