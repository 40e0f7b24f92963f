package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.RoleSecurityGroup;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

/**
 * A kind that is known no longer ends the process, and an informer that was told to end does not.
 */
class LostWatchesTest {
  private static final Throwable BROKEN = new WatcherException("odd");

  private final AtomicBoolean stopping = new AtomicBoolean();
  private final List<String> done = new ArrayList<>();
  private final LostWatches watches =
      new LostWatches(stopping::get, () -> done.add("abandon"), () -> done.add("end"));

  private static SharedIndexInformer<?> informer(Class<?> kind, boolean synced) {
    return (SharedIndexInformer<?>)
        Proxy.newProxyInstance(
            LostWatchesTest.class.getClassLoader(),
            new Class<?>[] {SharedIndexInformer.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getApiTypeClass" -> kind;
                  case "hasSynced" -> synced;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private Status alive() {
    return new OperatorLiveness(watches).call().getStatus();
  }

  @Test
  void nothingMoreIsDoneBeforeTheProcessIsToldToEnd() {
    assertThat(alive()).isEqualTo(Status.UP);
    watches.onStop(informer(ManagedVpc.class, true), BROKEN);
    assertThat(done).containsExactly("abandon", "end");
    assertThat(alive()).isEqualTo(Status.DOWN);
    assertThat(new OperatorLiveness(watches).call().getData().orElseThrow())
        .containsEntry("lost", "managedvpcs.rolegate.dev");
  }

  @Test
  void aKindIsToldOnceHoweverManyWatchIt() {
    watches.onStop(informer(ManagedVpc.class, true), BROKEN);
    watches.onStop(informer(ManagedVpc.class, true), BROKEN);
    watches.onStop(informer(RoleSecurityGroup.class, true), BROKEN);
    assertThat(done).filteredOn("end"::equals).hasSize(2);
    assertThat(watches.kinds())
        .containsExactly("managedvpcs.rolegate.dev", "rolesecuritygroups.rolegate.dev");
  }

  @Test
  void anOrderlyStopIsNoLoss() {
    watches.onStop(informer(ManagedVpc.class, true), null);
    stopping.set(true);
    watches.onStop(informer(ManagedVpc.class, true), BROKEN);
    assertThat(done).isEmpty();
    assertThat(alive()).isEqualTo(Status.UP);
  }

  @Test
  void aStartThatFailsEndsByItself() {
    watches.onStop(informer(ManagedVpc.class, false), BROKEN);
    watches.onStop(informer(ManagedVpc.class, false), new ClassCastException("odd"));
    assertThat(done).isEmpty();
  }
}
