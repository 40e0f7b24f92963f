package dev.rolegate.sim.state;

/** A prefix list: a rule that names it counts as {@link #weight()} rules of its family. */
public interface WeighsAsRules extends Entity {
  /** Maximum entries of a customer's list, the published weight of an AWS-managed one. */
  int weight();

  /** {@code IPv4} or {@code IPv6}. */
  String addressFamily();
}
