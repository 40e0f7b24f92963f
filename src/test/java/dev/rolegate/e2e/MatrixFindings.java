package dev.rolegate.e2e;

import static dev.rolegate.e2e.Shape.Standing.DECLARED;
import static dev.rolegate.e2e.Shape.Standing.LIVE_MANAGED;
import static dev.rolegate.e2e.Shape.Standing.LIVE_UNMANAGED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.VpcFindings.SeverityCounts;
import dev.rolegate.e2e.Shape.Standing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** What metrics and statuses count of the matrix. */
final class MatrixFindings {
  private final Scene scene;
  private final House house;

  MatrixFindings(Scene scene, House house) {
    this.scene = scene;
    this.house = house;
  }

  /**
   * Metrics, counts of the ManagedVpc and counts of each Guardrail have exactly what is expected.
   *
   * @param later whether the documents that came after the guardrails are there
   */
  void await(List<Shape> shapes, boolean later) {
    Map<Standing, Map<String, Integer>> expected = new TreeMap<>();
    for (Shape shape : shapes) {
      var managed = shape.counts(LIVE_MANAGED, GuardrailMatrix.SETS);
      if (!later) {
        managed.remove("required-tags");
      }
      add(expected, LIVE_MANAGED, managed);
      add(expected, DECLARED, shape.counts(DECLARED, GuardrailMatrix.SETS));
      if (later) {
        add(expected, DECLARED, shape.counts(DECLARED, GuardrailMatrix.SETS));
      }
      add(expected, LIVE_UNMANAGED, shape.counts(LIVE_UNMANAGED, GuardrailMatrix.SETS));
    }
    GuardrailMatrix.bystanders()
        .forEach(
            one -> add(expected, LIVE_UNMANAGED, one.counts(LIVE_UNMANAGED, GuardrailMatrix.SETS)));
    Awaitility.await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(Metrics.broken(scene.vpc())).isEqualTo(expected));
    assertThat(Metrics.severities(scene.vpc()))
        .allSatisfy((name, severity) -> assertThat(severity).isEqualTo(Catalogue.severity(name)));

    // A rule that is declared and live is one finding there.
    Map<String, Integer> managed = new TreeMap<>(expected.get(LIVE_MANAGED));
    if (later) {
      shapes.forEach(s -> merge(managed, s.counts(DECLARED, GuardrailMatrix.SETS)));
    }
    Map<String, Integer> all = new TreeMap<>(managed);
    merge(all, expected.get(LIVE_UNMANAGED));
    Awaitility.await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> {
              var counts = scene.status().counts().findings();
              assertThat(counts.managed()).isEqualTo(bySeverity(managed));
              assertThat(counts.unmanaged()).isEqualTo(bySeverity(expected.get(LIVE_UNMANAGED)));
              for (String name : GuardrailMatrix.judged()) {
                assertThat(house.broken(name)).as(name).isEqualTo(all.getOrDefault(name, 0));
              }
            });
  }

  private static void add(
      Map<Standing, Map<String, Integer>> all, Standing standing, Map<String, Integer> counts) {
    merge(all.computeIfAbsent(standing, s -> new TreeMap<>()), counts);
  }

  private static void merge(Map<String, Integer> all, Map<String, Integer> counts) {
    counts.forEach((guardrail, count) -> all.merge(guardrail, count, Integer::sum));
  }

  private static SeverityCounts bySeverity(Map<String, Integer> counts) {
    Map<String, Integer> all = new TreeMap<>();
    counts.forEach(
        (guardrail, count) -> all.merge(Catalogue.severity(guardrail), count, Integer::sum));
    return new SeverityCounts(
        all.getOrDefault("critical", 0),
        all.getOrDefault("high", 0),
        all.getOrDefault("medium", 0),
        all.getOrDefault("low", 0));
  }
}
