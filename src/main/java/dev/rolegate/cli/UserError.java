package dev.rolegate.cli;

/**
 * Something that the user can mend; the message says what, where and how. Shown without a trace.
 */
final class UserError extends RuntimeException {
  UserError(String message) {
    super(message);
  }

  UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
