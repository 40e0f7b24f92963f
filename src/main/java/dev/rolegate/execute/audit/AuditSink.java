package dev.rolegate.execute.audit;

import java.io.IOException;

/** Where audit lines go. */
@FunctionalInterface
public interface AuditSink {

  /**
   * Keeps one line. May be called by several threads at once.
   *
   * @param durable true when the line has to outlive a crash of the machine before this returns
   * @throws IOException when the line may not have been kept; the message says where and why
   */
  void write(String line, boolean durable) throws IOException;
}
