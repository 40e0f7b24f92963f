package dev.rolegate.sim.iam;

/** A policy or a setup that IAM would refuse, or that this simulator cannot evaluate. */
public final class IamException extends IllegalArgumentException {
  public IamException(String where, String why) {
    super(where + ": " + why);
  }
}
