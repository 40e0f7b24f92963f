package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorCommandTest {
  private static final Pattern ENDPOINT = Pattern.compile("EC2 simulator at (http://\\S+)");

  private static CliRun run(String... args) {
    return CliRun.withOperator(() -> 0, args);
  }

  @Test
  void it_answers_at_the_endpoint_that_it_prints_until_it_is_told_to_end() throws Exception {
    var out = new StringWriter();
    var code = new AtomicInteger(-1);
    var cli =
        new Cli(
            () -> 0,
            (vpc, clusterId, externalId, documents) -> null,
            new ByteArrayInputStream(new byte[0]));
    cli.commandLine().setOut(new PrintWriter(out, true));
    var thread =
        new Thread(
            () -> code.set(cli.execute("simulator", "--port", "0", "--deny", "CreateVpc,Delete*")));
    thread.start();
    try {
      await().atMost(Duration.ofSeconds(20)).until(() -> out.toString().contains("Ctrl-C"));
      var endpoint = ENDPOINT.matcher(out.toString());
      assertThat(endpoint.find()).isTrue();
      assertThat(out.toString())
          .contains(
              "AWS_ENDPOINT_URL_EC2=" + endpoint.group(1), "aws ec2 describe-security-groups");
      assertThat(call(endpoint.group(1), "DescribeSecurityGroups")).contains("securityGroupInfo");
      assertThat(call(endpoint.group(1), "DeleteSecurityGroup&GroupId=sg-0a1b2c3d4e5f60718"))
          .contains("UnauthorizedOperation");
    } finally {
      thread.interrupt();
      thread.join(Duration.ofSeconds(20).toMillis());
    }
    assertThat(code).hasValue(0);
  }

  private static String call(String endpoint, String action) throws Exception {
    return SimulatorCall.call(
        URI.create(endpoint), "eu-west-1", "Version=2016-11-15&Action=" + action);
  }

  @Test
  void a_scenario_that_cannot_be_played_is_told(@TempDir Path folder) throws Exception {
    assertThat(run("simulator", "--scenario", folder.resolve("gone").toString()).err())
        .startsWith("error: there is no scenario file ");
    Path scene = Files.writeString(folder.resolve("scene.yaml"), "stepps: []\n");
    assertThat(run("simulator", "--scenario", scene.toString()).err())
        .contains("scene.yaml", "stepps", "no such field");
    Files.writeString(scene, "region: eu-west-1\nvpcs: [{cidr: nowhere}]\n");
    var run = run("simulator", "--port", "0", "--scenario", scene.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("scene.yaml", "vpcs[0]", "nowhere");
  }

  @Test
  void policies_that_cannot_be_evaluated_are_told(@TempDir Path folder) throws Exception {
    Path setup = Files.writeString(folder.resolve("iam.yaml"), "identities: [{arn: me}]\n");
    var run = run("simulator", "--port", "0", "--iam", setup.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("me: is no ARN of a role or user");
    Files.writeString(folder.resolve("own.json"), "{\"Version\": \"2012-10-17\"}");
    Files.writeString(
        setup, "identities: [{arn: 'arn:aws:iam::111122223333:user/ci', policies: [own.json]}]\n");
    assertThat(run("simulator", "--port", "0", "--iam", setup.toString()).err())
        .contains("own", "Statement");
    assertThat(run("simulator", "--iam", folder.resolve("gone").toString()).err())
        .contains("there is no IAM file", "gone");
  }

  @Test
  void a_port_in_use_is_told() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var run = run("simulator", "--port", Integer.toString(taken.getLocalPort()));
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort(), "another port");
    }
  }

  @Test
  void wrong_values_are_named_with_the_right_form() {
    assertThat(run("simulator", "--port", "x").err()).contains("--port", "'x'");
    assertThat(run("simulator", "--port", "70000").err()).contains("70000", "65535");
    assertThat(run("simulator", "--read-lag", "8").err()).contains("--read-lag", "8s");
    assertThat(run("simulator", "--fail", "Authorize*").err()).contains("ACTION=SHARE");
    assertThat(run("simulator", "--account", "1").err()).contains("twelve digits");
    assertThat(run("simulator", "--read-lag", "1s", "--random-read-lag", "1s").err())
        .contains("not both");
    assertThat(run("simulator", "--speed", "0").code()).isEqualTo(1);
  }
}
