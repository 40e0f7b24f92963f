package dev.rolegate.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Injects what {@link RealApiServer} promises. */
final class ApiServerParameters implements ParameterResolver {

  private static final Namespace STORE = Namespace.create(ApiServerParameters.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == KubernetesClient.class || type == Kubectl.class || type == ApiServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    if (type == ApiServer.class) {
      return ApiServer.running();
    }
    var client =
        context
            .getStore(STORE)
            .computeIfAbsent("client", key -> new Session(open()), Session.class)
            .client();
    return type == KubernetesClient.class
        ? client
        : ApiServer.running().kubectl().inNamespace(client.getNamespace());
  }

  private static KubernetesClient open() {
    var server = ApiServer.running();
    var config = server.config();
    try (var administrator = server.client()) {
      config.setNamespace(ApiServer.freshNamespace(administrator));
    }
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /**
   * The store closes it when the test, or with a parameter of the class's own the class, has ended.
   */
  private record Session(KubernetesClient client) implements AutoCloseable {
    @Override
    public void close() {
      client.close();
    }
  }
}
