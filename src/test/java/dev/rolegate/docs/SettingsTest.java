package dev.rolegate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.aws.AwsSettings;
import dev.rolegate.ec2.aws.BudgetMode;
import dev.rolegate.operator.RolegateConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The names in the table of settings set the settings. */
class SettingsTest {

  private static SmallRyeConfigBuilder builder() {
    return new SmallRyeConfigBuilder()
        .withMapping(RolegateConfig.class)
        // Quarkus' own, which read durations as 5s.
        .addDiscoveredConverters();
  }

  private static RolegateConfig properties(Map<String, String> values) {
    return builder()
        .withSources(List.of(new PropertiesConfigSource(values, "test", 300)))
        .build()
        .getConfigMapping(RolegateConfig.class);
  }

  private static RolegateConfig environment(Map<String, String> values) {
    return builder()
        .withSources(List.of(new EnvConfigSource(values, 300)))
        .build()
        .getConfigMapping(RolegateConfig.class);
  }

  /** A value of each type that no default has. */
  private static String sample(Class<?> type) {
    if (type == Duration.class) {
      return "97s";
    }
    if (type == String.class) {
      return "sample";
    }
    if (type == boolean.class) {
      return "false";
    }
    return type == double.class || type == Double.class ? "0.25" : "97";
  }

  @Test
  void every_setting_says_what_it_decides() {
    assertThat(SettingsTable.all())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            setting -> assertThat(setting.why()).as(setting.property()).hasSizeGreaterThan(10));
  }

  @Test
  void every_environment_variable_of_the_table_sets_its_property() {
    Map<String, String> variables = new HashMap<>();
    Map<String, String> values = new HashMap<>();
    for (SettingsTable.Setting setting : SettingsTable.all()) {
      if (!setting.property().contains("ACTION")) {
        variables.put(setting.environment(), sample(setting.type()));
        values.put(setting.property(), sample(setting.type()));
      }
    }
    RolegateConfig set = environment(variables);
    assertThat(set).usingRecursiveComparison().isEqualTo(properties(values));
    assertThat(set.clusterId()).contains("sample");
    assertThat(set.settle()).contains(Duration.ofSeconds(97));
    assertThat(set.ec2().callTimeout()).contains(Duration.ofSeconds(97));
    assertThat(set.lease().name()).isEqualTo("sample");
  }

  @Test
  void a_bucket_of_one_action_is_set_by_properties() {
    var budgets =
        properties(
                Map.of(
                    "rolegate.ec2.budgets.CreateSecurityGroup.capacity", "97",
                    "rolegate.ec2.budgets.CreateSecurityGroup.refill-per-second", "9.5"))
            .ec2()
            .budgets();
    assertThat(budgets).containsOnlyKeys("CreateSecurityGroup");
    assertThat(budgets.get("CreateSecurityGroup").capacity()).isEqualTo(97);
    assertThat(budgets.get("CreateSecurityGroup").refillPerSecond()).isEqualTo(9.5);
  }

  @Test
  void a_bucket_of_one_action_is_set_by_environment_variables_that_have_no_case() {
    var budgets =
        environment(
                Map.of(
                    "ROLEGATE_EC2_BUDGETS_CREATESECURITYGROUP_CAPACITY", "97",
                    "ROLEGATE_EC2_BUDGETS_CREATESECURITYGROUP_REFILL_PER_SECOND", "9.5"))
            .ec2()
            .budgets();
    var bucket = budgets.get("createsecuritygroup");
    assertThat(budgets).containsOnlyKeys("createsecuritygroup");

    var settings =
        AwsSettings.defaults("test")
            .withBudget(
                BudgetMode.REFUSE,
                0.5,
                Map.of(
                    "createsecuritygroup",
                    new AwsSettings.Bucket(bucket.capacity(), bucket.refillPerSecond())));
    assertThat(settings.budgets().get("CreateSecurityGroup"))
        .isEqualTo(new AwsSettings.Bucket(97, 9.5));
  }

  @Test
  void nothing_set_leaves_the_documented_defaults() {
    RolegateConfig nothing = properties(Map.of());
    assertThat(nothing.clusterId()).isEqualTo(Optional.empty());
    assertThat(nothing.enforce()).isTrue();
    assertThat(nothing.lease().duration()).isEqualTo(Duration.ofSeconds(15));
    assertThat(nothing.lease().renewDeadline()).isEqualTo(Duration.ofSeconds(10));
    assertThat(nothing.lease().retryPeriod()).isEqualTo(Duration.ofSeconds(2));
  }
}
