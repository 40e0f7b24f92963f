package dev.rolegate.sim.services;

import static dev.rolegate.sim.services.Reads.arn;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.wire.Tree;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/** ECS: DescribeCapacityProviders, for those that launch instances themselves. */
final class EcsProviders implements KindFamily {
  private static final String PROVIDER = "AWS::ECS::CapacityProvider";
  private static final Pages PAGES = Pages.of("maxResults", "nextToken", 10, 10);

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.of(
            Service.ECS,
            "DescribeCapacityProviders",
            Reads.list(PAGES, "capacityProviders", EcsProviders::providers)));
  }

  @Override
  public List<Kind> kinds() {
    return List.of(new Kind(PROVIDER, EcsProviders::providerArn, EcsProviders::shape));
  }

  private static Reads.Allowed<SortedMap<String, ?>> providers(Call call) {
    List<String> names =
        call.params().list("capacityProviders").stream().map(Reads::nameOf).toList();
    call.params().list("include");
    return new Reads.Allowed<>(
        arn(call, "capacity-provider/*"),
        () ->
            Reads.keyed(
                call,
                Reads.all(call, PROVIDER).stream()
                    .filter(one -> names.isEmpty() || names.contains(one.name()))
                    .toList(),
                EcsProviders::shape));
  }

  private static String providerArn(Call call, ServiceResource one) {
    return arn(call, "ecs", "capacity-provider/" + one.name());
  }

  private static Tree shape(Call call, ServiceResource one) {
    return Tree.of(
            "capacityProviderArn",
            providerArn(call, one),
            "name",
            one.name(),
            "status",
            "ACTIVE",
            "managedInstancesProvider",
            Tree.of(
                "instanceLaunchTemplate",
                Tree.of(
                    "networkConfiguration",
                    Tree.of("subnets", one.subnets(), "securityGroups", one.groups()))))
        .and(one.facts());
  }
}
