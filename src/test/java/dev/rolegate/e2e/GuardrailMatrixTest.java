package dev.rolegate.e2e;

import static dev.rolegate.e2e.Shape.Standing.DECLARED;
import static dev.rolegate.e2e.Shape.Standing.LIVE_MANAGED;
import static dev.rolegate.e2e.Shape.Standing.LIVE_UNMANAGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailAction;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.VpcFindings.SeverityCounts;
import dev.rolegate.cli.PlanRun;
import dev.rolegate.cli.ShippedGuardrails;
import dev.rolegate.e2e.Shape.Entry;
import dev.rolegate.e2e.Shape.Form;
import dev.rolegate.e2e.Shape.Standing;
import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.Kubectl;
import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The catalogue as it is shipped, on everything that it can be about: a document in a pull request,
 * at {@code kubectl apply} and in its status, and live rules of groups that are declared and of
 * groups that nobody declares. Each group is judged by every guardrail, and what is found has to be
 * exactly what {@link GuardrailMatrix} says.
 */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@SprawlEachSecond
class GuardrailMatrixTest extends OnHouse {
  private static final Map<String, Guardrail> CATALOGUE =
      ShippedGuardrails.catalogue().stream()
          .collect(Collectors.toMap(g -> g.getMetadata().getName(), Function.identity()));

  /** What one resource does not show: the whole of several blocks, and what a list or set holds. */
  private static final Set<Form> BEYOND_A_RESOURCE =
      Set.of(Form.UNION, Form.PREFIX_LIST, Form.ADDRESS_SET);

  private static final Pattern REFUSED =
      Pattern.compile(
          "rolesecuritygroups.rolegate.dev \"d-([^\"]+)\" is forbidden: ValidatingAdmissionPolicy"
              + " '([^']+)\\.rolegate\\.dev' .*denied request: (.*)");
  private static final Pattern WARNED =
      Pattern.compile("Warning: Validation failed for ValidatingAdmissionPolicy '([^']+)'");
  private static final Pattern FOUND =
      Pattern.compile(
          "guardrail: \\w+ (\\S+) \\(\\w+\\): [^/ ]+/(\\S+?)(?: ((?:in|e)gress/\\S+) .*?)?: .*");
  private static final Pattern NAMED =
      Pattern.compile("(?:((?:in|e)gress/\\S+) )?by ([a-z-]+) \\((?:Warn|Deny)\\): ");

  @TempDir Path folder;

  private final Map<String, String> lists = new TreeMap<>();

  @Test
  void everyGuardrailOfTheCatalogueRefusesAndAcceptsWhatTheMatrixSays() throws IOException {
    GuardrailMatrix.LISTS.forEach(
        (name, blocks) -> lists.put(name, scene.outsider().createPrefixList(name, blocks)));
    GuardrailMatrix.SETS.forEach(
        (name, blocks) -> house.addressSet(name, GuardrailMatrix.SET_KINDS.get(name), blocks));
    List<Shape> shapes = GuardrailMatrix.shapes();
    List<RoleDoc> live = new ArrayList<>(List.of(role("alb"), role("bastion")));
    shapes.forEach(shape -> live.add(shape.doc(LIVE_MANAGED, lists)));
    scene.declare(live.toArray(RoleDoc[]::new));
    manage("Enforce");
    await().atMost(Scene.PATIENCE).until(() -> scene.areReady(live, "Applied"));
    shapes.forEach(this::imitate);

    planTells(shapes);

    // They come as with an upgrade: what is live stays, and the documents that come later wait.
    long mark = scene.cloud().mark();
    GuardrailMatrix.judged()
        .forEach(name -> house.guardrail(CATALOGUE.get(name), scene.vpc(), closed()));
    awaitFound(shapes, false);
    aClosedDefaultGroupIsAccepted();
    scene.awaitChecks(2);
    assertThat(scene.cloud().mutatingSince(mark)).isEmpty();

    manage("Observe");
    scene.awaitVpc("Observed");
    scene.outsider().untag(scene.group("m-tags").id(), "rolegate.dev/owner");
    shapes.forEach(shape -> scene.apply(shape.doc(DECLARED, lists)));
    awaitFound(shapes, true);
    statusesTell(shapes);
    admissionTells(shapes);
  }

  private String closed() {
    return scene.vpc() + "-closed";
  }

