package dev.rolegate.ec2;

import java.util.Optional;

/** Connects to EC2. */
public interface Ec2Factory {

  /**
   * EC2 in a Region, with the process's own credentials or, where a role is given, that role's,
   * assumed through STS. Connections to one account and Region share one request budget.
   */
  Ec2 connect(String region, Optional<String> roleArn);
}
