package dev.rolegate.guardrail;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A type of the expression language with the fields that it has.
 *
 * @param fields by name, in the order of the documentation
 */
record Struct<T>(StructType type, Map<String, Field<T>> fields) {

  /** A field: what it holds and where that comes from. */
  record Field<T>(String name, CelType type, String meaning, Function<T, Object> reader) {}

  static <T> Struct<T> of(String name, List<Field<T>> fields) {
    Map<String, Field<T>> byName = new LinkedHashMap<>();
    fields.forEach(field -> byName.put(field.name(), field));
    return new Struct<>(
        StructType.create(
            name,
            ImmutableSet.copyOf(byName.keySet()),
            field -> Optional.ofNullable(byName.get(field)).map(Field::type)),
        byName);
  }

  Object read(T from, String field) {
    return fields.get(field).reader().apply(from);
  }
}
