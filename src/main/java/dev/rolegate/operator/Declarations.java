package dev.rolegate.operator;

import dev.rolegate.api.AddressSet;
import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailException;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.operator.orphan.Orphan;
import dev.rolegate.topology.AddressSets;
import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the cluster declares about a VPC, from the caches of the loop's own informers, and the
 * events by which they wake it.
 */
@Singleton
public class Declarations {
  private static final String BY_VPC = "vpc";
  private static final String BY_SET = "address-set";
  private final AddressSetCache addresses = new AddressSetCache();
  private volatile IndexerResourceCache<ManagedVpc> vpcs;
  private volatile InformerEventSource<RoleSecurityGroup, ManagedVpc> roles;
  private volatile InformerEventSource<Namespace, ManagedVpc> namespaces;
  private volatile InformerEventSource<OrphanedSecurityGroup, ManagedVpc> orphans;
  private volatile InformerEventSource<Guardrail, ManagedVpc> guardrails;
  private volatile InformerEventSource<GuardrailException, ManagedVpc> exceptions;
  private volatile InformerEventSource<AddressSet, ManagedVpc> addressSets;

  /** The event sources of the loop, made anew at each start of the operator. */
  List<EventSource<?, ManagedVpc>> sources(EventSourceContext<ManagedVpc> context) {
    vpcs = context.getPrimaryCache();
    roles =
        Watches.of(
            RoleSecurityGroup.class,
            ManagedVpc.class,
            "roles",
            r -> Set.of(new ResourceID(r.getSpec().vpc())),
            context);
    roles.addIndexers(
        Map.of(BY_VPC, r -> List.of(r.getSpec().vpc()), BY_SET, AddressSetCache::namedBy));
    namespaces =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(Namespace.class, ManagedVpc.class)
                .withName("namespaces")
                .withWatchAllNamespaces()
                .withSecondaryToPrimaryMapper(n -> selecting())
                .withPrimaryToSecondaryMapper((ManagedVpc v) -> Set.of())
                .withOnUpdateFilter(
                    (now, old) ->
                        !labels(now.getMetadata().getLabels())
                            .equals(labels(old.getMetadata().getLabels())))
                .build(),
            context);
    orphans =
        Watches.of(
            OrphanedSecurityGroup.class,
            ManagedVpc.class,
            "orphans",
            o -> Set.of(new ResourceID(o.getSpec().managedVpc())),
            context);
    orphans.addIndexers(Map.of(BY_VPC, o -> List.of(o.getSpec().managedVpc())));
    guardrails = Watches.of(Guardrail.class, ManagedVpc.class, "guardrails", g -> every(), context);
    exceptions =
        Watches.of(GuardrailException.class, ManagedVpc.class, "exceptions", e -> every(), context);
    addressSets = AddressSetCache.source(context, this::using);
    return List.of(roles, namespaces, orphans, guardrails, exceptions, addressSets);
  }

  private Set<ResourceID> using(String addressSet) {
    return users(addressSet).stream()
        .map(role -> new ResourceID(role.getSpec().vpc()))
        .collect(Collectors.toSet());
  }

  /** Only those that choose tenants by labels care for a namespace's labels. */
  private Set<ResourceID> selecting() {
    return vpcs.list(
            v -> v.getSpec().tenants().stream().anyMatch(t -> t.namespaceSelector() != null))
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  /** A guardrail that named other VPCs before concerns those too. */
  private Set<ResourceID> every() {
    return vpcs.list(v -> true).map(ResourceID::fromResource).collect(Collectors.toSet());
  }

  /**
   * True when every cache has been filled and is being kept so: before the first, absence means
   * nothing, and without the second, documents may have changed long ago.
   */
  public boolean synced() {
    return Stream.of(vpcs, roles, namespaces, orphans, guardrails, exceptions, addressSets)
        .allMatch(Declarations::isFollowed);
  }

  private static boolean isFollowed(Object cache) {
    return cache instanceof ManagedInformerEventSource<?, ?, ?> source
        && source.isRunning()
        && source.informerHealthIndicators().values().stream()
            .allMatch(informer -> informer.hasSynced() && informer.isWatching());
  }

  /**
   * The roles declared in a VPC, but for those that Rolegate does not hold by its finalizer yet.
   */
  List<RoleSecurityGroup> of(String vpc) {
    return all(vpc).stream().filter(Finalizer::isOn).toList();
  }

  /** Every role declared in a VPC, held already or not. */
  List<RoleSecurityGroup> all(String vpc) {
    return roles.byIndex(BY_VPC, vpc);
  }

  /** What is recorded of groups of a VPC that nobody documented; may lag behind own writes. */
  List<OrphanedSecurityGroup> orphans(String vpc) {
    return orphans.byIndex(BY_VPC, vpc);
  }

  /** What is recorded of these groups under the name of another ManagedVpc; may lag. */
  List<OrphanedSecurityGroup> orphansElsewhere(String vpc, Set<String> groupIds) {
    return orphans
        .list(
            o ->
                !vpc.equals(o.getSpec().managedVpc())
                    && groupIds.contains(Orphan.of(o, Instant.EPOCH).groupId()))
        .toList();
  }

  /** Every guardrail of the cluster. */
  List<Guardrail> guardrails() {
    return guardrails.list().toList();
  }

  /** Every exception of the cluster, whether it counts or not. */
  List<GuardrailException> exceptions() {
    return exceptions.list().toList();
  }

  /** Every AddressSet of the cluster. */
  AddressSets addressSets() {
    return addresses.of(addressSets.list());
  }

  /** The roles, of whatever VPC, whose rules name the AddressSet. */
  List<RoleSecurityGroup> users(String addressSet) {
    return roles.byIndex(BY_SET, addressSet);
  }

  Map<String, Map<String, String>> labels(List<RoleSecurityGroup> declared) {
    Map<String, Map<String, String>> byNamespace = new TreeMap<>();
    for (RoleSecurityGroup role : declared) {
      String name = role.getMetadata().getNamespace();
      namespaces
          .get(new ResourceID(name))
          .ifPresent(n -> byNamespace.put(name, labels(n.getMetadata().getLabels())));
    }
    return byNamespace;
  }

  /** Every ManagedVpc that is for the same VPC, this one among them. */
  List<ManagedVpc> candidates(ManagedVpc vpc) {
    return vpcs.list(
            other ->
                !other.isMarkedForDeletion()
                    && other.getSpec().vpcId().equals(vpc.getSpec().vpcId())
                    && other.getSpec().region().equals(vpc.getSpec().region()))
        .toList();
  }

  private static Map<String, String> labels(Map<String, String> labels) {
    return labels == null ? Map.of() : labels;
  }
}
