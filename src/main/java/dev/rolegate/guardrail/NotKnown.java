package dev.rolegate.guardrail;

/** Thrown by a word of an expression whose facts are missing: neither yes nor no can be told. */
final class NotKnown extends RuntimeException {

  /**
   * @param missing what is not known, as a clause
   */
  NotKnown(String missing) {
    super(missing, null, false, false);
  }
}
