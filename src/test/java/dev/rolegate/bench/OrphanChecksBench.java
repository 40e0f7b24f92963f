package dev.rolegate.bench;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.model.UseCollector;
import dev.rolegate.operator.MockClusterAndEc2;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * How often a running operator looks for what uses groups: never while no group may be an orphan,
 * and then once for many checks. And for sprawl: once for many checks. Counted in the simulator's
 * log of calls.
 */
@QuarkusTest
@TestProfile(OrphanChecksBench.Quiet.class)
@WithTestResource(MockClusterAndEc2.class)
@Tag("bench")
class OrphanChecksBench {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CHECK = "DescribeSecurityGroups";
  private static final int CHECKS = 5;
  private static final int GROUPS = 20;
  private static final String VPC = "orphan-checks";

  /** Calls of the collectors, those that a check needs anyway left out. */
  private static final Set<String> COLLECTORS =
      Arrays.stream(UseCollector.values())
          .flatMap(collector -> collector.permissions().stream())
          .map(permission -> permission.substring(permission.indexOf(':') + 1))
          .filter(action -> !Set.of(CHECK, "DescribeVpcs").contains(action))
          .collect(Collectors.toSet());

  /** Calls of a look at sprawl, that for the VPC's address blocks left out. */
  private static final Set<String> SPRAWL =
      Set.of(
          "DescribeNetworkInterfaces",
          "DescribeInstances",
          "DescribeStaleSecurityGroups",
          "DescribeLaunchTemplateVersions");

  /** Of either. */
  private static final Set<String> LOOKS =
      Stream.concat(COLLECTORS.stream(), SPRAWL.stream()).collect(Collectors.toSet());

  /** Leaves the table alone on the screen. */
  public static final class Quiet implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.log.level", "ERROR");
    }
  }

  @Inject Operator operator;
  @Inject KubernetesClient client;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private String vpcId;

  @Test
  void looking() {
    if (!operator.getRuntimeInfo().isStarted()) {
      operator.start();
    }
    groups();
    var table = new Table("Checks of " + (GROUPS + 1) + " groups");
    manage(1, "keep: {names: [\"*\"]}, ");
    await().atMost(PATIENCE).until(this::isLookedAt);
    row(table, "sprawl looked at, no group a candidate", calls(0), SPRAWL.size());
    row(table, CHECKS + " checks, no group a candidate", checks(lastCall()), 0);
    long found = lastCall();
    manage(2, "");
    await()
        .atMost(PATIENCE)
        .until(
            () -> client.resources(OrphanedSecurityGroup.class).list().getItems().size() == GROUPS);
    // Interfaces, references, associations, launch templates, Spot requests and Spot fleets.
    row(table, GROUPS + " candidates found", calls(found), 6);
    row(table, CHECKS + " checks after it", checks(lastCall()), 0);
    client.resources(ManagedVpc.class).withName(VPC).delete();
    table.print();
  }

  private boolean isLookedAt() {
    var status = client.resources(ManagedVpc.class).withName(VPC).get().getStatus();
    return status != null && status.sprawl() != null && status.sprawl().missing().isEmpty();
  }

  private void groups() {
    try (var web = Apache5HttpClient.create();
        var sdk = Ec2Client.builder().region(Region.EU_WEST_1).httpClient(web).build()) {
      vpcId = sdk.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
      for (int i = 0; i < GROUPS; i++) {
        String name = "launch-wizard-" + i;
        sdk.createSecurityGroup(r -> r.vpcId(vpcId).groupName(name).description("by a console"));
      }
    }
  }

  /** Other services than EC2 are not there. */
  private void manage(long generation, String keep) {
    String yaml =
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: ManagedVpc
        metadata: {name: %s, generation: %d}
        spec:
          vpcId: %s
          region: eu-west-1
          mode: Enforce
          drift: {interval: 1s}
          orphans: {%scollectors: [LaunchTemplates, Fleets]}
        """
            .formatted(VPC, generation, vpcId, keep);
    client
        .resource(Serialization.unmarshal(yaml, ManagedVpc.class))
        .createOr(resource -> resource.update());
  }

  /** The calls of the next checks. */
  private List<JsonNode> checks(long since) {
    await().atMost(PATIENCE).until(() -> named(calls(since), Set.of(CHECK)) >= CHECKS);
    return calls(since);
  }

  private static void row(Table table, String figure, List<JsonNode> calls, double target) {
    long made = named(calls, LOOKS);
    table.row(figure + ": calls to look", made, "<=", target);
    if (made > target) {
      table.note("of: %s", calls.stream().map(call -> call.get("action").asText()).toList());
    }
  }

  private static long named(List<JsonNode> calls, Set<String> actions) {
    return calls.stream().filter(call -> actions.contains(call.get("action").asText())).count();
  }

  private long lastCall() {
    return calls(0).stream().mapToLong(call -> call.get("number").asLong()).max().orElse(0);
  }

  private List<JsonNode> calls(long since) {
    var address =
        URI.create(System.getProperty("aws.endpointUrlEc2") + "/_rolegate/calls?since=" + since);
    try {
      var answer =
          http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
      return answer.body().lines().map(this::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading the call log", e);
    }
  }

  private JsonNode parse(String line) {
    try {
      return json.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
