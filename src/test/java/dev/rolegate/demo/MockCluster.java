package dev.rolegate.demo;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.Mode;
import dev.rolegate.kube.Crds;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * An API server inside this process that stores and watches, and does nothing else: no schema, no
 * defaults, no generations, no leases. What a real one does by itself is done here by hand.
 */
final class MockCluster implements Cluster {
  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(),
          new MockWebServer(),
          new HashMap<>(),
          new KubernetesCrudDispatcher(),
          false);
  private final KubernetesClient client;
  private final Path kubeconfig;

  MockCluster(Path folder) {
    server.init();
    client = server.createClient();
    Crds.all().forEach(crd -> client.resource(crd).create());
    try {
      kubeconfig = Files.writeString(folder.resolve("kubeconfig"), kubeconfig(server.getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String kubeconfig(int port) {
    return """
        apiVersion: v1
        kind: Config
        clusters: [{name: demo, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: demo, user: {}}]
        contexts: [{name: demo, context: {cluster: demo, user: demo, namespace: default}}]
        current-context: demo
        """
        .formatted(port);
  }

  @Override
  public String description() {
    return "the embedded mock API server, since kube-apiserver, etcd and kubectl are not here"
        + " (`make apiserver` builds them)";
  }

  @Override
  public boolean isReal() {
    return false;
  }

  @Override
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** It has no leases, so nothing can be elected. */
  @Override
  public Map<String, String> operatorSettings() {
    return Map.of("QUARKUS_PROFILE", "standalone");
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public void apply(Screen screen, Samples samples) {
    screen.command("(as kubectl apply -f " + samples.folder() + " would do)");
    var lines = new StringBuilder();
    for (HasMetadata resource : samples.resources(client)) {
      resource.getMetadata().setGeneration(1L);
      client.resource(resource).create();
      lines.append(
          "%s/%s created%n".formatted(resource.getKind(), resource.getMetadata().getName()));
    }
    screen.block(lines.toString());
  }

  @Override
  public void change(Screen screen, String vpc, String fields) {
    screen.command("(as kubectl patch managedvpc " + vpc + " would do: spec: " + fields + ")");
    screen.gap();
    Map<?, ?> values = Serialization.unmarshal(fields, Map.class);
    client
        .genericKubernetesResources("rolegate.dev/v1alpha1", "ManagedVpc")
        .withName(vpc)
        .edit(
            resource -> {
              Map<String, Object> spec = resource.get("spec");
              values.forEach((field, value) -> spec.put(field.toString(), value));
              var metadata = resource.getMetadata();
              metadata.setGeneration(metadata.getGeneration() + 1);
              return resource;
            });
  }

  @Override
  public void show(Screen screen, String namespace) {
    screen.command("(as kubectl get rsg,managedvpc -n " + namespace + " -o wide would show)");
    var roles = new TextTable("NAME", "ROLE", "VPC", "GROUP", "READY", "INSYNC", "RULES", "REASON");
    new Roles(client)
        .standing()
        .roles()
        .forEach(
            r ->
                roles.row(
                    r.name(),
                    r.role(),
                    r.vpc(),
                    r.groupId(),
                    r.ready(),
                    r.inSync(),
                    r.rules(),
                    r.reason()));
    var vpcs = new TextTable("NAME", "VPC", "REGION", "MODE", "READY", "GROUPS", "DRIFT");
    for (var vpc : client.resources(ManagedVpc.class).list().getItems()) {
      var status = vpc.getStatus();
      vpcs.row(
          vpc.getMetadata().getName(),
          vpc.getSpec().vpcId(),
          vpc.getSpec().region(),
          vpc.getSpec().mode() == Mode.OBSERVE ? "Observe" : "Enforce",
          Roles.condition(status.conditions(), "Ready").getStatus(),
          status.groups(),
          status.drift());
    }
    screen.block(roles + System.lineSeparator() + vpcs);
  }

  @Override
  public void showOrphans(Screen screen) {
    screen.command("(as kubectl get osg would show)");
    var table = new TextTable("NAME", "GROUP", "VPC", "PHASE", "HOLDER", "NEXT", "WHEN");
    for (var orphan : new Orphans(client).all()) {
      table.row(
          orphan.groupId(),
          orphan.groupName(),
          Roles.VPC,
          orphan.phaseText(),
          orphan.holder(),
          orphan.next(),
          orphan.when());
    }
    screen.block(table.toString());
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
    try {
      Files.deleteIfExists(kubeconfig);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
