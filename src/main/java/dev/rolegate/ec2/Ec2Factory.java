package dev.rolegate.ec2;

/** Connects to EC2. */
public interface Ec2Factory {

  /**
   * EC2 in a Region, with the process's own credentials or, where a role is given, that role's,
   * assumed through STS in a session that is narrowed to the Region. Each call gives a connection
   * of its own, which whoever asked for it closes; connections to one account and Region share one
   * request budget.
   */
  Ec2 connect(ConnectTo to);
}
