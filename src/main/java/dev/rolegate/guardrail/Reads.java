package dev.rolegate.guardrail;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExprVisitor;
import dev.cel.common.ast.CelReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what an expression looks at. Where it reads fields and calls functions with values that are
 * fixed, its answer is the same wherever those answer the same.
 */
final class Reads extends CelExprVisitor {
  private static final Set<String> VARIABLES = Set.of("rule", "group", "vpc", "params", "now");
  private static final Map<String, Call> CALLS =
      Stream.of(RuleWords.CALLS, GroupWords.CALLS)
          .flatMap(List::stream)
          .collect(Collectors.toMap(Call::id, call -> call));

  private final CelAbstractSyntaxTree tree;
  private final Parameters parameters;
  private final WorldMeasure measure;
  private final Set<Feature> features = new LinkedHashSet<>();
  private final Set<String> functions = new HashSet<>();
  private boolean clock;
  private boolean more;

  private Reads(CelAbstractSyntaxTree tree, Parameters parameters, WorldMeasure measure) {
    this.tree = tree;
    this.parameters = parameters;
    this.measure = measure;
  }

  static Reads of(CelAbstractSyntaxTree tree, Parameters parameters, WorldMeasure measure) {
    Reads reads = new Reads(tree, parameters, measure);
    reads.visit(tree.getExpr());
    return reads;
  }

  /** All that it looks at; empty where that cannot be told beforehand. */
  Optional<List<Feature>> features() {
    return more || clock ? Optional.empty() : Optional.of(List.copyOf(features));
  }

  /** Whether it names {@code now}. */
  boolean clock() {
    return clock;
  }

  /** Names of the functions that it calls, on whatever and wherever in it. */
  Set<String> functions() {
    return Set.copyOf(functions);
  }

  @Override
  public void visit(CelExpr expr) {
    switch (expr.getKind()) {
      case IDENT -> ident(expr.ident().name());
      case SELECT -> select(expr.select());
      case CALL -> call(expr);
      default -> super.visit(expr);
    }
  }

  private void ident(String name) {
    clock |= name.equals("now");
    more |= VARIABLES.contains(name) && !name.equals("params");
  }

  private void select(CelExpr.CelSelect select) {
    String of = variable(select.operand());
    if (select.testOnly() || of.equals("group") && select.field().equals("rules")) {
      more = true;
    }
    switch (of) {
      case "rule" -> features.add(Feature.field(Feature.Of.RULE, select.field()));
      case "group" -> features.add(Feature.field(Feature.Of.GROUP, select.field()));
      case "vpc" -> features.add(Feature.field(Feature.Of.VPC, select.field()));
      default -> visit(select.operand());
    }
  }

  private void call(CelExpr expr) {
    CelExpr.CelCall call = expr.call();
    functions.add(call.function());
    String on = call.target().map(Reads::variable).orElse("");
    if (on.equals("rule") || on.equals("group")) {
      Optional<Feature> feature = feature(expr, on.equals("rule"));
      if (feature.isPresent()) {
        features.add(feature.get());
        return;
      }
      more = true;
    }
    call.target().ifPresent(this::visit);
    call.args().forEach(this::visit);
  }

  private Optional<Feature> feature(CelExpr expr, boolean ofRule) {
    List<String> ids =
        tree.getReference(expr.id())
            .map(CelReference::overloadIds)
            .map(List::copyOf)
            .orElse(List.of());
    if (ids.size() != 1 || !CALLS.containsKey(ids.get(0))) {
      return Optional.empty();
    }
    List<Object> arguments = new ArrayList<>();
    for (CelExpr argument : expr.call().args()) {
      Optional<Object> value = Constants.value(argument, parameters);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      arguments.add(value.get());
    }
    return Optional.of(
        Feature.call(
            ofRule ? Feature.Of.RULE : Feature.Of.GROUP,
            CALLS.get(ids.get(0)),
            arguments,
            measure));
  }

  @Override
  protected void visit(CelExpr expr, CelExpr.CelComprehension loop) {
    more |= VARIABLES.contains(loop.iterVar()) || VARIABLES.contains(loop.iterVar2());
    super.visit(expr, loop);
  }

  private static String variable(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.IDENT ? expr.ident().name() : "";
  }
}
