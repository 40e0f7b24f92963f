package dev.rolegate.kube;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Points a {@code @QuarkusTest} at the real API server:
 * {@code @QuarkusTestResource(ApiServerResource.class)}, together with {@link RealApiServer}. The
 * init argument {@code namespace} sets the client's default namespace.
 *
 * <p>It returns each client property by itself: system properties would outlive the test and
 * mislead those of other profiles.
 */
public final class ApiServerResource implements QuarkusTestResourceLifecycleManager {

  private String namespace = "default";

  @Override
  public void init(Map<String, String> arguments) {
    namespace = arguments.getOrDefault("namespace", namespace);
  }

  @Override
  public Map<String, String> start() {
    var config = ApiServer.running().config();
    return Map.of(
        "quarkus.kubernetes-client.api-server-url", config.getMasterUrl(),
        "quarkus.kubernetes-client.ca-cert-file", config.getCaCertFile(),
        "quarkus.kubernetes-client.client-cert-file", config.getClientCertFile(),
        "quarkus.kubernetes-client.client-key-file", config.getClientKeyFile(),
        "quarkus.kubernetes-client.namespace", namespace);
  }

  /** Does nothing: the server serves the whole JVM and ends with it. */
  @Override
  public void stop() {}
}
