package dev.rolegate.guardrail;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExprVisitor;
import dev.cel.common.ast.CelReference;
import dev.rolegate.model.AddressSet;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds what type-checking lets pass and no evaluation can: values written out that are none, and
 * parts of CEL that guardrails have no use for.
 */
final class Vetting extends CelExprVisitor {

  /** What is wrong at a place. */
  record Fault(int line, int column, String message) {}

  /** As CEL has them: no days. */
  private static final Pattern DURATION =
      Pattern.compile("[-+]?(0|([0-9]+([.][0-9]*)?(h|m|s|ms|us|ns))+)");

  private static final List<String> UNTYPED = List.of("dyn", "type");

  /** Argument that is looked at, by overload. */
  private static final Map<String, Consumer<Object>> ARGUMENTS =
      Map.of(
          "rule_within_string", value -> Cidr.parse((String) value),
          "rule_covers_string", value -> Cidr.parse((String) value),
          "rule_opens_string_int", value -> Protocol.parse((String) value),
          "rule_fromaddressset_list_string", Vetting::kind,
          "group_sprawl_string", Vetting::sprawl,
          "group_sprawltext_string", Vetting::sprawl,
          "matches", value -> Regexes.read((String) value),
          "matches_string", value -> Regexes.read((String) value),
          "string_to_timestamp", value -> Instant.parse((String) value),
          "string_to_duration", Vetting::duration);

  private final CelAbstractSyntaxTree tree;
  private final Parameters parameters;
  private final List<Fault> faults = new ArrayList<>();

  private Vetting(CelAbstractSyntaxTree tree, Parameters parameters) {
    this.tree = tree;
    this.parameters = parameters;
  }

  static List<Fault> of(CelAbstractSyntaxTree tree, Parameters parameters) {
    Vetting vetting = new Vetting(tree, parameters);
    vetting.visit(tree);
    return vetting.faults;
  }

  @Override
  protected void visit(CelExpr expr, CelExpr.CelStruct struct) {
    fault(expr, "a guardrail reads objects and makes none: remove " + struct.messageName() + "{…}");
    super.visit(expr, struct);
  }

  @Override
  protected void visit(CelExpr expr, CelExpr.CelCall call) {
    if (UNTYPED.contains(call.function()) && call.target().isEmpty()) {
      fault(expr, call.function() + " takes the types away by which mistakes are found: remove it");
    }
    List<String> overloads =
        tree.getReference(expr.id())
            .map(CelReference::overloadIds)
            .map(List::copyOf)
            .orElse(List.of());
    for (String overload : overloads) {
      if (ARGUMENTS.containsKey(overload) && !call.args().isEmpty()) {
        CelExpr argument =
            call.args().get(call.function().equals("matches") ? call.args().size() - 1 : 0);
        Constants.value(argument, parameters)
            .map(value -> value instanceof List<?> list ? list : List.of(value))
            .ifPresent(
                values -> values.forEach(value -> look(argument, value, ARGUMENTS.get(overload))));
      }
    }
    super.visit(expr, call);
  }

  private void look(CelExpr argument, Object value, Consumer<Object> reader) {
    try {
      reader.accept(value);
    } catch (PatternSyntaxException e) {
      fault(argument, "'" + value + "' is no regular expression of RE2: " + e.getDescription());
    } catch (RuntimeException e) {
      fault(argument, e.getMessage());
    }
  }

  private static void duration(Object value) {
    if (!DURATION.matcher((String) value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is no duration, as 720h, 1h30m or 90s are");
    }
  }

  private static void kind(Object value) {
    oneOf(
        "kind of AddressSet",
        value,
        Arrays.stream(AddressSet.Kind.values()).map(AddressSet.Kind::text).toList());
  }

  private static void sprawl(Object value) {
    oneOf("kind of sprawl", value, GroupWords.SPRAWL);
  }

  private static void oneOf(String what, Object value, List<String> known) {
    if (!known.contains(value)) {
      throw new IllegalArgumentException(
          "'" + value + "' is no " + what + "; write one of " + String.join(", ", known));
    }
  }

  private void fault(CelExpr at, String message) {
    Optional<CelSourceLocation> place =
        Optional.ofNullable(tree.getSource().getPositionsMap().get(at.id()))
            .flatMap(tree.getSource()::getOffsetLocation);
    faults.add(
        new Fault(
            place.map(CelSourceLocation::getLine).orElse(0),
            place.map(one -> one.getColumn() + 1).orElse(0),
            message));
  }
}