  /** No scene's own one may be closed, so this is another VPC's. */
  private void aClosedDefaultGroupIsAccepted() {
    String vpcId = scene.outsider().createVpc();
    scene.outsider().empty(CloudView.groups(scene.cloud().now(), vpcId).get(0).id());
    scene.outsider().createGroup(vpcId, "launch-wizard-1", Map.of());
    house.observe(closed(), vpcId);
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Metrics.broken(closed()).get(LIVE_UNMANAGED))
                    .containsEntry("launch-wizard-group", 1));
    assertThat(Metrics.broken(closed()).get(LIVE_UNMANAGED))
        .doesNotContainKey("default-group-closed");
    scene.client().resources(ManagedVpc.class).withName(closed()).delete();
  }

  private static RoleDoc role(String name) {
    return new RoleDoc(
        name, "Is a peer of the others", "team-shop", List.of(), List.of(), Map.of());
  }

  private void manage(String mode) {
    scene.manage(
        mode,
        "1s",
        "[{namespaces: [%s], roles: [\"*\"], grants: [PublicExposure, ForeignPeers]}]"
            .formatted(scene.namespace()));
  }

  /** A group that nobody declares, with the rules of the declared one. */
  private void imitate(Shape shape) {
    String name = shape.name(LIVE_MANAGED);
    boolean wizard = shape.name().equals("wizard");
    scene
        .outsider()
        .imitate(
            scene.get(name).getStatus().groupId(),
            scene.vpcId(),
            wizard ? "launch-wizard-u-1" : shape.name(LIVE_UNMANAGED),
            shape.purpose(),
            shape.isTagged()
                ? Map.of("owner", "team-shop", "Purpose", shape.purpose())
                : Map.of("purpose", " "));
  }

  /** A pull request: nothing of it is in the cluster or in AWS yet. */
  private void planTells(List<Shape> shapes) throws IOException {
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
            Stream.of(role("alb"), role("bastion")),
            shapes.stream().map(shape -> shape.doc(DECLARED, lists)))
        .forEach(doc -> documents.add(doc.manifest(scene.namespace(), scene.vpc())));
    documents.addAll(house.addressSets());
    CATALOGUE.values().forEach(one -> documents.add(Serialization.asYaml(one)));
    Files.writeString(folder.resolve("all.yaml"), String.join("\n---\n", documents));

    PlanRun plan = PlanRun.of(folder, "test");
    assertThat(plan.errors()).noneMatch(line -> line.startsWith("error"));
    assertThat(plan.code()).isEqualTo(2);
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
    Map<String, List<String>> expected = new TreeMap<>();
    for (Shape shape : shapes) {
      List<String> lines = shape.lines(DECLARED, GuardrailMatrix.SETS);
      if (!lines.isEmpty()) {
        expected.put(shape.name(DECLARED), lines);
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  /**
   * Metrics, counts of the ManagedVpc and counts of each Guardrail have exactly what is expected.
   *
   * @param later whether the documents that came after the guardrails are there
   */
  private void awaitFound(List<Shape> shapes, boolean later) {
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
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(Metrics.broken(scene.vpc())).isEqualTo(expected));
    assertThat(Metrics.severities(scene.vpc()))
        .allSatisfy((name, severity) -> assertThat(severity).isEqualTo(severity(name)));

    // A rule that is declared and live is one finding there.
    Map<String, Integer> managed = new TreeMap<>(expected.get(LIVE_MANAGED));
    if (later) {
      shapes.forEach(s -> merge(managed, s.counts(DECLARED, GuardrailMatrix.SETS)));
    }
    Map<String, Integer> all = new TreeMap<>(managed);
    merge(all, expected.get(LIVE_UNMANAGED));
    await()
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
    counts.forEach((guardrail, count) -> all.merge(severity(guardrail), count, Integer::sum));
    return new SeverityCounts(
        all.getOrDefault("critical", 0),
        all.getOrDefault("high", 0),
        all.getOrDefault("medium", 0),
        all.getOrDefault("low", 0));
  }

  private static String severity(String guardrail) {
    return CATALOGUE.get(guardrail).getSpec().severity().name().toLowerCase(Locale.ROOT);
  }

  private static boolean denies(String guardrail) {
    return CATALOGUE.get(guardrail).getSpec().action() == GuardrailAction.DENY;
  }

  /** What is denied is withheld, and the condition names rule and guardrail. */
  private void statusesTell(List<Shape> shapes) {
    List<String> wrong = new ArrayList<>();
    var all = scene.all();
    for (Shape shape : shapes) {
      for (Standing standing : List.of(DECLARED, LIVE_MANAGED)) {
        var status = all.get(shape.name(standing)).getStatus();
        boolean whole =
            standing == DECLARED
                && shape.breaks(standing).stream().anyMatch(GuardrailMatrixTest::denies);
        Set<String> withheld =
            shape.entries().stream()
                .filter(
                    e -> whole || e.breaks(standing).stream().anyMatch(GuardrailMatrixTest::denies))
                .map(Entry::path)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> told =
            status.withheld().stream()
                .map(w -> w.rule() + (w.reason().equals("Guardrail") ? "" : " " + w.reason()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> broken = new TreeSet<>();
        shape.breaks(standing).forEach(guardrail -> broken.add(" " + guardrail));
        shape
            .entries()
            .forEach(e -> e.breaks(standing).forEach(g -> broken.add(e.path() + " " + g)));
        var passed =
            Scene.condition(all.get(shape.name(standing)), "GuardrailsPassed").orElseThrow();
        String reason =
            broken.isEmpty()
                ? "GuardrailsKept"
                : shape.allBroken(standing).stream().anyMatch(GuardrailMatrixTest::denies)
                    ? "GuardrailsBroken"
                    : "GuardrailsWarn";
        Set<String> named = new TreeSet<>();
        Matcher line = NAMED.matcher(broken.isEmpty() ? "" : passed.getMessage());
        while (line.find()) {
          named.add((line.group(1) == null ? "" : line.group(1)) + " " + line.group(2));
        }
        if (!told.equals(withheld)
            || !passed.getReason().equals(reason)
            || !passed.getStatus().equals(broken.isEmpty() ? "True" : "False")
            || !broken.containsAll(named)
            || named.isEmpty() != broken.isEmpty()
            || !isCut(passed.getMessage()) && !named.equals(broken)) {
          wrong.add(
              shape.name(standing)
                  + ": withheld "
                  + told
                  + ", "
                  + passed.getReason()
                  + " "
                  + passed.getMessage());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static boolean isCut(String message) {
    return message.matches(".*; and [0-9]+ more") || message.endsWith("…");
  }

  /** The shipped policies beside the shipped guardrails. */
  private void admissionTells(List<Shape> shapes) {
    house.policies();
    Map<String, Set<String>> expected = new TreeMap<>();
    Set<String> warned = new TreeSet<>();
    for (Shape shape : shapes) {
      Set<String> asked = asked(shape);
      asked.stream().filter(g -> !denies(g)).forEach(warned::add);
      asked.removeIf(g -> !denies(g));
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
    asked.removeIf(name -> !CATALOGUE.get(name).getSpec().admission());
    return asked;
  }
}
