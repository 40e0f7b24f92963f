package dev.rolegate.sim.iam;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The identities and policies to evaluate. Access keys that no identity has belong to an
 * administrator of their account, whom only service control policies limit.
 *
 * @param serviceControlPolicies by account; an account that is not listed has none that limits it
 */
public record IamSetup(
    List<Identity> identities, Map<String, List<Policy>> serviceControlPolicies) {
  /** Everything is allowed to everybody. */
  public static final IamSetup NONE = new IamSetup(List.of(), Map.of());

  public IamSetup {
    identities = List.copyOf(identities);
    serviceControlPolicies = Map.copyOf(serviceControlPolicies);
    Set<String> seen = new HashSet<>();
    for (Identity one : identities) {
      if (!seen.add(one.arn())) {
        throw new IamException(one.arn(), "is described twice");
      }
      for (String key : one.accessKeys()) {
        if (!seen.add(key)) {
          throw new IamException(one.arn(), "the access key " + key + " has two owners");
        }
      }
    }
    for (String account : serviceControlPolicies.keySet()) {
      if (!account.matches("\\d{12}")) {
        throw new IamException(account, "is no account; accounts have twelve digits");
      }
    }
  }

  public static IamSetup of(Identity... identities) {
    return new IamSetup(List.of(identities), Map.of());
  }

  /**
   * This setup with the service control policies of an account; as on AWS one of them has to allow.
   */
  public IamSetup limiting(String account, Policy... policies) {
    Map<String, List<Policy>> all = new java.util.HashMap<>(serviceControlPolicies);
    all.put(account, List.of(policies));
    return new IamSetup(identities, all);
  }

  boolean isOff() {
    return identities.isEmpty() && serviceControlPolicies.isEmpty();
  }
}
