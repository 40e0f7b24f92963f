package dev.rolegate.guardrail;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the elements of the lists that a guardrail's loops go over. A count and not a time, so
 * that equal input gives an equal answer on any machine.
 */
final class Meter extends View {
  /** No expression can be written that names it. */
  static final String VARIABLE = "@meter";

  /** Gives back the list that a loop goes over, counted. */
  static final String FUNCTION = "@counted";

  static final StructType TYPE =
      StructType.create("Meter", ImmutableSet.of(), field -> Optional.empty());

  private long elements;

  static CelFunctionBinding binding() {
    return CelFunctionBinding.from(
        FUNCTION,
        List.of(View.class, Object.class),
        all -> {
          ((Meter) all[0]).elements += size(all[1]);
          return all[1];
        });
  }

  private static int size(Object range) {
    return range instanceof Map<?, ?> map ? map.size() : ((Collection<?>) range).size();
  }

  /** So far. */
  long elements() {
    return elements;
  }

  void add(long more) {
    elements += more;
  }

  @Override
  public CelType celType() {
    return TYPE;
  }

  @Override
  public Object select(String field) {
    throw new IllegalArgumentException(field);
  }
}
