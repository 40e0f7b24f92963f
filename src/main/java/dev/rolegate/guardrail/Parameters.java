package dev.rolegate.guardrail;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The parameters of a guardrail, each of the type that its value has. */
final class Parameters extends View {
  private final Map<String, Object> values = new TreeMap<>();
  private final Struct<Parameters> struct;

  /**
   * @throws IllegalArgumentException when a value is of no type that expressions know; the message
   *     says which
   */
  Parameters(Map<String, Object> written) {
    written.forEach((name, value) -> values.put(name, value(name, value)));
    struct =
        Struct.of(
            "Params",
            values.entrySet().stream()
                .map(
                    one ->
                        new Struct.Field<Parameters>(
                            one.getKey(),
                            type(one.getKey(), one.getValue()),
                            "",
                            from -> from.values.get(one.getKey())))
                .toList());
  }

  Struct<Parameters> struct() {
    return struct;
  }

  @Override
  public CelType celType() {
    return struct.type();
  }

  @Override
  public Object select(String field) {
    return struct.read(this, field);
  }

  private static Object value(String name, Object written) {
    if (written instanceof Integer || written instanceof Long || written instanceof Short) {
      return ((Number) written).longValue();
    }
    if (written instanceof Number number) {
      return number.doubleValue();
    }
    if (written instanceof String || written instanceof Boolean) {
      return written;
    }
    if (written instanceof List<?> list) {
      return list.stream().map(one -> value(name, one)).toList();
    }
    throw new IllegalArgumentException(
        "parameter " + name + " is " + written + ": write text, a number, true, false, or a list");
  }

  private static CelType type(String name, Object value) {
    if (value instanceof List<?> list) {
      List<CelType> kinds = list.stream().map(one -> type(name, one)).distinct().toList();
      if (kinds.size() > 1) {
        throw new IllegalArgumentException(
            "parameter "
                + name
                + " mixes "
                + kinds.stream().map(CelType::name).collect(Collectors.joining(" and "))
                + ": write values of one kind");
      }
      return ListType.create(kinds.isEmpty() ? SimpleType.DYN : kinds.get(0));
    }
    if (value instanceof String) {
      return SimpleType.STRING;
    }
    if (value instanceof Boolean) {
      return SimpleType.BOOL;
    }
    return value instanceof Long ? SimpleType.INT : SimpleType.DOUBLE;
  }
}
