package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.api.RoleSecurityGroupSpec;
import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Factory;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The operator as a whole, on an API server that only stores and an EC2 that behaves. */
@QuarkusTest
@WithTestResource(MockClusterAndEc2.class)
@Tag("operator")
class OperatorOnMockTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @Inject Operator operator;
  @Inject KubernetesClient client;
  @Inject Ec2Factory factory;

  private final String run = UUID.randomUUID().toString().substring(0, 6);
  private final String vpcName = "vpc-" + run;
  private final String namespace = "shop-" + run;
  private Ec2 ec2;
  private String vpcId;

  @BeforeEach
  void scene() {
    if (!operator.getRuntimeInfo().isStarted()) {
      operator.start();
    }
    try (var http = Apache5HttpClient.create();
        var sdk = Ec2Client.builder().region(Region.EU_WEST_1).httpClient(http).build()) {
      vpcId = sdk.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    }
    ec2 = factory.connect(ConnectTo.own("test", "eu-west-1"));
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  @AfterEach
  void clearAway() {
    client.resources(ManagedVpc.class).withName(vpcName).delete();
    client.resources(RoleSecurityGroup.class).inNamespace(namespace).delete();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                client
                    .resources(RoleSecurityGroup.class)
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .isEmpty());
  }

  @Test
  void createsGroupsThatReferToEachOtherAndSaysSo() {
    manage("Enforce", "5m");
    role("web", "{role: {name: db}}", "{role: {name: db}}");
    role("db", "{role: {name: web}}", "{role: {name: web}}");

    var web = ready("web", "Applied");
    var db = ready("db", "Applied");

    assertThat(web.getStatus().rules().summary()).isEqualTo("2/2");
    assertThat(web.getStatus().lastDrift()).isEmpty();
    assertThat(web.getStatus().plan()).isEmpty();
    assertThat(condition(web, "InSync").getStatus()).isEqualTo("True");
    assertThat(web.getMetadata().getFinalizers()).containsExactly("rolegate.dev/finalizer");
    assertThat(group("web").rules())
        .extracting(r -> r.permission().peer().toString())
        .containsOnly(db.getStatus().groupId());
    await().atMost(PATIENCE).until(() -> vpcReady().equals("Applied"));
    assertThat(vpc().getStatus().groups()).isEqualTo(2);
    assertThat(vpc().getStatus().drift()).isZero();
    await().atMost(PATIENCE).until(() -> reasons("web").contains("GroupCreated"));
    assertThat(reasons("web")).doesNotContain("DriftRepaired", "DriftRemoved");
  }

  @Test
  void removesAnUndocumentedRuleAndTellsExactlyWhich() {
    manage("Enforce", "2s");
    role("web", "{cidr: 10.0.0.0/8}", "{cidr: 10.0.0.0/8}");
    var web = ready("web", "Applied");

    var open = new Permission(Protocol.TCP, PortRange.single(22), world());
    ec2.authorize(
        web.getStatus().groupId(),
        Direction.INGRESS,
        List.of(new Ec2.NewRule(open, "forgotten test")),
        Map.of("made-by", "somebody"));

    await().atMost(PATIENCE).until(() -> !get("web").getStatus().lastDrift().isEmpty());
    var drift = get("web").getStatus().lastDrift().get(0);
    assertThat(drift.rule()).isEqualTo("ingress tcp 22 0.0.0.0/0 \"forgotten test\"");
    assertThat(drift.ruleId()).startsWith("sgr-");
    assertThat(group("web").rules()).noneMatch(r -> r.permission().equals(open));
    await().atMost(PATIENCE).until(() -> reasons("web").contains("DriftRemoved"));
    assertThat(metrics()).contains("rolegate_drift_repaired_total{kind=\"extra_rule\"}");
  }

  @Test
  void observesWithoutChangingAnythingAndThenEnforces() {
    manage("Observe", "5m");
    role("web", "{cidr: 10.0.0.0/8}", "{cidr: 10.0.0.0/8}");

    var web = ready("web", "Observed");
    assertThat(condition(web, "InSync").getStatus()).isEqualTo("False");
    assertThat(web.getStatus().plan()).isNotEmpty();
    assertThat(web.getStatus().groupId()).isNull();
    assertThat(ec2.groupsNamed(vpcId, namespace + "/web")).isEmpty();

    manage("Enforce", "5m");
    ready("web", "Applied");
    assertThat(ec2.groupsNamed(vpcId, namespace + "/web")).hasSize(1);
  }

  @Test
  void withholdsWhatRefersToNobodyUntilSomebodyDeclaresIt() {
    manage("Enforce", "5m");
    role("web", "{role: {name: alb}}", "{cidr: 10.0.0.0/8}");

    await().atMost(PATIENCE).until(() -> readyReason("web").equals("RulesWithheld"));
    assertThat(get("web").getStatus().withheld())
        .extracting(w -> w.rule(), w -> w.reason())
        .containsExactly(org.assertj.core.groups.Tuple.tuple("ingress/in", "RoleNotFound"));

    role("alb", "{cidr: 10.0.0.0/8}", "{cidr: 10.0.0.0/8}");
    var web = ready("web", "Applied");
    assertThat(web.getStatus().lastDrift()).isEmpty();
  }

  @Test
  void deletesTheGroupOfADeletedRoleAndForgetsADeletedVpc() {
    manage("Enforce", "5m");
    role("web", "{cidr: 10.0.0.0/8}", "{cidr: 10.0.0.0/8}");
    role("db", "{role: {name: web}}", "{cidr: 10.0.0.0/8}");
    ready("web", "Applied");
    ready("db", "Applied");

    client.resources(RoleSecurityGroup.class).inNamespace(namespace).withName("web").delete();

    await().atMost(PATIENCE).until(() -> get("web") == null);
    assertThat(ec2.groupsNamed(vpcId, namespace + "/web")).isEmpty();
    await().atMost(PATIENCE).until(() -> readyReason("db").equals("RulesWithheld"));
    assertThat(get("db").getStatus().lastDrift()).isEmpty();

    assertThat(metrics()).contains("rolegate_last_check_timestamp_seconds{vpc=\"" + vpcName);
    client.resources(ManagedVpc.class).withName(vpcName).delete();
    await().atMost(PATIENCE).until(() -> readyReason("db").equals("VpcNotDeclared"));
    assertThat(ec2.groupsNamed(vpcId, namespace + "/db")).hasSize(1);
    assertThat(metrics()).doesNotContain("vpc=\"" + vpcName);
  }

  @Test
  void keepsTheGroupOfARoleThatIsRetained() {
    manage("Enforce", "5m");
    role("web", "{cidr: 10.0.0.0/8}", "{cidr: 10.0.0.0/8}");
    ready("web", "Applied");
    client
        .resources(RoleSecurityGroup.class)
        .inNamespace(namespace)
        .withName("web")
        .edit(OperatorOnMockTest::retained);

    client.resources(RoleSecurityGroup.class).inNamespace(namespace).withName("web").delete();

    await().atMost(PATIENCE).until(() -> get("web") == null);
    assertThat(ec2.groupsNamed(vpcId, namespace + "/web")).hasSize(1);
    await().atMost(PATIENCE).until(() -> reasons("web").contains("GroupLeft"));
  }

  @Test
  void writesNothingWhenACheckFindsNothing() {
    manage("Enforce", "1s");
    role("web", "{cidr: 10.0.0.0/8}", "{cidr: 10.0.0.0/8}");
    ready("web", "Applied");
    await().atMost(PATIENCE).until(() -> vpcReady().equals("Applied"));
    // The first look at sprawl is beside the checks.
    await().atMost(PATIENCE).until(() -> vpc().getStatus().sprawl() != null);
    String roleVersion = get("web").getMetadata().getResourceVersion();
    String vpcVersion = vpc().getMetadata().getResourceVersion();

    double before = lastCheck();
    await().atMost(PATIENCE).until(() -> lastCheck() > before + 3);

    assertThat(get("web").getMetadata().getResourceVersion()).isEqualTo(roleVersion);
    assertThat(vpc().getMetadata().getResourceVersion()).isEqualTo(vpcVersion);
  }

  @Test
  void isReadyAndSaysInWhichRole() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(RestAssured.get("/q/health/ready").asString())
                    .contains("\"status\": \"UP\"", "\"role\": \"alone\""));
  }

  private static Peer world() {
    return new Peer.Address(Cidr.parse("0.0.0.0/0"));
  }

  private void manage(String mode, String interval) {
    apply(
        ManagedVpc.class,
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: ManagedVpc
        metadata: {name: %s, generation: %d}
        spec:
          vpcId: %s
          region: eu-west-1
          mode: %s
          tenants: [{namespaces: [%s], roles: ["*"]}]
          drift: {interval: %s}
        """
            .formatted(vpcName, mode.equals("Observe") ? 1 : 2, vpcId, mode, namespace, interval));
  }

  private void role(String name, String source, String destination) {
    apply(
        RoleSecurityGroup.class,
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: RoleSecurityGroup
        metadata: {name: %s, namespace: %s, generation: 1}
        spec:
          vpc: %s
          role: %s
          purpose: For the test
          owner: team-shop
          ingress: [{name: in, purpose: Test, ports: [{port: 443}], peers: [%s]}]
          egress: [{name: out, purpose: Test, ports: [{port: 5432}], peers: [%s]}]
        """
            .formatted(name, namespace, vpcName, name, source, destination));
  }

  private <T extends io.fabric8.kubernetes.api.model.HasMetadata> void apply(
      Class<T> type, String yaml) {
    client.resource(Serialization.unmarshal(yaml, type)).createOr(r -> r.patch());
  }

  private static RoleSecurityGroup retained(RoleSecurityGroup role) {
    ObjectNode spec = new ObjectMapper().valueToTree(role.getSpec());
    spec.put("deletionPolicy", "Retain");
    role.setSpec(new ObjectMapper().convertValue(spec, RoleSecurityGroupSpec.class));
    role.getMetadata().setGeneration(role.getMetadata().getGeneration() + 1);
    return role;
  }

  private RoleSecurityGroup ready(String name, String reason) {
    await().atMost(PATIENCE).until(() -> readyReason(name).equals(reason));
    return get(name);
  }

  private String readyReason(String name) {
    var role = get(name);
    return role == null || role.getStatus() == null ? "" : condition(role, "Ready").getReason();
  }

  private String vpcReady() {
    var status = vpc().getStatus();
    return status == null
        ? ""
        : status.conditions().stream()
            .filter(c -> c.getType().equals("Ready"))
            .map(Condition::getReason)
            .findFirst()
            .orElse("");
  }

  private static Condition condition(RoleSecurityGroup role, String type) {
    return role.getStatus().conditions().stream()
        .filter(c -> c.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private RoleSecurityGroup get(String name) {
    return client.resources(RoleSecurityGroup.class).inNamespace(namespace).withName(name).get();
  }

  private ManagedVpc vpc() {
    return client.resources(ManagedVpc.class).withName(vpcName).get();
  }

  private Group group(String name) {
    return ec2.groupsNamed(vpcId, namespace + "/" + name).get(0);
  }

  private List<String> reasons(String name) {
    return client.resources(Event.class).inNamespace(namespace).list().getItems().stream()
        .filter(e -> e.getRegarding().getName().equals(name))
        .map(Event::getReason)
        .toList();
  }

  private static String metrics() {
    return RestAssured.get("/q/metrics").asString();
  }

  private double lastCheck() {
    return metrics()
        .lines()
        .filter(l -> l.startsWith("rolegate_last_check_timestamp_seconds{vpc=\"" + vpcName))
        .map(l -> Double.parseDouble(l.substring(l.indexOf('}') + 1).strip()))
        .findFirst()
        .orElse(0.0);
  }
}
