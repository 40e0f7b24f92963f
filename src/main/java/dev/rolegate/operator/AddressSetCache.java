package dev.rolegate.operator;

import dev.rolegate.api.AddressSet;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.PeerSpec;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.topology.AddressSets;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every AddressSet of the cluster, from the informer by which a change wakes the loops. */
final class AddressSetCache {
  private volatile Read read = new Read(Set.of(), AddressSets.NONE);

  /** Read anew only after a change: a set has up to a thousand blocks. */
  private record Read(Set<String> versions, AddressSets sets) {}

  /**
   * The event source, made anew at each start of the operator.
   *
   * @param users the ManagedVpcs with rules that name a set
   */
  static InformerEventSource<AddressSet, ManagedVpc> source(
      EventSourceContext<ManagedVpc> context, Function<String, Set<ResourceID>> users) {
    return Watches.of(
        AddressSet.class,
        ManagedVpc.class,
        "address-sets",
        set -> users.apply(set.getMetadata().getName()),
        context);
  }

  /** What the sets hold. */
  AddressSets of(Stream<AddressSet> cached) {
    List<AddressSet> resources = cached.toList();
    Set<String> versions =
        resources.stream()
            .map(r -> r.getMetadata().getUid() + " " + r.getMetadata().getGeneration())
            .collect(Collectors.toSet());
    Read last = read;
    if (!last.versions().equals(versions)) {
      last = new Read(versions, AddressSets.read(resources));
      read = last;
    }
    return last.sets();
  }

  /** The sets that rules of the resource name. */
  static List<String> namedBy(RoleSecurityGroup role) {
    return Stream.concat(role.getSpec().ingress().stream(), role.getSpec().egress().stream())
        .flatMap(rule -> rule.peers().stream())
        .map(PeerSpec::addressSet)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }
}
