package dev.rolegate.sim.iam;

import dev.rolegate.sim.iam.Decision.Kind;
import dev.rolegate.sim.state.Principal;
import dev.rolegate.sim.state.Principals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may do what. Off at first: everything is allowed to everybody. With a setup, calls are
 * checked against its policies as IAM does. Thread-safe; a new setup applies to the next call, of
 * sessions under way too.
 */
public final class Iam {
  private final Principals principals;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private volatile Attached attached = new Attached(IamSetup.NONE);

  private record Session(String roleArn, List<Policy> policies, Map<String, String> tags) {}

  /** A setup with its identities at hand by access key and by ARN. */
  private static final class Attached {
    private final IamSetup setup;
    private final Map<String, Identity> byKey = new ConcurrentHashMap<>();
    private final Map<String, Identity> byArn = new ConcurrentHashMap<>();

    private Attached(IamSetup setup) {
      this.setup = setup;
      for (Identity one : setup.identities()) {
        byArn.put(one.arn(), one);
        one.accessKeys().forEach(key -> byKey.put(key, one));
      }
    }
  }

  public Iam(Principals principals) {
    this.principals = principals;
  }

  /** Puts a setup in place of the one before. */
  public synchronized void set(IamSetup setup) {
    attached.byKey.keySet().forEach(principals::remove);
    Attached next = new Attached(setup);
    next.byKey.forEach((key, identity) -> principals.add(identity.principal(key), Instant.MAX));
    attached = next;
  }

  public boolean isOn() {
    return !attached.setup.isOff();
  }

  /**
   * Remembers what a session that AssumeRole has made is a session of.
   *
   * @param policies its session policies; none if it has all of the role's permissions
   */
  public void assumed(
      String accessKey, String roleArn, List<Policy> policies, Map<String, String> tags) {
    sessions.put(accessKey, new Session(roleArn, policies, tags));
  }

  /** The tags that pass on to the sessions that this caller makes. */
  public Map<String, String> transitiveTags(Principal caller) {
    Session session = sessions.get(caller.accessKey());
    if (session != null) {
      return session.tags();
    }
    Identity identity = attached.byKey.get(caller.accessKey());
    return identity == null ? Map.of() : identity.sessionTags();
  }

  Decision decide(Principal caller, String region, Access access) {
    Attached now = attached;
    if (now.setup.isOff()) {
      return Decision.allowed(List.of());
    }
    Session session = sessions.get(caller.accessKey());
    Identity identity = now.byKey.get(caller.accessKey());
    String identityArn = identityArn(caller, session, identity);
    Evaluation evaluation = new Evaluation(caller, identityArn, region, access);
    List<Policy> limits = now.setup.serviceControlPolicies().get(caller.account());
    if (limits != null) {
      evaluation.against(Kind.SERVICE_CONTROL, limits);
    }
    evaluation.against(Kind.IDENTITY, own(now, session, identity));
    if (session != null && !session.policies().isEmpty()) {
      evaluation.against(Kind.SESSION, session.policies());
    }
    if (!access.action().startsWith("sts:")) {
      return evaluation.decide();
    }
    Optional<Policy> trust =
        Optional.ofNullable(now.byArn.get(access.resource())).flatMap(Identity::trust);
    boolean ownAccount = access.resource().contains(":iam::" + caller.account() + ":");
    return evaluation.decideOnRole(trust, ownAccount);
  }

  private static String identityArn(Principal caller, Session session, Identity identity) {
    if (session != null) {
      return session.roleArn();
    }
    return identity == null ? caller.arn() : identity.arn();
  }

  /** A session of a role that is not described has no policy; other strangers administrate. */
  private static List<Policy> own(Attached now, Session session, Identity identity) {
    if (session != null) {
      return Optional.ofNullable(now.byArn.get(session.roleArn()))
          .map(Identity::policies)
          .orElse(List.of());
    }
    return identity == null
        ? List.of(Policy.allowingAll("AdministratorAccess"))
        : identity.policies();
  }
}
