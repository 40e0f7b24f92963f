package dev.rolegate.guardrail;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values that stand in an expression, or in the guardrail's parameters. */
final class Constants {
  private Constants() {}

  /** The value of an expression that is written out or a parameter; empty for any other. */
  static Optional<Object> value(CelExpr expr, Parameters parameters) {
    return switch (expr.getKind()) {
      case CONSTANT -> constant(expr.constant());
      case SELECT -> parameter(expr.select(), parameters);
      case LIST -> list(expr.list(), parameters);
      default -> Optional.empty();
    };
  }

  private static Optional<Object> parameter(CelExpr.CelSelect select, Parameters parameters) {
    boolean isOne =
        !select.testOnly()
            && select.operand().getKind() == CelExpr.ExprKind.Kind.IDENT
            && select.operand().ident().name().equals("params");
    return isOne ? Optional.of(parameters.select(select.field())) : Optional.empty();
  }

  private static Optional<Object> list(CelExpr.CelList list, Parameters parameters) {
    List<Object> values = new ArrayList<>();
    for (CelExpr element : list.elements()) {
      Optional<Object> value = value(element, parameters);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(List.copyOf(values));
  }

  private static Optional<Object> constant(CelConstant constant) {
    return switch (constant.getKind()) {
      case STRING_VALUE -> Optional.of(constant.stringValue());
      case INT64_VALUE -> Optional.of(constant.int64Value());
      case BOOLEAN_VALUE -> Optional.of(constant.booleanValue());
      case DOUBLE_VALUE -> Optional.of(constant.doubleValue());
      default -> Optional.empty();
    };
  }
}
