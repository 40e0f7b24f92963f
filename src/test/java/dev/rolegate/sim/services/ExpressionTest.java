package dev.rolegate.sim.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.sim.wire.Ec2Error;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
  private static final Map<String, Object> ITEM =
      Map.of(
          "resourceName",
          "it's",
          "configuration",
          Map.of("on", true, "networks", List.of(Map.of("groups", List.of("sg-1", "sg-2")))),
          "relationships",
          List.of(
              Map.of("resourceId", "sg-1", "resourceType", "group"),
              Map.of("resourceId", "vpc-1", "resourceType", "network")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "resourceName = 'it''s' | true",
        "resourceName <> 'it''s' | false",
        "resourceName LIKE 'it%' | true",
        "resourceName LIKE 't%' | false",
        "relationships.resourceId IN ('x', 'vpc-1') | true",
        "relationships.resourceId NOT IN ('x', 'vpc-1') | false",
        "configuration.networks.groups = 'sg-2' | true",
        "configuration.on = true AND resourceName = 'x' OR resourceName = 'it''s' | true",
        "configuration.on = true AND (resourceName = 'x' OR resourceName = 'y') | false",
        "not resourceName = 'x' | true",
        "absent = 'x' | false",
      })
  @DisplayName("[D] conditions look through lists; AND binds before OR")
  void where(String condition, boolean holds) {
    Expression parsed = Expression.parse("SELECT resourceName WHERE " + condition);
    assertThat(parsed.matches().test(ITEM)).isEqualTo(holds);
  }

  @Test
  @DisplayName("[D] fields come nested as they are in the item, absent ones not at all")
  void fields() {
    Expression parsed =
        Expression.parse(
            "SELECT relationships.resourceId, relationships.resourceType,"
                + " configuration.networks.groups, absent.field;");
    assertThat(Fields.pick(ITEM, parsed.fields()))
        .isEqualTo(
            Map.of(
                "relationships",
                ITEM.get("relationships"),
                "configuration",
                Map.of("networks", List.of(Map.of("groups", List.of("sg-1", "sg-2"))))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "resourceId",
        "SELECT",
        "SELECT resourceId,",
        "SELECT resourceId WHERE",
        "SELECT resourceId WHERE resourceId",
        "SELECT resourceId WHERE resourceId =",
        "SELECT resourceId WHERE resourceId = name",
        "SELECT resourceId WHERE (resourceId = 'a'",
        "SELECT resourceId WHERE resourceId IN ()",
        "SELECT COUNT(*)",
        "SELECT resourceId GROUP BY resourceId",
        "SELECT resourceId WHERE resourceId ~ 'a'",
      })
  @DisplayName("[D] what cannot be read is InvalidExpressionException")
  void wrong(String query) {
    assertThatThrownBy(() -> Expression.parse(query))
        .isInstanceOfSatisfying(
            Ec2Error.class,
            error -> assertThat(error.code()).isEqualTo("InvalidExpressionException"));
  }
}
