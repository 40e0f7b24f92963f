package dev.rolegate.sim.state;

import java.util.List;
import java.util.Map;

/**
 * What a request with a client token has made, so that its repetition makes nothing more.
 *
 * @param params the request without the token; a repetition must be equal
 * @param resources ids of what it made
 */
public record ClientToken(
    String owner, String action, String token, Map<String, String> params, List<String> resources)
    implements Entity {

  public ClientToken {
    params = Map.copyOf(params);
    resources = List.copyOf(resources);
  }

  @Override
  public String id() {
    return idOf(owner, action, token);
  }

  public static String idOf(String owner, String action, String token) {
    return owner + "/" + action + "/" + token;
  }

  @Override
  public Tags tags() {
    return Tags.NONE;
  }

  @Override
  public ClientToken withTags(Tags none) {
    return this;
  }

  @Override
  public String resourceType() {
    return "client-token";
  }
}
