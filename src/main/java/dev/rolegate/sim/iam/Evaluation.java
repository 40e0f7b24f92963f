package dev.rolegate.sim.iam;

import dev.rolegate.sim.iam.Decision.Kind;
import dev.rolegate.sim.iam.TrustedPrincipal.Naming;
import dev.rolegate.sim.state.Principal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * IAM's evaluation logic for one access [D]: a matching Deny of any policy wins; then each kind of
 * policy that applies has to allow. A session has what its role's policies and its session policy
 * both allow.
 */
final class Evaluation {
  private final Principal caller;
  private final String identityArn;
  private final Access access;
  private final RequestContext context;
  private final Map<Kind, List<Policy>> policies = new EnumMap<>(Kind.class);

  Evaluation(Principal caller, String identityArn, String region, Access access) {
    this.caller = caller;
    this.identityArn = identityArn;
    this.access = access;
    this.context =
        access
            .context()
            .get()
            .with("aws:RequestedRegion", region)
            .with("aws:PrincipalArn", identityArn)
            .with("aws:PrincipalAccount", caller.account());
    if (access.action().startsWith("ec2:")) {
      context.with("ec2:Region", region);
    }
  }

  /** Policies of a kind, one of which has to allow. */
  Evaluation against(Kind kind, List<Policy> attached) {
    policies.put(kind, attached);
    return this;
  }

  Decision decide() {
    for (Map.Entry<Kind, List<Policy>> kind : policies.entrySet()) {
      if (kind.getValue().stream().anyMatch(this::denies)) {
        return Decision.denied(kind.getKey());
      }
    }
    List<String> by = new ArrayList<>();
    for (Map.Entry<Kind, List<Policy>> kind : policies.entrySet()) {
      List<String> allowing = kind.getValue().stream().flatMap(p -> allowing(p).stream()).toList();
      if (allowing.isEmpty()) {
        return Decision.notAllowed(kind.getKey(), access.action());
      }
      if (kind.getKey() == Kind.IDENTITY) {
        by.addAll(allowing);
      }
    }
    return Decision.allowed(by);
  }

  /**
   * Decides whether a role may be assumed: its trust policy has to name the caller. One that names
   * the ARN of a caller of the role's own account grants by itself; else the caller's own policies
   * have to allow it too [D].
   */
  Decision decideOnRole(Optional<Policy> trust, boolean ownAccount) {
    List<Statement> allowing = new ArrayList<>();
    Naming naming = Naming.NOT;
    for (Statement one : trust.map(Policy::statements).orElse(List.of())) {
      Naming named = naming(one);
      if (named != Naming.NOT && one.covers(access.action(), access, context)) {
        if (!one.allow()) {
          return Decision.denied(Kind.TRUST);
        }
        allowing.add(one);
        naming = named.compareTo(naming) > 0 ? named : naming;
      }
    }
    if (naming == Naming.NOT) {
      return Decision.notAllowed(Kind.TRUST, access.action());
    }
    if (ownAccount && naming == Naming.BY_ARN) {
      against(Kind.IDENTITY, List.of(Policy.allowingAll("trust policy")));
    }
    Decision own = decide();
    if (!own.isAllowed()) {
      return own;
    }
    List<String> by = new ArrayList<>(own.allowedBy());
    allowing.forEach(one -> by.add(one.name()));
    return Decision.allowed(by);
  }

  private Naming naming(Statement statement) {
    return statement.principals().stream()
        .map(one -> one.names(caller, identityArn))
        .max(Naming::compareTo)
        .orElse(Naming.NOT);
  }

  private boolean denies(Policy policy) {
    return !policy.covering(false, access, context).isEmpty();
  }

  private List<String> allowing(Policy policy) {
    return policy.covering(true, access, context).stream().map(Statement::name).toList();
  }
}
