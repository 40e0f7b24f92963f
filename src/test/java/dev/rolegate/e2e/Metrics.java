package dev.rolegate.e2e;

import dev.rolegate.e2e.Shape.Standing;
import io.restassured.RestAssured;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the operator's metrics say of guardrails. */
final class Metrics {
  private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

  private record Sample(Map<String, String> labels, int value) {}

  private Metrics() {}

  private static Stream<Sample> samples(String vpc) {
    return RestAssured.get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("rolegate_guardrail_findings{"))
        .map(
            line ->
                new Sample(
                    LABEL
                        .matcher(line)
                        .results()
                        .collect(Collectors.toMap(one -> one.group(1), one -> one.group(2))),
                    (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))))
        .filter(sample -> sample.labels().get("managedvpc").equals(vpc));
  }

  /** How often each guardrail is broken for sure and unaccepted, by what it is. */
  static Map<Standing, Map<String, Integer>> broken(String vpc) {
    Map<Standing, Map<String, Integer>> found = new TreeMap<>();
    for (Standing standing : Standing.values()) {
      var counts = of(vpc, standing.name().toLowerCase(Locale.ROOT));
      if (!counts.isEmpty()) {
        found.put(standing, counts);
      }
    }
    return found;
  }

  /** By guardrail. */
  static Map<String, Integer> of(String vpc, String state) {
    return samples(vpc)
        .filter(one -> one.labels().get("state").equals(state))
        .collect(
            Collectors.toMap(
                one -> one.labels().get("guardrail"), Sample::value, Integer::sum, TreeMap::new));
  }

  /** The severity under which each guardrail is told. */
  static Map<String, String> severities(String vpc) {
    return samples(vpc)
        .collect(
            Collectors.toMap(
                one -> one.labels().get("guardrail"),
                one -> one.labels().get("severity"),
                (one, same) -> one.equals(same) ? one : one + " and " + same,
                TreeMap::new));
  }
}
