package dev.rolegate.e2e;

import dev.rolegate.kube.ApiServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operator as {@code deploy} runs it: as the shipped service account, with a token of it and
 * nothing else, and with leader election.
 */
public final class ShippedAccount implements QuarkusTestProfile {
  static final String NAMESPACE = "rolegate-system";
  static final String ACCOUNT = "rolegate";
  static final String USER = "system:serviceaccount:" + NAMESPACE + ":" + ACCOUNT;

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("quarkus.operator-sdk.activate-leader-election-for-profiles", "prod,test");
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(Installed.class));
  }

  /** {@link ClusterAndEc2}, after {@code deploy} was applied. */
  public static final class Installed implements QuarkusTestResourceLifecycleManager {
    private final ClusterAndEc2 inner = new ClusterAndEc2();

    @Override
    public Map<String, String> start() {
      ApiServer.running().install();
      inner.init(Map.of("namespace", NAMESPACE, "account", ACCOUNT));
      return new HashMap<>(inner.start());
    }

    @Override
    public void inject(TestInjector injector) {
      inner.inject(injector);
    }

    @Override
    public void stop() {
      inner.stop();
    }
  }
}
