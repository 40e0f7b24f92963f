package dev.rolegate.guardrail;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;

/** Takes a checked expression apart. */
final class Parts {
  private final CelAbstractSyntaxTree tree;
  private final CelRuntime runtime;
  private final Parameters parameters;
  private final WorldMeasure measure;

  Parts(
      CelAbstractSyntaxTree tree, CelRuntime runtime, Parameters parameters, WorldMeasure measure) {
    this.tree = tree;
    this.runtime = runtime;
    this.parameters = parameters;
    this.measure = measure;
  }

  /**
   * @throws CelEvaluationException when a part cannot be evaluated at all
   */
  Expression expression() throws CelEvaluationException {
    CelExpr whole = tree.getExpr();
    Reads reads = Reads.of(tree, whole, parameters, measure);
    return new Expression(part(whole), reads.clock(), reads.functions());
  }

  private Part part(CelExpr expr) throws CelEvaluationException {
    if (expr.getKind() == CelExpr.ExprKind.Kind.CALL) {
      List<CelExpr> arguments = expr.call().args();
      switch (expr.call().function()) {
        case "_&&_":
          return new Part.Both(part(arguments.get(0)), part(arguments.get(1)));
        case "_||_":
          return new Part.Either(part(arguments.get(0)), part(arguments.get(1)));
        case "!_":
          return new Part.Not(part(arguments.get(0)));
        default:
          break;
      }
    }
    Metering.Metered metered = Metering.of(tree, expr);
    return new Part.Leaf(
        runtime.createProgram(metered.tree()),
        Reads.of(tree, expr, parameters, measure),
        metered.loops());
  }
}
