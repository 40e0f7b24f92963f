package dev.rolegate.operator;

import dev.rolegate.kube.Crds;
import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.SimulatorOptions;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.MockWebServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * An API server without schema, admission or generations, and an EC2, both in this process. The
 * client's settings are given one by one: system properties of the mock would outlive the test.
 */
public final class MockClusterAndEc2 implements QuarkusTestResourceLifecycleManager {
  private static final Map<String, String> CREDENTIALS =
      Map.of("aws.accessKeyId", "test", "aws.secretAccessKey", "test", "aws.region", "eu-west-1");

  private KubernetesMockServer cluster;
  private Simulator ec2;

  @Override
  public Map<String, String> start() {
    cluster =
        new KubernetesMockServer(
            new io.fabric8.mockwebserver.Context(),
            new MockWebServer(),
            new HashMap<>(),
            new KubernetesCrudDispatcher(),
            false);
    cluster.init();
    try (var client = cluster.createClient()) {
      Crds.all().forEach(crd -> client.resource(crd).create());
    }
    ec2 = Simulator.start(SimulatorOptions.defaults());
    CREDENTIALS.forEach(System::setProperty);
    System.setProperty("aws.endpointUrlEc2", ec2.endpoint().toString());
    System.setProperty("aws.endpointUrlSts", ec2.endpoint().toString());
    return Map.of(
        "quarkus.kubernetes-client.api-server-url", "http://127.0.0.1:" + cluster.getPort(),
        "quarkus.kubernetes-client.namespace", "default",
        "rolegate.settle", "1s");
  }

  @Override
  public void stop() {
    CREDENTIALS.keySet().forEach(System::clearProperty);
    System.clearProperty("aws.endpointUrlEc2");
    System.clearProperty("aws.endpointUrlSts");
    if (ec2 != null) {
      ec2.close();
    }
    if (cluster != null) {
      cluster.destroy();
    }
  }
}
