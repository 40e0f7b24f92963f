package dev.rolegate.demo;

import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.ApiServerBinaries;
import dev.rolegate.kube.Kubectl;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** kube-apiserver and etcd, used through kubectl. They end with this process. */
final class RealCluster implements Cluster {
  /** What the shipped policies refuse. */
  private static final String OPEN =
      """
      {"name":"open","purpose":"Shows that the policies count","ports":[{"port":22}],"peers":[{"cidr":"0.0.0.0/0"}]}\
      """;

  private final ApiServer server = ApiServer.running();
  private final KubernetesClient client = server.client();
  private final Kubectl kubectl = server.kubectl();

  @Override
  public String description() {
    return "a real kube-apiserver " + ApiServerBinaries.VERSION + " with etcd";
  }

  @Override
  public boolean isReal() {
    return true;
  }

  @Override
  public Path kubeconfig() {
    return server.kubeconfig();
  }

  @Override
  public Map<String, String> operatorSettings() {
    return Map.of();
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public void apply(Screen screen, Samples samples) {
    screen.command("kubectl apply -f " + samples.folder());
    screen.block(run("apply", "-f", samples.folder().toString()));
  }

  @Override
  public void change(Screen screen, String vpc, String fields) {
    merge(screen, "managedvpc", vpc, fields);
  }

  @Override
  public void changeGuardrail(Screen screen, String name, String fields) {
    merge(screen, "guardrail", name, fields);
  }

  private void merge(Screen screen, String kind, String name, String fields) {
    String patch = "{\"spec\":" + fields + "}";
    screen.command("kubectl patch " + kind + " " + name + " --type merge -p '" + patch + "'");
    screen.block(run("patch", kind, name, "--type", "merge", "-p", patch));
  }

  @Override
  public void applyFile(Screen screen, Path file) {
    screen.command("kubectl apply -f " + file);
    screen.block(run("apply", "-f", file.toString()));
  }

  @Override
  public void applyGuardrails(Screen screen) {
    for (String folder : List.of("deploy/guardrails", "deploy/admission")) {
      screen.command("kubectl apply -k " + folder);
      screen.line("  " + run("apply", "-k", folder).lines().count() + " objects created");
    }
    screen.gap();
    awaitAdmission();
  }

  /** New policies count within seconds. */
  private void awaitAdmission() {
    var open = new String[] {"--dry-run=server", "-o", "name"};
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> patch("web", add("ingress", OPEN), open).exit() != 0);
  }

  private static String add(String direction, String rule) {
    return "[{\"op\":\"add\",\"path\":\"/spec/" + direction + "/-\",\"value\":" + rule + "}]";
  }

  private Kubectl.Result patch(String role, String patch, String... more) {
    var arguments =
        new ArrayList<>(
            List.of("patch", "rsg", role, "-n", Roles.NAMESPACE, "--type", "json", "-p", patch));
    arguments.addAll(List.of(more));
    return kubectl.run(arguments.toArray(String[]::new));
  }

  private static String shown(String role, String patch) {
    return "kubectl patch rsg "
        + role
        + " -n "
        + Roles.NAMESPACE
        + " --type json -p '"
        + patch
        + "'";
  }

  @Override
  public String document(Screen screen, String role, String direction, String rule) {
    String patch = add(direction, rule);
    screen.command(shown(role, patch));
    var result = patch(role, patch);
    screen.block(result.exit() == 0 ? result.stdout() : result.stderr());
    return result.exit() == 0 ? "" : result.stderr();
  }

  @Override
  public void withdraw(Screen screen, String role, String direction) {
    var spec =
        client
            .resources(RoleSecurityGroup.class)
            .inNamespace(Roles.NAMESPACE)
            .withName(role)
            .get()
            .getSpec();
    int last = (direction.equals("ingress") ? spec.ingress() : spec.egress()).size() - 1;
    String patch = "[{\"op\":\"remove\",\"path\":\"/spec/" + direction + "/" + last + "\"}]";
    screen.command(shown(role, patch));
    screen.block(patch(role, patch).stdout());
  }

  @Override
  public void show(Screen screen, String namespace) {
    screen.command("kubectl get rsg,managedvpc -n " + namespace + " -o wide");
    screen.block(run("get", "rsg,managedvpc", "-n", namespace, "-o", "wide"));
  }

  @Override
  public void showOrphans(Screen screen) {
    screen.command("kubectl get osg");
    screen.block(run("get", "osg"));
  }

  private String run(String... arguments) {
    var result = kubectl.run(arguments);
    if (result.exit() != 0) {
      throw new NotHeld(
          "kubectl " + String.join(" ", arguments) + " ends with exit code 0",
          result.exit() + ": " + result.stderr().strip());
    }
    return result.stdout();
  }

  /** The server itself stops with the JVM. */
  @Override
  public void close() {
    client.close();
  }
}
