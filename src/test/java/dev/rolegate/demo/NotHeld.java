package dev.rolegate.demo;

/** Something that the story needs did not come about; the message says what, and what was seen. */
final class NotHeld extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotHeld(String expected, String seen) {
    super("expected: " + expected + System.lineSeparator() + "    seen: " + seen);
  }
}
