package dev.rolegate.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeverTouchTest {
  private static final String ACCOUNT = "111122223333";
  private static final GroupKey DB = new GroupKey("shop", "db");
  private static final DesiredVpc VPC =
      new DesiredVpc("prod", "vpc-1", "eu-west-1", "test", List.of());

  private static Optional<NeverTouch> owner(Group group) {
    return NeverTouch.of(group, ACCOUNT, DB, VPC).map(NeverTouch.Evidence::owner);
  }

  private static Group group(String name, String description, Map<String, String> tags) {
    return new Group("sg-1", name, description, "vpc-1", ACCOUNT, tags, List.of(), false);
  }

  private static Group tagged(String key, String value) {
    return group("app", "all in one", Map.of(key, value));
  }

  @ParameterizedTest
  @CsvSource({
    "default, DEFAULT_GROUP",
    "eks-cluster-sg-prod-1234567890, EKS",
    "FMManagedSecurityGroup1b2c-sg-0a1b2c3d, FIREWALL_MANAGER",
    "k8s-traffic-prod-1a2b3c4d5e, LOAD_BALANCER_CONTROLLER",
    "k8s-elb-a1b2c3, LOAD_BALANCER_CONTROLLER",
    "ElasticMapReduce-master, EMR",
    "d-9067b141e8_controllers, DIRECTORY_SERVICE",
    "d-9067b141e8_workspacesMembers, WORKSPACES",
    "GlobalAccelerator, GLOBAL_ACCELERATOR",
    "ec2-rds-1, RDS_CONNECTION",
    "rds-ec2-12, RDS_CONNECTION",
    "lambda-rds-3, RDS_CONNECTION",
    "rds-lambda-3, RDS_CONNECTION",
    "RDS-Launch-Wizard-2, RDS_CONNECTION",
  })
  void knows_owners_by_the_names_that_they_give(String name, NeverTouch owner) {
    assertThat(owner(group(name, "", Map.of()))).contains(owner);
  }

  @ParameterizedTest
  @CsvSource({
    "aws:eks:cluster-name, prod, EKS",
    "eks:eks-capability-arn, arn, EKS",
    "aws:cloudformation:stack-name, network, CLOUD_FORMATION",
    "aws:servicecatalog:productArn, arn, AWS_SERVICE",
    "elbv2.k8s.aws/cluster, prod, LOAD_BALANCER_CONTROLLER",
    "ingress.k8s.aws/stack, shop/web, LOAD_BALANCER_CONTROLLER",
    "kubernetes.io/cluster/prod, owned, KUBERNETES_CLUSTER",
    "sigs.k8s.io/cluster-api-provider-aws/cluster/prod, owned, CLUSTER_API",
    "services.k8s.aws/namespace, shop, ACK",
    "crossplane-providerconfig, default, CROSSPLANE",
    "ManagedBy, Terraform, OTHER_TOOL",
    "managed-by, opentofu, OTHER_TOOL",
    "managed_by, pulumi, OTHER_TOOL",
    "Terraform, true, TERRAFORM",
    "pulumi:project, shop, PULUMI",
    "rolegate.dev/cluster, other, OTHER_CLUSTER",
    "rolegate.dev/vpc, stage, OTHER_VPC",
    "rolegate.dev/namespace, billing, OTHER_DECLARATION",
    "rolegate.dev/name, web, OTHER_DECLARATION",
  })
  void knows_owners_by_their_tags_and_names_the_tag(String key, String value, NeverTouch owner) {
    assertThat(owner(tagged(key, value))).contains(owner);
    assertThat(NeverTouch.of(tagged(key, value), ACCOUNT, DB, VPC).orElseThrow().text())
        .contains(owner.owner(), "its tag " + key + "=" + value);
  }

  @ParameterizedTest
  @CsvSource({"Managed by Terraform, TERRAFORM", "Managed by Pulumi, PULUMI"})
  void knows_tools_by_the_description_that_they_give_by_default(
      String description, NeverTouch owner) {
    assertThat(owner(group("app", description, Map.of()))).contains(owner);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"default-app", "my-eks-cluster-sg-1", "ec2-rds-x", "k8s-app", "d-1_controllers-2"})
  void leaves_names_that_only_resemble(String name) {
    assertThat(owner(group(name, "was managed by Terraform", Map.of("managed-by", "people"))))
        .isEmpty();
  }

  @Test
  void own_tags_speak_for_the_group() {
    Map<String, String> own = Ownership.groupTags("test", "prod", DB, "db", "why", "who");
    assertThat(owner(group("app", "", own))).isEmpty();
  }

  @Test
  void group_of_another_account_is_foreign_and_so_is_any_while_the_account_is_unknown() {
    Group shared =
        new Group("sg-1", "app", "", "vpc-1", "444455556666", Map.of(), List.of(), false);
    assertThat(owner(shared)).contains(NeverTouch.OTHER_ACCOUNT);
    assertThat(NeverTouch.of(group("app", "", Map.of()), "", DB, VPC))
        .map(NeverTouch.Evidence::owner)
        .contains(NeverTouch.OTHER_ACCOUNT);
    Group main = new Group("sg-0", "default", "", "vpc-1", ACCOUNT, Map.of(), List.of(), false);
    assertThat(VpcSnapshot.of("vpc-1", false, List.of(shared, main)).account()).isEqualTo(ACCOUNT);
    assertThat(VpcSnapshot.of("vpc-1", false, List.of(shared)).account()).isEmpty();
  }

  @Test
  void hostile_names_and_tags_are_compared_as_text() {
    Stream.of("(", "[a-", "\\E.*\\Q", "default\n", "\n".repeat(200), "*")
        .forEach(text -> assertThat(owner(group(text, text, Map.of("x" + text, text)))).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(NeverTouch.class)
  void every_entry_says_who_and_by_what(NeverTouch entry) {
    assertThat(entry.owner()).isNotBlank();
    assertThat(entry.evidence()).contains(entry == NeverTouch.OTHER_ACCOUNT ? "owner" : "`");
  }
}
