package dev.rolegate.demo;

import dev.rolegate.kube.ApiServerBinaries;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Map;

/** A Kubernetes API server with Rolegate's CRDs. */
interface Cluster extends AutoCloseable {

  /** The real one where its binaries are, else the embedded one. */
  static Cluster start(Path folder) {
    return ApiServerBinaries.missing().isEmpty() ? new RealCluster() : new MockCluster(folder);
  }

  /** Which it is, for the person who watches. */
  String description();

  /** Whether kubectl can be used on it. */
  boolean isReal();

  /** The kubeconfig that leads to it. */
  Path kubeconfig();

  /** What the operator needs in its environment for this server, besides KUBECONFIG. */
  Map<String, String> operatorSettings();

  KubernetesClient client();

  /** Applies manifests, and shows it on the screen. */
  void apply(Screen screen, Samples samples);

  /** Sets spec.mode of the ManagedVpc, and shows it on the screen. */
  default void setMode(Screen screen, String vpc, String mode) {
    change(screen, vpc, "{\"mode\":\"" + mode + "\"}");
  }

  /**
   * Changes fields of the ManagedVpc's spec, and shows it on the screen.
   *
   * @param fields their new values, as a JSON object
   */
  void change(Screen screen, String vpc, String fields);

  /** Applies the shipped guardrails, and shows it on the screen. */
  void applyGuardrails(Screen screen);

  /** Applies a file, and shows it on the screen. */
  void applyFile(Screen screen, Path file);

  /**
   * Changes fields of a Guardrail's spec, and shows it on the screen.
   *
   * @param fields their new values, as a JSON object
   */
  void changeGuardrail(Screen screen, String name, String fields);

  /**
   * Documents one more rule of a role, and shows it on the screen.
   *
   * @param direction {@code ingress} or {@code egress}
   * @param rule as a JSON object
   * @return what the API server said against it; empty where it took the rule
   */
  String document(Screen screen, String role, String direction, String rule);

  /** Takes the rule of a role that was documented last away, and shows it on the screen. */
  void withdraw(Screen screen, String role, String direction);

  /** Shows the columns of all RoleSecurityGroups and ManagedVpcs. */
  void show(Screen screen, String namespace);

  /** Shows the columns of all OrphanedSecurityGroups. */
  void showOrphans(Screen screen);

  @Override
  void close();
}
