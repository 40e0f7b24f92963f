package dev.rolegate.guardrail;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExprVisitor;
import dev.rolegate.model.GuardrailDocument.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Adds to what the type checker says what there is instead. */
final class Advice {
  private static final Pattern FIELD = Pattern.compile("undefined field '([^']*)'.*");
  private static final Pattern NAME = Pattern.compile("undeclared reference to '([^']*)'.*");

  private final Subject subject;
  private final Parameters parameters;
  private final Map<Long, CelExpr> byId = new HashMap<>();

  /**
   * @param tree as parsed; null where not even that was possible
   */
  Advice(Subject subject, Parameters parameters, CelAbstractSyntaxTree tree) {
    this.subject = subject;
    this.parameters = parameters;
    if (tree != null) {
      new CelExprVisitor() {
        @Override
        public void visit(CelExpr expr) {
          byId.put(expr.id(), expr);
          super.visit(expr);
        }
      }.visit(tree.getExpr());
    }
  }

  String message(CelIssue issue) {
    Matcher field = FIELD.matcher(issue.getMessage());
    if (field.matches()) {
      return field(issue, field.group(1));
    }
    Matcher name = NAME.matcher(issue.getMessage());
    return name.matches() ? name(name.group(1)) : issue.getMessage();
  }

  private String field(CelIssue issue, String field) {
    CelExpr select = byId.get(issue.getExprId());
    String of =
        select != null
                && select.getKind() == CelExpr.ExprKind.Kind.SELECT
                && select.select().operand().getKind() == CelExpr.ExprKind.Kind.IDENT
            ? select.select().operand().ident().name()
            : "";
    Collection<String> known =
        switch (of) {
          case "group" -> GroupWords.STRUCT.fields().keySet();
          case "vpc" -> VpcView.STRUCT.fields().keySet();
          case "params" -> parameters.struct().fields().keySet();
          default -> RuleWords.STRUCT.fields().keySet();
        };
    if (known.isEmpty()) {
      return "there is no parameter " + field + ": the guardrail has none";
    }
    return (of.equals("params") ? "there is no parameter " : "there is no field ")
        + field
        + ": "
        + instead(field, known);
  }

  private String name(String name) {
    if (name.equals("rule") && subject == Subject.GROUP) {
      return "there is no rule where subject is Group: write group.rules.exists(r, …) or"
          + " group.rules.all(r, …)";
    }
    List<String> known = new ArrayList<>(List.of("group", "vpc", "params", "now"));
    if (subject == Subject.RULE) {
      known.add("rule");
    }
    Stream.of(RuleWords.CALLS, GroupWords.CALLS)
        .flatMap(List::stream)
        .map(call -> call.name() + "()")
        .forEach(known::add);
    return "there is no " + name + ": " + instead(name, known);
  }

  /** The words that are alike, if there are any; else all. */
  private static String instead(String wrong, Collection<String> known) {
    List<String> alike =
        known.stream().filter(one -> isAlike(wrong, one)).distinct().sorted().toList();
    return alike.isEmpty()
        ? "write one of " + String.join(", ", new TreeSet<>(known))
        : "write " + String.join(" or ", alike);
  }

  private static boolean isAlike(String wrong, String known) {
    String one = wrong.toLowerCase(java.util.Locale.ROOT);
    String other = known.toLowerCase(java.util.Locale.ROOT).replace("()", "");
    return one.length() > 2 && (other.startsWith(one) || one.startsWith(other))
        || distance(one, other) <= 2;
  }

  /** How many letters have to be put in, left out or changed. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = corner + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        corner = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
