package dev.rolegate.operator.uses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.Group;
import dev.rolegate.model.Holding;
import dev.rolegate.model.UseReport;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {
  private static final String ID = "sg-0a1b2c3d4e5f60718";
  private static final String OTHER = "sg-0f0f0f0f0f0f0f0f0";

  private static final Map<String, Group> GROUPS =
      Map.of(
          ID,
          group(ID, "nodes-blue", Map.of("team", "shop", "env", "test", "Name", "blue nodes")),
          OTHER,
          group(OTHER, "unrelated", Map.of("team", "other")));

  private static Group group(String id, String name, Map<String, String> tags) {
    return new Group(id, name, "made by hand", "vpc-1", "111122223333", tags, List.of(), false);
  }

  private static UseReport read(ClusterKind kind, String yaml) {
    var object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    String[] api = object.getApiVersion().split("/");
    var served =
        new ServedKind(
            kind,
            api.length > 1 ? api[0] : "",
            api[api.length - 1],
            object.getKind().toLowerCase() + "s",
            object.getKind(),
            object.getMetadata().getNamespace() != null);
    var look = new Look();
    Mentions.of(new GroupNames(GROUPS.keySet(), GROUPS), served, object, look);
    return look.report();
  }

  private static UseReport nodeClass(String terms) {
    return read(
        ClusterKind.EC2_NODE_CLASS,
        """
        apiVersion: karpenter.k8s.aws/v1
        kind: EC2NodeClass
        metadata: {name: default}
        spec: {securityGroupSelectorTerms: %s}
        """
            .formatted(terms));
  }

  private static void assertHeldAt(UseReport report, String where) {
    assertThat(report.why()).isEmpty();
    assertThat(report.isComplete()).isTrue();
    assertThat(report.holdings()).extracting(Holding::groupId).containsExactly(ID);
    assertThat(report.holdings().get(0).holder()).endsWith("(" + where + ")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{name: nodes-blue}]",
        "[{name: nodes-*}]",
        "[{tags: {team: shop}}]",
        "[{tags: {team: shop, env: test}}]",
        "[{tags: {env: '*'}}]",
        "[{tags: {env: 't*t'}}]",
      })
  void aSelectorTermHoldsWhatItSelects(String terms) {
    UseReport report = nodeClass(terms);

    assertHeldAt(report, "spec.securityGroupSelectorTerms[0]");
    assertThat(report.holdings().get(0))
        .isEqualTo(
            new Holding(
                ID,
                "EC2NodeClass.karpenter.k8s.aws",
                "EC2NodeClass default (spec.securityGroupSelectorTerms[0])"));
  }

  private static UseReport nodeTemplate(String selector) {
    return read(
        ClusterKind.AWS_NODE_TEMPLATE,
        """
        apiVersion: karpenter.k8s.aws/v1alpha1
        kind: AWSNodeTemplate
        metadata: {name: old}
        spec: {securityGroupSelector: %s, subnetSelector: {team: other}}
        """
            .formatted(selector));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{team: shop}",
        "{team: shop, env: test}",
        "{env: '*'}",
        "{Name: 'red nodes,blue nodes'}",
        "{'*': '*', env: test}",
      })
  void theSelectorOfAnOldNodeTemplateHoldsWhatItSelects(String selector) {
    assertHeldAt(nodeTemplate(selector), "spec.securityGroupSelector");
  }

  @Test
  void anOldNodeTemplateHoldsGroupsById() {
    assertHeldAt(
        nodeTemplate("{aws-ids: 'sg-1,%s'}".formatted(ID)), "spec.securityGroupSelector.aws-ids");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{team: shop, env: prod}", "{owner: '*'}", "{aws-ids: sg-1}"})
  void theSelectorOfAnOldNodeTemplateHoldsNothingElse(String selector) {
    UseReport report = nodeTemplate(selector);

    assertThat(report.isComplete()).isTrue();
    assertThat(report.holdings()).isEmpty();
  }

  @Test
  void termsAreAlternatives() {
    assertThat(nodeClass("[{tags: {team: shop}}, {name: unrelated}]").holdings())
        .extracting(Holding::groupId)
        .containsExactly(ID, OTHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{name: blue nodes}]",
        "[{name: Nodes-Blue}]",
        "[{tags: {team: shop, env: prod}}]",
        "[{tags: {absent: '*'}}]",
        "[{id: sg-0a1b2c3d4e5f60719}]",
        "[{id: sg-0a1b2c3d4e5f6071}]",
      })
  void aTermHoldsNothingElse(String terms) {
    UseReport report = nodeClass(terms);

    assertThat(report.holdings()).isEmpty();
    assertThat(report.isComplete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[{}]", "[{tags: {}}]", "[{vpcId: vpc-1}]", "[{tags: {a: [b]}}]", "[text]", "~"})
  void aClassThatCannotBeReadMakesTheReportIncomplete(String terms) {
    UseReport report = nodeClass(terms);

    assertThat(report.coverage()).isEqualTo(UseReport.Coverage.PARTIAL);
    assertThat(report.why()).contains("EC2NodeClass default", "securityGroupSelectorTerms");
  }

  @Test
  void whatKarpenterResolvedCountsToo() {
    assertHeldAt(
        read(
            ClusterKind.EC2_NODE_CLASS,
            """
            apiVersion: karpenter.k8s.aws/v1
            kind: EC2NodeClass
            metadata: {name: default}
            spec: {securityGroupSelectorTerms: [{name: gone}]}
            status: {securityGroups: [{id: %s, name: nodes-blue}]}
            """
                .formatted(ID)),
        "status.securityGroups[0].id");
  }

  @Test
  void termsForPodsOfEksAutoModeCount() {
    assertHeldAt(
        read(
            ClusterKind.NODE_CLASS,
            """
            apiVersion: eks.amazonaws.com/v1
            kind: NodeClass
            metadata: {name: pods}
            spec: {podSecurityGroupSelectorTerms: [{tags: {team: shop}}]}
            """),
        "spec.podSecurityGroupSelectorTerms[0]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {ID, "sg-1, " + ID, "blue nodes", "other,blue nodes", "blue*", "nodes-blu?"})
  void anAnnotationOfALoadBalancerHoldsByIdAndByTagName(String value) {
    String key = "alb.ingress.kubernetes.io/security-groups";
    UseReport report =
        read(
            ClusterKind.INGRESS,
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: web, namespace: shop, annotations: {%s: "%s"}}
            spec: {}
            """
                .formatted(key, value));

    assertThat(report.holdings()).extracting(Holding::groupId).containsExactly(ID);
    assertThat(report.holdings().get(0).holder()).startsWith("Ingress shop/web (annotation " + key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service.beta.kubernetes.io/aws-load-balancer-security-groups",
        "service.beta.kubernetes.io/aws-load-balancer-extra-security-groups",
        "some.prefix.of.its.own/security-groups",
      })
  void aServicesAnnotationsCount(String key) {
    assertHeldAt(
        read(
            ClusterKind.SERVICE,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop, annotations: {%s: "%s"}}
            """
                .formatted(key, ID)),
        "annotation " + key);
  }

  @Test
  void whatWasAppliedOnceAndIsNoMoreDoesNotCount() {
    UseReport report =
        read(
            ClusterKind.SERVICE,
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: web
              namespace: shop
              labels: {group: %s}
              annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"a":"%s"}'}
            """
                .formatted(ID, ID));

    assertThat(report.holdings()).isEmpty();
    assertThat(report.isComplete()).isTrue();
  }

  @Test
  void aTargetGroupBindingHoldsWhatItLetsIn() {
    assertHeldAt(
        read(
            ClusterKind.TARGET_GROUP_BINDING,
            """
            apiVersion: elbv2.k8s.aws/v1beta1
            kind: TargetGroupBinding
            metadata: {name: web, namespace: shop}
            spec: {networking: {ingress: [{from: [{securityGroup: {groupID: %s}}]}]}}
            """
                .formatted(ID)),
        "spec.networking.ingress[0].from[0].securityGroup.groupID");
  }

  @Test
  void aGatewaysConfigurationNamesGroupsByTag() {
    assertHeldAt(
        read(
            ClusterKind.LOAD_BALANCER_CONFIGURATION,
            """
            apiVersion: gateway.k8s.aws/v1beta1
            kind: LoadBalancerConfiguration
            metadata: {name: web, namespace: shop}
            spec: {securityGroups: [blue nodes]}
            """),
        "spec.securityGroups[0], by name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{name: 'tag:team', values: [shop]}, {name: group-name, values: ['nodes-*', x]}]",
        "[{name: tag-key, values: [env]}]",
        "[{name: group-id, values: [%s]}, {name: vpc-id, values: [vpc-1]}]",
        "[{name: 'tag:team', values: [shop]}, {name: of-tomorrow, values: [x]}]",
      })
  void clusterApisFiltersSelect(String filters) {
    UseReport report = machineTemplate(filters.formatted(ID));

    assertThat(report.holdings()).extracting(Holding::groupId).containsExactly(ID);
    assertThat(report.holdings().get(0).kind())
        .isEqualTo("AWSMachineTemplate.infrastructure.cluster.x-k8s.io");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{name: 'tag:team', values: [shop]}, {name: group-name, values: [x]}]",
        "[{name: tag-key, values: [absent]}]",
        "[{name: owner-id, values: ['444455556666']}]",
      })
  void clusterApisFiltersSelectNothingElse(String filters) {
    assertThat(machineTemplate(filters).holdings()).isEmpty();
  }

  private static UseReport machineTemplate(String filters) {
    return read(
        ClusterKind.CLUSTER_API,
        """
        apiVersion: infrastructure.cluster.x-k8s.io/v1beta2
        kind: AWSMachineTemplate
        metadata: {name: blue, namespace: capi}
        spec: {template: {spec: {additionalSecurityGroups: [{filters: %s}]}}}
        """
            .formatted(filters));
  }

  @Test
  void anIdCountsInAnyTextOfAFamilysObject() {
    assertHeldAt(
        read(
            ClusterKind.ACK,
            """
            apiVersion: sfn.services.k8s.aws/v1alpha1
            kind: StateMachine
            metadata: {name: flow, namespace: shop}
            spec: {definition: '{"SecurityGroups": ["%s"]}'}
            """
                .formatted(ID)),
        "spec.definition");
    assertHeldAt(
        read(
            ClusterKind.CROSSPLANE,
            """
            apiVersion: ec2.aws.upbound.io/v1beta1
            kind: SecurityGroup
            metadata: {name: adopted, annotations: {crossplane.io/external-name: %s}}
            spec: {forProvider: {region: eu-west-1}}
            """
                .formatted(ID)),
        "annotation crossplane.io/external-name");
    assertHeldAt(
        read(
            ClusterKind.ACK,
            """
            apiVersion: ec2.services.k8s.aws/v1alpha1
            kind: SecurityGroup
            metadata: {name: x, namespace: shop}
            status: {ackResourceMetadata: {arn: "arn:aws:ec2:eu-west-1:1:security-group/%s"}}
            """
                .formatted(ID)),
        "status.ackResourceMetadata.arn");
  }

  @Test
  void aHostileFieldNameStaysOneShortLine() {
    UseReport report =
        read(
            ClusterKind.ACK,
            """
            apiVersion: ec2.services.k8s.aws/v1alpha1
            kind: Any
            metadata: {name: x, namespace: shop}
            spec: {"a\\nb%s": %s}
            """
                .formatted("c".repeat(1_000), ID));

    assertThat(report.holdings().get(0).holder())
        .startsWith("Any shop/x (spec.a\\u000abc")
        .hasSizeLessThan(300);
  }

  @Test
  void aReferenceToAnObjectOfTheClusterIsNoNameOfAGroup() {
    assertThat(
            read(
                    ClusterKind.CROSSPLANE,
                    """
                    apiVersion: ec2.aws.upbound.io/v1beta1
                    kind: Instance
                    metadata: {name: x}
                    spec: {forProvider: {vpcSecurityGroupIdRefs: [{name: nodes-blue}]}}
                    """)
                .holdings())
        .isEmpty();
  }

  @Test
  void aGroupOfWhichOnlyTheIdIsKnownIsFoundByIt() {
    var object =
        Serialization.unmarshal(
            """
            apiVersion: crd.k8s.amazonaws.com/v1alpha1
            kind: ENIConfig
            metadata: {name: eu-west-1a}
            spec: {securityGroups: [sg-0000000000000dead]}
            """,
            GenericKubernetesResource.class);
    var look = new Look();
    var served =
        new ServedKind(
            ClusterKind.ENI_CONFIG,
            "crd.k8s.amazonaws.com",
            "v1alpha1",
            "eniconfigs",
            "ENIConfig",
            false);
    Mentions.of(
        new GroupNames(Set.of("sg-0000000000000dead"), new TreeMap<>()), served, object, look);

    assertThat(look.report().holdings()).hasSize(1);
  }
}
