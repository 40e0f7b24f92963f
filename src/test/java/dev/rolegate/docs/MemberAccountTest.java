package dev.rolegate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rolegate.simulated.ShippedPolicies;
import java.io.IOException;
import java.nio.file.Path;
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
  }

  @Test
  void each_tier_adds_its_policy() throws IOException {
    JsonNode resources = template().path("Resources");
    assertThat(resources.path("Observe").has("Condition")).isFalse();
    assertThat(resources.path("Orphans").path("Condition").asText()).isEqualTo("LooksForUses");
    assertThat(resources.path("Own").path("Condition").asText()).isEqualTo("Owns");
    assertThat(resources.path("Adopt").path("Condition").asText()).isEqualTo("Adopts");
    assertThat(template().path("Conditions").toString())
        .isEqualTo(
            "{\"Owns\":[[\"Tier\",\"Observe\"]],\"Adopts\":[\"Tier\",\"Adopt\"],"
                + "\"LooksForUses\":[\"LookForUses\",\"yes\"]}");
  }
}
