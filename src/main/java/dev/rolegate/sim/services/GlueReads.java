package dev.rolegate.sim.services;

import static dev.rolegate.sim.services.Reads.arn;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.wire.Tree;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Glue: GetConnections and GetDevEndpoints. */
final class GlueReads implements KindFamily {
  private static final String CONNECTION = "AWS::Glue::Connection";
  private static final String ENDPOINT = "AWS::Glue::DevEndpoint";
  private static final Pages PAGES = Pages.of("MaxResults", "NextToken", 100, 1000);

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.of(
            Service.GLUE,
            "GetConnections",
            Reads.list(PAGES, "ConnectionList", GlueReads::connections)),
        Action.of(
            Service.GLUE,
            "GetDevEndpoints",
            Reads.list(PAGES, "DevEndpoints", GlueReads::endpoints)));
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            CONNECTION,
            (call, one) -> arn(call, "glue", "connection/" + one.name()),
            GlueReads::connection),
        new Kind(
            ENDPOINT,
            (call, one) -> arn(call, "glue", "devEndpoint/" + one.name()),
            GlueReads::endpoint));
  }

  private static Reads.Allowed<SortedMap<String, ?>> connections(Call call) {
    call.params().string("CatalogId");
    call.params().flag("HidePassword");
    return new Reads.Allowed<>(
        arn(call, "catalog"),
        () -> Reads.keyed(call, Reads.all(call, CONNECTION), GlueReads::connection));
  }

  private static Reads.Allowed<SortedMap<String, ?>> endpoints(Call call) {
    return new Reads.Allowed<>(
        arn(call, "devEndpoint/*"),
        () -> Reads.keyed(call, Reads.all(call, ENDPOINT), GlueReads::endpoint));
  }

  private static Tree connection(Call call, ServiceResource one) {
    return Tree.of(
            "Name",
            one.name(),
            "ConnectionType",
            "NETWORK",
            "PhysicalConnectionRequirements",
            Tree.of("SubnetId", subnet(one), "SecurityGroupIdList", one.groups()))
        .and(one.facts());
  }

  private static Tree endpoint(Call call, ServiceResource one) {
    return Tree.of(
            "EndpointName",
            one.name(),
            "Status",
            "READY",
            "SubnetId",
            subnet(one),
            "SecurityGroupIds",
            one.groups(),
            "VpcId",
            one.vpcId())
        .and(one.facts());
  }

  private static Optional<String> subnet(ServiceResource one) {
    return one.subnets().stream().findFirst();
  }
}
