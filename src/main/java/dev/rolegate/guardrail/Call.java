package dev.rolegate.guardrail;

import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A function that is called on a rule or a group.
 *
 * @param receiver name of the type that it is called on
 * @param meaning for the documentation
 * @param basis what its answer hangs on, whatever it is called with; null where that is not told
 */
record Call(
    String name,
    String receiver,
    List<Argument> arguments,
    CelType result,
    String meaning,
    Body body,
    Function<View, Object> basis) {

  Call(
      String name,
      String receiver,
      List<Argument> arguments,
      CelType result,
      String meaning,
      Body body) {
    this(name, receiver, arguments, result, meaning, body, null);
  }

  Call withBasis(Function<View, Object> value) {
    return new Call(name, receiver, arguments, result, meaning, body, value);
  }

  /** An argument, with its name for the documentation. */
  record Argument(String name, CelType type) {}

  /** What it does. */
  interface Body {
    /**
     * @throws NotKnown where facts are missing
     */
    Object apply(View on, Object[] arguments, WorldMeasure measure);
  }

  String id() {
    return (receiver
            + "_"
            + name
            + arguments.stream()
                .map(a -> "_" + a.type().name() + elements(a))
                .collect(Collectors.joining()))
        .toLowerCase(java.util.Locale.ROOT);
  }

  private static String elements(Argument argument) {
    return argument.type() instanceof ListType list ? "_" + list.elemType().name() : "";
  }

  CelOverloadDecl declaration() {
    List<CelType> types = new ArrayList<>(List.of(StructTypeReference.create(receiver)));
    arguments.forEach(argument -> types.add(argument.type()));
    return CelOverloadDecl.newMemberOverload(id(), result, types);
  }

  CelFunctionBinding binding(WorldMeasure measure) {
    List<Class<?>> classes = new ArrayList<>(List.of(View.class));
    arguments.forEach(argument -> classes.add(javaClass(argument.type())));
    return CelFunctionBinding.from(
        id(),
        classes,
        all -> {
          Object[] rest = Arrays.copyOfRange(all, 1, all.length);
          return body.apply((View) all[0], rest, measure);
        });
  }

  private static Class<?> javaClass(CelType type) {
    if (type instanceof ListType) {
      return List.class;
    }
    return type.equals(SimpleType.INT) ? Long.class : String.class;
  }
}
