package dev.rolegate.topology;

import dev.rolegate.model.GroupKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Settles who owns a role of a namespace and a group name of a ManagedVpc. Whoever loses one owns
 * neither, and stands in nobody's way.
 */
final class Contest {
  private final Map<GroupKey, Declaration> byRole = new HashMap<>();
  private final Map<String, Declaration> byName = new HashMap<>();
  private final List<Declaration> winners = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  static Contest of(List<Declaration> declarations) {
    var contest = new Contest();
    declarations.stream().sorted(Declaration.PRECEDENCE).forEach(contest::enter);
    return contest;
  }

  List<Declaration> winners() {
    return winners;
  }

  /** One for each loser that its tenancy does not refuse anyway. */
  List<Problem> problems() {
    return problems;
  }

  private void enter(Declaration declaration) {
    var role = new GroupKey(declaration.key().namespace(), declaration.role());
    var roleOwner = byRole.get(role);
    var nameOwner = byName.get(declaration.foldedGroupName());
    if (roleOwner == null && nameOwner == null) {
      byRole.put(role, declaration);
      byName.put(declaration.foldedGroupName(), declaration);
      winners.add(declaration);
    } else if (declaration.refusal() == null) {
      problems.add(
          roleOwner != null
              ? roleConflict(declaration, roleOwner)
              : nameConflict(declaration, nameOwner));
    }
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

  private static String advice(Declaration winner, String otherwise) {
    return winner.deleting() ? "it is being deleted; this one follows then" : otherwise;
  }
}
