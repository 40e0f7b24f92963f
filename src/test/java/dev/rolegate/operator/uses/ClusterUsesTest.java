package dev.rolegate.operator.uses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.AuditLog;
import dev.rolegate.kube.Kubectl;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.model.Group;
import dev.rolegate.model.Holding;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.UseReport.Coverage;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The collector on a real API server, as a service account with the grants that are shipped. */
@RealApiServer
class ClusterUsesTest {
  private static final List<Served> KINDS =
      List.of(
          Served.cluster("karpenter.k8s.aws", "EC2NodeClass").plural("ec2nodeclasses"),
          Served.cluster("eks.amazonaws.com", "NodeClass").plural("nodeclasses"),
          Served.namespaced("eks.amazonaws.com", "TargetGroupBinding"),
          Served.cluster("eks.amazonaws.com", "IngressClassParams").plural("ingressclassparams"),
          Served.cluster("eks.amazonaws.com", "CNINode"),
          Served.namespaced("vpcresources.k8s.aws", "SecurityGroupPolicy")
              .plural("securitygrouppolicies"),
          Served.cluster("crd.k8s.amazonaws.com", "ENIConfig"),
          Served.namespaced("elbv2.k8s.aws", "TargetGroupBinding").versions("v1beta1", "v1alpha1"),
          Served.cluster("elbv2.k8s.aws", "IngressClassParams")
              .plural("ingressclassparams")
              .versions("v1beta1"),
          Served.namespaced("gateway.k8s.aws", "LoadBalancerConfiguration").versions("v1beta1"),
          Served.namespaced("ec2.services.k8s.aws", "SecurityGroup").versions("v1alpha1"),
          Served.namespaced("s3.services.k8s.aws", "Bucket"),
          Served.namespaced("services.k8s.aws", "AdoptedResource").versions("v1alpha1"),
          Served.cluster("ec2.aws.upbound.io", "LaunchTemplate").versions("v1beta1"),
          Served.namespaced("ec2.aws.m.upbound.io", "LaunchTemplate").versions("v1beta1"),
          Served.namespaced("infrastructure.cluster.x-k8s.io", "AWSMachineTemplate")
              .versions("v1beta2"),
          Served.namespaced("infrastructure.cluster.x-k8s.io", "AzureMachineTemplate"),
          Served.namespaced("controlplane.cluster.x-k8s.io", "AWSManagedControlPlane")
              .versions("v1beta2"),
          Served.namespaced("machine.openshift.io", "MachineSet").versions("v1beta1"));

  private static final String ACCOUNT = "uses";
  private static String namespace;

  @BeforeAll
  static void installTheKinds(ApiServer server, Kubectl kubectl, KubernetesClient client) {
    namespace = client.getNamespace();
    Served.apply(kubectl, KINDS);
    Served.must(server.kubectl().run("apply", "-f", "deploy/uses.yaml"));
    account(kubectl, ACCOUNT);
    Served.must(
        kubectl.run(
            "create",
            "clusterrolebinding",
            namespace,
            "--clusterrole=rolegate-uses",
            "--serviceaccount=" + namespace + ":" + ACCOUNT));
  }

  private static void account(Kubectl kubectl, String name) {
    Served.must(kubectl.run("create", "serviceaccount", name));
  }

  private static String user(String account) {
    return "system:serviceaccount:" + namespace + ":" + account;
  }

  private static Group group() {
    String hex = UUID.randomUUID().toString().replace("-", "");
    return new Group(
        "sg-" + hex.substring(0, 17),
        "launch-" + hex,
        "",
        "vpc-1",
        "111122223333",
        Map.of("Name", "tag-" + hex, "team", hex),
        List.of(),
        false);
  }

