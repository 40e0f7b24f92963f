package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2Exception;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says which IAM policy statement a refused call is missing, and which of the policies in {@code
 * deploy/iam} has it with its conditions.
 */
final class Permissions {
  /** Newer refusals name the action that IAM denied, which can be another one than was called. */
  private static final Pattern DENIED =
      Pattern.compile("not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)");

  static final String UNAUTHORIZED = "UnauthorizedOperation";
  static final String ACCESS_DENIED = "AccessDenied";
  static final String ACCESS_DENIED_OF_JSON = "AccessDeniedException";

  /** How EC2, the query services and the JSON services say that IAM denies an action. */
  private static final Set<String> DENIALS =
      Set.of(UNAUTHORIZED, ACCESS_DENIED, ACCESS_DENIED_OF_JSON);

  /** What the first tier, which every user has, allows. */
  private static final Set<String> OBSERVE =
      Set.of(
          "ec2:DescribeManagedPrefixLists",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSecurityGroupReferences",
          "ec2:DescribeSecurityGroupRules",
          "ec2:DescribeSecurityGroupVpcAssociations",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeVpcs",
          "ec2:GetManagedPrefixListEntries");

  private static final List<String> GROUP = List.of("security-group/*");
  private static final List<String> GROUP_AND_RULE =
      List.of("security-group/*", "security-group-rule/*");

  /** Resource kinds by action; the others, all of them reads, are allowed on all resources. */
  static final Map<String, List<String>> RESOURCES =
      Map.ofEntries(
          Map.entry("ec2:CreateSecurityGroup", List.of("security-group/*", "vpc/*")),
          Map.entry("ec2:CreateTags", GROUP_AND_RULE),
          Map.entry("ec2:DeleteSecurityGroup", GROUP),
          Map.entry("ec2:DeleteTags", GROUP),
          Map.entry("ec2:AuthorizeSecurityGroupIngress", GROUP_AND_RULE),
          Map.entry("ec2:AuthorizeSecurityGroupEgress", GROUP_AND_RULE),
          Map.entry("ec2:RevokeSecurityGroupIngress", GROUP),
          Map.entry("ec2:RevokeSecurityGroupEgress", GROUP),
          Map.entry(
              "ec2:ModifySecurityGroupRules",
              List.of("security-group/*", "security-group-rule/*", "prefix-list/*")),
          Map.entry("ec2:UpdateSecurityGroupRuleDescriptionsIngress", GROUP),
          Map.entry("ec2:UpdateSecurityGroupRuleDescriptionsEgress", GROUP));

  private Permissions() {}

  /** The action that was denied: the one that the refusal names, else the one called. */
  static String denied(String action, String message) {
    Matcher named = DENIED.matcher(message);
    if (named.find()) {
      return named.group(1);
    }
    return action.indexOf(':') < 0 ? "ec2:" + action : action;
  }

  /** True where IAM denies an action; false where AWS does not accept the credentials at all. */
  static boolean isDenial(Ec2Exception failure) {
    return failure.kind() == Ec2Exception.Kind.UNAUTHORIZED && DENIALS.contains(failure.code());
  }

  /** Which of the shipped policies allow the action, for a message. */
  static String policies(String iamAction) {
    if (iamAction.startsWith("sts:")) {
      return "assume.json";
    }
    if (!RESOURCES.containsKey(iamAction)) {
      return OBSERVE.contains(iamAction) ? "observe.json" : "orphans.json";
    }
    return switch (iamAction) {
      case "ec2:CreateTags" ->
          "own.json, for adopted groups adopt.json, and for orphans retire.json";
      case "ec2:DeleteTags" -> "retire.json";
      case "ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress" ->
          "own.json, and for rolegate restore --rule restore.json";
      case "ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress" ->
          "own.json, and for groups that nobody declares remediate.json";
      default -> "own.json";
    };
  }

  /** A statement, in one line of JSON, that would allow the action in a Region. */
  static String statement(String iamAction, String region) {
    List<String> resources = RESOURCES.getOrDefault(iamAction, List.of());
    StringBuilder json =
        new StringBuilder("{\"Effect\":\"Allow\",\"Action\":\"").append(iamAction).append("\",");
    if (resources.isEmpty() || !iamAction.startsWith("ec2:")) {
      return json.append("\"Resource\":\"*\"}").toString();
    }
    json.append("\"Resource\":[");
    for (int i = 0; i < resources.size(); i++) {
      json.append(i == 0 ? "\"" : ",\"").append("arn:aws:ec2:").append(region).append(":*:");
      json.append(resources.get(i)).append('"');
    }
    return json.append("]}").toString();
  }
}
