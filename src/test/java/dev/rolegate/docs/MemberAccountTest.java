package dev.rolegate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rolegate.simulated.ShippedPolicies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The CloudFormation template for a member account has the policies of the files beside it. */
class MemberAccountTest {
  private static final Path TEMPLATE = Path.of("deploy", "iam", "member-account.yaml");

  /** A reader without CloudFormation's tags sees the name in {@code !Ref Region}. */
  private static final Map<String, String> REFERENCES =
      Map.of(
          "\"REGION\"", "\"Region\"",
          "\"CLUSTER_ID\"", "\"ClusterId\"",
          "\"OPERATOR_ROLE_ARN\"", "\"OperatorRoleArn\"",
          "\"EXTERNAL_ID\"", "\"ExternalId\"");

  private static final Map<String, String> SUBSTITUTIONS =
      Map.of(
          "arn:aws:", "arn:${AWS::Partition}:",
          ":REGION:", ":${Region}:",
          ":ACCOUNT:", ":${AWS::AccountId}:",
          "VPC_ID", "${VpcId}");

  private static JsonNode template() throws IOException {
    return new YAMLMapper().readTree(TEMPLATE.toFile());
  }

  private static JsonNode file(String name) throws IOException {
    String text = ShippedPolicies.text(name);
    for (Map.Entry<String, String> one : REFERENCES.entrySet()) {
      text = text.replace(one.getKey(), one.getValue());
    }
    for (Map.Entry<String, String> one : SUBSTITUTIONS.entrySet()) {
      text = text.replace(one.getKey(), one.getValue());
    }
    return new ObjectMapper().readTree(text);
  }

  private static JsonNode properties(String resource) throws IOException {
    return template().path("Resources").path(resource).path("Properties");
  }

  @Test
  void the_policies_are_those_of_the_files() throws IOException {
    assertThat(properties("Role").path("AssumeRolePolicyDocument"))
        .isEqualTo(file("trust-member-account"));
    assertThat(properties("Observe").path("PolicyDocument")).isEqualTo(file("observe"));
    assertThat(properties("Orphans").path("PolicyDocument")).isEqualTo(file("orphans"));
    assertThat(properties("Own").path("PolicyDocument")).isEqualTo(file("own"));
    assertThat(properties("Adopt").path("PolicyDocument")).isEqualTo(file("adopt"));
    assertThat(properties("Retire").path("PolicyDocument")).isEqualTo(file("retire"));
    assertThat(properties("Remediate").path("PolicyDocument")).isEqualTo(file("remediate"));
  }

  @Test
  void each_tier_adds_its_policy() throws IOException {
    JsonNode resources = template().path("Resources");
    assertThat(resources.path("Observe").has("Condition")).isFalse();
    assertThat(resources.path("Orphans").path("Condition").asText()).isEqualTo("LooksForUses");
    assertThat(resources.path("Own").path("Condition").asText()).isEqualTo("Owns");
    assertThat(resources.path("Adopt").path("Condition").asText()).isEqualTo("Adopts");
    assertThat(resources.path("Retire").path("Condition").asText()).isEqualTo("Retires");
    assertThat(resources.path("Remediate").path("Condition").asText()).isEqualTo("Remediates");
    assertThat(template().path("Conditions").toString())
        .isEqualTo(
            "{\"Owns\":[[\"Tier\",\"Observe\"]],\"Adopts\":[\"Tier\",\"Adopt\"],"
                + "\"LooksForUses\":[\"LookForUses\",\"yes\"],"
                + "\"Retires\":[\"RetireOrphans\",\"yes\"],"
                + "\"Remediates\":[\"RemediateUnmanaged\",\"yes\"]}");
  }

  @Test
  void what_changes_groups_of_nobody_is_refused_without_own() throws IOException {
    assertThat(template().path("Rules").properties())
        .extracting(rule -> rule.getValue().path("RuleCondition").toString())
        .containsExactly("[\"RetireOrphans\",\"yes\"]", "[\"RemediateUnmanaged\",\"yes\"]");
    assertThat(template().path("Rules"))
        .allSatisfy(
            rule ->
                assertThat(rule.path("Assertions").path(0).path("Assert").toString())
                    .isEqualTo("[[\"Tier\",\"Observe\"]]"));
  }

  /**
   * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM
   * quotas</a>: the inline policies of a role, white space left out.
   */
  @Test
  void one_role_has_room_for_all_of_them_with_the_longest_names() throws IOException {
    ShippedPolicies longest =
        new ShippedPolicies(
            "1".repeat(12), "ap-southeast-1", "vpc-" + "1".repeat(17), "c".repeat(64));
    int size = 0;
    for (String file : List.of("observe", "orphans", "own", "adopt", "retire", "remediate")) {
      size += longest.document(file).toString().replaceAll("\\s", "").length();
    }
    assertThat(size).isLessThanOrEqualTo(10_240);
  }
}
