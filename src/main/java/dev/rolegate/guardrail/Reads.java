package dev.rolegate.guardrail;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExprVisitor;
import java.util.Set;
import java.util.TreeSet;

/** Finds the variables that an expression names. */
final class Reads extends CelExprVisitor {
  private final Set<String> names = new TreeSet<>();

  private Reads() {}

  static Set<String> of(CelAbstractSyntaxTree tree) {
    Reads reads = new Reads();
    reads.visit(tree);
    return reads.names;
  }

  @Override
  protected void visit(CelExpr expr, CelExpr.CelIdent ident) {
    names.add(ident.name());
    super.visit(expr, ident);
  }
}
