package dev.rolegate.operator;

import dev.rolegate.api.OrphanedSecurityGroup;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.inject.Singleton;
import java.util.Optional;

/** How OrphanedSecurityGroups that are being deleted come to know that their ManagedVpc is gone. */
@Singleton
public class OrphanWakes {
  private volatile Optional<Waking> waking = Optional.empty();

  /** The cache has those that are being deleted only. */
  private record Waking(
      SimpleInboundEventSource<OrphanedSecurityGroup> source,
      IndexerResourceCache<OrphanedSecurityGroup> cache) {}

  /** The event source, made anew at each start of the operator. */
  EventSource<Void, OrphanedSecurityGroup> source(
      EventSourceContext<OrphanedSecurityGroup> context) {
    var source = new SimpleInboundEventSource<OrphanedSecurityGroup>("departures");
    waking = Optional.of(new Waking(source, context.getPrimaryCache()));
    return source;
  }

  /** Looks again at those of a ManagedVpc. */
  void wake(String vpc) {
    waking.ifPresent(
        w ->
            w.cache()
                .list(o -> vpc.equals(o.getSpec().managedVpc()))
                .forEach(o -> w.source().propagateEvent(ResourceID.fromResource(o))));
  }
}
