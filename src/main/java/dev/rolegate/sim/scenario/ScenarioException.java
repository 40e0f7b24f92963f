package dev.rolegate.sim.scenario;

/** A scenario that cannot be played; the message says where in it and why. */
public final class ScenarioException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ScenarioException(String where, String why) {
    super(where + ": " + why);
  }
}
