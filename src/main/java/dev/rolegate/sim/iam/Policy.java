package dev.rolegate.sim.iam;

import java.util.List;

/** A policy document that was read and can be evaluated as a whole. */
public record Policy(String name, List<Statement> statements) {
  public Policy {
    statements = List.copyOf(statements);
  }

  /**
   * Reads an identity, session or service control policy.
   *
   * @param name stands for the policy in messages and in the call log
   * @throws IamException for anything that IAM refuses or the simulator cannot evaluate
   */
  public static Policy permissions(String name, String json) {
    return PolicyReader.read(name, json, PolicyReader.Use.PERMISSIONS);
  }

  /** A policy that allows everything, as AWS's FullAWSAccess and AdministratorAccess do. */
  public static Policy allowingAll(String name) {
    Statement all =
        new Statement(name, true, false, List.of("*"), false, List.of("*"), List.of(), List.of());
    return new Policy(name, List.of(all));
  }

  /** Reads the trust policy of a role. */
  public static Policy trust(String name, String json) {
    return PolicyReader.read(name, json, PolicyReader.Use.TRUST);
  }

  /** The statements of this effect that speak about the access. */
  List<Statement> covering(boolean allow, Access access, RequestContext context) {
    return statements.stream()
        .filter(one -> one.allow() == allow)
        .filter(one -> one.covers(access.action(), access, context))
        .toList();
  }
}
