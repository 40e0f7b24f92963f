package dev.rolegate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.Kubectl;
import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The folder {@code deploy} on a real API server. */
@RealApiServer
class DeployTest {
  private static final String ACCOUNT = "system:serviceaccount:rolegate-system:rolegate";

  @Test
  void a_cluster_takes_it_and_the_operator_may_do_its_work_and_nothing_else(ApiServer server) {
    var kubectl = server.kubectl();
    var applied = kubectl.run("apply", "-k", "deploy");
    assertThat(applied.exit()).as(applied.stderr()).isZero();
    assertThat(applied.stderr()).doesNotContain("PodSecurity");
    assertThat(applied.stdout()).contains("deployment.apps/rolegate");

    for (String needed :
        List.of(
            "list rolesecuritygroups.rolegate.dev -A",
            "watch managedvpcs.rolegate.dev",
            "patch rolesecuritygroups.rolegate.dev -n shop",
            "update rolesecuritygroups.rolegate.dev -n shop --subresource=status",
            "update managedvpcs.rolegate.dev --subresource=status",
            "create orphanedsecuritygroups.rolegate.dev",
            "update orphanedsecuritygroups.rolegate.dev",
            "delete orphanedsecuritygroups.rolegate.dev",
            "update orphanedsecuritygroups.rolegate.dev --subresource=status",
            "watch guardrails.rolegate.dev",
            "update guardrails.rolegate.dev --subresource=status",
            "watch guardrailexceptions.rolegate.dev",
            "update guardrailexceptions.rolegate.dev --subresource=status",
            "watch addresssets.rolegate.dev",
            "update addresssets.rolegate.dev --subresource=status",
            "watch namespaces",
            "get events.events.k8s.io -n shop",
            "create events.events.k8s.io -n shop",
            "update events.events.k8s.io -n shop",
            "create events.events.k8s.io -n default",
            "get customresourcedefinitions/managedvpcs.rolegate.dev",
            "create leases.coordination.k8s.io -n rolegate-system",
            "update leases.coordination.k8s.io/rolegate -n rolegate-system")) {
      assertThat(may(kubectl, needed)).as(needed).isEqualTo("yes");
    }
    for (String useless :
        List.of(
            "update addresssets.rolegate.dev",
            "patch managedvpcs.rolegate.dev",
            "update guardrails.rolegate.dev",
            "create guardrailexceptions.rolegate.dev",
            "patch managedvpcs.rolegate.dev --subresource=status",
            "delete rolesecuritygroups.rolegate.dev -n shop",
            "create rolesecuritygroups.rolegate.dev -n shop",
            "get secrets -n rolegate-system",
            "update namespaces",
            "list customresourcedefinitions",
            "update leases.coordination.k8s.io/other -n rolegate-system",
            "update rolesecuritygroups.rolegate.dev -n shop",
            "get leases.coordination.k8s.io/rolegate -n kube-system")) {
      assertThat(may(kubectl, useless)).as(useless).isEqualTo("no");
    }
  }

  /** As GitOps tools apply. */
  @Test
  void server_side_apply_takes_it_with_every_field_known(ApiServer server) {
    server.install();
    var applied =
        server
            .kubectl()
            .run(
                "apply",
                "-k",
                "deploy",
                "--server-side",
                "--force-conflicts",
                "--validate=strict",
                "--dry-run=server");
    assertThat(applied.exit()).as(applied.stderr()).isZero();
    assertThat(applied.stdout()).contains("deployment.apps/rolegate serverside-applied");
  }

  private static String may(Kubectl kubectl, String what) {
    String[] arguments =
        Stream.concat(Stream.of("auth", "can-i", "--as", ACCOUNT), Stream.of(what.split(" ")))
            .toArray(String[]::new);
    return kubectl.run(arguments).stdout().strip();
  }

  @Test
  void a_cluster_takes_the_samples(Kubectl kubectl, KubernetesClient client) throws IOException {
    String namespace = client.getNamespace();
    try (Stream<Path> samples = Files.list(Path.of("deploy/samples"))) {
      for (Path sample : samples.sorted().toList()) {
        String text =
            Files.readString(sample).replace("namespace: shop", "namespace: " + namespace);
        var result = kubectl.runWithInput(text, "apply", "--dry-run=server", "-f", "-");
        assertThat(result.stderr()).as(sample.toString()).isEmpty();
        assertThat(result.exit()).as(sample.toString()).isZero();
      }
    }
  }
}
