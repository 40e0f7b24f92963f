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
  private boolean rule;
  private boolean more;

  private Reads(CelAbstractSyntaxTree tree, Parameters parameters, WorldMeasure measure) {
    this.tree = tree;
    this.parameters = parameters;
    this.measure = measure;
  }

  /** What a part of a checked expression looks at. */
  static Reads of(
      CelAbstractSyntaxTree tree, CelExpr part, Parameters parameters, WorldMeasure measure) {
    Reads reads = new Reads(tree, parameters, measure);
    reads.visit(part);
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

  /** Whether it names {@code rule}. */
  boolean rule() {
    return rule;
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
    rule |= name.equals("rule");
    more |= VARIABLES.contains(name) && !name.equals("params");
  }

  private void select(CelExpr.CelSelect select) {
    String of = variable(select.operand());
    rule |= of.equals("rule");
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
    rule |= on.equals("rule");
    Optional<Call> own =
        on.equals("rule") || on.equals("group") ? own(expr.id()) : Optional.empty();
    if (own.isEmpty()) {
      call.target().ifPresent(this::visit);
      call.args().forEach(this::visit);
      return;
    }
    Feature.Of of = on.equals("rule") ? Feature.Of.RULE : Feature.Of.GROUP;
    Optional<List<Object>> arguments = arguments(call);
    if (arguments.isPresent()) {
      features.add(Feature.call(of, own.get(), arguments.get(), measure));
      return;
    }
    if (own.get().basis() == null) {
      more = true;
    } else {
      features.add(Feature.basis(of, own.get()));
    }
    call.args().forEach(this::visit);
  }

  private Optional<Call> own(long id) {
    List<String> ids =
        tree.getReference(id).map(CelReference::overloadIds).map(List::copyOf).orElse(List.of());
    return ids.size() == 1 ? Optional.ofNullable(CALLS.get(ids.get(0))) : Optional.empty();
  }

  private Optional<List<Object>> arguments(CelExpr.CelCall call) {
    List<Object> arguments = new ArrayList<>();
    for (CelExpr argument : call.args()) {
      Optional<Object> value = Constants.value(argument, parameters);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      arguments.add(value.get());
    }
    return Optional.of(arguments);
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
