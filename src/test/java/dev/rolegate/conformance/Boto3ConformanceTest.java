package dev.rolegate.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * What the simulator does, seen by unmodified boto3 and the AWS CLI over HTTP. The suite is {@code
 * src/test/python/conformance}; each of its behaviours is a test here. On a machine without Python
 * or its packages it is skipped with a notice, but never in CI.
 */
@Tag("boto3")
@DisplayName("the simulator as boto3 sees it")
class Boto3ConformanceTest {
  private static final Path SOURCES = Path.of("src", "test", "python").toAbsolutePath();

  /** Fewer would mean that the suite was not found as a whole. */
  private static final int AT_LEAST = 200;

  @TestFactory
  Stream<DynamicNode> behaviours() throws IOException, InterruptedException {
    PythonEnvironment python =
        PythonEnvironment.orSkip(SOURCES.resolve("requirements.txt"), Path.of("target", "boto3"));
    List<SuiteRun.Behaviour> seen;
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults())) {
      simulator.load(SOURCES.resolve("scene.yaml"));
      seen = SuiteRun.of(python, SOURCES, simulator.endpoint(), Duration.ofMinutes(8));
    }
    Map<String, List<DynamicNode>> modules = new LinkedHashMap<>();
    for (SuiteRun.Behaviour one : seen) {
      String module = one.id().replaceFirst("\\..*", "");
      modules
          .computeIfAbsent(module, name -> new ArrayList<>())
          .add(dynamicTest(one.behaviour() + " (" + one.id() + ")", () -> check(one)));
    }
    DynamicNode whole =
        dynamicTest(
            "at least " + AT_LEAST + " behaviours are checked",
            () -> assertThat(seen).hasSizeGreaterThanOrEqualTo(AT_LEAST));
    return Stream.concat(
        Stream.of(whole),
        modules.entrySet().stream()
            .map(module -> dynamicContainer(module.getKey(), module.getValue())));
  }

  private static void check(SuiteRun.Behaviour one) {
    if (!one.passed()) {
      fail(one.outcome() + ": " + one.behaviour() + "\n" + one.detail());
    }
  }
}
