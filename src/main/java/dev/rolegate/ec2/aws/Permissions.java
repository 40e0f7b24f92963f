package dev.rolegate.ec2.aws;

import java.util.List;
import java.util.Map;
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

  private static final List<String> GROUP = List.of("security-group/*");
  private static final List<String> GROUP_AND_RULE =
      List.of("security-group/*", "security-group-rule/*");

  /** Resource kinds by action; the others, all of them reads, are allowed on all resources. */
  static final Map<String, List<String>> RESOURCES =
      Map.ofEntries(
          Map.entry("ec2:CreateSecurityGroup", List.of("security-group/*", "vpc/*")),
          Map.entry("ec2:CreateTags", GROUP_AND_RULE),
          Map.entry("ec2:DeleteSecurityGroup", GROUP),
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
    return named.find() ? named.group(1) : "ec2:" + action;
  }

  /** Which of the shipped policies allow the action, for a message. */
  static String policies(String iamAction) {
    if (iamAction.startsWith("sts:")) {
      return "assume.json";
    }
    if (!RESOURCES.containsKey(iamAction)) {
      return "observe.json";
    }
    return iamAction.equals("ec2:CreateTags")
        ? "own.json, and for adopted groups adopt.json"
        : "own.json";
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
