package dev.rolegate.sim.http;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.wire.Ec2Error;
import java.util.Map;
import java.util.Optional;

/**
 * Which action of which service a request is for: the signature tells the service, its protocol
 * where the action stands.
 *
 * @param action empty if the request names none
 * @param version of the API, in protocols that send it
 * @param path the parameters in the path
 */
record Asked(Service service, String action, Optional<String> version, Map<String, String> path) {

  /** The service of the signature, or of the target; EC2 if neither tells one. */
  static Service service(Request request) {
    return request
        .authorization()
        .flatMap(Credentials::serviceOf)
        .flatMap(Service::signedAs)
        .or(() -> request.target().flatMap(one -> Service.ofTarget(one.split("\\.")[0])))
        .orElse(Service.EC2);
  }

  static Asked read(
      Request request, Service service, ActionTable actions, Map<String, String> params) {
    return switch (service.protocol()) {
      case JSON -> json(request, service);
      case REST_JSON -> rest(request, service, actions);
      case EC2, QUERY -> query(service, params);
    };
  }

  private static Asked json(Request request, Service service) {
    String target = request.target().orElse("");
    String start = service.namespace() + ".";
    String action = target.startsWith(start) ? target.substring(start.length()) : target;
    return new Asked(service, action, Optional.empty(), Map.of());
  }

  private static Asked rest(Request request, Service service, ActionTable actions) {
    Optional<Action> action = actions.routed(service, request.method(), request.path());
    return new Asked(
        service,
        action.map(Action::name).orElse(request.method() + " " + request.path()),
        Optional.empty(),
        action
            .flatMap(Action::route)
            .flatMap(route -> route.match(request.method(), request.path()))
            .orElse(Map.of()));
  }

  /** EC2 and STS are told apart by the version, however the request is signed. */
  private static Asked query(Service signed, Map<String, String> params) {
    String version = params.getOrDefault("Version", "");
    Service service =
        !signed.hasPlainErrors()
            ? signed
            : version.equals(Service.STS.version()) ? Service.STS : Service.EC2;
    return new Asked(service, params.getOrDefault("Action", ""), Optional.of(version), Map.of());
  }

  /**
   * @throws Ec2Error if there is no such action, or not in this version of the API
   */
  Action find(ActionTable actions) {
    if (action.isEmpty()) {
      throw Ec2Error.client(
          "MissingAction", "The request is missing an action or a required parameter.");
    }
    version.ifPresent(this::check);
    return actions.find(service, action);
  }

  private void check(String sent) {
    if (sent.isEmpty()) {
      throw Ec2Error.missing("Version");
    }
    if (!sent.equals(service.version())) {
      throw Ec2Error.client(
          "NoSuchVersion",
          "The requested version (" + sent + ") of service AmazonEC2 does not exist");
    }
  }
}
