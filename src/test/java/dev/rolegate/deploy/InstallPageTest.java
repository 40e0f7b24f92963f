package dev.rolegate.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rolegate.cli.CommandModel;
import dev.rolegate.deploy.InstallPage.Block;
import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.RealApiServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The installation that the README and its page describe, as commands on a real API server. A block
 * that cannot be tried fails the test.
 */
@RealApiServer
class InstallPageTest {
  private static final Path README = Path.of("README.md");
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final Set<String> SHELL = Set.of("", "shell");

  /** As the files of IAM have them; AWS is a key of JSON there. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\b(?!AWS\\b)[A-Z]{3,}(?:_[A-Z]+)*\\b");

  private static final ObjectMapper JSON = new ObjectMapper();

  private static ApiServer server;

  @TempDir Path folder;

  /** A reader has done every step before the one that is tried. */
  @BeforeAll
  static void as_after_the_step_before(ApiServer running) {
    server = running;
    server.install();
    server.kubectl().run("create", "namespace", "monitoring");
    var applied = server.kubectl().run("apply", "-f", "deploy/samples");
    assertThat(applied.exit()).as(applied.stderr()).isZero();
  }

  /** The namespaces stay: without a controller they would for ever be about to go. */
  @AfterAll
  static void leave_no_documents_behind() {
    server.kubectl().run("delete", "rsg", "--all", "-n", "shop");
    server.kubectl().run("delete", "managedvpc", "prod");
  }

  private static Stream<Block> both() {
    return Stream.concat(
        InstallPage.blocks(README, "## A first role on a real cluster").stream(),
        InstallPage.blocks(InstallPage.FILE, "").stream());
  }

  @Test
  void the_way_of_the_README() throws IOException {
    run(InstallPage.blocks(README, "## A first role on a real cluster"));
  }

  @Test
  void the_way_of_the_page() throws IOException {
    var shell = run(InstallPage.blocks(InstallPage.FILE, ""));

    assertThat(rendered(shell))
        .contains("image: registry.example.com/rolegate:0.1.1", "ROLEGATE_CLUSTER_ID: prod-eu-1")
        .contains("eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/rolegate")
        .contains("resourceNames:\n  - rolegate\n");
    assertThat(shell.asked())
        .filteredOn(call -> call.get(0).equals("aws"))
        .flatMap(call -> call)
        .filteredOn(word -> word.startsWith("file://"))
        .hasSizeGreaterThan(4)
        .allSatisfy(file -> assertFilledIn(shell.root().resolve(file.substring(7))));
    assertThat(shell.asked())
        .filteredOn(call -> call.contains("cloudformation"))
        .isNotEmpty()
        .allSatisfy(call -> assertParameters(shell.root(), call));
  }

  /** Every parameter is one of the template, and each that it asks for is given. */
  private static void assertParameters(Path root, List<String> deploy) {
    Path template = root.resolve(deploy.get(deploy.indexOf("--template-file") + 1));
    Map<String, JsonNode> known = new TreeMap<>();
    try {
      new YAMLMapper()
          .readTree(InstallPage.read(template))
          .path("Parameters")
          .properties()
          .forEach(parameter -> known.put(parameter.getKey(), parameter.getValue()));
    } catch (JsonProcessingException e) {
      throw new AssertionError(template.toString(), e);
    }
    Set<String> given =
        deploy.stream()
            .skip(deploy.indexOf("--parameter-overrides") + 1)
            .map(word -> word.replaceFirst("=.*", ""))
            .collect(Collectors.toSet());
    assertThat(known.keySet()).containsAll(given);
    assertThat(known).isNotEmpty();
    known.entrySet().stream()
        .filter(parameter -> !parameter.getValue().has("Default"))
        .forEach(parameter -> assertThat(given).contains(parameter.getKey()));
  }

  private Shell run(List<Block> blocks) throws IOException {
    var commands = blocks.stream().filter(block -> SHELL.contains(block.language())).toList();
    assertThat(commands).hasSizeGreaterThan(4);
    var shell = new Shell(folder);
    var result = shell.run(commands, server.kubectl().binary(), server.kubeconfig());
    assertThat(result.exit()).as(result.printed()).isZero();
    // Warnings of the API server too: a field that it does not know is one.
    assertThat(result.printed())
        .doesNotContain("Warning: unknown field", "would violate PodSecurity");
    shell.asked().stream().filter(call -> call.get(0).equals("java")).forEach(this::assertParses);
    return shell;
  }

  /** As the last command but the uninstallation left it. */
  private String rendered(Shell shell) {
    var result = server.kubectl().run("kustomize", shell.root().resolve("rolegate").toString());
    assertThat(result.exit()).as(result.stderr()).isZero();
    return result.stdout();
  }

  private void assertParses(List<String> java) {
    assertThat(java).contains("-jar", JAR.toString());
    var arguments = java.subList(java.indexOf(JAR.toString()) + 1, java.size());
    var parsed = CommandModel.standard().parseArgs(arguments.toArray(String[]::new));
    assertThat(parsed.subcommand()).as(String.join(" ", java)).isNotNull();
  }

  private static void assertFilledIn(Path file) {
    String text = InstallPage.read(file);
    assertThat(parse(text).isObject()).as(file.toString()).isTrue();
    assertThat(
            PLACEHOLDER.matcher(text.replace("0123456789ABCDEF", "")).results().map(m -> m.group()))
        .as("left to be filled in, in " + file)
        .isEmpty();
  }

  @Test
  void every_block_is_of_a_language_that_is_tried() {
    assertThat(both())
        .allSatisfy(
            block ->
                assertThat(Set.of("", "shell", "yaml", "json"))
                    .as(block.file() + ":" + block.line())
                    .contains(block.language()));
  }

  @Test
  void every_document_is_taken_by_the_API_server() {
    assertThat(both().filter(block -> block.language().equals("yaml")))
        .isNotEmpty()
        .allSatisfy(
            block -> {
              var result =
                  server
                      .kubectl()
                      .runWithInput(
                          block.text(),
                          "apply",
                          "--dry-run=server",
                          "--validate=strict",
                          "-f",
                          "-");
              assertThat(result.exit()).as(block + "\n" + result.stderr()).isZero();
            });
  }

  @Test
  void every_JSON_can_be_read() {
    both()
        .filter(block -> block.language().equals("json"))
        .forEach(block -> assertThat(parse(block.text()).isObject()).isTrue());
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  @Test
  void a_command_that_cannot_be_tried_fails() throws IOException {
    var shell = new Shell(folder);
    for (String unknown :
        List.of(
            "helm install rolegate",
            "kubectl edit managedvpc prod",
            "kubectl rollout undo deployment/rolegate",
            "aws iam delete-user --user-name somebody",
            "aws iam create-role --assume-role-policy-document file://target/missing.json",
            "docker run rolegate",
            "make nothing",
            "kubectl get rsg -n shop missing",
            "echo $UNSET")) {
      var block = new Block(InstallPage.FILE, 1, "shell", unknown);
      var result = shell.run(List.of(block), server.kubectl().binary(), server.kubeconfig());
      assertThat(result.exit()).as(unknown + "\n" + result.printed()).isNotZero();
    }
  }
}
