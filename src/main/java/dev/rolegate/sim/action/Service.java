package dev.rolegate.sim.action;

/** The two APIs that answer on the simulator's port. */
public enum Service {
  EC2("ec2", "2016-11-15", "http://ec2.amazonaws.com/doc/2016-11-15/"),
  STS("sts", "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/");

  private final String prefix;
  private final String version;
  private final String namespace;

  Service(String prefix, String version, String namespace) {
    this.prefix = prefix;
    this.version = version;
    this.namespace = namespace;
  }

  /** The name in signatures and in IAM actions, such as {@code ec2} in {@code ec2:CreateTags}. */
  public String prefix() {
    return prefix;
  }

  public String version() {
    return version;
  }

  public String namespace() {
    return namespace;
  }
}
