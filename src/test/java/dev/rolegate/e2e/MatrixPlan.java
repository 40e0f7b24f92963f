package dev.rolegate.e2e;

import static dev.rolegate.e2e.Shape.Standing.DECLARED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.cli.PlanRun;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code rolegate plan} says of the matrix. */
final class MatrixPlan {
  private static final Pattern FOUND =
      Pattern.compile(
          "guardrail: \\w+ (\\S+) \\(\\w+\\): [^/ ]+/(\\S+?)(?: ((?:in|e)gress/\\S+) .*?)?: .*");

  private final Scene scene;
  private final House house;
  private final Map<String, String> lists;

  MatrixPlan(Scene scene, House house, Map<String, String> lists) {
    this.scene = scene;
    this.house = house;
    this.lists = lists;
  }

  /** A pull request: nothing of it is in the cluster or in AWS yet. */
  void tells(List<Shape> shapes, Path folder) throws IOException {
    List<String> documents = new ArrayList<>();
    documents.add(
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: ManagedVpc
        metadata: {name: %s}
        spec:
          vpcId: %s
          region: %s
          tenants: [{namespaces: [%s], roles: ["*"], grants: [PublicExposure, ForeignPeers]}]
        """
            .formatted(scene.vpc(), scene.vpcId(), CloudView.REGION, scene.namespace()));
    Stream.concat(
            GuardrailMatrix.peers().stream(),
            shapes.stream().map(shape -> shape.doc(DECLARED, lists)))
        .forEach(doc -> documents.add(doc.manifest(scene.namespace(), scene.vpc())));
    documents.addAll(house.addressSets());
    Catalogue.names().forEach(name -> documents.add(Serialization.asYaml(Catalogue.get(name))));
    Files.writeString(folder.resolve("all.yaml"), String.join("\n---\n", documents));
    PlanRun plan = PlanRun.of(folder, "test");
    assertThat(plan.errors()).noneMatch(line -> line.startsWith("error"));
    assertThat(plan.code()).isEqualTo(2);
    assertThat(found(plan)).isEqualTo(expected(shapes));
  }

  private static Map<String, List<String>> found(PlanRun plan) {
    Map<String, List<String>> found = new TreeMap<>();
    for (String line : plan.errors()) {
      Matcher finding = FOUND.matcher(line);
      assertThat(finding.matches()).as(line).isTrue();
      if (!line.contains("Cannot be told: ")) {
        String entry = finding.group(3) == null ? "" : finding.group(3);
        found
            .computeIfAbsent(finding.group(2), name -> new ArrayList<>())
            .add(finding.group(1) + " " + entry);
      }
    }
    found.values().forEach(lines -> lines.sort(null));
    return found;
  }

  private static Map<String, List<String>> expected(List<Shape> shapes) {
    Map<String, List<String>> expected = new TreeMap<>();
    for (Shape shape : shapes) {
      List<String> lines = shape.lines(DECLARED, GuardrailMatrix.SETS);
      if (!lines.isEmpty()) {
        expected.put(shape.name(DECLARED), lines);
      }
    }
    return expected;
  }
}
