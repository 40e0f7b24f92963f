package dev.rolegate.operator;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A failure with its causes, from the outermost to the origin. */
record Causes(Throwable failure) {
  Stream<Throwable> all() {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  /** The outermost of that type. */
  <T extends Throwable> Optional<T> first(Class<T> type) {
    return all().filter(type::isInstance).map(type::cast).findFirst();
  }

  Throwable origin() {
    return all().reduce((outer, inner) -> inner).orElse(failure);
  }
}
