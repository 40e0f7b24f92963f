package dev.rolegate.kube;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The one real API server of this JVM, with the CRDs of {@code crds/} established. The first {@link
 * #running} starts it; a shutdown hook stops it. Its kubeconfig's path is kept in a system property
 * and not in a field, because Quarkus loads this class once more for every test profile.
 */
public final class ApiServer {

  /** Kept under this name: the path of the running server's kubeconfig. */
  public static final String KUBECONFIG_PROPERTY = "tests.rolegate.kubeconfig";

  private static final int SERVED_IN_A_ROW = 20;
  private static final int STARTUP_TIMEOUT_MILLIS = 120_000;

  private final Path kubeconfig;

  private ApiServer(Path kubeconfig) {
    this.kubeconfig = kubeconfig;
  }

  /**
   * The running server, started now if it is not yet.
   *
   * @throws IllegalStateException if a binary is missing; the message says where it is looked for
   */
  public static ApiServer running() {
    // One lock for every class loader of this JVM.
    synchronized (System.getProperties()) {
      var running = System.getProperty(KUBECONFIG_PROPERTY);
      if (running != null) {
        return new ApiServer(Path.of(running));
      }
      var missing = ApiServerBinaries.missing();
      if (!missing.isEmpty()) {
        throw new IllegalStateException(ApiServerCondition.notice(missing));
      }
      var started = start();
      System.setProperty(KUBECONFIG_PROPERTY, started.kubeconfig.toString());
      return started;
    }
  }

  private static ApiServer start() {
    Path folder;
    Path policy;
    try {
      folder = Files.createTempDirectory("rolegate-kube-");
      policy = AuditLog.writePolicy(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(ApiServerBinaries.testDir().toString())
                .withApiServerVersion(ApiServerBinaries.VERSION)
                .withOfflineMode(true)
                .withUpdateKubeConfig(false)
                .withStartupTimeout(STARTUP_TIMEOUT_MILLIS)
                .withApiServerFlag("--bind-address", "127.0.0.1")
                .withApiServerFlag("--advertise-address", "127.0.0.1")
                .withApiServerFlag("--audit-policy-file", policy.toString())
                .withApiServerFlag("--audit-log-path", AuditLog.in(folder).toString())
                .build());
    try {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> stop(server, folder), "stop-kube-apiserver"));
      startAlone(server);
      var started =
          new ApiServer(
              Files.writeString(folder.resolve("kubeconfig"), server.getKubeConfigYaml()));
      try (var client = started.client()) {
        applyCrds(client);
        awaitServed(client);
      }
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * While no other JVM starts one: the first makes the certificates that all use, and each looks
   * for free ports before it takes them.
   */
  private static void startAlone(KubeAPIServer server) throws IOException {
    var file = ApiServerBinaries.testDir().resolve("starting.lock");
    try (var channel = FileChannel.open(file, CREATE, WRITE)) {
      channel.lock();
      server.start();
    }
  }

  private static void stop(KubeAPIServer server, Path folder) {
    server.stop();
    try (var inside = Files.walk(folder)) {
      inside.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void applyCrds(KubernetesClient client) {
    for (var crd : Crds.all()) {
      client.resource(crd).create();
      client
          .resource(crd)
          .waitUntilCondition(
              c ->
                  c != null
                      && c.getStatus() != null
                      && c.getStatus().getConditions() != null
                      && c.getStatus().getConditions().stream()
                          .anyMatch(
                              s ->
                                  s.getType().equals("Established")
                                      && s.getStatus().equals("True")),
              30,
              TimeUnit.SECONDS);
    }
  }

  /**
   * For a moment after a CRD is established the server may make its storage anew and close the
   * connections to it, by which an informer that has just begun would fail.
   */
  private static void awaitServed(KubernetesClient client) {
    var crds = client.apiextensions().v1().customResourceDefinitions().list().getItems();
    for (int i = 0; i < SERVED_IN_A_ROW; i++) {
      for (var crd : crds) {
        client
            .genericKubernetesResources(CustomResourceDefinitionContext.fromCrd(crd))
            .inAnyNamespace()
            .list();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  /** The kubeconfig of an administrator. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** The client configuration of an administrator. */
  public Config config() {
    return Config.fromKubeconfig(kubeconfig.toFile());
  }

  /** A new client as an administrator; the caller closes it. */
  public KubernetesClient client() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  /** kubectl as an administrator. */
  public Kubectl kubectl() {
    return new Kubectl(ApiServerBinaries.folder().resolve("kubectl"), kubeconfig);
  }

  /** Installs what {@code deploy} holds, as a user does; once more does no harm. */
  public void install() {
    var applied = kubectl().run("apply", "-k", "deploy");
    if (applied.exit() != 0) {
      throw new IllegalStateException("deploy cannot be applied: " + applied.stderr());
    }
  }

  /** A token of a service account, as a pod of it has. */
  public String token(String namespace, String account) {
    var created = kubectl().inNamespace(namespace).run("create", "token", account);
    if (created.exit() != 0) {
      throw new IllegalStateException("no token for " + account + ": " + created.stderr());
    }
    return created.stdout().strip();
  }

  /** What service accounts have asked of this server. */
  public AuditLog auditLog() {
    return new AuditLog(AuditLog.in(kubeconfig.getParent()));
  }

  /**
   * Creates a namespace of a name that was never used before. It is not deleted: no controller here
   * would empty it, and the server ends with the JVM.
   */
  public static String freshNamespace(KubernetesClient client) {
    var name = "test-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }
}
