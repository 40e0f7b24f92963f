package dev.rolegate.demo;

import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.ApiServerBinaries;
import dev.rolegate.kube.Kubectl;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Map;

/** kube-apiserver and etcd, used through kubectl. They end with this process. */
final class RealCluster implements Cluster {
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
    String patch = "{\"spec\":" + fields + "}";
    screen.command("kubectl patch managedvpc " + vpc + " --type merge -p '" + patch + "'");
    screen.block(run("patch", "managedvpc", vpc, "--type", "merge", "-p", patch));
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
