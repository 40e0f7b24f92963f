package dev.rolegate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.execute.Docs;
import dev.rolegate.sim.SimulatorOptions;
import dev.rolegate.sim.log.CallRecord;
import dev.rolegate.sim.log.PermissionUse;
import dev.rolegate.simulated.EveryStep;
import dev.rolegate.simulated.ShippedPolicies;
import dev.rolegate.simulated.ShippedPolicies.Tier;
import dev.rolegate.simulated.SimulatedEc2;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The shipped policies, and what the simulator checks for a call, against AWS's Service
 * Authorization Reference; the CloudFormation template against cfn-lint. Both come as Python
 * packages, so this belongs to the tier that needs Python.
 */
@Tag("boto3")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("IAM as AWS documents it")
class IamConformanceTest {
  private static final Path SOURCES = Path.of("src", "test", "python").toAbsolutePath();
  private static final ShippedPolicies SHIPPED =
      new ShippedPolicies("111122223333", "eu-west-1", Docs.VPC, "test");

  private final List<PermissionUse> used = new ArrayList<>();
  private final Map<String, JsonNode> reference = new TreeMap<>();
  private PythonEnvironment python;

  @BeforeAll
  void prepare() throws IOException, InterruptedException {
    python =
        PythonEnvironment.orSkip(
            SOURCES.resolve("iam-requirements.txt"), Path.of("target", "iam-checks"));
    try (SimulatedEc2 aws =
        new SimulatedEc2(SimulatorOptions.defaults(), SimulatedEc2.unlimited())) {
      SHIPPED.attach(aws.simulator(), Tier.ADOPT);
      EveryStep steps = new EveryStep(aws);
      steps.observe();
      steps.own();
      steps.adopt();
      aws.simulator().calls().all().stream().map(CallRecord::permissions).forEach(used::addAll);
    }
    List<String> command =
        new ArrayList<>(List.of(SOURCES.resolve("iam").resolve("authorization.py").toString()));
    used.stream().map(one -> one.action().substring(4)).distinct().forEach(command::add);
    for (String line : run(command).split("\n")) {
      JsonNode row = new ObjectMapper().readTree(line);
      reference.put(row.path("action").asText(), row.path("types"));
    }
  }

  @AfterAll
  void everyActionWasLookedUp() {
    if (python != null) {
      assertThat(reference).hasSizeGreaterThan(15);
    }
  }

  private String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(python.python().toString()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream printed = process.getInputStream()) {
      String output = new String(printed.readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(output).isZero();
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String kind(String arn) {
    return arn.equals("*") ? "" : arn.replaceAll(".*:([a-z-]+)/.*", "$1");
  }

  @Test
  @DisplayName("[D] the simulator checks a call on the resources that the reference lists")
  void resources() {
    Map<String, Set<String>> kinds = new TreeMap<>();
    used.forEach(
        one ->
            kinds
                .computeIfAbsent(one.action(), absent -> new TreeSet<>())
                .add(kind(one.resource())));
    kinds.forEach(
        (action, checked) -> {
          JsonNode types = reference.get(action);
          Set<String> listed = new TreeSet<>();
          Set<String> required = new TreeSet<>();
          types
              .properties()
              .forEach(
                  type -> {
                    listed.add(type.getKey());
                    if (type.getValue().path("required").asBoolean()) {
                      required.add(type.getKey());
                    }
                  });
          assertThat(listed).as(action).containsAll(checked);
          assertThat(checked).as(action).containsAll(required);
        });
  }

  @Test
  @DisplayName("[D] the policies name resources and condition keys that the reference lists")
  void policies() {
    for (String file : Tier.ADOPT.files()) {
      for (JsonNode statement : SHIPPED.document(file).path("Statement")) {
        for (String action : texts(statement.path("Action"))) {
          for (String arn : texts(statement.path("Resource"))) {
            String where = file + "/" + statement.path("Sid").asText() + " " + action + " " + arn;
            assertThat(arn.equals("*") || reference.get(action).has(kind(arn))).as(where).isTrue();
            assertThat(keys(reference.get(action), kind(arn)))
                .as(where)
                .containsAll(conditionKeys(statement));
          }
        }
      }
    }
  }

  private static Set<String> keys(JsonNode types, String kind) {
    Set<String> keys = new TreeSet<>();
    for (String type : List.of("", kind)) {
      types.path(type).path("keys").forEach(key -> keys.add(family(key.asText())));
    }
    return keys;
  }

  private static Set<String> conditionKeys(JsonNode statement) {
    return statement.path("Condition").properties().stream()
        .flatMap(operator -> operator.getValue().properties().stream())
        .map(key -> family(key.getKey()))
        .collect(Collectors.toSet());
  }

  /** {@code aws:ResourceTag/…} whatever the tag. */
  private static String family(String key) {
    return key.replaceFirst("/.*", "/").toLowerCase(Locale.ROOT);
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(one -> texts.add(one.asText()));
    } else {
      texts.add(node.asText());
    }
    return texts;
  }

  @Test
  @DisplayName("cfn-lint has nothing to say about the template for member accounts")
  void template() throws IOException, InterruptedException {
    String linter = python.python().resolveSibling("cfn-lint").toString();
    assertThat(run(List.of(linter, "deploy/iam/member-account.yaml"))).isEmpty();
  }
}
