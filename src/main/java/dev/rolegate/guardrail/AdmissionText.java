package dev.rolegate.guardrail;

import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.rolegate.model.GuardrailDocument;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An expression of a guardrail in the words of a ValidatingAdmissionPolicy: the vocabulary becomes
 * fields of {@code entry}, {@code port}, {@code peer} and {@code own} (the group) as {@link
 * AdmissionPolicy} prepares them. What the resource alone cannot tell is refused.
 *
 * <p>A resource does not tell what other rules, prefix lists and AddressSets hold. {@code
 * fromWorld} is true there only for a block that is the world by itself, so it may be false where
 * the guardrail says true, and is taken only where that lets more pass.
 */
final class AdmissionText {
  /** Without macros, so that exists, map and filter stay the calls that they are written as. */
  private static final CelParser PARSER = CelParserFactory.standardCelParserBuilder().build();

  private static final Map<String, String> RULE =
      Map.ofEntries(
          Map.entry("direction", "entry.direction"),
          Map.entry("name", "entry.name"),
          Map.entry("purpose", "entry.purpose"),
          Map.entry("description", "entry.description"),
          Map.entry("hasExpiry", "entry.hasExpiry"),
          Map.entry("protocol", "port.protocol"),
          Map.entry("fromPort", "port.fromPort"),
          Map.entry("toPort", "port.toPort"),
          Map.entry("peer", "peer.peer"),
          Map.entry("peerKind", "peer.peerKind"),
          Map.entry("cidr", "peer.cidr"),
          Map.entry("role", "peer.role"),
          Map.entry("roleNamespace", "peer.roleNamespace"),
          Map.entry("addressSet", "peer.addressSet"));

  private static final Map<String, String> GROUP =
      Map.of(
          "id", "own.id",
          "name", "own.name",
          "description", "own.description",
          "namespace", "own.namespace",
          "role", "own.role",
          "owner", "own.owner",
          "purpose", "own.purpose",
          "exposure", "own.exposure",
          "managed", "true",
          "isDefault", "false");

  private static final Map<String, String> INFIX =
      Map.ofEntries(
          Map.entry("_&&_", "&&"),
          Map.entry("_||_", "||"),
          Map.entry("_==_", "=="),
          Map.entry("_!=_", "!="),
          Map.entry("_<_", "<"),
          Map.entry("_<=_", "<="),
          Map.entry("_>_", ">"),
          Map.entry("_>=_", ">="),
          Map.entry("_+_", "+"),
          Map.entry("_-_", "-"),
          Map.entry("_*_", "*"),
          Map.entry("_/_", "/"),
          Map.entry("_%_", "%"),
          Map.entry("@in", "in"));

  /** Calls whose first argument names a variable. */
  private static final Set<String> MACROS = Set.of("all", "exists", "exists_one", "map", "filter");

  private static final Set<String> OWN = Set.of("entry", "port", "peer", "own", "x");

  private final Map<String, Object> parameters;
  private final String field;
  private final Set<String> variables = new HashSet<>();

  private AdmissionText(Map<String, Object> parameters, String field) {
    this.parameters = parameters;
    this.field = field;
  }

  /** What a part of an expression is used for. */
  private enum Use {
    /** The more it is true, the more passes. */
    FOR,
    /** The more it is true, the less passes. */
    AGAINST,
    /** Either. */
    ANY;

    Use opposite() {
      return this == FOR ? AGAINST : this == AGAINST ? FOR : ANY;
    }
  }

  /** True where the guardrail is not kept. */
  static String broken(GuardrailDocument document) {
    String kept = text(document, "expression", document.expression(), Use.FOR);
    String broken = "!(" + kept + ")";
    return document.when().isBlank()
        ? broken
        : "(" + text(document, "when", document.when(), Use.AGAINST) + ") && " + broken;
  }

  /** The text for where it is not kept. */
  static String message(GuardrailDocument document) {
    // A wrong guess here changes the words and not the verdict.
    return text(document, "message", document.message(), Use.AGAINST);
  }

  private static String text(GuardrailDocument document, String field, String cel, Use use) {
    try {
      CelExpr parsed = PARSER.parse(cel).getAst().getExpr();
      return new AdmissionText(document.parameters(), field).print(parsed, use);
    } catch (CelValidationException e) {
      throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
    }
  }

  private String print(CelExpr expr, Use use) {
    return switch (expr.getKind()) {
      case CONSTANT -> constant(expr.constant());
      case IDENT -> variable(expr.ident().name());
      case SELECT -> select(expr);
      case CALL -> call(expr.call(), use);
      case LIST ->
          expr.list().elements().stream()
              .map(one -> print(one, Use.ANY))
              .collect(Collectors.joining(", ", "[", "]"));
      default -> throw refused("it makes a map or a message");
    };
  }

  private String variable(String name) {
    if (variables.contains(name)) {
      return name;
    }
    throw refused("it names " + name + " as a whole");
  }

