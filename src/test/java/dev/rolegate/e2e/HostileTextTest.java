package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Names, purposes, owners, descriptions and tags that are written to break whoever reads them. In
 * logs, events, statuses and metrics each stays one line of plain text.
 */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class HostileTextTest extends OnScene {
  private static final String BIDI = Character.toString(0x202e);
  private static final String CSI = Character.toString(0x9b);
  private static final String LINE = Character.toString(0x2028);

  /** What the schema lets through. */
  private static final String WORDS =
      "${jndi:ldap://x/a} {} %s \"q\" 'q' \\ <b> {\"level\":\"INFO\"} " + BIDI + "gnp.exe";

  /** What EC2 lets into a tag. */
  private static final String TAG =
      "x\"} 1\n2026-01-01 INFO all is well" + CSI + "31m" + LINE + "forged" + BIDI + WORDS;

  private static final Pattern ACTS =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]");

  private static final Pattern SAMPLE =
      Pattern.compile(
          "[a-zA-Z_:][\\w:]*(\\{([a-zA-Z_]\\w*=\"([^\"\\\\]|\\\\.)*\",?)*\\})? [-+.0-9EeNaInf]+");

  private static final RoleDoc WEB = RoleDoc.of("web").in(entry("https", 443, "10.1.0.0/16"));

  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Logger logger = Logger.getLogger("dev.rolegate");
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          logged.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(listener);
  }

  @AfterEach
  void ignore() {
    logger.removeHandler(listener);
  }

  private static RoleDoc hostile(RoleDoc doc) {
    return new RoleDoc(doc.name(), WORDS, WORDS, doc.ingress(), doc.egress(), doc.more());
  }

  private void assertPlain(String role) {
    assertThat(logged).isNotEmpty().noneMatch(line -> ACTS.matcher(line).find());
    assertThat(scene.events(role))
        .extracting(Event::getNote)
        .isNotEmpty()
        .noneMatch(note -> ACTS.matcher(note).find());
    var status = scene.get(role).getStatus();
    assertThat(
            Stream.of(
                    status.conditions().stream().map(Condition::getMessage),
                    status.plan().stream(),
                    status.lastDrift().stream().map(d -> d.rule()))
                .flatMap(s -> s))
        .isNotEmpty()
        .noneMatch(text -> ACTS.matcher(text).find());
    List<String> metrics = RestAssured.get("/q/metrics").asString().lines().toList();
    assertThat(metrics).noneMatch(line -> line.contains("jndi") || line.contains("forged"));
    assertThat(metrics)
        .anyMatch(line -> line.contains("vpc=\"" + scene.vpc() + "\""))
        .filteredOn(line -> !line.startsWith("#"))
        .allMatch(line -> SAMPLE.matcher(line).matches());
  }

  @Test
  void purposesAndOwners() {
    created(WEB);
    for (String line : List.of("one\ntwo", "red\u001b[31m", "next" + LINE + "line")) {
      RoleDoc doc = new RoleDoc("bad", line, line, List.of(), List.of(), Map.of());
      assertThatThrownBy(() -> scene.apply(doc))
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("spec.purpose");
    }

    scene.apply(hostile(WEB));
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scene.group("web").tags().values())
                    .containsEntry("rolegate.dev/purpose", WORDS)
                    .containsEntry("rolegate.dev/owner", WORDS));
    scene.awaitReady("web", "Applied");
    scene.outsider().tag(scene.group("web").id(), Map.of("rolegate.dev/purpose", TAG));
    scene.awaitEvent("web", "DriftRepaired");
    assertThat(scene.events("web"))
        .extracting(Event::getNote)
        .anyMatch(note -> note.contains("${jndi:ldap://x/a} {} %s") && note.contains("\\u202e"));
    scene.awaitReady("web", "Applied");
    assertThat(scene.group("web").tags().values()).containsEntry("rolegate.dev/purpose", WORDS);
    assertPlain("web");
  }

  @Test
  void tagsRulesAndNamesInEc2() {
    created(WEB);
    String odd = "${jndi:ldap://x/a};{} $(reboot) [x]=&*!";
    String id = scene.group("web").id();
    scene.outsider().createGroup(scene.vpcId(), odd, odd, Map.of(TAG.substring(0, 100), TAG));
    scene.outsider().open(id, 22, "0.0.0.0/0", odd);
    scene.awaitEvent("web", "DriftRemoved");
    assertThat(scene.events("web")).extracting(Event::getNote).anyMatch(n -> n.contains(odd));
    assertThat(logged).anyMatch(line -> line.contains("revoke ingress"));

    scene.outsider().tag(id, Map.of("rolegate.dev/cluster", TAG, "rolegate.dev/vpc", TAG));
    var lost = scene.awaitReady("web", "OwnershipLost");
    assertThat(message(lost)).contains("\\u000a2026-01-01", "\\u009b31m", "\\u2028", "\\u202e");
    scene.awaitEvent("web", "OwnershipLost");
    assertPlain("web");
  }
}
