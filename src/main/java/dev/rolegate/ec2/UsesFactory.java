package dev.rolegate.ec2;

/** Connects to the services that may use security groups. */
public interface UsesFactory {

  /**
   * With the same credentials, Region and request budgets as {@link Ec2Factory#connect}. Whoever
   * asked for the connection closes it.
   */
  Uses uses(ConnectTo to);
}
