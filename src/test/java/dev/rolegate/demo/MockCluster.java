package dev.rolegate.demo;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.Mode;
import dev.rolegate.kube.Crds;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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
    merge(screen, "ManagedVpc", vpc, fields);
  }

  @Override
  public void changeGuardrail(Screen screen, String name, String fields) {
    merge(screen, "Guardrail", name, fields);
  }

  private void merge(Screen screen, String kind, String name, String fields) {
    screen.command(
        "(as kubectl patch of " + kind + " " + name + " would do: spec: " + fields + ")");
    screen.gap();
    Map<?, ?> values = Serialization.unmarshal(fields, Map.class);
    client
        .genericKubernetesResources("rolegate.dev/v1alpha1", kind)
        .withName(name)
        .edit(
            resource -> {
              Map<String, Object> spec = resource.get("spec");
              values.forEach((field, value) -> spec.put(field.toString(), value));
              return changed(resource);
            });
  }

  private static GenericKubernetesResource changed(GenericKubernetesResource resource) {
    var metadata = resource.getMetadata();
    metadata.setGeneration(metadata.getGeneration() + 1);
    return resource;
  }

  @Override
  public void applyFile(Screen screen, Path file) {
    screen.command("(as kubectl apply -f " + file + " would do)");
    screen.gap();
    create(file);
  }

  private int create(Path file) {
    try (var in = Files.newInputStream(file)) {
      var resources = client.load(in).items();
      for (HasMetadata resource : resources) {
        resource.getMetadata().setGeneration(1L);
        client.resource(resource).create();
      }
      return resources.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void applyGuardrails(Screen screen) {
    screen.command(
        "(as kubectl apply -k deploy/guardrails would do; this server knows no policies)");
    screen.line("  " + guardrails().stream().mapToInt(this::create).sum() + " objects created");
    screen.gap();
  }

  private static List<Path> guardrails() {
    try (var files = Files.list(Path.of("deploy/guardrails"))) {
      return files
          .filter(f -> f.toString().endsWith(".yaml") && !f.endsWith("kustomization.yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It takes whatever it is given. */
  @Override
  public String document(Screen screen, String role, String direction, String rule) {
    screen.command(
        "(as kubectl patch rsg "
            + role
            + " would do: one more of spec."
            + direction
            + ": "
            + rule
            + ")");
    screen.gap();
    edit(role, direction, rules -> rules.add(Serialization.unmarshal(rule, Map.class)));
    return "";
  }

  @Override
  public void withdraw(Screen screen, String role, String direction) {
    screen.command(
        "(as kubectl patch rsg " + role + " would do: the last of spec." + direction + " goes)");
    screen.gap();
    edit(role, direction, rules -> rules.remove(rules.size() - 1));
  }

  private void edit(String role, String direction, Consumer<List<Object>> change) {
    client
        .genericKubernetesResources("rolegate.dev/v1alpha1", "RoleSecurityGroup")
        .inNamespace(Roles.NAMESPACE)
        .withName(role)
        .edit(
            resource -> {
              Map<String, Object> spec = resource.get("spec");
              @SuppressWarnings("unchecked")
              var rules = new ArrayList<>((List<Object>) spec.get(direction));
              change.accept(rules);
              spec.put(direction, rules);
              return changed(resource);
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
