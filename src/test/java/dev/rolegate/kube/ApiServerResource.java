package dev.rolegate.kube;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Points a {@code @QuarkusTest} at the real API server:
 * {@code @QuarkusTestResource(ApiServerResource.class)}, together with {@link RealApiServer}. The
 * init argument {@code namespace} sets the client's default namespace. The application is an
 * administrator, unless the init argument {@code account} names a service account of that
 * namespace, whose token it then has and nothing else.
 *
 * <p>It returns each client property by itself: system properties would outlive the test and
 * mislead those of other profiles.
 */
public final class ApiServerResource implements QuarkusTestResourceLifecycleManager {

  private String namespace = "default";
  private String account = "";

  @Override
  public void init(Map<String, String> arguments) {
    namespace = arguments.getOrDefault("namespace", namespace);
    account = arguments.getOrDefault("account", account);
  }

  @Override
  public Map<String, String> start() {
    var server = ApiServer.running();
    var config = server.config();
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.kubernetes-client.api-server-url", config.getMasterUrl());
    settings.put("quarkus.kubernetes-client.ca-cert-file", config.getCaCertFile());
    settings.put("quarkus.kubernetes-client.namespace", namespace);
    if (account.isEmpty()) {
      settings.put("quarkus.kubernetes-client.client-cert-file", config.getClientCertFile());
      settings.put("quarkus.kubernetes-client.client-key-file", config.getClientKeyFile());
    } else {
      settings.put("quarkus.kubernetes-client.token", server.token(namespace, account));
    }
    return settings;
  }

  /** Does nothing: the server serves the whole JVM and ends with it. */
  @Override
  public void stop() {}
}
