package dev.rolegate.operator;

import dev.rolegate.api.AddressSet;
import dev.rolegate.api.RoleSecurityGroup;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** How the loop of a VPC makes AddressSets write down where they are used. */
@Singleton
public class AddressSetWakes {
  private final Map<String, Map<String, Integer>> uses = new ConcurrentHashMap<>();
  private volatile SimpleInboundEventSource<AddressSet> source =
      new SimpleInboundEventSource<>("uses");

  /** The event source, made anew at each start of the operator. */
  EventSource<Void, AddressSet> source() {
    source = new SimpleInboundEventSource<>("uses");
    uses.clear();
    return source;
  }

  /** Wakes the sets of which the number of roles that name them has changed in the VPC. */
  void declared(String vpc, List<RoleSecurityGroup> roles) {
    Map<String, Integer> now = new TreeMap<>();
    roles.forEach(
        role -> AddressSetCache.namedBy(role).forEach(name -> now.merge(name, 1, Integer::sum)));
    wake(now, now.isEmpty() ? uses.remove(vpc) : uses.put(vpc, now));
  }

  /** The ManagedVpc is gone. */
  void forget(String vpc) {
    wake(Map.of(), uses.remove(vpc));
  }

  private void wake(Map<String, Integer> now, Map<String, Integer> before) {
    Map<String, Integer> known = before == null ? Map.of() : before;
    Set<String> names = new TreeSet<>(now.keySet());
    names.addAll(known.keySet());
    names.stream()
        .filter(name -> !now.getOrDefault(name, 0).equals(known.getOrDefault(name, 0)))
        .forEach(name -> source.propagateEvent(new ResourceID(name)));
  }
}
