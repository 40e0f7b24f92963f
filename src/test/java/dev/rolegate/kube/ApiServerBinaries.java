package dev.rolegate.kube;

import io.fabric8.kubeapitest.binary.OSInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where kube-apiserver, etcd and kubectl are looked for: {@code $KUBE_API_TEST_DIR}, else {@code
 * ~/.kubeapitest}, in the layout of fabric8's kube-api-test.
 */
public final class ApiServerBinaries {

  /** The version of Kubernetes that the tests run on. */
  public static final String VERSION = "1.35.4";

  private static final List<String> NAMES = List.of("kube-apiserver", "etcd", "kubectl");

  private ApiServerBinaries() {}

  /** The folder that kube-api-test is told. */
  public static Path testDir() {
    var configured = System.getenv("KUBE_API_TEST_DIR");
    return configured == null || configured.isBlank()
        ? Path.of(System.getProperty("user.home"), ".kubeapitest")
        : Path.of(configured);
  }

  /** The folder of the three binaries, whether or not they are there. */
  public static Path folder() {
    var os = new OSInfo();
    return testDir().resolve("k8s").resolve(VERSION + "-" + os.getOSName() + "-" + os.getOSArch());
  }

  /** Those of the three that are missing or cannot be run. */
  public static List<String> missing() {
    return NAMES.stream().filter(name -> !Files.isExecutable(folder().resolve(name))).toList();
  }
}
