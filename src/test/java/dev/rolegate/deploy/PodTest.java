package dev.rolegate.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.ec2.aws.AwsSettings;
import dev.rolegate.execute.WorkerSettings;
import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.Kubectl;
import dev.rolegate.kube.RealApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operator's pod: the restricted Pod Security Standard, and what a JVM needs in a container.
 */
@RealApiServer
class PodTest {
  private static final String NAMESPACE = "rolegate-system";

  /**
   * Class data, compiled code, threads and buffers: 157 MiB by the JVM's native memory tracking, in
   * an operator that has worked for a minute; and some more for the allocator's own.
   */
  private static final int BESIDE_THE_HEAP_MIB = 180;

  private static Kubectl kubectl;
  private static Rendered deploy;

  @BeforeAll
  static void install(ApiServer server) {
    server.install();
    kubectl = server.kubectl().inNamespace(NAMESPACE);
    deploy = Rendered.by(kubectl);
  }

  private static Kubectl.Result create(JsonNode podSpec) {
    ObjectNode pod = podSpec.deepCopy();
    String manifest =
        """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "trial"}, "spec": %s}
        """
            .formatted(pod);
    return kubectl.runWithInput(manifest, "create", "--dry-run=server", "-f", "-");
  }

  @Test
  void the_namespace_admits_it() {
    var result = create(deploy.podSpec());
    assertThat(result.stderr()).isEmpty();
    assertThat(result.exit()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("weaker")
  void the_namespace_refuses_it_with_less(String violation, Consumer<ObjectNode> weakening) {
    ObjectNode pod = deploy.podSpec().deepCopy();
    weakening.accept(pod);
    assertThat(pod).isNotEqualTo(deploy.podSpec());
    var result = create(pod);
    assertThat(result.exit()).isNotZero();
    assertThat(result.stderr()).contains("violates PodSecurity \"restricted:latest\"", violation);
  }

  private static Stream<Arguments> weaker() {
    return Stream.of(
        weaker("runAsNonRoot != true", pod -> context(pod).remove("runAsNonRoot")),
        weaker("runAsUser=0", pod -> context(pod).put("runAsUser", 0)),
        weaker("seccompProfile", pod -> context(pod).remove("seccompProfile")),
        weaker(
            "allowPrivilegeEscalation != false",
            pod -> context(container(pod)).remove("allowPrivilegeEscalation")),
        weaker("unrestricted capabilities", pod -> context(container(pod)).remove("capabilities")),
        weaker(
            "privileged",
            pod -> {
              context(container(pod)).remove("allowPrivilegeEscalation");
              context(container(pod)).put("privileged", true);
            }),
        weaker("host namespaces", pod -> pod.put("hostNetwork", true)),
        weaker(
            "hostPath",
            pod ->
                ((ObjectNode) pod.path("volumes").path(0))
                    .removeAll()
                    .put("name", "tmp")
                    .putObject("hostPath")
                    .put("path", "/tmp")));
  }

  private static Arguments weaker(String violation, Consumer<ObjectNode> weakening) {
    return Arguments.of(violation, weakening);
  }

  private static ObjectNode context(ObjectNode of) {
    return (ObjectNode) of.path("securityContext");
  }

  private static ObjectNode container(ObjectNode pod) {
    return (ObjectNode) pod.path("containers").path(0);
  }

  @Test
  void only_tmp_can_be_written() {
    JsonNode container = deploy.container();
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.path("volumeMounts")).hasSize(1);
    assertThat(container.at("/volumeMounts/0/mountPath").asText()).isEqualTo("/tmp");
    assertThat(deploy.podSpec().at("/volumes/0/emptyDir/sizeLimit").asText()).isNotEmpty();
  }

  @Test
  void nothing_of_the_cluster_gets_among_the_settings() {
    assertThat(deploy.podSpec().path("enableServiceLinks").asBoolean(true)).isFalse();
  }

  @Test
  void it_has_the_time_for_an_orderly_stop() {
    Duration grace =
        Duration.ofSeconds(deploy.podSpec().path("terminationGracePeriodSeconds").asLong());
    assertThat(grace)
        .isGreaterThan(
            AwsSettings.defaults("any")
                .callTimeout()
                .plus(WorkerSettings.DEFAULTS.passLimit())
                .plusSeconds(10));
  }

  @Test
  void the_JVM_fits_into_the_memory_and_ends_when_it_does_not() throws IOException {
    String dockerfile = Files.readString(Path.of("src/main/docker/Dockerfile.jvm"));
    String entry =
        dockerfile.lines().filter(l -> l.startsWith("ENTRYPOINT")).findFirst().orElseThrow();
    assertThat(entry).contains("\"-XX:+ExitOnOutOfMemoryError\"", "\"-XX:+UseSerialGC\"");
    var share = Pattern.compile("-XX:MaxRAMPercentage=(\\d+)").matcher(entry);
    assertThat(share.find()).isTrue();

    String limit = deploy.container().at("/resources/limits/memory").asText();
    assertThat(limit).endsWith("Mi");
    int mebibytes = Integer.parseInt(limit.replace("Mi", ""));
    int heap = mebibytes * Integer.parseInt(share.group(1)) / 100;
    assertThat(heap).isLessThanOrEqualTo(mebibytes - BESIDE_THE_HEAP_MIB).isGreaterThan(200);
  }

  @Test
  void whatever_selects_the_operators_pods_selects_them() {
    Map<String, JsonNode> selectors =
        Map.of(
            "Deployment", deploy.the("Deployment").at("/spec/selector/matchLabels"),
            "Service", deploy.the("Service").at("/spec/selector"),
            "PodDisruptionBudget",
                deploy.the("PodDisruptionBudget").at("/spec/selector/matchLabels"),
            "NetworkPolicy", deploy.the("NetworkPolicy").at("/spec/podSelector/matchLabels"));
    JsonNode labels = deploy.the("Deployment").at("/spec/template/metadata/labels");
    selectors.forEach((kind, selector) -> assertThat(selector).as(kind).isEqualTo(labels));
    JsonNode constraints = deploy.podSpec().path("topologySpreadConstraints");
    assertThat(constraints).isNotEmpty();
    constraints.forEach(c -> assertThat(c.at("/labelSelector/matchLabels")).isEqualTo(labels));
  }

  @Test
  void the_policy_for_the_network_opens_the_port_of_the_metrics_and_no_other() {
    JsonNode policy = deploy.the("NetworkPolicy").path("spec");
    assertThat(policy.path("ingress")).hasSize(1);
    assertThat(policy.at("/ingress/0/ports")).hasSize(1);
    assertThat(policy.at("/ingress/0/ports/0/port").asInt())
        .isEqualTo(deploy.container().at("/ports/0/containerPort").asInt());
    assertThat(policy.at("/ingress/0/from")).hasSize(1);
    assertThat(policy.at("/ingress/0/from/0/namespaceSelector/matchLabels")).isNotEmpty();
    assertThat(policy.path("policyTypes").toString()).contains("Ingress", "Egress");
    policy.path("egress").forEach(rule -> assertThat(rule.path("ports")).isNotEmpty());
  }
}
