package dev.rolegate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import dev.rolegate.model.Ownership;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The policy in the README allows what the code calls, and nothing else. */
class ActionsTest {
  private static final String EC2_CLIENT = "software.amazon.awssdk.services.ec2.Ec2Client";
  private static final Pattern JSON = Pattern.compile("(?ms)^```json\n(.*?)^```$");

  /** Statements on groups that exist; each has to ask for Rolegate's tag on them. */
  private static final String OWN_GROUP_CONDITION = "aws:ResourceTag/" + Ownership.CLUSTER;

  private static Set<String> called() {
    Set<String> actions = new TreeSet<>();
    for (JavaClass one : StructurePicture.classes()) {
      for (JavaMethodCall call : one.getMethodCallsFromSelf()) {
        String name = call.getTarget().getName();
        boolean sends = !name.equals("builder") && !name.equals("close");
        if (sends && call.getTargetOwner().getFullName().equals(EC2_CLIENT)) {
          String action = name.replaceFirst("Paginator$", "");
          actions.add("ec2:" + Character.toUpperCase(action.charAt(0)) + action.substring(1));
        }
      }
    }
    return actions;
  }

  private static List<JsonNode> statements() throws IOException {
    Matcher json = JSON.matcher(Pages.read(Pages.README));
    assertThat(json.find()).as("README has the policy as JSON").isTrue();
    List<JsonNode> statements = new ArrayList<>();
    new ObjectMapper().readTree(json.group(1)).path("Statement").forEach(statements::add);
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
  void the_policy_allows_exactly_the_actions_that_are_called() throws IOException {
    Set<String> allowed = new TreeSet<>();
    for (JsonNode statement : statements()) {
      assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
      allowed.addAll(texts(statement.path("Action")));
    }
    assertThat(called()).hasSizeGreaterThan(10);
    assertThat(allowed).isEqualTo(called());
  }

  @Test
  void without_its_tag_no_existing_group_may_be_changed() throws IOException {
    for (JsonNode statement : statements()) {
      boolean onGroups =
          texts(statement.path("Resource")).stream().anyMatch(r -> r.contains(":security-group/"));
      String conditions = statement.path("Condition").toString();
      if (onGroups) {
        assertThat(conditions)
            .as(statement.path("Sid").asText())
            .containsAnyOf(
                OWN_GROUP_CONDITION, "aws:RequestTag/" + Ownership.CLUSTER, "ec2:CreateAction");
      }
      if (onGroups && texts(statement.path("Action")).contains("ec2:DeleteSecurityGroup")) {
        assertThat(conditions).contains(OWN_GROUP_CONDITION).contains("ec2:Vpc");
      }
    }
  }
}
