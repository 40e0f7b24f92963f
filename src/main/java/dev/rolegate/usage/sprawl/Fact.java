package dev.rolegate.usage.sprawl;

import java.util.Optional;
import java.util.function.Function;

/**
 * Something that findings are made from, or why it is not known.
 *
 * @param why a line for people; empty where it is known
 */
public record Fact<T>(Optional<T> value, String why) {

  public static <T> Fact<T> of(T value) {
    return new Fact<>(Optional.of(value), "");
  }

  public static <T> Fact<T> unknown(String why) {
    return new Fact<>(Optional.empty(), why);
  }

  public boolean isKnown() {
    return value.isPresent();
  }

  /** The value, or what stands for it where nothing is known. */
  public T or(T nothing) {
    return value.orElse(nothing);
  }

  /** What follows from it. */
  public <R> Fact<R> map(Function<? super T, ? extends R> function) {
    return new Fact<>(value.map(function), why);
  }
}
