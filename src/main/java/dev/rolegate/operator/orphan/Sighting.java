package dev.rolegate.operator.orphan;

import dev.rolegate.model.Holding;
import java.util.List;
import java.util.Optional;

/**
 * What a check saw of an orphan's group.
 *
 * @param place whether it is there, and whose it is
 * @param whose why it is nobody's orphan, for people; empty for {@link Place#OURS} and {@link
 *     Place#GONE}
 * @param use what the evidence says
 * @param holders what uses it, a line each
 * @param missing what could not be looked at, a line each
 * @param fresh true when the evidence was gathered in this very check
 * @param bare true when it has no rules
 * @param appeared rules that it has and had not when it was quarantined, a line each
 * @param obstacle why it may not be retired although nothing uses it; empty when it may
 * @param uncovered kinds of holders that nothing looks at
 */
public record Sighting(
    Place place,
    String whose,
    Use use,
    List<String> holders,
    List<String> missing,
    boolean fresh,
    boolean bare,
    List<String> appeared,
    Optional<String> obstacle,
    List<String> uncovered) {

  /** Whether a group is there, and whose it is. */
  public enum Place {
    /** Nobody's, so that it may be retired. */
    OURS,
    /** A RoleSecurityGroup means it. */
    DECLARED,
    /** The ManagedVpc keeps it out, or it evidently belongs to somebody else. */
    EXEMPT,
    /** EC2 has it no more. */
    GONE
  }

  /** What the evidence says. */
  public enum Use {
    USED,
    UNUSED,
    /** Not all was looked at. */
    UNKNOWN
  }

  public Sighting {
    holders = List.copyOf(holders);
    missing = List.copyOf(missing);
    appeared = List.copyOf(appeared);
    uncovered = List.copyOf(uncovered);
  }

  /** A holding for people. */
  public static String text(Holding holding) {
    return holding.holder();
  }

  /** True when something wants the group to have its rules. */
  boolean isWanted() {
    return use == Use.USED || !appeared.isEmpty();
  }

  /** What wants it, the first few. */
  String wantedBy() {
    List<String> all = holders.isEmpty() ? appeared : holders;
    String first = String.join(", ", all.subList(0, Math.min(3, all.size())));
    return all.size() > 3 ? first + " and " + (all.size() - 3) + " more" : first;
  }
}
