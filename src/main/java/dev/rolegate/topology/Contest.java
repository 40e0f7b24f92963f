package dev.rolegate.topology;

import dev.rolegate.model.GroupKey;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Settles who owns a role of a namespace and a group of a ManagedVpc. Whoever loses one owns
 * neither, and stands in nobody's way.
 *
 * <p>First comes the one that the tags of the live group name, then one of a tenant, so that no
 * outsider takes a tenant's role or name by being early; then the oldest, then the smallest name. A
 * status says nothing here, since whoever may write it could take a group by it. For a group, two
 * more things count: one that may not have this very group comes after all others, whatever tags
 * say; and what the platform team consented to comes before a default name, which comes before a
 * chosen one.
 */
final class Contest {
  private static final Comparator<Declaration> AGE =
      Comparator.comparing((Declaration d) -> d.created().isEmpty())
          .thenComparing(Declaration::created)
          .thenComparing(Declaration::key)
          .thenComparing(Declaration::uid);

  private final Claims claims;
  private final Map<String, GroupKey> claimsByName;
  private final Comparator<Declaration> forRole;
  private final Comparator<Declaration> forGroup;
  private final Map<GroupKey, Queue<Declaration>> candidates = new HashMap<>();
  private final Map<String, Declaration> holders = new HashMap<>();
  private final Map<GroupKey, Declaration> owners = new HashMap<>();
  private final List<Problem> problems;

  private Contest(List<Declaration> declarations, Claims claims) {
    this.claims = claims;
    claimsByName = claims.byName();
    var word =
        Comparator.comparing((Declaration d) -> !isNamedInTags(d))
            .thenComparing(Declaration::isOutsider);
    forRole = word.thenComparing(AGE);
    forGroup =
        Comparator.comparing((Declaration d) -> !d.mayHaveGroup())
            .thenComparing(word)
            .thenComparing(d -> !d.adopts())
            .thenComparing(d -> !d.hasDefaultName())
            .thenComparing(AGE);
    declarations.forEach(
        d -> candidates.computeIfAbsent(d.roleKey(), role -> new PriorityQueue<>(forRole)).add(d));
    settle();
    holders.values().forEach(d -> owners.put(d.roleKey(), d));
    problems =
        declarations.stream()
            .filter(d -> d.refusal() == null && owners.get(d.roleKey()) != d)
            .map(this::problem)
            .toList();
  }

  static Contest of(List<Declaration> declarations, Claims claims) {
    return new Contest(declarations, claims);
  }

  List<Declaration> winners() {
    return holders.values().stream().sorted(Comparator.comparing(Declaration::key)).toList();
  }

  /** One for each loser that is not refused anyway. */
  List<Problem> problems() {
    return problems;
  }

  /**
   * Each role puts forward its first candidate, and each group takes the best that is put forward;
   * a role whose candidate is not taken goes on with its next one. The outcome does not depend on
   * which role begins, and costs no more than sorting.
   */
  private void settle() {
    Deque<Queue<Declaration>> open = new ArrayDeque<>(candidates.values());
    while (!open.isEmpty()) {
      Queue<Declaration> role = open.pop();
      Declaration next = role.poll();
      if (next == null) {
        continue;
      }
      Declaration holder = holders.get(group(next));
      if (holder != null && forGroup.compare(holder, next) <= 0) {
        open.push(role);
        continue;
      }
      holders.put(group(next), next);
      if (holder != null) {
        open.push(candidates.get(holder.roleKey()));
      }
    }
  }

  /** The name that the group has or will have; its id where the name is not known. */
  private String group(Declaration declaration) {
    return declaration.adopts()
        ? claims
            .nameOf(declaration.adoptId())
            .map(name -> "name " + name)
            .orElse("id " + declaration.adoptId())
        : "name " + declaration.foldedGroupName();
  }

  private boolean isNamedInTags(Declaration declaration) {
    Optional<GroupKey> named =
        declaration.adopts()
            ? claims.ofId(declaration.adoptId())
            : Optional.ofNullable(claimsByName.get(declaration.foldedGroupName()));
    return named.filter(declaration.key()::equals).isPresent();
  }

  private Problem problem(Declaration loser) {
    Declaration owner = owners.get(loser.roleKey());
    if (owner != null) {
      return roleConflict(loser, owner);
    }
    Declaration holder = holders.get(group(loser));
    return loser.adopts() || holder.adopts()
        ? groupConflict(loser, holder)
        : nameConflict(loser, holder);
  }

  private static Problem roleConflict(Declaration loser, Declaration winner) {
    return loser.problem(
        Problem.Reason.ROLE_CONFLICT,
        "RoleSecurityGroup "
            + winner.key()
            + " declares role "
            + loser.role()
            + " of namespace "
            + loser.key().namespace()
            + " already: "
            + advice(winner, "merge the rules into it, or delete one of the two"),
        !winner.deleting());
  }

  private static Problem nameConflict(Declaration loser, Declaration winner) {
    return loser.problem(
        Problem.Reason.GROUP_NAME_CONFLICT,
        "RoleSecurityGroup "
            + winner.key()
            + " has the group name "
            + winner.groupName()
            + " already, and EC2 allows a name once in a VPC, whatever its case: "
            + advice(winner, "create this resource again with another spec.groupName"),
        !winner.deleting());
  }

  private static Problem groupConflict(Declaration loser, Declaration winner) {
    return loser.problem(
        Problem.Reason.GROUP_CONFLICT,
        "RoleSecurityGroup "
            + winner.key()
            + (loser.adopts()
                ? " has the group " + loser.adoptId() + " already: "
                : " takes over "
                    + winner.adoptId()
                    + ", which has the group name "
                    + loser.groupName()
                    + " already: ")
            + advice(winner, "delete one of the two, or create this one again for another group"),
        !winner.deleting());
  }

  private static String advice(Declaration winner, String otherwise) {
    return winner.deleting() ? "it is being deleted; this one follows then" : otherwise;
  }
}
