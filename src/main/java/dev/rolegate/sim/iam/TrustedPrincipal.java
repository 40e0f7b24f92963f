package dev.rolegate.sim.iam;

import dev.rolegate.sim.state.Principal;

/**
 * Who a trust policy lets in.
 *
 * @param kind AWS, Service or Federated
 */
record TrustedPrincipal(String kind, String value) {
  /** How directly a trust policy names somebody. */
  enum Naming {
    NOT,
    /** By the account alone, which leaves the decision to the account's own policies. */
    BY_ACCOUNT,
    BY_ARN
  }

  /**
   * How this names an AWS principal.
   *
   * @param identityArn the ARN of the role for a session, else that of the caller
   */
  Naming names(Principal caller, String identityArn) {
    if (!kind.equals("AWS")) {
      return Naming.NOT;
    }
    if (value.equals(identityArn) || value.equals(caller.arn())) {
      return Naming.BY_ARN;
    }
    boolean account =
        value.equals("*")
            || value.equals(caller.account())
            || value.matches("arn:aws[a-z-]*:iam::" + caller.account() + ":root");
    return account ? Naming.BY_ACCOUNT : Naming.NOT;
  }
}
