package dev.rolegate.execute.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.plan.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines themselves: what they may hold, where they go, and what reads them. */
class AuditLinesTest {
  private static final String HOSTILE =
      "a\"b\\c\nd\r\n{\"rolegateAudit\":1}\u0000\u0007\u001b[2J\u007f\u0085\u2028\u2029\u202e\ud83d\ude00\ud800é";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-01T12:00:00.123456789Z"));

  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();
  private final AuditLog log = new AuditLog(List.of((line, durable) -> lines.add(line)), CLOCK);

  private static AuditContext context(String why) {
    return context(why, List.of());
  }

  private static AuditContext context(String why, List<String> guardrails) {
    return new AuditContext(
        "test",
        "prod",
        "vpc-1",
        "eu-west-1",
        "111122223333",
        "0123456789abcdef",
        "fedcba9876543210",
        7,
        List.of(new Step.Target(new GroupKey("shop", "web"), "sg-1")),
        why,
        guardrails);
  }

  private static AuditState state(String text) {
    List<LiveRule> rules =
        List.of(
            rule(Direction.INGRESS, Protocol.TCP, 1, 9, new Peer.Address(Cidr.parse("10.0.0.0/8"))),
            rule(Direction.INGRESS, Protocol.ICMP, 8, -1, new Peer.Address(Cidr.parse("::/0"))),
            rule(Direction.EGRESS, Protocol.ALL, -1, -1, new Peer.PrefixList("pl-1")),
            rule(Direction.EGRESS, Protocol.parse("50"), -1, -1, new Peer.Group("sg-2", "4444")));
    Group group = new Group("sg-1", text, text, "vpc-1", "", Map.of(text, text), List.of(), true);
    return new AuditState(
        group,
        rules.stream().map(r -> r.withDescription(text).withTags(Map.of(text, text))).toList(),
        Map.of("sg-1", Map.of(text, text)));
  }

  private static LiveRule rule(
      Direction direction, Protocol protocol, int from, int to, Peer peer) {
    Permission permission = new Permission(protocol, new PortRange(from, to), peer);
    return new LiveRule("sgr-" + from, direction, permission, "", Map.of(), true);
  }

  private AuditReader read(String text) throws IOException {
    AuditReader reader = new AuditReader();
    reader.read("log", new BufferedReader(new StringReader(text)));
    return reader;
  }

  private AuditedCall written(String text) {
    AuditedCall call =
        log.begin(context(text), "DeleteSecurityGroup", "sg-1", state(text), AuditState.NOTHING);
    log.end(call, AuditOutcome.ok("request-1", state(text)));
    return call;
  }

  @Test
  void whateverTheTextsHoldALineStaysOneLineOfPlainCharacters() throws IOException {
    String readable = HOSTILE.replace("\ud800", "");
    AuditedCall call = written(readable);
    written(HOSTILE);

    assertThat(lines).hasSize(4).allMatch(line -> line.matches("[ -~]+"));
    for (String line : lines) {
      assertThat(new ObjectMapper().readTree(line).isObject()).isTrue();
    }
    AuditedCall back = read(String.join("\n", lines)).calls().get(0);
    assertThat(back.context()).isEqualTo(call.context());
    assertThat(back.before()).isEqualTo(call.before());
    assertThat(back.end().orElseThrow().created()).isEqualTo(call.before());
    assertThat(back.end().get().requestId()).isEqualTo("request-1");
    assertThat(((Peer.Group) back.before().rules().get(3).permission().peer()).accountId())
        .isEqualTo("4444");
  }

