package dev.rolegate.e2e;

import static dev.rolegate.e2e.Shape.Standing.DECLARED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.e2e.ShapeEntry.Form;
import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.Kubectl;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the API server says of the matrix. */
final class MatrixAdmission {
  /** What one resource does not show: the whole of several blocks, and what a list or set holds. */
  private static final Set<Form> BEYOND_A_RESOURCE =
      Set.of(Form.UNION, Form.PREFIX_LIST, Form.ADDRESS_SET);

  private static final Pattern REFUSED =
      Pattern.compile(
          "rolesecuritygroups.rolegate.dev \"d-([^\"]+)\" is forbidden: ValidatingAdmissionPolicy"
              + " '([^']+)\\.rolegate\\.dev' .*denied request: (.*)");

  private static final Pattern WARNED =
      Pattern.compile("Warning: Validation failed for ValidatingAdmissionPolicy '([^']+)'");

  private final Scene scene;
  private final House house;
  private final Map<String, String> lists;

  MatrixAdmission(Scene scene, House house, Map<String, String> lists) {
    this.scene = scene;
    this.house = house;
    this.lists = lists;
  }

  /** The shipped policies beside the shipped guardrails. */
  void tells(List<Shape> shapes) {
    house.policies();
    Map<String, Set<String>> expected = new TreeMap<>();
    Set<String> warned = new TreeSet<>();
    for (Shape shape : shapes) {
      Set<String> asked = asked(shape);
      asked.stream().filter(g -> !Catalogue.denies(g)).forEach(warned::add);
      asked.removeIf(g -> !Catalogue.denies(g));
      if (!asked.isEmpty()) {
        expected.put(shape.name(), asked);
      }
    }
    String namespace = ApiServer.freshNamespace(scene.client());
    String manifests =
        shapes.stream()
            .map(shape -> shape.doc(DECLARED, lists).manifest(namespace, scene.vpc()))
            .collect(Collectors.joining("\n---\n"));
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () -> {
              Kubectl.Result answer =
                  ApiServer.running()
                      .kubectl()
                      .runWithInput(manifests, "create", "--dry-run=server", "-f", "-");
              Map<String, String> refused = new TreeMap<>();
              Matcher line = REFUSED.matcher(answer.stderr());
              while (line.find()) {
                refused.put(line.group(1), line.group(2));
              }
              assertThat(refused.keySet()).as(answer.stderr()).isEqualTo(expected.keySet());
              refused.forEach(
                  (shape, guardrail) -> assertThat(expected.get(shape)).contains(guardrail));
              assertThat(WARNED.matcher(answer.stderr()).results().map(w -> w.group(1)))
                  .containsAll(warned.stream().map(name -> name + ".rolegate.dev").toList());
            });
  }

  /** What the API server can tell of what it does not keep. */
  private static Set<String> asked(Shape shape) {
    Set<String> asked = new TreeSet<>(shape.breaks(DECLARED));
    shape.entries().stream()
        .filter(entry -> entry.forms().stream().noneMatch(BEYOND_A_RESOURCE::contains))
        .forEach(entry -> asked.addAll(entry.breaks(DECLARED)));
    asked.removeIf(name -> !Catalogue.get(name).getSpec().admission());
    return asked;
  }
}
