package dev.rolegate.ec2;

/**
 * What a connection is for, and as whom.
 *
 * @param managedVpc name of the ManagedVpc; an assumed role's session carries it, so that
 *     CloudTrail tells ManagedVpcs apart
 * @param region as {@code eu-west-1}
 * @param roleArn role that is assumed through STS; empty for the process's own credentials
 * @param externalId what the role's trust policy asks for; empty where it asks for nothing. Means
 *     nothing without a role
 */
public record ConnectTo(String managedVpc, String region, String roleArn, String externalId) {

  /** With the process's own credentials. */
  public static ConnectTo own(String managedVpc, String region) {
    return new ConnectTo(managedVpc, region, "", "");
  }

  public boolean assumesRole() {
    return !roleArn.isEmpty();
  }
}