  @Test
  void theGuardrailsOfARemovalAreInItsLineAndInNoOther() throws IOException {
    List<String> names = List.of("all-traffic", "world-open-admin");
    log.begin(
        context("remediated", names),
        "RevokeSecurityGroupIngress",
        "sg-1",
        state("x"),
        AuditState.NOTHING);
    log.begin(context("drift"), "DeleteTags", "sg-1", state("x"), AuditState.NOTHING);

    assertThat(lines.get(0)).contains("\"guardrails\":[\"all-traffic\",\"world-open-admin\"]");
    assertThat(lines.get(1)).doesNotContain("guardrails");
    assertThat(read(String.join("\n", lines)).calls())
        .extracting(call -> call.context().guardrails())
        .containsExactly(names, List.of());
    assertThat(read(lines.get(0).replace("\"all-traffic\"", "{}")).problems().get(0))
        .contains("guardrails has what is no name");
  }

  @Test
  void linesAreFoundWrappedMixedRepeatedAndInAnyOrder() throws IOException {
    AuditedCall one = written("one");
    AuditedCall two = written("two");
    String text =
        String.join(
            "\n",
            "2026-03-01 12:00:00,123 INFO  [dev.rolegate.audit] (rolegate-ec2-1) " + lines.get(1),
            "Starting; writes rolegateAudit lines",
            record(Map.of("loggerName", "dev.rolegate.audit", "message", lines.get(0))),
            record(Map.of("loggerName", "other", "message", "speaks of rolegateAudit")),
            record(Map.of("log", record(Map.of("message", lines.get(3))) + "\n")),
            "2026-03-01T12:00:00Z stdout F " + record(Map.of("message", lines.get(2))),
            lines.get(0));

    AuditReader reader = read(text);

    assertThat(reader.problems()).isEmpty();
    assertThat(reader.calls()).extracting(AuditedCall::id).containsExactly(one.id(), two.id());
    assertThat(reader.calls()).allMatch(call -> call.end().isPresent());
  }

  private static String record(Map<String, String> fields) throws JsonProcessingException {
    return new ObjectMapper().writeValueAsString(fields);
  }

  @Test
  void aCutLineIsToldAndTheRestIsRead() throws IOException {
    written("one");
    String cut = lines.get(0).substring(0, 200);

    AuditReader reader = read(lines.get(0) + "\n" + lines.get(1) + "\n" + cut);

    assertThat(reader.calls()).hasSize(1);
    assertThat(reader.problems())
        .containsExactly("log, line 3: an audit line is cut short or damaged");
    assertThat(read(lines.get(0).replace("Audit\":1", "Audit\":2")).problems().get(0))
        .contains("its format is version 2");
    assertThat(read(lines.get(0)).calls().get(0).isUncertain()).isTrue();
  }

  @Test
  void aFileIsAppendedToFromWhereverItsLastWriterStopped() throws IOException {
    Path path = folder.resolve("audit.log");
    Files.writeString(path, "{\"rolegateAudit\":1,\"phase\":\"beg");
    AuditFile file = new AuditFile(path);

    file.write("one", true);
    file.write("two", false);
    Files.move(path, folder.resolve("audit.log.1"));
    file.write("three", true);

    assertThat(Files.readAllLines(folder.resolve("audit.log.1")))
        .containsExactly("{\"rolegateAudit\":1,\"phase\":\"beg", "one", "two");
    assertThat(Files.readAllLines(path)).containsExactly("three");
  }

  @Test
  void aFileThatCannotBeWrittenStopsTheCallAndIsTriedAgain() throws IOException {
    Path path = folder.resolve("volume/audit.log");
    AuditLog toFile = new AuditLog(List.of(new AuditFile(path)), CLOCK);

    assertThatThrownBy(
            () ->
                toFile.begin(
                    context("x"), "CreateTags", "", AuditState.NOTHING, AuditState.NOTHING))
        .isInstanceOfSatisfying(
            Ec2Exception.class, e -> assertThat(e.kind()).isEqualTo(Ec2Exception.Kind.UNAUDITED))
        .hasMessageContaining("CreateTags was not sent")
        .hasMessageContaining(path.toString())
        .hasMessageContaining("NoSuchFile");

    Files.createDirectory(path.getParent());
    toFile.begin(context("x"), "CreateTags", "", AuditState.NOTHING, AuditState.NOTHING);
    assertThat(Files.readAllLines(path)).hasSize(1);
  }
}
