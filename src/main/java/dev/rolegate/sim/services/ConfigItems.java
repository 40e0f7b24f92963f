package dev.rolegate.sim.services;

import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.wire.Tree;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Configuration items as AWS Config keeps them. The configuration is what the kind's service
 * answers, or plain lists for kinds that no API of the simulator shows. Relationships to groups are
 * there only for the older kinds that have them [I].
 */
final class ConfigItems {
  private static final Set<String> RELATED =
      Set.of(
          "AWS::AutoScaling::LaunchConfiguration",
          "AWS::ElasticLoadBalancing::LoadBalancer",
          "AWS::ElasticLoadBalancingV2::LoadBalancer",
          "AWS::Elasticsearch::Domain",
          "AWS::Lambda::Function",
          "AWS::RDS::DBCluster",
          "AWS::RDS::DBInstance",
          "AWS::Redshift::Cluster");

  private final Map<String, Kind> kinds;

  ConfigItems(List<Kind> kinds) {
    this.kinds = kinds.stream().collect(Collectors.toUnmodifiableMap(Kind::type, one -> one));
  }

  Map<String, Object> item(Call call, ServiceResource one) {
    Kind kind = kinds.getOrDefault(one.kind(), stated(one.kind()));
    List<String> related = RELATED.contains(one.kind()) ? one.groups() : List.of();
    return Tree.of(
            "accountId",
            call.account(),
            "awsRegion",
            call.region(),
            "arn",
            kind.arn().apply(call, one),
            "resourceId",
            one.name(),
            "resourceName",
            one.name(),
            "resourceType",
            one.kind(),
            "configurationItemStatus",
            "ResourceDiscovered",
            "configuration",
            kind.shape().apply(call, one),
            "relationships",
            related.stream().map(ConfigItems::related).toList())
        .toMap();
  }

  private static Tree related(String groupId) {
    return Tree.of(
        "relationshipName",
        "Is associated with SecurityGroup",
        "resourceType",
        "AWS::EC2::SecurityGroup",
        "resourceId",
        groupId);
  }

  /** A kind that no API of the simulator shows: all that is known of it is what was stated. */
  private static Kind stated(String type) {
    String service = type.split("::")[1].toLowerCase(Locale.ROOT);
    return new Kind(
        type,
        (call, one) -> Reads.arn(call, service, one.name()),
        (call, one) -> {
          List<String> groups = one.allGroups().stream().sorted().toList();
          return GroupPaths.write(call, type, groups).and(one.facts());
        });
  }
}
