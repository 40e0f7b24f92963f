package dev.rolegate.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.api.config.InformerStoppedHandler;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a kind of the cluster can be watched no longer, as after an object that this
 * version cannot read. Its cache would stay as it is for ever, and whoever acts by it would act on
 * documents that are not those of the cluster. So nothing is changed or told from that moment on,
 * and the process ends; the framework's default is to go on.
 *
 * <p>It does not go on with the other objects of the kind either: one that is not known may declare
 * what would be taken for undocumented.
 */
@Singleton
@Unremovable
public class LostWatches implements InformerStoppedHandler {
  private static final Logger LOG = LoggerFactory.getLogger(LostWatches.class);

  private final BooleanSupplier stopping;
  private final Runnable abandon;
  private final Runnable end;
  private final Set<String> lost = new ConcurrentSkipListSet<>();

  /** In tests the JVM goes on; that the operator is dead shows in its liveness. */
  @Inject
  public LostWatches(Election election) {
    this(
        election::isStopping,
        election::abandon,
        () -> {
          if (LaunchMode.current() != LaunchMode.TEST) {
            Quarkus.asyncExit(1);
          }
        });
  }

  /**
   * @param abandon lets nothing be changed or told from then on
   * @param end begins the orderly end of the process
   */
  LostWatches(BooleanSupplier stopping, Runnable abandon, Runnable end) {
    this.stopping = stopping;
    this.abandon = abandon;
    this.end = end;
  }

  /** The kinds that are known no longer. */
  List<String> kinds() {
    return List.copyOf(lost);
  }

  /** Told of each informer that ends; without an exception where it was told to. */
  @Override
  @SuppressWarnings("rawtypes")
  public void onStop(SharedIndexInformer informer, Throwable ex) {
    if (ex == null || stopping.getAsBoolean()) {
      return;
    }
    @SuppressWarnings("unchecked")
    Class<? extends HasMetadata> kind = informer.getApiTypeClass();
    var unreadable = new Unreadable(kind, ex);
    if (informer.hasSynced()) {
      lose(kind, unreadable);
    } else if (unreadable.isOfContent()) {
      // The start fails by itself, without saying which object it is.
      LOG.error("{}. The operator does not start, and nothing is changed", unreadable.text());
    }
  }

  private void lose(Class<? extends HasMetadata> kind, Unreadable unreadable) {
    abandon.run();
    // Several controllers watch the same kind.
    if (!lost.add(HasMetadata.getFullResourceName(kind))) {
      return;
    }
    LOG.error(
        "{}. What is declared is not known any more, so nothing is changed in any VPC, and the"
            + " process ends with exit code 1",
        unreadable.text());
    end.run();
  }
}
