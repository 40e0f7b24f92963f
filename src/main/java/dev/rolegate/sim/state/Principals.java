package dev.rolegate.sim.state;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the account of an access key: a session issued by AssumeRole, a key from the options, a key
 * that is itself twelve digits (the account), else the default account. Secrets are not checked.
 */
public final class Principals {
  private final String defaultAccount;
  private final Map<String, String> accounts;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  private record Session(Principal principal, Instant expires) {}

  public Principals(String defaultAccount, Map<String, String> accounts) {
    this.defaultAccount = defaultAccount;
    this.accounts = Map.copyOf(accounts);
  }

  public Principal of(String accessKey) {
    Session session = sessions.get(accessKey);
    if (session != null) {
      return session.principal();
    }
    String account =
        accessKey.matches("\\d{12}") ? accessKey : accounts.getOrDefault(accessKey, defaultAccount);
    String user = "arn:aws:iam::" + account + ":user/simulated";
    return new Principal(account, user, "AIDASIMULATEDUSER" + account.substring(8), accessKey);
  }

  /** Makes requests signed with {@code session.accessKey()} come from that principal. */
  public void add(Principal session, Instant expires) {
    sessions.put(session.accessKey(), new Session(session, expires));
  }

  /** Makes requests signed with that key come from where they came from before. */
  public void remove(String accessKey) {
    sessions.remove(accessKey);
  }

  /** Whether the key is that of a session which is over. */
  public boolean isExpired(String accessKey, Instant now) {
    Session session = sessions.get(accessKey);
    return session != null && !session.expires().isAfter(now);
  }
}
