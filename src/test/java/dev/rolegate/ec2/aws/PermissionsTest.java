package dev.rolegate.ec2.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.execute.Docs;
import dev.rolegate.simulated.ShippedPolicies;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a refusal advises is what the shipped policies have. */
class PermissionsTest {
  private static final ShippedPolicies SHIPPED =
      new ShippedPolicies("111122223333", "eu-west-1", Docs.VPC, "test");

  private record Shipped(String file, Set<String> kinds) {}

  /** Each action of these policies, with the file and the kinds of resources. */
  private static Map<String, Shipped> shipped(String... files) {
    Map<String, Shipped> actions = new TreeMap<>();
    for (String file : files) {
      for (JsonNode statement : SHIPPED.document(file).path("Statement")) {
        for (JsonNode action : each(statement.path("Action"))) {
          Shipped one =
              actions.computeIfAbsent(
                  action.asText(), absent -> new Shipped(file + ".json", new TreeSet<>()));
          each(statement.path("Resource"))
              .forEach(arn -> one.kinds().add(arn.asText().replaceAll(".*:([a-z-]+)/.*", "$1/*")));
        }
      }
    }
    return actions;
  }

  private static Iterable<JsonNode> each(JsonNode node) {
    return node.isArray() ? node : List.of(node);
  }

  @Test
  void adviceNamesTheFileAndTheResourcesOfTheShippedPolicies() {
    Map<String, Shipped> shipped = shipped("observe", "own", "orphans", "retire");
    assertThat(shipped).hasSizeGreaterThan(15);
    assertThat(shipped.keySet()).containsAll(Permissions.RESOURCES.keySet());
    shipped.forEach(
        (action, in) -> {
          assertThat(Permissions.policies(action)).as(action).startsWith(in.file());
          assertThat(Permissions.RESOURCES.getOrDefault(action, List.of("*")))
              .as(action)
              .containsExactlyInAnyOrderElementsOf(in.kinds());
        });
    assertThat(Permissions.policies("ec2:CreateTags")).contains("adopt.json");
    assertThat(Permissions.policies("sts:AssumeRole")).isEqualTo("assume.json");
    assertThat(shipped("assume")).containsKey("sts:AssumeRole");
  }
}
