package dev.rolegate.guardrail;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Has the loops of an expression counted by a {@link Meter}. */
final class Metering {
  private final Map<Long, CelReference> references;
  private final Map<Long, CelType> types;
  private long last;
  private boolean loops;

  private Metering(CelAbstractSyntaxTree tree) {
    references = new HashMap<>(tree.getReferenceMap());
    types = new HashMap<>(tree.getTypeMap());
    last = types.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /**
   * @param loops whether there are any
   */
  record Metered(CelAbstractSyntaxTree tree, boolean loops) {}

  /** The part of a checked expression as an expression by itself, with its loops counted. */
  static Metered of(CelAbstractSyntaxTree tree, CelExpr part) {
    Metering metering = new Metering(tree);
    CelExpr counted = metering.counted(part);
    return new Metered(
        CelAbstractSyntaxTree.newCheckedAst(
            counted, tree.getSource(), metering.references, metering.types),
        metering.loops);
  }

  private CelExpr counted(CelExpr expr) {
    return switch (expr.getKind()) {
      case SELECT ->
          CelExpr.ofSelect(
              expr.id(),
              counted(expr.select().operand()),
              expr.select().field(),
              expr.select().testOnly());
      case CALL ->
          CelExpr.ofCall(
              expr.id(),
              expr.call().target().map(this::counted),
              expr.call().function(),
              counted(expr.call().args()));
      case LIST ->
          CelExpr.ofList(expr.id(), counted(expr.list().elements()), expr.list().optionalIndices());
      case MAP ->
          CelExpr.ofMap(
              expr.id(),
              expr.map().entries().stream()
                  .map(
                      entry ->
                          CelExpr.ofMapEntry(
                              entry.id(),
                              counted(entry.key()),
                              counted(entry.value()),
                              entry.optionalEntry()))
                  .collect(ImmutableList.toImmutableList()));
      case COMPREHENSION -> loop(expr.id(), expr.comprehension());
      default -> expr;
    };
  }

  private ImmutableList<CelExpr> counted(ImmutableList<CelExpr> all) {
    return all.stream().map(this::counted).collect(ImmutableList.toImmutableList());
  }

  private CelExpr loop(long id, CelExpr.CelComprehension loop) {
    loops = true;
    return CelExpr.ofComprehension(
        id,
        loop.iterVar(),
        loop.iterVar2(),
        call(counted(loop.iterRange())),
        loop.accuVar(),
        counted(loop.accuInit()),
        counted(loop.loopCondition()),
        counted(loop.loopStep()),
        counted(loop.result()));
  }

  private CelExpr call(CelExpr range) {
    long meter = ++last;
    references.put(meter, CelReference.newBuilder().setName(Meter.VARIABLE).build());
    types.put(meter, Meter.TYPE);
    long call = ++last;
    references.put(call, CelReference.newBuilder().addOverloadIds(Meter.FUNCTION).build());
    types.put(call, types.get(range.id()));
    return CelExpr.ofCall(
        call,
        Optional.empty(),
        Meter.FUNCTION,
        ImmutableList.of(CelExpr.ofIdent(meter, Meter.VARIABLE), range));
  }
}
