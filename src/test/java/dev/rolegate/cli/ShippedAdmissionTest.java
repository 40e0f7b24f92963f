package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.api.Guardrail;
import dev.rolegate.cli.manifest.GuardrailCases;
import dev.rolegate.cli.manifest.GuardrailCases.As;
import dev.rolegate.cli.manifest.GuardrailFiles;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.guardrail.Guardrails;
import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.Kubectl;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.topology.HouseRules;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The policies of {@code deploy/admission} on a real API server: what each guardrail's cases refuse
 * and accept as documents, in the guardrail's own words. Guardrails are installed one at a time and
 * for the test's namespace, so that no other test meets them.
 */
@RealApiServer
class ShippedAdmissionTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What only the operator can tell: one resource has neither the content nor the whole. */
  private static final Set<String> BEYOND_ONE_BLOCK =
      Set.of(
          "two blocks of a /8 together",
          "every port to two /8, one of them over every protocol",
          "the content of a prefix list",
          "everything to a prefix list of the world");

  private static KubernetesClient client;
  private static Kubectl kubectl;
  private static String namespace;

  @BeforeAll
  static void install(KubernetesClient ofTheClass) {
    client = ofTheClass;
    namespace = client.getNamespace();
    kubectl = ApiServer.running().kubectl().inNamespace(namespace);
    run("apply", "-k", "deploy/admission", "--server-side");
  }

  @AfterAll
  static void uninstall() {
    run("delete", "-k", "deploy/admission", "--ignore-not-found");
  }

  @AfterEach
  void noGuardrail() {
    run("delete", "guardrails.rolegate.dev", "--all");
    run("delete", "rsg", "--all");
  }

  static Stream<Guardrail> guardrails() {
    return ShippedGuardrails.catalogue().stream().filter(one -> one.getSpec().admission());
  }

  @ParameterizedTest
  @MethodSource("guardrails")
  void documents_are_refused_and_accepted_in_the_words_of_the_guardrail(Guardrail guardrail) {
    String name = guardrail.getMetadata().getName();
    List<GuardrailCases.Case> cases = cases(name);
    Guardrails compiled =
        Guardrails.compile(
            HouseRules.read(List.of(guardrail), List.of(), Instant.EPOCH).guardrails());
    apply(guardrail(name, spec -> {}));
    GuardrailCases.Case sure =
        cases.stream()
            .filter(one -> one.passes().asText().equals("false"))
            .findFirst()
            .orElseThrow();
    untilJudged(document(sure), true);

    List<String> wrong = new ArrayList<>();
    int refused = 0;
    for (GuardrailCases.Case one : cases) {
      List<Finding> findings = CaseRun.findings(compiled, one, As.DECLARED);
      boolean expected =
          one.passes().asText().equals("false") && !BEYOND_ONE_BLOCK.contains(one.name());
      Kubectl.Result answer = create(document(one));
      boolean warned = answer.stderr().contains(name + ".rolegate.dev");
      refused += warned ? 1 : 0;
      if (warned != expected
          || (answer.exit() == 0)
              != (!expected || guardrail.getSpec().action().name().equals("WARN"))) {
        wrong.add(one.name() + ": " + answer.exit() + " " + answer.stderr());
      } else if (expected && findings.stream().noneMatch(f -> answer.stderr().contains(words(f)))) {
        wrong.add(one.name() + ": " + answer.stderr() + " instead of " + words(findings.get(0)));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(refused).isPositive().isLessThan(cases.size());
  }

  private static String words(Finding finding) {
    return finding.rule().map(rule -> rule.direction().word() + "/" + rule.name() + ": ").orElse("")
        + finding.message();
  }

  private static List<GuardrailCases.Case> cases(String guardrail) {
    return GuardrailFiles.read(List.of("deploy/guardrails/cases"), InputStream.nullInputStream())
        .cases()
        .stream()
        .map(GuardrailFiles.Cases::content)
        .filter(all -> all.guardrail().equals(guardrail))
        .flatMap(all -> all.cases().stream())
        .filter(one -> one.as().contains(As.DECLARED))
        .toList();
  }

  /** As GitOps tools apply. */
  @ParameterizedTest
  @ValueSource(strings = {"deploy/guardrails", "deploy/guardrails/literal", "deploy/admission"})
  void server_side_apply_takes_the_folder_with_every_field_known(String folder) {
    Kubectl.Result applied =
        kubectl.run(
            "apply",
            "-k",
            folder,
            "--server-side",
            "--force-conflicts",
            "--validate=strict",
            "--dry-run=server");
    assertThat(applied.exit()).as(applied.stderr()).isZero();
    assertThat(applied.stderr()).isEmpty();
    assertThat(applied.stdout()).contains("serverside-applied");
  }

  @Test
  void what_was_there_before_stands_in_no_change_s_way_and_nothing_is_added_to_it() {
    String web = rsg("{name: ssh, ports: [{port: 22}], peers: [{cidr: 0.0.0.0/1}]}");
    assertThat(apply(web).exit()).isZero();
    apply(guardrail("world-open-admin", spec -> {}));
    untilJudged(web.replace("name: web", "name: other"), true);

    assertThat(apply(web.replace("The shop", "The new shop")).exit()).isZero();
    assertThat(
            apply(web.replace("egress: []", "egress: [], suspend: true")).exit()
                + apply(web.replace("0.0.0.0/1", "10.0.0.0/8")).exit())
        .isZero();
    assertThat(apply(web).stderr()).contains("ingress/ssh: it opens port 22 to the world");
    assertThat(apply(web.replace("0.0.0.0/1", "0.0.0.0/0")).exit()).isEqualTo(1);
  }

  @Test
  void parameters_match_and_action_of_the_guardrail_count_at_once() {
    String ssh = rsg("{name: ssh, ports: [{port: 2222}], peers: [{cidr: 0.0.0.0/0}]}");
    apply(guardrail("world-open-admin", spec -> {}));
    untilJudged(ssh.replace("2222", "22"), true);
    assertThat(create(ssh).exit()).isZero();

    apply(
        guardrail(
            "world-open-admin",
            spec -> ((ObjectNode) spec.get("parameters")).putArray("ports").add(22).add(2222)));
    untilJudged(ssh, true);
    apply(guardrail("world-open-admin", spec -> spec.put("action", "Warn")));
    untilJudged(ssh.replace("2222", "22"), false);
    apply(guardrail("world-open-admin", spec -> {}));
    untilJudged(ssh.replace("2222", "22"), true);
    apply(
        guardrail(
            "world-open-admin",
            spec -> ((ObjectNode) spec.get("match")).putArray("roles").add("db*").add("bastion")));
    untilJudged(ssh.replace("2222", "22"), false);
    assertThat(create(ssh.replace("2222", "22").replace("role: web", "role: db-1")).exit())
        .isEqualTo(1);
    run("delete", "guardrail", "world-open-admin");
    untilJudged(ssh.replace("2222", "22").replace("role: web", "role: db-1"), false);
  }

  @Test
  void what_an_exception_covers_now_passes() {
    String ssh = rsg("{name: ssh, ports: [{port: 22}], peers: [{cidr: 0.0.0.0/0}]}");
    String rdp = rsg("{name: rdp, ports: [{port: 3389}], peers: [{cidr: 0.0.0.0/0}]}");
    apply(guardrail("world-open-admin", spec -> {}));
    untilJudged(ssh, true);

    exempt("prod:" + namespace + "/web/ssh");
    untilJudged(ssh, false);
    assertThat(create(rdp).exit()).isEqualTo(1);
    assertThat(create(ssh.replace("vpc: prod", "vpc: other")).exit()).isEqualTo(1);
    exempt("prod:" + namespace + "/web");
    untilJudged(rdp, false);
    assertThat(create(rdp.replace("name: web", "name: other")).exit()).isEqualTo(1);
    exempt();
    untilJudged(ssh, true);
  }

  /** As the operator writes it. */
  private static void exempt(String... covered) {
    run(
        "patch",
        "guardrail",
        "world-open-admin",
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\": {\"exempt\": ["
            + Stream.of(covered).map(one -> '"' + one + '"').collect(Collectors.joining(","))
            + "]}}");
  }

  /** More peers and ports than EC2's default quota has room for. */
  @Test
  void a_large_resource_is_judged_within_the_budget() {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      List<String> peers = new ArrayList<>();
      for (int j = 0; j < 20; j++) {
        peers.add("{cidr: 10." + i + "." + j + ".0/24}");
      }
      entries.add(
          "{name: entry-%d, ports: [{port: 80}, {port: 443}], peers: [%s]}"
              .formatted(i, String.join(", ", peers)));
    }
    entries.add("{name: ssh, ports: [{port: 22}], peers: [{cidr: 0.0.0.0/0}]}");
    String large = rsg(String.join(", ", entries));
    apply(guardrail("world-open-high-risk", spec -> {}));
    untilJudged(large, true);
    assertThat(create(large).stderr()).contains("ingress/ssh: it opens port 22 to the world");
  }

  private static String rsg(String entries) {
    return """
    apiVersion: rolegate.dev/v1alpha1
    kind: RoleSecurityGroup
    metadata: {name: web}
    spec: {vpc: prod, role: web, purpose: The shop, owner: team-shop, egress: [], ingress: [%s]}
    """
        .formatted(entries.replace(", ports:", ", purpose: Partners call the interface, ports:"));
  }

  /** The shipped one, for the test's namespace only. */
  private static String guardrail(String name, Consumer<ObjectNode> change) {
    Guardrail shipped =
        guardrails()
            .filter(one -> one.getMetadata().getName().equals(name))
            .findFirst()
            .orElseThrow();
    ObjectNode tree = JSON.valueToTree(shipped);
    ObjectNode spec = (ObjectNode) tree.get("spec");
    spec.putObject("match").putArray("namespaces").add(namespace);
    change.accept(spec);
    return tree.toString();
  }

  /** A case's document as a user would write it in full. */
  private static String document(GuardrailCases.Case one) {
    ObjectNode spec = one.role().deepCopy();
    fill(spec, "vpc", "prod");
    fill(spec, "role", "app");
    fill(spec, "purpose", "Serves the cases of a guardrail");
    fill(spec, "owner", "platform@example.com");
    for (String direction : List.of("ingress", "egress")) {
      int number = 1;
      for (var rule : spec.withArray(direction)) {
        fill((ObjectNode) rule, "name", direction + "-" + number++);
        fill((ObjectNode) rule, "purpose", "Serves the cases of a guardrail");
      }
    }
    try {
      return JSON.writeValueAsString(
          Map.of(
              "apiVersion",
              "rolegate.dev/v1alpha1",
              "kind",
              "RoleSecurityGroup",
              "metadata",
              Map.of("name", "app"),
              "spec",
              spec));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void fill(ObjectNode object, String field, String value) {
    if (!object.has(field)) {
      object.put(field, value);
    }
  }

  /** The API server takes up policies and their parameters with a delay. */
  private static void untilJudged(String document, boolean refused) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> create(document).stderr().contains(".rolegate.dev' with binding") == refused);
  }

  private static Kubectl.Result create(String document) {
    return kubectl.runWithInput(document, "create", "--dry-run=server", "-f", "-");
  }

  private static Kubectl.Result apply(String document) {
    return kubectl.runWithInput(document, "apply", "-f", "-");
  }

  private static void run(String... arguments) {
    Kubectl.Result result = kubectl.run(arguments);
    assertThat(result.exit()).as(result.stderr()).isZero();
  }
}
