package dev.rolegate.sim.http;

import dev.rolegate.sim.action.Protocol;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.wire.Ec2Error;

/** Says errors that every service has in the words of the one that was asked [D]. */
final class Wording {
  private static final String DENIED = "AccessDenied";
  private static final String EXPIRED = "The security token included in the request is expired";
  private static final String INVALID = "The security token included in the request is invalid.";
  private static final String SLOW_DOWN = "Rate exceeded";

  private Wording() {}

  static Ec2Error of(Service service, String action, Ec2Error error) {
    if (service.hasPlainErrors()) {
      return error;
    }
    return service.protocol() == Protocol.QUERY
        ? query(service, action, error)
        : json(service, error);
  }

  private static Ec2Error query(Service service, String action, Ec2Error error) {
    return switch (error.code()) {
      case "InvalidAction", "NoSuchVersion" ->
          Ec2Error.client(
              "InvalidAction",
              "Could not find operation " + action + " for version " + service.version());
      case "AuthFailure" -> new Ec2Error(403, "InvalidClientTokenId", INVALID);
      case "RequestExpired", "ExpiredToken" -> new Ec2Error(403, "ExpiredToken", EXPIRED);
      case "RequestLimitExceeded" -> Ec2Error.client("Throttling", SLOW_DOWN);
      case "InternalError" -> new Ec2Error(500, "InternalFailure", error.getMessage());
      case "Unavailable" -> new Ec2Error(503, "ServiceUnavailable", error.getMessage());
      default -> common(service, error);
    };
  }

  private static Ec2Error json(Service service, Ec2Error error) {
    boolean rest = service.protocol() == Protocol.REST_JSON;
    int refused = rest ? 403 : 400;
    return switch (error.code()) {
      case "InvalidAction", "MissingAction" ->
          new Ec2Error(rest ? 404 : 400, "UnknownOperationException", error.getMessage());
      case "AuthFailure" -> new Ec2Error(refused, "UnrecognizedClientException", INVALID);
      case "MissingAuthenticationToken" ->
          new Ec2Error(refused, "MissingAuthenticationTokenException", error.getMessage());
      case "RequestExpired", "ExpiredToken" ->
          new Ec2Error(refused, "ExpiredTokenException", EXPIRED);
      case DENIED -> new Ec2Error(refused, "AccessDeniedException", error.getMessage());
      case "RequestLimitExceeded" -> throttled(service);
      case "InternalError" -> new Ec2Error(500, "InternalFailure", error.getMessage());
      case "Unavailable" -> new Ec2Error(503, "ServiceUnavailableException", error.getMessage());
      default -> common(service, error);
    };
  }

  private static Ec2Error throttled(Service service) {
    return switch (service) {
      case LAMBDA, BATCH -> new Ec2Error(429, "TooManyRequestsException", SLOW_DOWN);
      case SCHEDULER -> new Ec2Error(429, "ThrottlingException", SLOW_DOWN);
      default -> Ec2Error.client("ThrottlingException", SLOW_DOWN);
    };
  }

  private static Ec2Error common(Service service, Ec2Error error) {
    return switch (error.code()) {
      case "MissingParameter", "InvalidParameterValue", "UnknownParameter", "InvalidCharacter" ->
          Ec2Error.client(service.invalid(), error.getMessage());
      case "InvalidNextToken" -> Ec2Error.client(badToken(service), error.getMessage());
      default -> error;
    };
  }

  private static String badToken(Service service) {
    return switch (service) {
      case AUTO_SCALING -> "InvalidNextToken";
      case CONFIG -> "InvalidNextTokenException";
      default -> service.invalid();
    };
  }
}
