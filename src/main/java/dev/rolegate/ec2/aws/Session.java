package dev.rolegate.ec2.aws;

import dev.rolegate.model.UseCollector;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPrincipalType;

/** The session of an assumed role: its name, what it is narrowed to, and who may have it. */
final class Session {
  /** STS refuses a name that is longer. */
  private static final int LONGEST_NAME = 64;

  private static final int HASH_DIGITS = 8;

  /** A service and the verb of its action; what follows is left off. */
  private static final Pattern FAMILY =
      Pattern.compile("^([a-z0-9]+:(?:Describe|List|Get|BatchGet|Select)).*$");

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
    return policy(region, Set.of("ec2:*"));
  }

  /**
   * The policy of a session that looks for uses: in this Region, the reading families of actions of
   * the services that collectors ask. Families, since STS takes 2,048 characters at most.
   */
  static String readPolicy(String region) {
    Set<String> families = new TreeSet<>();
    for (UseCollector collector : UseCollector.values()) {
      for (String action : collector.permissions()) {
        families.add(FAMILY.matcher(action).replaceFirst("$1*"));
      }
    }
    return policy(region, families);
  }

  private static String policy(String region, Set<String> actions) {
    return IamPolicy.builder()
        .addStatement(
            statement -> {
              statement.effect(IamEffect.ALLOW).addResource("*");
              actions.forEach(statement::addAction);
              statement.addCondition(
                  IamConditionOperator.STRING_EQUALS, "aws:RequestedRegion", region);
            })
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
