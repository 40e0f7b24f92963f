package dev.rolegate.operator;

import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.model.GroupKey;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.inject.Singleton;
import java.util.Collection;

/** How the loop of a VPC makes RoleSecurityGroups write down what it said about them. */
@Singleton
public class RoleWakes {
  private volatile SimpleInboundEventSource<RoleSecurityGroup> source =
      new SimpleInboundEventSource<>("outcomes");

  /** The event source, made anew at each start of the operator. */
  EventSource<Void, RoleSecurityGroup> source() {
    source = new SimpleInboundEventSource<>("outcomes");
    return source;
  }

  void wake(Collection<GroupKey> keys) {
    keys.forEach(key -> source.propagateEvent(new ResourceID(key.name(), key.namespace())));
  }
}