  private static UseReport collect(ApiServer server, String account, Group group) {
    Config administrator = server.config();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(administrator.getMasterUrl())
            .withCaCertFile(administrator.getCaCertFile())
            .withOauthToken(server.token(namespace, account))
            .build();
    try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
      return new ClusterUses(client)
          .collect(Set.of(group.groupId()), Map.of(group.groupId(), group));
    }
  }

  private static UseReport collect(ApiServer server, Group group) {
    return collect(server, ACCOUNT, group);
  }

  private static void create(Kubectl kubectl, String yaml) {
    Served.must(kubectl.runWithInput(yaml, "create", "-f", "-"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "v1 | Service | spec: {clusterIP: None}, metadata: {annotations:"
            + " {service.beta.kubernetes.io/aws-load-balancer-security-groups: ID}}",
        "v1 | Service | spec: {clusterIP: None}, metadata: {annotations:"
            + " {service.beta.kubernetes.io/aws-load-balancer-extra-security-groups: ID}}",
        "networking.k8s.io/v1 | Ingress | spec: {defaultBackend: {service: {name: a, port: {number:"
            + " 1}}}}, metadata: {annotations: {alb.ingress.kubernetes.io/security-groups: 'x,"
            + " TAG'}}",
        "storage.k8s.io/v1 | StorageClass | provisioner: fsx.csi.aws.com, parameters:"
            + " {securityGroupIds: ID}",
        "karpenter.k8s.aws/v1 | EC2NodeClass | spec: {securityGroupSelectorTerms: [{id: ID}]}",
        "karpenter.k8s.aws/v1 | EC2NodeClass | spec: {securityGroupSelectorTerms: [{name: NAME}]}",
        "karpenter.k8s.aws/v1 | EC2NodeClass | spec: {securityGroupSelectorTerms: [{tags: {team:"
            + " TEAM}}]}",
        "eks.amazonaws.com/v1 | NodeClass | spec: {securityGroupSelectorTerms: [{name: NAME}]}",
        "eks.amazonaws.com/v1 | TargetGroupBinding | spec: {networking: {ingress: [{from:"
            + " [{securityGroup: {groupID: ID}}]}]}}",
        "eks.amazonaws.com/v1 | IngressClassParams | spec: {securityGroups: [ID]}",
        "vpcresources.k8s.aws/v1 | SecurityGroupPolicy | spec: {securityGroups: {groupIds: [ID]}}",
        "crd.k8s.amazonaws.com/v1 | ENIConfig | spec: {securityGroups: [ID]}",
        "elbv2.k8s.aws/v1beta1 | TargetGroupBinding | spec: {networking: {ingress: [{from:"
            + " [{securityGroup: {groupID: ID}}]}]}}",
        "elbv2.k8s.aws/v1beta1 | IngressClassParams | spec: {securityGroups: [ID]}",
        "gateway.k8s.aws/v1beta1 | LoadBalancerConfiguration | spec: {securityGroups: [TAG]}",
        "ec2.services.k8s.aws/v1alpha1 | SecurityGroup | status: {id: ID}",
        "services.k8s.aws/v1alpha1 | AdoptedResource | spec: {aws: {nameOrID: ID}}",
        "ec2.aws.upbound.io/v1beta1 | LaunchTemplate | spec: {forProvider: {vpcSecurityGroupIds:"
            + " [ID]}}",
        "ec2.aws.m.upbound.io/v1beta1 | LaunchTemplate | spec: {forProvider: {vpcSecurityGroupIds:"
            + " [ID]}}",
        "infrastructure.cluster.x-k8s.io/v1beta2 | AWSMachineTemplate | spec: {template: {spec:"
            + " {additionalSecurityGroups: [{filters: [{name: 'tag:team', values: [TEAM]}]}]}}}",
        "controlplane.cluster.x-k8s.io/v1beta2 | AWSManagedControlPlane | status: {network:"
            + " {securityGroups: {node: {id: ID}}}}",
        "machine.openshift.io/v1beta1 | MachineSet | spec: {template: {spec: {providerSpec: {value:"
            + " {securityGroups: [{filters: [{name: 'tag:Name', values: [TAG]}]}]}}}}}",
      })
  void anObjectHoldsTheGroupThatItNames(
      String api, String kind, String fields, ApiServer server, Kubectl kubectl) {
    Group group = group();
    Map<String, String> words =
        Map.of(
            "ID", group.groupId(),
            "NAME", group.name(),
            "TAG", group.tags().get("Name"),
            "TEAM", group.tags().get("team"));
    String filled = fields;
    for (var word : words.entrySet()) {
      filled = filled.replaceAll("\\b" + word.getKey() + "\\b", word.getValue());
    }
    String metadata = "metadata: {name: holder-" + group.tags().get("team");
    filled =
        filled.contains("metadata: {")
            ? filled.replace("metadata: {", metadata + ", ")
            : filled + ", " + metadata + "}";
    create(kubectl, "{apiVersion: %s, kind: %s, %s}".formatted(api, kind, filled));

    UseReport report = collect(server, group);

    assertThat(report.why()).isEmpty();
    assertThat(report.coverage()).isEqualTo(Coverage.COMPLETE);
    assertThat(report.collector()).isEqualTo(UseCollector.KUBERNETES);
    String name = api.contains("/") ? kind + "." + api.split("/")[0] : kind;
    assertThat(report.holdings())
        .singleElement()
        .satisfies(
            holding -> {
              assertThat(holding.groupId()).isEqualTo(group.groupId());
              assertThat(holding.kind()).isEqualTo(name);
              assertThat(holding.holder()).contains("holder-" + group.tags().get("team"));
            });
    assertThat(report.kinds()).contains(name);
  }

  @Test
  void aGroupThatNothingNamesIsHeldByNothingAndOnlyServedKindsAreListed(ApiServer server) {
    UseReport report = collect(server, group());

    assertThat(report.coverage()).isEqualTo(Coverage.COMPLETE);
    assertThat(report.holdings()).isEmpty();
    List<AuditLog.Request> requests = server.auditLog().of(user(ACCOUNT));
    assertThat(requests).extracting(AuditLog.Request::verb).containsOnly("list");
    assertThat(requests).extracting(AuditLog.Request::code).containsOnly(200);
    assertThat(requests)
        .extracting(request -> request.resource() + "." + request.group())
        .contains("ec2nodeclasses.karpenter.k8s.aws")
        .doesNotContain(
            "vpcassociationpolicies.application-networking.k8s.aws",
            "buckets.s3.services.k8s.aws",
            "cninodes.eks.amazonaws.com",
            "azuremachinetemplates.infrastructure.cluster.x-k8s.io");
  }

  @Test
  void aKindOfTwoVersionsIsReadOnce(ApiServer server, Kubectl kubectl) {
    account(kubectl, "once");
    grantAll(kubectl, "once");

    collect(server, "once", group());

    assertThat(server.auditLog().of(user("once")))
        .filteredOn(r -> r.group().equals("elbv2.k8s.aws"))
        .extracting(AuditLog.Request::resource)
        .containsExactlyInAnyOrder("targetgroupbindings", "ingressclassparams");
  }

  @Test
  void aKindThatMayNotBeListedDeniesAndIsNamed(ApiServer server, Kubectl kubectl) {
    account(kubectl, "narrow");
    String role = namespace + "-narrow";
    Served.must(
        kubectl.run("create", "clusterrole", role, "--verb=list", "--resource=services,ingresses"));
    bind(kubectl, role, "narrow");

    UseReport report = collect(server, "narrow", group());

    assertThat(report.coverage()).isEqualTo(Coverage.DENIED);
    assertThat(report.why())
        .contains("may not list adoptedresources.services.k8s.aws", "deploy/uses.yaml")
        .doesNotContain("list services,", "ingresses.networking.k8s.io");
    assertThat(report.kinds()).containsExactlyInAnyOrder("Ingress.networking.k8s.io", "Service");
  }

  @Test
  void whatWasFoundBesideADenialCounts(ApiServer server, Kubectl kubectl) {
    Group group = group();
    account(kubectl, "half");
    String role = namespace + "-half";
    Served.must(kubectl.run("create", "clusterrole", role, "--verb=list", "--resource=services"));
    bind(kubectl, role, "half");
    create(
        kubectl,
        """
        {apiVersion: v1, kind: Service, spec: {clusterIP: None}, metadata: {name: half, annotations:
        {service.beta.kubernetes.io/aws-load-balancer-security-groups: %s}}}
        """
            .formatted(group.groupId()));

    UseReport report = collect(server, "half", group);

    assertThat(report.coverage()).isEqualTo(Coverage.DENIED);
    assertThat(report.holdings()).extracting(Holding::kind).containsExactly("Service");
  }

  @Test
  void aSoughtApiThatDoesNotAnswerIsNamedAndAnotherOneIsNot(ApiServer server, Kubectl kubectl) {
    String sought = "v1." + namespace + ".services.k8s.aws";
    String other = "v1." + namespace + ".example.com";
    try {
      for (String name : List.of(sought, other)) {
        create(
            kubectl,
            """
            {apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: %s},
            spec: {group: %s, version: v1, groupPriorityMinimum: 10, versionPriority: 10,
            insecureSkipTLSVerify: true, service: {name: gone, namespace: default}}}
            """
                .formatted(name, name.substring(3)));
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  server
                      .kubectl()
                      .run("get", "--raw", "/apis")
                      .stdout()
                      .contains(sought.substring(3)));

      UseReport report = collect(server, group());

      assertThat(report.coverage()).isEqualTo(Coverage.PARTIAL);
      assertThat(report.why())
          .contains("the API group " + sought.substring(3) + "/v1", "HTTP 503")
          .doesNotContain("example.com");
      assertThat(report.kinds()).contains("EC2NodeClass.karpenter.k8s.aws");
    } finally {
      Served.must(kubectl.run("delete", "apiservice", sought, other));
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(collect(server, group()).coverage()).isEqualTo(Coverage.COMPLETE));
  }

  @Test
  void aSelectorOfUnknownFormMakesTheReportIncomplete(ApiServer server, Kubectl kubectl) {
    create(
        kubectl,
        """
        {apiVersion: karpenter.k8s.aws/v1, kind: EC2NodeClass, metadata: {name: of-tomorrow},
        spec: {securityGroupSelectorTerms: [{expression: "group.name == 'web'"}]}}
        """);
    try {
      UseReport report = collect(server, group());

      assertThat(report.coverage()).isEqualTo(Coverage.PARTIAL);
      assertThat(report.why())
          .contains("EC2NodeClass of-tomorrow", "spec.securityGroupSelectorTerms[0]");
      assertThat(report.kinds())
          .contains("ENIConfig.crd.k8s.amazonaws.com")
          .doesNotContain("EC2NodeClass.karpenter.k8s.aws");
    } finally {
      Served.must(kubectl.run("delete", "ec2nodeclass", "of-tomorrow"));
    }
  }

  @Test
  void aLongListIsReadToItsEndInPages(ApiServer server, Kubectl kubectl) {
    Group group = group();
    int objects = 2 * ClusterUses.PAGE + 1;
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < objects; i++) {
      all.append(
          """
          ---
          {apiVersion: vpcresources.k8s.aws/v1, kind: SecurityGroupPolicy, metadata: {name: p-%04d},
          spec: {securityGroups: {groupIds: [%s]}}}
          """
              .formatted(i, i == objects - 1 ? group.groupId() : "sg-0"));
    }
    Served.must(kubectl.runWithInput(all.toString(), "create", "-f", "-"));
    account(kubectl, "pages");
    grantAll(kubectl, "pages");

    UseReport report = collect(server, "pages", group);

    assertThat(report.holdings())
        .extracting(Holding::holder)
        .singleElement()
        .asString()
        .contains("/p-%04d".formatted(objects - 1));
    assertThat(server.auditLog().of(user("pages")))
        .filteredOn(r -> r.resource().equals("securitygrouppolicies"))
        .hasSizeGreaterThanOrEqualTo(3);
  }

  private static void grantAll(Kubectl kubectl, String account) {
    bind(kubectl, "rolegate-uses", account);
  }

  private static void bind(Kubectl kubectl, String role, String account) {
    Served.must(
        kubectl.run(
            "create",
            "clusterrolebinding",
            namespace + "-" + account,
            "--clusterrole=" + role,
            "--serviceaccount=" + namespace + ":" + account));
  }
}