  private String select(CelExpr expr) {
    CelExpr operand = expr.select().operand();
    String name = expr.select().field();
    if (operand.getKind() != CelExpr.ExprKind.Kind.IDENT) {
      return print(operand, Use.ANY) + "." + name;
    }
    String of = operand.ident().name();
    if (of.equals("params")) {
      return "params.spec.parameters." + name;
    }
    Map<String, String> known =
        of.equals("rule") ? RULE : of.equals("group") ? GROUP : Map.<String, String>of();
    if (!known.containsKey(name)) {
      throw refused("a RoleSecurityGroup by itself does not tell " + of + "." + name);
    }
    return known.get(name);
  }

  private String call(CelCall call, Use use) {
    String function = call.function();
    List<CelExpr> args = call.args();
    if (call.target().isPresent()) {
      return isNamed(call.target().get(), "rule")
          ? function(function, args, use)
          : member(call.target().get(), function, args);
    }
    if (INFIX.containsKey(function)) {
      Use part = function.equals("_&&_") || function.equals("_||_") ? use : Use.ANY;
      return "("
          + print(args.get(0), part)
          + " "
          + INFIX.get(function)
          + " "
          + print(args.get(1), part)
          + ")";
    }
    return switch (function) {
      case "!_" -> "!" + print(args.get(0), use.opposite());
      case "-_" -> "-" + print(args.get(0), Use.ANY);
      case "_[_]" -> print(args.get(0), Use.ANY) + "[" + print(args.get(1), Use.ANY) + "]";
      case "_?_:_" ->
          "("
              + print(args.get(0), Use.ANY)
              + " ? "
              + print(args.get(1), use)
              + " : "
              + print(args.get(2), use)
              + ")";
      default -> function + "(" + all(args) + ")";
    };
  }

  private String member(CelExpr target, String function, List<CelExpr> args) {
    String of = print(target, Use.ANY);
    if (!MACROS.contains(function)) {
      return of + "." + function + "(" + all(args) + ")";
    }
    String name = args.get(0).ident().name();
    // Else it would hide what this class writes.
    if (OWN.contains(name)) {
      throw refused("it names a variable " + name + ": choose another name");
    }
    boolean isNew = variables.add(name);
    String inner = all(args.subList(1, args.size()));
    if (isNew) {
      variables.remove(name);
    }
    return of + "." + function + "(" + name + ", " + inner + ")";
  }

  private String all(List<CelExpr> args) {
    return args.stream().map(one -> print(one, Use.ANY)).collect(Collectors.joining(", "));
  }

  private String function(String name, List<CelExpr> args, Use use) {
    switch (name) {
      case "opens":
        if (args.size() == 1) {
          return opens(args.get(0));
        }
        break;
      case "opensEverything":
        return "port.everything";
      case "fromWorld":
        sound(use, name);
        return args.isEmpty() ? "peer.world" : "(peer.world && " + opens(args.get(0)) + ")";
      case "fromWorldThroughout":
        sound(use, name);
        return "peer.world";
      case "fromWorldExcept":
        sound(use, name);
        return "(peer.world && !(port.protocol == \"tcp\" && "
            + print(args.get(0), Use.ANY)
            + ".filter(x, port.fromPort <= x && x <= port.toPort).size() > port.toPort -"
            + " port.fromPort))";
      default:
        break;
    }
    throw refused("a RoleSecurityGroup by itself does not tell rule." + name);
  }

  private void sound(Use use, String name) {
    if (use != Use.AGAINST) {
      throw refused(
          "rule."
              + name
              + " lets something pass, and a RoleSecurityGroup by itself does not tell the whole of"
              + " what it asks");
    }
  }

  private String opens(CelExpr ports) {
    String text = print(ports, Use.ANY);
    return isList(ports)
        ? "(port.open && " + text + ".exists(x, port.fromPort <= x && x <= port.toPort))"
        : "(port.open && port.fromPort <= " + text + " && " + text + " <= port.toPort)";
  }

  private boolean isList(CelExpr ports) {
    return ports.getKind() == CelExpr.ExprKind.Kind.LIST
        || ports.getKind() == CelExpr.ExprKind.Kind.SELECT
            && isNamed(ports.select().operand(), "params")
            && parameters.get(ports.select().field()) instanceof List<?>;
  }

  private static boolean isNamed(CelExpr expr, String name) {
    return expr.getKind() == CelExpr.ExprKind.Kind.IDENT && expr.ident().name().equals(name);
  }

  private String constant(CelConstant constant) {
    return switch (constant.getKind()) {
      case STRING_VALUE -> quoted(constant.stringValue());
      case INT64_VALUE -> Long.toString(constant.int64Value());
      case DOUBLE_VALUE -> Double.toString(constant.doubleValue());
      case BOOLEAN_VALUE -> Boolean.toString(constant.booleanValue());
      default -> throw refused("it holds a constant of a kind that is not known here");
    };
  }

  private static String quoted(String text) {
    return "\""
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + "\"";
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(field + " cannot be asked at admission: " + why);
  }
}
