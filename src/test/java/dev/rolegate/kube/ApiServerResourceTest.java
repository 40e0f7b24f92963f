package dev.rolegate.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Quarkus test talks to the same API server as a plain one. */
@RealApiServer
@Tag("e2e")
@QuarkusTest
@QuarkusTestResource(value = ApiServerResource.class, restrictToAnnotatedClass = true)
class ApiServerResourceTest {

  @Inject KubernetesClient injected;

  @Test
  void pointsTheApplicationsClientAtTheServer() {
    try (var administrator = ApiServer.running().client()) {
      var namespace = ApiServer.freshNamespace(administrator);

      assertThat(injected.namespaces().withName(namespace).get()).isNotNull();
      assertThat(injected.getKubernetesVersion().getGitVersion())
          .isEqualTo("v" + ApiServerBinaries.VERSION);
    }
  }
}
