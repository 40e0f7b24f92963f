package dev.rolegate.cli;

import dev.rolegate.execute.audit.AuditFile;
import dev.rolegate.execute.audit.AuditLog;
import dev.rolegate.execute.audit.AuditSink;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** What commands that change AWS have in common. */
final class Applying {
  private Applying() {}

  /**
   * @param file to append to; null or blank for standard error
   */
  static AuditLog auditLog(String file, PrintWriter err) {
    AuditSink sink =
        file != null && !file.isBlank()
            ? new AuditFile(Path.of(file))
            : (line, durable) -> {
              synchronized (err) {
                err.println(line);
                err.flush();
              }
            };
    return new AuditLog(List.of(sink), InstantSource.system());
  }

  /** Asks at the terminal, which has to be there; only one answer is a yes. */
  static boolean isConfirmed(String question) {
    String answer = System.console().readLine(question + " Only 'yes' will: ");
    return answer != null && answer.strip().equals("yes");
  }
}
