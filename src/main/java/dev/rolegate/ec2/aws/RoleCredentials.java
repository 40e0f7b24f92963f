package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * The credentials of a role, assumed in a session that carries the external id, names cluster and
 * ManagedVpc, and is narrowed to the VPC's Region and to what the connection is for.
 */
final class RoleCredentials implements RenewableCredentials.Source {
  private final ConnectTo to;
  private final RenewableCredentials own;
  private final Identity ownIdentity;
  private final Errors errors;
  private final StsAssumeRoleCredentialsProvider assumed;

  RoleCredentials(
      ConnectTo to,
      String sessionName,
      String sessionPolicy,
      StsClient sts,
      RenewableCredentials own,
      Identity ownIdentity,
      Errors errors) {
    this.to = to;
    this.own = own;
    this.ownIdentity = ownIdentity;
    this.errors = errors;
    String externalId = to.externalId().isEmpty() ? null : to.externalId();
    this.assumed =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(
                request ->
                    request
                        .roleArn(to.roleArn())
                        .roleSessionName(sessionName)
                        .externalId(externalId)
                        .policy(sessionPolicy))
            .build();
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return own.call(this::assume);
    } catch (Ec2Exception e) {
      if (!e.action().equals("AssumeRole") || e.kind() != Kind.UNAUTHORIZED) {
        throw e;
      }
      throw new Ec2Exception(
          e.kind(), e.action(), e.code(), e.getMessage() + trust(), e.retryAfter(), e);
    }
  }

  private AwsCredentials assume() {
    try {
      return assumed.resolveCredentials();
    } catch (Ec2Exception | SdkException e) {
      throw errors.of("AssumeRole", e);
    }
  }

  private String trust() {
    String asks =
        to.externalId().isEmpty() ? "" : " with the external id \"" + to.externalId() + "\"";
    try {
      String principal = principal(ownIdentity.caller().arn());
      return ". The role "
          + to.roleArn()
          + " has to trust "
          + principal
          + asks
          + " as well; its trust policy can be: "
          + Session.trustPolicy(principal, to.externalId());
    } catch (Ec2Exception e) {
      return ". The role "
          + to.roleArn()
          + " has to trust Rolegate's own identity"
          + asks
          + " as well";
    }
  }

  /** A role's session as the role, since trust policies name roles; a path is lost on the way. */
  static String principal(String callerArn) {
    return callerArn.replaceFirst(
        "^arn:([a-z-]+):sts::(\\d+):assumed-role/([^/]+)/.*$", "arn:$1:iam::$2:role/$3");
  }

  @Override
  public void close() {
    assumed.close();
  }
}
