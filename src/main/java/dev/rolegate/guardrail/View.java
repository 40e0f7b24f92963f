package dev.rolegate.guardrail;

import dev.cel.common.types.CelType;
import dev.cel.common.values.StructValue;
import java.util.Optional;

/** Something with fields that an expression reads. */
abstract class View extends StructValue<String, View> {
  @Override
  public final View value() {
    return this;
  }

  @Override
  public final boolean isZeroValue() {
    return false;
  }

  @Override
  public abstract CelType celType();

  /**
   * Reads a field.
   *
   * @throws NotKnown where its value is not known
   */
  @Override
  public abstract Object select(String field);

  @Override
  public final Optional<Object> find(String field) {
    return Optional.of(select(field));
  }
}
