package dev.rolegate.operator.uses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.UseCollector;
import dev.rolegate.usage.HolderKind;
import dev.rolegate.usage.HolderKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterKindTest {

  @Test
  void everyKindIsInTheCatalogueOfHoldersAndNoOtherIs() {
    assertThat(
            HolderKinds.all().stream()
                .filter(kind -> kind.collectors().contains(UseCollector.KUBERNETES))
                .map(HolderKind::name))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ClusterKind.values()).map(ClusterKind::text).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "'', Service, SERVICE",
    "networking.k8s.io, Ingress, INGRESS",
    "karpenter.k8s.aws, EC2NodeClass, EC2_NODE_CLASS",
    "karpenter.k8s.aws, AWSNodeTemplate, AWS_NODE_TEMPLATE",
    "infrastructure.cluster.x-k8s.io, ROSAOCMRoleConfig, CLUSTER_API_ROSA",
    "ec2.services.k8s.aws, SecurityGroup, ACK",
    "services.k8s.aws, AdoptedResource, ACK_ADOPTION",
    "ec2.aws.upbound.io, Instance, CROSSPLANE",
    "ec2.aws.m.upbound.io, Instance, CROSSPLANE_NAMESPACED",
    "lambda.aws.crossplane.io, Function, CROSSPLANE_COMMUNITY",
    "infrastructure.cluster.x-k8s.io, AWSMachineTemplate, CLUSTER_API",
    "controlplane.cluster.x-k8s.io, ROSAControlPlane, CLUSTER_API_ROSA",
    "machine.openshift.io, MachineSet, MACHINE_API",
    "newservice.services.k8s.aws, Thing, ACK",
  })
  void looksThroughKindsThatCanNameAGroup(String group, String kind, ClusterKind expected) {
    assertThat(ClusterKind.isSought(group)).isTrue();
    assertThat(ClusterKind.of(group, kind)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'', Secret",
    "'', ConfigMap",
    "apps, Deployment",
    "networking.k8s.io, NetworkPolicy",
    "eks.amazonaws.com, CNINode",
    "vpcresources.k8s.aws, CNINode",
    "services.k8s.aws, FieldExport",
    "s3.services.k8s.aws, Bucket",
    "wafv2.aws.m.upbound.io, WebACL",
    "secretsmanager.aws.upbound.io, SecretVersion",
    "aws.upbound.io, ProviderConfigUsage",
    "infrastructure.cluster.x-k8s.io, AzureMachine",
    "infrastructure.cluster.x-k8s.io, AWSClusterStaticIdentity",
    "rolegate.dev, RoleSecurityGroup",
    "evil-services.k8s.aws, Thing",
  })
  void leavesOthersAlone(String group, String kind) {
    assertThat(ClusterKind.of(group, kind)).isEmpty();
  }

  @Test
  void asksNoDiscoveryOfGroupsWithoutSuchKinds() {
    assertThat(ClusterKind.isSought("apps")).isFalse();
    assertThat(ClusterKind.isSought("s3.aws.upbound.io")).isFalse();
    assertThat(ClusterKind.isSought("metrics.k8s.io")).isFalse();
  }

  @Test
  void theDocumentationNamesTheServicesThatAreLeftOut() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/orphans.md"));
    String from = page.substring(page.indexOf("takes a security group:\n"));
    String list = from.substring(from.indexOf('\n'), from.indexOf(".\n"));
    assertThat(list.strip().split(",\\s+"))
        .containsExactlyInAnyOrderElementsOf(
            GrouplessServices.all().stream().map(name -> "`" + name + "`").toList());
  }

  @Test
  void spellsKindsAsHoldingsDo() {
    assertThat(ClusterKind.SERVICE.text()).isEqualTo("Service");
    assertThat(ClusterKind.EC2_NODE_CLASS.text()).isEqualTo("EC2NodeClass.karpenter.k8s.aws");
  }
}
