package dev.rolegate.ec2.aws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPrincipalType;

/** The session of an assumed role: its name, what it is narrowed to, and who may have it. */
final class Session {
  /** STS refuses a name that is longer. */
  private static final int LONGEST_NAME = 64;

  private static final int HASH_DIGITS = 8;

  private Session() {}

  /**
   * {@code rolegate-<cluster>-<ManagedVpc>}, so that CloudTrail tells who did what; cut names end
   * in a hash of the whole, so that they differ still.
   */
  static String name(String clusterId, String managedVpc) {
    String whole = "rolegate-" + clusterId + "-" + managedVpc;
    String allowed = whole.replaceAll("[^A-Za-z0-9_+=,.@-]", "-");
    if (allowed.length() <= LONGEST_NAME) {
      return allowed;
    }
    int kept = LONGEST_NAME - HASH_DIGITS - 1;
    return allowed.substring(0, kept) + "-" + hash(whole).substring(0, HASH_DIGITS);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * The session's own policy: of what the role allows, only EC2 in this Region is left. Which
   * actions and groups that is, the role's policies say.
   */
  static String policy(String region) {
    return IamPolicy.builder()
        .addStatement(
            statement ->
                statement
                    .effect(IamEffect.ALLOW)
                    .addAction("ec2:*")
                    .addResource("*")
                    .addCondition(
                        IamConditionOperator.STRING_EQUALS, "aws:RequestedRegion", region))
        .build()
        .toJson();
  }

  /**
   * The trust policy that lets a principal assume the role.
   *
   * @param externalId empty where none is given
   */
  static String trustPolicy(String principalArn, String externalId) {
    return IamPolicy.builder()
        .addStatement(
            statement -> {
              statement
                  .effect(IamEffect.ALLOW)
                  .addPrincipal(IamPrincipalType.AWS, principalArn)
                  .addAction("sts:AssumeRole");
              if (!externalId.isEmpty()) {
                statement.addCondition(
                    IamConditionOperator.STRING_EQUALS, "sts:ExternalId", externalId);
              }
            })
        .build()
        .toJson();
  }
}
