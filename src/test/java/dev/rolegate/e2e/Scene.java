package dev.rolegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.ApprovalStatus;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.ManagedVpcStatus;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.Kubectl;
import dev.rolegate.operator.status.VpcStatus;
import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.state.SecurityGroup;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One test's VPC with bystanders in it, namespace and ManagedVpc. Closing it deletes what the test
 * declared, and fails if a bystander was ever changed.
 */
public final class Scene implements AutoCloseable {
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KubernetesClient client = connect();
  private final Outsider outsider;
  private final CloudView cloud;
  private final Bystanders bystanders;
  private final String namespace = ApiServer.freshNamespace(client);
  private final String vpc = "vpc-" + UUID.randomUUID().toString().substring(0, 8);
  private final String vpcId;

  public Scene(Simulator simulator) {
    forgetOrphansOfNobody();
    outsider = new Outsider(simulator);
    cloud = new CloudView(simulator, outsider.requests());
    vpcId = outsider.createVpc();
    bystanders =
        new Bystanders(
            cloud,
            outsider,
            vpcId,
            Map.of(
                "rolegate.dev/cluster",
                "test",
                "rolegate.dev/vpc",
                vpc,
                "rolegate.dev/namespace",
                namespace,
                "rolegate.dev/name",
                "ghost"));
  }

