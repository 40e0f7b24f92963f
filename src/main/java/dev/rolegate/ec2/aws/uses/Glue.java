package dev.rolegate.ec2.aws.uses;

import java.util.List;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Connection;
import software.amazon.awssdk.services.glue.model.GetConnectionsResponse;
import software.amazon.awssdk.services.glue.model.GetDevEndpointsResponse;

/** Connections of the account's catalog, their passwords left out, and development endpoints. */
final class Glue implements Collector {
  private static final String CONNECTION = "AWS::Glue::Connection";
  private static final String ENDPOINT = "AWS::Glue::DevEndpoint";

  @Override
  public void collect(Search search) {
    search.look(Service.GLUE, "GetConnections", List.of(CONNECTION), () -> connections(search));
    search.look(Service.GLUE, "GetDevEndpoints", List.of(ENDPOINT), () -> endpoints(search));
  }

  private static GlueClient client(Search search) {
    return search.client(Service.GLUE, GlueClient::builder);
  }

  private static void connections(Search search) {
    for (GetConnectionsResponse page :
        client(search).getConnectionsPaginator(request -> request.hidePassword(true))) {
      for (Connection one : Answers.given(page.hasConnectionList(), page.connectionList())) {
        if (one.physicalConnectionRequirements() != null) {
          search.found(
              one.physicalConnectionRequirements().securityGroupIdList(),
              CONNECTION,
              "Glue connection " + one.name());
        }
      }
    }
  }

  private static void endpoints(Search search) {
    for (GetDevEndpointsResponse page : client(search).getDevEndpointsPaginator(request -> {})) {
      Answers.given(page.hasDevEndpoints(), page.devEndpoints())
          .forEach(
              one ->
                  search.found(
                      one.securityGroupIds(),
                      ENDPOINT,
                      "Glue development endpoint " + one.endpointName()));
    }
  }
}
