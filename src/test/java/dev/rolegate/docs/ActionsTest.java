package dev.rolegate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.UseCollector;
import dev.rolegate.simulated.ShippedPolicies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The policies in deploy/iam allow what the code calls, and nothing else. */
class ActionsTest {
  /** A client of the SDK; STS's needs no permission, or that of a role's trust policy. */
  private static final Pattern CLIENT =
      Pattern.compile("software\\.amazon\\.awssdk\\.services\\.(?!sts)(\\w+)\\.\\w+Client");

  /** Services that IAM calls otherwise than the SDK's packages. */
  private static final Map<String, String> PREFIX = Map.of("eventbridge", "events");

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\b[A-Z]+(?:_[A-Z]+)+\\b|REGION|ACCOUNT");

  /** Statements on groups that exist; each has to ask for Rolegate's tag on them. */
  private static final String OWN_GROUP_CONDITION = "aws:ResourceTag/" + Ownership.CLUSTER;

  private static final String MARKED_GROUP_CONDITION = "aws:ResourceTag/" + Ownership.RETIRED;

  private static Set<String> called() {
    Set<String> actions = new TreeSet<>();
    for (JavaClass one : StructurePicture.classes()) {
      for (JavaMethodCall call : one.getMethodCallsFromSelf()) {
        String name = call.getTarget().getName();
        boolean sends = !name.equals("builder") && !name.equals("close");
        Matcher client = CLIENT.matcher(call.getTargetOwner().getFullName());
        if (sends && client.matches()) {
          String action = name.replaceFirst("Paginator$", "");
          actions.add(
              PREFIX.getOrDefault(client.group(1), client.group(1))
                  + ":"
                  + Character.toUpperCase(action.charAt(0))
                  + action.substring(1));
        }
      }
    }
    return actions;
  }

  private static List<JsonNode> statements(String... files) throws IOException {
    List<JsonNode> statements = new ArrayList<>();
    for (String file : files) {
      JsonNode policy = new ObjectMapper().readTree(ShippedPolicies.text(file));
      policy.path("Statement").forEach(statements::add);
    }
    return statements;
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(entry -> texts.add(entry.asText()));
    } else {
      texts.add(node.asText());
    }
    return texts;
  }

  @Test
  void the_policies_allow_exactly_the_actions_that_are_called() throws IOException {
    Set<String> allowed = new TreeSet<>();
    for (JsonNode statement :
        statements("observe", "own", "adopt", "orphans", "retire", "remediate", "restore")) {
      assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
      allowed.addAll(texts(statement.path("Action")));
    }
    assertThat(called()).hasSizeGreaterThan(60);
    assertThat(allowed).isEqualTo(called());
  }

  @Test
  void the_collectors_say_what_they_call() throws IOException {
    Set<String> said = new TreeSet<>();
    for (UseCollector collector : UseCollector.values()) {
      said.addAll(collector.permissions());
    }
    Set<String> allowed = new TreeSet<>();
    statements("observe", "orphans")
        .forEach(statement -> allowed.addAll(texts(statement.path("Action"))));
    assertThat(allowed).containsAll(said);
    // Of what is on top of the first tier, the rest is read for the report on sprawl.
    Set<String> besides = new TreeSet<>();
    statements("orphans").forEach(statement -> besides.addAll(texts(statement.path("Action"))));
    besides.removeAll(said);
    assertThat(besides).containsExactly("ec2:DescribeInstances", "ec2:DescribeStaleSecurityGroups");
  }

  @Test
  void groups_without_any_cluster_s_tag_can_lose_rules_and_nothing_else() throws IOException {
    assertThat(statements("remediate"))
        .singleElement()
        .satisfies(
            statement -> {
              assertThat(texts(statement.path("Action")))
                  .containsExactlyInAnyOrder(
                      "ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress");
              assertThat(statement.at("/Condition/Null"))
                  .isNotEmpty()
                  .allSatisfy(value -> assertThat(value.asText()).isEqualTo("true"));
            });
  }

  @Test
  void whoever_brings_rules_back_can_add_them_to_groups_of_nobody_and_nothing_else()
      throws IOException {
    Set<String> actions = new TreeSet<>();
    for (JsonNode statement : statements("restore")) {
      actions.addAll(texts(statement.path("Action")));
      if (statement.path("Resource").asText().contains(":security-group/")) {
        assertThat(statement.at("/Condition/Null"))
            .isEqualTo(statements("remediate").get(0).at("/Condition/Null"))
            .isNotEmpty();
        assertThat(statement.at("/Condition/ArnEquals/ec2:Vpc").asText()).isNotEmpty();
      }
    }
    assertThat(actions)
        .containsExactly(
            "ec2:AuthorizeSecurityGroupEgress",
            "ec2:AuthorizeSecurityGroupIngress",
            "ec2:CreateTags");
  }

  @Test
  void without_its_tag_no_existing_group_may_be_changed() throws IOException {
    for (JsonNode statement : statements("own", "adopt", "retire")) {
      boolean onGroups =
          texts(statement.path("Resource")).stream().anyMatch(r -> r.contains(":security-group/"));
      String conditions = statement.path("Condition").toString();
      if (onGroups) {
        assertThat(conditions)
            .as(statement.path("Sid").asText())
            .containsAnyOf(
                OWN_GROUP_CONDITION,
                MARKED_GROUP_CONDITION,
                "aws:RequestTag/" + Ownership.CLUSTER,
                "aws:RequestTag/" + Ownership.RETIRED,
                "ec2:CreateAction");
      }
      if (onGroups && texts(statement.path("Action")).contains("ec2:DeleteSecurityGroup")) {
        assertThat(conditions)
            .containsAnyOf(OWN_GROUP_CONDITION, MARKED_GROUP_CONDITION)
            .contains("ec2:Vpc");
      }
    }
  }

  @Test
  void to_observe_is_to_read() throws IOException {
    for (JsonNode statement : statements("observe", "orphans")) {
      assertThat(texts(statement.path("Action")))
          .allSatisfy(
              action ->
                  assertThat(action).matches("[a-z0-9]+:(Describe|List|Get|BatchGet|Select)\\w+"));
    }
  }

  @Test
  void the_README_names_every_file_and_every_placeholder() throws IOException {
    String readme = Pages.read(Pages.README);
    for (String file : ShippedPolicies.files()) {
      assertThat(readme).contains("`" + file + ".json`");
      Matcher placeholder = PLACEHOLDER.matcher(ShippedPolicies.text(file));
      while (placeholder.find()) {
        assertThat(readme).as(file).contains("`" + placeholder.group() + "`");
      }
    }
  }
}