  /** Patient: to delete a thousand resources at once takes a busy API server more than a minute. */
  private static KubernetesClient connect() {
    var config = ApiServer.running().config();
    config.setRequestTimeout((int) PATIENCE.multipliedBy(3).toMillis());
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  public Outsider outsider() {
    return outsider;
  }

  public CloudView cloud() {
    return cloud;
  }

  public KubernetesClient client() {
    return client;
  }

  public Kubectl kubectl() {
    return ApiServer.running().kubectl().inNamespace(namespace);
  }

  public Bystanders bystanders() {
    return bystanders;
  }

  public String namespace() {
    return namespace;
  }

  public String vpc() {
    return vpc;
  }

  public String vpcId() {
    return vpcId;
  }

  /** Declares the VPC with this namespace as its tenant for any role, or changes it. */
  public void manage(String mode, String interval) {
    manage(mode, interval, "[{namespaces: [%s], roles: [\"*\"]}]".formatted(namespace));
  }

  public void manage(String mode, String interval, String tenants) {
    manage(mode, interval, tenants, Map.of());
  }

  /** With further fields of the spec, as flow YAML. */
  public void manage(String mode, String interval, Map<String, String> more) {
    manage(mode, interval, "[{namespaces: [%s], roles: [\"*\"]}]".formatted(namespace), more);
  }

  void manage(String mode, String interval, String tenants, Map<String, String> more) {
    apply(
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: ManagedVpc
        metadata: {name: %s}
        spec: {vpcId: %s, region: %s, mode: %s, tenants: %s, drift: {interval: %s}%s}
        """
            .formatted(
                vpc,
                vpcId,
                CloudView.REGION,
                mode,
                tenants,
                interval,
                more.entrySet().stream()
                    .map(e -> ", " + e.getKey() + ": " + e.getValue())
                    .collect(Collectors.joining())),
        ManagedVpc.class);
  }

  /** As the platform team does it. */
  void approve(String hash) {
    assertThat(
            ApiServer.running()
                .kubectl()
                .run("annotate", "--overwrite", "managedvpc", vpc, "rolegate.dev/approve=" + hash)
                .exit())
        .isZero();
  }

  public ManagedVpcStatus status() {
    return VpcStatus.orEmpty(managedVpc().getStatus());
  }

  /** Waits until so many changes wait for an approval, and gives the hash that approves them. */
  String awaitHeld(int changes) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(status().approval())
                    .isNotNull()
                    .extracting(ApprovalStatus::held)
                    .isEqualTo(changes));
    return status().approval().hash();
  }

  Optional<Condition> vpcCondition(String type) {
    return status().conditions().stream().filter(c -> c.getType().equals(type)).findFirst();
  }

  /** Reasons of the events about the ManagedVpc. */
  List<String> vpcEvents() {
    return client.resources(Event.class).inNamespace("default").list().getItems().stream()
        .filter(event -> event.getRegarding().getName().equals(vpc))
        .map(Event::getReason)
        .toList();
  }

  /** As {@link #manage(String, String)}, through a role of AWS. */
  public void manageAs(String roleArn, String mode, String interval) {
    manage(
        mode,
        interval,
        "[{namespaces: [%s], roles: [\"*\"]}], roleArn: \"%s\"".formatted(namespace, roleArn));
  }

  /** Applies documents of roles and waits until Rolegate holds them, for a first check of all. */
  public void declare(RoleDoc... docs) {
    for (RoleDoc doc : docs) {
      apply(doc);
    }
    for (RoleDoc doc : docs) {
      await().atMost(PATIENCE).until(() -> get(doc.name()).hasFinalizer("rolegate.dev/finalizer"));
    }
  }

  public void apply(RoleDoc doc) {
    apply(doc.manifest(namespace, vpc), RoleSecurityGroup.class);
  }

  private <T extends HasMetadata> void apply(String manifest, Class<T> type) {
    client
        .resource(Serialization.unmarshal(manifest, type))
        .fieldManager("team")
        .forceConflicts()
        .serverSideApply();
  }

  public void delete(String role) {
    client.resources(RoleSecurityGroup.class).inNamespace(namespace).withName(role).delete();
  }

  public void deleteVpc() {
    client.resources(ManagedVpc.class).withName(vpc).delete();
  }

  /** All roles of the namespace, by name. */
  public Map<String, RoleSecurityGroup> all() {
    return client
        .resources(RoleSecurityGroup.class)
        .inNamespace(namespace)
        .list()
        .getItems()
        .stream()
        .collect(Collectors.toMap(r -> r.getMetadata().getName(), r -> r));
  }

  /** Whether all of these are ready in their newest generation, for one of these reasons. */
  public boolean areReady(Collection<RoleDoc> docs, String... reasons) {
    var found = all();
    var good = Stream.of(reasons).map(r -> "current " + r).collect(Collectors.toSet());
    return docs.stream().allMatch(doc -> good.contains(state(found.get(doc.name()))));
  }

  /** Whether EC2 holds exactly what these documents say. */
  public boolean isExact(Collection<RoleDoc> docs) {
    var groups =
        CloudView.groups(cloud.now(), vpcId).stream()
            .collect(Collectors.toMap(SecurityGroup::name, g -> g));
    return docs.stream()
        .allMatch(
            doc -> {
              var group = groups.get(namespace + "/" + doc.name());
              return group != null && cloud.rules(group).equals(doc.rules(namespace));
            });
  }

  /** Null when it is gone. */
  public RoleSecurityGroup get(String role) {
    return client.resources(RoleSecurityGroup.class).inNamespace(namespace).withName(role).get();
  }

  public ManagedVpc managedVpc() {
    return client.resources(ManagedVpc.class).withName(vpc).get();
  }

  /** Waits until the role's newest generation is ready for the mode, and gives it. */
  public RoleSecurityGroup awaitReady(String role, String reason) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(state(get(role))).isEqualTo("current " + reason));
    return get(role);
  }

  private static String state(RoleSecurityGroup role) {
    if (role == null || role.getStatus() == null) {
      return "no status";
    }
    boolean current =
        role.getMetadata().getGeneration().equals(role.getStatus().observedGeneration());
    return (current ? "current " : "outdated ")
        + condition(role, "Ready").map(Condition::getReason).orElse("");
  }

  public void awaitVpc(String reason) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(VpcStatus.orEmpty(managedVpc().getStatus()).conditions())
                    .anyMatch(c -> c.getType().equals("Ready") && c.getReason().equals(reason)));
  }

  /** Waits until the VPC was read so many times more. */
  public void awaitChecks(int count) {
    long mark = cloud.mark();
    await()
        .atMost(PATIENCE)
        .until(() -> cloud.countsSince(mark).getOrDefault("DescribeSecurityGroups", 0L) >= count);
  }

  public void awaitGone(String role) {
    await().atMost(PATIENCE).until(() -> get(role) == null);
  }

  public static Optional<Condition> condition(RoleSecurityGroup role, String type) {
    return role.getStatus().conditions().stream().filter(c -> c.getType().equals(type)).findFirst();
  }

  public List<Event> events(String role) {
    return client.resources(Event.class).inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getRegarding().getName().equals(role))
        .toList();
  }

  public void awaitEvent(String role, String reason) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(events(role)).extracting(Event::getReason).contains(reason));
  }

  /** The role's group as EC2 holds it. */
  public SecurityGroup group(String role) {
    return findGroup(role).orElseThrow(() -> new AssertionError("no group for " + role));
  }

  public Optional<SecurityGroup> findGroup(String role) {
    return cloud.group(vpcId, namespace + "/" + role);
  }

  /** Asserts that EC2 holds exactly what these documents say. */
  public void assertExact(RoleDoc... docs) {
    for (RoleDoc doc : docs) {
      assertThat(cloud.rules(group(doc.name()))).as(doc.name()).isEqualTo(doc.rules(namespace));
    }
  }

  @Override
  public void close() {
    cloud.simulator().behaviour().allowAll();
    deleteVpc();
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
    forgetOrphans();
    bystanders.assertUntouched();
    outsider.close();
    client.close();
  }

  /** The next simulator may give a group the id that a group of this one has. */
  private void forgetOrphans() {
    forgetOrphans(orphan -> orphan.getSpec().managedVpc().equals(vpc));
  }

  /** A check that ran while its scene was closed may have written its objects afterwards. */
  private void forgetOrphansOfNobody() {
    var vpcs = client.resources(ManagedVpc.class);
    forgetOrphans(orphan -> vpcs.withName(orphan.getSpec().managedVpc()).get() == null);
  }

  private void forgetOrphans(Predicate<OrphanedSecurityGroup> which) {
    var orphans = client.resources(OrphanedSecurityGroup.class);
    orphans.list().getItems().stream()
        .filter(which)
        .map(orphan -> orphans.withName(orphan.getMetadata().getName()))
        .forEach(Scene::lose);
  }

  /** Takes the finalizer off and deletes the object; one that has just gone is fine. */
  static void lose(Resource<OrphanedSecurityGroup> orphan) {
    try {
      orphan.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
      orphan.delete();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }
}
