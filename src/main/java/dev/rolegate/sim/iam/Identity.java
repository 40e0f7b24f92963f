package dev.rolegate.sim.iam;

import dev.rolegate.sim.state.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A role or a user with its policies.
 *
 * @param arn of the role or user
 * @param policies what it may do; together they allow what any of them allows
 * @param trust of a role: who may assume it; empty for nobody
 * @param accessKeys keys whose requests are its own; for a role they stand for a session that the
 *     platform made, as EKS does
 * @param sessionTags transitive tags of those sessions, as EKS Pod Identity sets them
 */
public record Identity(
    String arn,
    List<Policy> policies,
    Optional<Policy> trust,
    List<String> accessKeys,
    Map<String, String> sessionTags) {
  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws[a-z-]*):iam::(\\d{12}):(role|user)/(?:[\\w+=,.@/-]*/)?([\\w+=,.@-]+)");

  public Identity {
    policies = List.copyOf(policies);
    accessKeys = List.copyOf(accessKeys);
    sessionTags = Map.copyOf(sessionTags);
    Matcher parts = parts(arn);
    if (trust.isPresent() && !parts.group(3).equals("role")) {
      throw new IamException(arn, "only a role has a trust policy");
    }
  }

  public static Identity role(String arn, List<Policy> policies, List<String> accessKeys) {
    return new Identity(arn, policies, Optional.empty(), accessKeys, Map.of());
  }

  public static Identity user(String arn, List<Policy> policies, List<String> accessKeys) {
    return new Identity(arn, policies, Optional.empty(), accessKeys, Map.of());
  }

  public Identity trusting(Policy policy) {
    return new Identity(arn, policies, Optional.of(policy), accessKeys, sessionTags);
  }

  public Identity withSessionTags(Map<String, String> tags) {
    return new Identity(arn, policies, trust, accessKeys, tags);
  }

  /** Who a request with one of the access keys comes from. */
  Principal principal(String accessKey) {
    Matcher parts = parts(arn);
    String account = parts.group(2);
    boolean role = parts.group(3).equals("role");
    String caller =
        role
            ? "arn:%s:sts::%s:assumed-role/%s/simulated"
                .formatted(parts.group(1), account, parts.group(4))
            : arn;
    return new Principal(
        account, caller, (role ? "AROA" : "AIDA") + "SIMULATED" + account, accessKey);
  }

  private static Matcher parts(String arn) {
    Matcher parts = ARN.matcher(arn);
    if (!parts.matches()) {
      throw new IamException(
          arn, "is no ARN of a role or user, as arn:aws:iam::111122223333:role/rolegate");
    }
    return parts;
  }
}
