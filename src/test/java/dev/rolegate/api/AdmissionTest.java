package dev.rolegate.api;

import static io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation.STRICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every limit and rule of the CRDs, from both sides, on a real API server. */
@RealApiServer
class AdmissionTest {
  private static KubernetesClient client;

  @BeforeAll
  static void open(KubernetesClient ofTheClass) {
    client = ofTheClass;
  }

  @ParameterizedTest
  @MethodSource("dev.rolegate.api.AdmissionCase#all")
  void answersAsDocumented(AdmissionCase tried) {
    if (tried.before() != null) {
      resource(tried.before()).create();
    }
    try {
      if (tried.refusal() == null) {
        assertThat(send(tried).getMetadata().getUid()).isNotBlank();
      } else {
        assertThatThrownBy(() -> send(tried))
            .isInstanceOf(KubernetesClientException.class)
            .hasMessageContaining(tried.refusal());
      }
    } finally {
      if (tried.before() != null) {
        resource(tried.before()).delete();
      }
    }
  }

  private static GenericKubernetesResource send(AdmissionCase tried) {
    var dryRun = resource(tried.resource()).dryRun().fieldValidation(STRICT);
    return tried.before() == null ? dryRun.create() : dryRun.update();
  }

  private static Resource<GenericKubernetesResource> resource(GenericKubernetesResource resource) {
    return client.resource(resource);
  }
}
