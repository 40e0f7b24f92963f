package dev.rolegate.operator;

import io.javaoperatorsdk.operator.Operator;
import io.quarkus.runtime.ShutdownEvent;

/** What an orderly end of the process does to the operator, in the same order. */
public final class OrderlyStop {
  private OrderlyStop() {}

  public static void of(Operator operator, Election election) {
    election.stopping(new ShutdownEvent());
    operator.stop();
    election.stopped(new ShutdownEvent());
  }
}
