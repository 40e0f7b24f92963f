package dev.rolegate.execute.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log category {@code dev.rolegate.audit}: each message is one line, and nothing else. */
public final class AuditCategory implements AuditSink {
  public static final String NAME = "dev.rolegate.audit";

  private static final Logger LOG = LoggerFactory.getLogger(NAME);

  @Override
  public void write(String line, boolean durable) {
    LOG.info("{}", line);
  }
}
