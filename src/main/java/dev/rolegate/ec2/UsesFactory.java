package dev.rolegate.ec2;

/** Connects to the services that may use security groups. */
public interface UsesFactory {

  /**
   * With the same credentials, Region and request budgets as {@link Ec2Factory#connect}; the
   * session of an assumed role can read and nothing else. Nothing is connected before the first
   * call to a service. Whoever asked for the connection closes it.
   */
  Uses uses(ConnectTo to);
}
