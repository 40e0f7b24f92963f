package dev.rolegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.api.AddressSet;
import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailException;
import dev.rolegate.api.GuardrailStatus;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.Kubectl;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of the house, which are the cluster's: what a scene needs of them, for its ManagedVpc
 * alone. All of it is gone when this is closed.
 */
public final class House implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Scene scene;
  private final Map<String, String> addressSets = new LinkedHashMap<>();
  private boolean hasPolicies;

  public House(Scene scene) {
    this.scene = scene;
  }

  /** Guardrails and their exceptions are the cluster's, and tests share one. */
  String name(String name) {
    return scene.vpc() + "-" + name;
  }

  /** A shipped one, for these ManagedVpcs. */
  void guardrail(Guardrail shipped, String... vpcs) {
    ObjectNode tree = JSON.valueToTree(shipped);
    var match = ((ObjectNode) tree.get("spec")).putObject("match").putArray("vpcs");
    List.of(vpcs).forEach(match::add);
    apply(tree.toString(), Guardrail.class);
  }

  /** One about ingress rules of managed groups, for the scene's ManagedVpc. */
  void guardrail(String name, String action, String expression, String message) {
    guardrail(name, action, "Managed", expression, message);
  }

  /**
   * One about ingress rules, for the scene's ManagedVpc.
   *
   * @param message in CEL, as the expression
   */
  public void guardrail(
      String name, String action, String scope, String expression, String message) {
    apply(
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: Guardrail
        metadata: {name: %s}
        spec:
          title: For tests
          severity: High
          action: %s
          scope: %s
          match: {vpcs: [%s]}
          when: rule.direction == "ingress"
          expression: '%s'
          message: '%s'
        """
            .formatted(name, action, scope, scene.vpc(), expression, message),
        Guardrail.class);
  }

  /** Accepts one rule of a role. */
  void exception(String name, String guardrail, String role, String rule, Instant end) {
    accept(
        name,
        guardrail,
        "group: {namespace: %s, name: %s}, rule: %s".formatted(scene.namespace(), role, rule),
        end);
  }

  /** Accepts one live rule of a group, by its id. */
  void exceptionById(String name, String guardrail, String groupId, String ruleId, Instant end) {
    accept(name, guardrail, "groupId: %s, rule: %s".formatted(groupId, ruleId), end);
  }

  /** Accepts a live group with all of its rules. */
  void exceptionById(String name, String guardrail, String groupId, Instant end) {
    accept(name, guardrail, "groupId: " + groupId, end);
  }

  private void accept(String name, String guardrail, String what, Instant end) {
    apply(
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: GuardrailException
        metadata: {name: %s}
        spec: {guardrail: %s, managedVpc: %s, %s, reason: The probe has no fixed address,
          acceptedBy: security@example.com, expiresAt: '%s'}
        """
            .formatted(name, guardrail, scene.vpc(), what, end.truncatedTo(ChronoUnit.SECONDS)),
        GuardrailException.class);
  }

  void addressSet(String name, String kind, List<String> blocks) {
    Map<String, Object> set =
        Map.of(
            "apiVersion",
            "rolegate.dev/v1alpha1",
            "kind",
            "AddressSet",
            "metadata",
            Map.of("name", name),
            "spec",
            Map.of(
                "purpose",
                "Addresses of the case " + name,
                "owner",
                "team-network",
                "kind",
                kind,
                "entries",
                blocks.stream().map(b -> Map.of("cidr", b, "description", "Block")).toList()));
    try {
      addressSets.put(name, JSON.writeValueAsString(set));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    apply(addressSets.get(name), AddressSet.class);
  }

  /** The manifests of those applied. */
  List<String> addressSets() {
    return List.copyOf(addressSets.values());
  }

  /** Another ManagedVpc, which only looks. */
  void observe(String name, String vpcId) {
    apply(
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: ManagedVpc
        metadata: {name: %s}
        spec: {vpcId: %s, region: %s, drift: {interval: 1s}}
        """
            .formatted(name, vpcId, CloudView.REGION),
        ManagedVpc.class);
  }

  /** The shipped policies, beside which the guardrails' parameters and actions count. */
  void policies() {
    hasPolicies = true;
    run("apply", "-k", "deploy/admission", "--server-side");
  }

  private static void run(String... arguments) {
    Kubectl.Result result = ApiServer.running().kubectl().run(arguments);
    assertThat(result.exit()).as(result.stderr()).isZero();
  }

  <T extends HasMetadata> void apply(String manifest, Class<T> type) {
    scene
        .client()
        .resource(Serialization.unmarshal(manifest, type))
        .fieldManager("security")
        .forceConflicts()
        .serverSideApply();
  }

  Optional<GuardrailStatus> status(String guardrail) {
    return Optional.ofNullable(scene.client().resources(Guardrail.class).withName(guardrail).get())
        .map(Guardrail::getStatus);
  }

  /** How many rules and groups do not keep it, by its status. */
  int broken(String guardrail) {
    return status(guardrail).map(GuardrailStatus::broken).orElse(0);
  }

  /** How an exception stands, once it says so. */
  Optional<Condition> condition(String exception) {
    return Optional.ofNullable(
            scene
                .client()
                .resources(GuardrailException.class)
                .withName(exception)
                .get()
                .getStatus())
        .map(status -> status.conditions().get(0));
  }

  void delete(String guardrail) {
    scene.client().resources(Guardrail.class).withName(guardrail).delete();
  }

  /** Waits until it says so of itself. */
  void awaitReady(String guardrail, String status, String reason, String message) {
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(status(guardrail).map(GuardrailStatus::conditions).orElse(List.of()))
                    .filteredOn(Condition::getType, "Ready")
                    .singleElement()
                    .satisfies(
                        c -> {
                          assertThat(c.getStatus()).isEqualTo(status);
                          assertThat(c.getReason()).isEqualTo(reason);
                          assertThat(c.getMessage()).contains(message);
                        }));
  }

  @Override
  public void close() {
    if (hasPolicies) {
      run("delete", "-k", "deploy/admission", "--ignore-not-found");
    }
    scene.client().resources(GuardrailException.class).delete();
    scene.client().resources(Guardrail.class).delete();
    addressSets
        .keySet()
        .forEach(name -> scene.client().resources(AddressSet.class).withName(name).delete());
  }
}
