package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What whoever types something wrong is told. */
class MistakesTest {
  private static final byte[] BINARY = {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xa8};

  @TempDir Path folder;

  private static String refused(String... args) {
    var run = CliRun.withOperator(() -> 0, args);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("error: ")
        .doesNotContain("fault in Rolegate", "\tat ", "java.", "YamlEngine");
    return run.err();
  }

  private String file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  private String file(String name, String content) throws IOException {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan",
        "plan -f",
        "plan -f x --nothing",
        "report --output pdf",
        "sprawl",
        "restore",
        "restore a b",
        "revert",
        "guardrail test",
        "guardrail admission",
        "simulator --port x",
        "run now"
      })
  void wrong_arguments_are_answered_with_the_error_in_sight_and_where_the_options_are(String line) {
    String err = refused(line.split(" "));
    assertThat(err.lines().count()).isLessThan(14);
    assertThat(err).contains("Usage: rolegate " + line.split(" ")[0], " --help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing | there is no command 'nothing'",
        "guardrail nothing | there is no command 'nothing'",
        "report --vpc vpc-0a1b2c3d vpc-0a1b2c3e | 'vpc-0a1b2c3e' is not expected here",
        "plan -f x --cluster-id a/b | which no operator can have",
        "report --region eu-west-1 --cluster-id a/b | which no operator can have",
        "revert --plan 12345678 --audit-log x --cluster-id a/b | which no operator can have",
        "sprawl --vpc-id web --region eu-west-1 | --vpc-id is 'web'; write the VPC's id",
        "sprawl --vpc vpc-0a1b2c3d --region Ireland | --region is 'Ireland'; write its code"
      })
  void what_is_wrong_is_named(String example) {
    String[] sides = example.split(" \\| ");
    assertThat(refused(sides[0].split(" "))).contains(sides[1]);
  }

  @Test
  void a_file_that_is_no_text_is_named_as_such() throws Exception {
    String binary = file("a.yaml", BINARY);
    String wide = file("b.yaml", "kind: ManagedVpc\n".getBytes(StandardCharsets.UTF_16));
    for (String[] command :
        new String[][] {
          {"plan", "--cluster-id", "c", "-f"},
          {"report", "--region", "eu-west-1", "-f"},
          {"guardrail", "test"},
          {"guardrail", "admission"}
        }) {
      var args = Arrays.copyOf(command, command.length + 2);
      args[command.length] = binary;
      args[command.length + 1] = wide;
      assertThat(refused(args)).contains(binary + ": this is no text in UTF-8", wide + ": this is");
    }
    assertThat(refused("simulator", "--port", "0", "--scenario", binary)).contains("no text in");
    assertThat(refused("simulator", "--port", "0", "--iam", binary)).contains("no text in");
  }

  @Test
  void text_with_a_byte_order_mark_is_read() throws Exception {
    String marked = file("a.yaml", "\ufeffapiVersion: rolegate.dev/v1alpha1\nkind: Role\n");
    assertThat(refused("plan", "--cluster-id", "c", "-f", marked)).contains("'Role' is unknown");
  }

  @Test
  void YAML_with_tabs_is_told_with_the_place_and_no_more() throws Exception {
    String tabs = file("a.yaml", "kind: ManagedVpc\nmetadata:\n\tname: x\n");
    assertThat(refused("plan", "--cluster-id", "c", "-f", tabs))
        .contains("a.yaml, document 1: line 3, column 1: ", "TAB")
        .doesNotContain("reader", "^", "name: x");
    String open = file("b.yaml", "a: \"x\nb");
    assertThat(refused("plan", "--cluster-id", "c", "-f", open))
        .contains("line 2, column 2", "quoted scalar")
        .doesNotContain("reader");
  }

  @Test
  void a_folder_that_is_named_twice_is_read_once() throws Exception {
    file("a.yaml", "apiVersion: rolegate.dev/v1alpha1\nkind: Role\n");
    String err =
        refused("plan", "--cluster-id", "c", "-f", folder.toString(), "-f", folder.toString());
    assertThat(err).containsOnlyOnce("'Role' is unknown").doesNotContain("holds no");
  }

  @Test
  void a_path_through_a_file_is_told_in_the_system_s_words() throws Exception {
    String file = file("a.yaml", "");
    assertThat(refused("plan", "--cluster-id", "c", "-f", file + "/b.yaml"))
        .contains("a.yaml/b.yaml: cannot be read: ")
        .doesNotContain("FileSystemException");
  }

  @Test
  void what_a_cluster_holds_beside_the_documents_is_passed_over() throws Exception {
    String orphan =
        file("a.yaml", "apiVersion: rolegate.dev/v1alpha1\nkind: OrphanedSecurityGroup\n");
    assertThat(refused("plan", "--cluster-id", "c", "-f", orphan)).contains("hold no ManagedVpc");
  }

  @Test
  void a_kubeconfig_that_is_none_is_refused() throws Exception {
    String id = "sg-0a1b2c3d4e5f60718";
    for (String none : new String[] {file("a", "text"), file("b", BINARY)}) {
      assertThat(refused("restore", id, "--kubeconfig", none))
          .contains(none + " is no kubeconfig file that can be read");
    }
    String known =
        file(
            "c",
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: here, cluster: {server: 'https://127.0.0.1:1'}}]
            users: [{name: me, user: {token: t}}]
            contexts: [{name: prod, context: {cluster: here, user: me}}]
            current-context: prod
            """);
    assertThat(refused("restore", id, "--kubeconfig", known, "--context", "test"))
        .contains("there is no context test, only prod");
    assertThat(refused("restore", id, "--kubeconfig", known))
        .contains("no answer: ", "Connection refused", "Check --kubeconfig");
  }

  @Test
  void a_scene_or_a_setup_that_is_none_is_refused() throws Exception {
    assertThat(refused("simulator", "--port", "0", "--scenario", folder.toString()))
        .contains("there is no scenario file");
    assertThat(refused("simulator", "--port", "0", "--scenario", file("e.yaml", "")))
        .contains("is empty; say at least region");
    assertThat(refused("simulator", "--port", "0", "--iam", file("i.yaml", "roles: []")))
        .contains("roles: there is no such field here; known are identities");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1:4580", "ftp://127.0.0.1", "http://", "a b"})
  void an_endpoint_that_is_no_URL_is_told_instead_of_what_it_led_to(String endpoint) {
    var failure = new Ec2Exception(Kind.TRANSIENT, "DescribeVpcs", "NoAnswer", "none", null);
    assertThat(Ec2Advice.explain(failure, Map.of("AWS_ENDPOINT_URL_EC2", endpoint)))
        .startsWith("AWS_ENDPOINT_URL_EC2 is '" + endpoint + "', which is no URL of a server");
    assertThat(Ec2Advice.explain(failure, Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:4580")))
        .startsWith("DescribeVpcs failed (NoAnswer): none");
  }

  private static final class Full extends OutputStream {
    private final String reason;

    Full(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int octet) throws IOException {
      throw new IOException(reason);
    }
  }

  private static String err(OutputStream out, int expected) {
    var err = new StringWriter();
    var cli = new Cli(() -> 0, (v, c, e, d) -> null, new ByteArrayInputStream(new byte[0]));
    cli.printTo(out);
    cli.commandLine().setErr(new PrintWriter(err, true));
    assertThat(cli.execute("help", "plan")).isEqualTo(expected);
    return err.toString();
  }

  @Test
  void output_that_is_lost_is_an_error_and_a_reader_that_ended_is_none() {
    assertThat(err(new Full("No space left on device"), 1))
        .contains("standard output cannot be written: No space left on device");
    assertThat(err(new Full("Broken pipe"), 0)).isEmpty();
    var kept = new ByteArrayOutputStream();
    assertThat(err(kept, 0)).isEmpty();
    assertThat(kept.toString(StandardCharsets.UTF_8)).contains("Usage: rolegate plan");
    assertThat(new StandardOutput(kept).lost()).isEqualTo(Optional.empty());
  }
}
