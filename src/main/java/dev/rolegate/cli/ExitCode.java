package dev.rolegate.cli;

/** What the commands' exit codes say; a pipeline can rely on them. */
final class ExitCode {
  /** Done; for {@code plan}: AWS is as the documents say. */
  static final int OK = 0;

  /** Something is wrong with the arguments, the files or AWS's answer; told on standard error. */
  static final int ERROR = 1;

  /** {@code plan} found something to do. */
  static final int CHANGES = 2;

  /** {@code guardrail test}: a case came out otherwise than expected. */
  static final int FAILED = 2;

  private ExitCode() {}
}
