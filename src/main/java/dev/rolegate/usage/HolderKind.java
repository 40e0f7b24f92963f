package dev.rolegate.usage;

import dev.rolegate.model.UseCollector;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A kind of resource that can name a security group.
 *
 * @param name CloudFormation's, or one in its form where it has none; for Kubernetes {@code
 *     Kind.group}, where {@code *} stands for every kind of a family
 * @param collectors which of them see all that there is of the kind; none where only AWS Config
 *     may, as far as the account records the kind
 * @param note how it names a group, or what to know about it; may be empty
 */
public record HolderKind(
    String name, Presence presence, Set<UseCollector> collectors, String note) {

  /** How a holder shows. */
  public enum Presence {
    /** It has an interface while it exists, so that EC2 refuses to delete the group. */
    ATTACHED("has an interface while it exists"),
    /** It has interfaces at times only: none does not say that it is gone. */
    MIXED("has interfaces at times"),
    /** It only stores the group's id; EC2 deletes the group all the same. */
    LATENT("only stores the id");

    private final String text;

    Presence(String text) {
      this.text = text;
    }

    /** For the documentation. */
    public String text() {
      return text;
    }
  }

  public HolderKind {
    collectors = Collections.unmodifiableSet(new TreeSet<>(collectors));
  }

  HolderKind seenBy(UseCollector collector) {
    Set<UseCollector> more = new TreeSet<>(collectors);
    more.add(collector);
    return new HolderKind(name, presence, more, note);
  }

  HolderKind noting(String text) {
    return new HolderKind(name, presence, collectors, text);
  }
}
