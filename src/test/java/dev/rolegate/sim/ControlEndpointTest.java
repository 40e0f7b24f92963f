package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ControlEndpointTest extends CloudTest {
  private final ObjectMapper json = new ObjectMapper();

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(cloud.simulator.endpoint() + "/_rolegate/" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  @DisplayName("the call log is one JSON object a line, from a number on")
  void calls() throws Exception {
    String web = cloud.group("web");
    refused("InvalidGroup.Duplicate", () -> cloud.group("web"));
    cloud.describe(web);
    String[] lines = send("GET", "calls?since=1", "").body().split("\n");
    assertThat(lines).hasSize(2);
    JsonNode failed = json.readTree(lines[0]);
    assertThat(failed.get("number").asInt()).isEqualTo(2);
    assertThat(failed.get("action").asText()).isEqualTo("CreateSecurityGroup");
    assertThat(failed.get("account").asText()).isEqualTo(Cloud.ACCOUNT);
    assertThat(failed.get("accessKey").asText()).isEqualTo(Cloud.ACCOUNT);
    assertThat(failed.get("client").asText()).matches("127\\.0\\.0\\.1:\\d+");
    assertThat(failed.get("region").asText()).isEqualTo(Cloud.REGION);
    assertThat(failed.get("code").asText()).isEqualTo("InvalidGroup.Duplicate");
    assertThat(failed.get("status").asInt()).isEqualTo(400);
    assertThat(failed.get("mutating").asBoolean()).isTrue();
    assertThat(failed.get("params").get("GroupName").asText()).isEqualTo("web");
    assertThat(failed.get("versionAfter")).isEqualTo(failed.get("versionBefore"));
    assertThat(failed.get("requestId").asText()).isNotEmpty();
    assertThat(json.readTree(lines[1]).get("code").asText()).isEqualTo("OK");
  }

  @Test
  @DisplayName("the behaviour changes at run time, and changes back")
  void behaviour() throws Exception {
    assertThat(
            send(
                    "POST",
                    "behaviour",
                    """
                    {"denied": ["CreateTags"],
                     "readLag": {"seconds": 60},
                     "throttling": true,
                     "failures": [{"action": "Delete*", "when": "BEFORE", "kind": "INTERNAL_ERROR",
                                   "next": 1}]}
                    """)
                .statusCode())
        .isEqualTo(200);
    String web = cloud.group("web");
    refused("InvalidGroup.NotFound", () -> cloud.describe(web));
    refused(
        "UnauthorizedOperation",
        () -> cloud.ec2.createTags(r -> r.resources(web).tags(Cloud.tag("a", "b"))));
    refused("InternalError", () -> cloud.ec2.deleteSecurityGroup(r -> r.groupId(web)));
    assertThat(cloud.simulator.behaviour().throttling()).isTrue();
    send("POST", "behaviour", "{\"denied\": [], \"readLag\": {\"seconds\": 0}}");
    assertThat(cloud.describe(web).groupName()).isEqualTo("web");
    cloud.ec2.createTags(r -> r.resources(web).tags(Cloud.tag("a", "b")));
  }

  @Test
  @DisplayName("a setting that does not exist is refused by its name")
  void wrong() throws Exception {
    HttpResponse<String> answer = send("POST", "behaviour", "{\"colour\": 1}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("colour");
    assertThat(send("GET", "nothing", "").statusCode()).isEqualTo(400);
    assertThat(send("POST", "advance", "").body()).contains("seconds");
  }

  @Test
  @DisplayName("the clock is moved forward")
  void advance() throws Exception {
    Instant before = cloud.simulator.world().clock().now();
    send("POST", "advance?seconds=90.5", "");
    assertThat(cloud.simulator.world().clock().now())
        .isAfterOrEqualTo(before.plus(Duration.ofMillis(90500)));
  }

  @Test
  @DisplayName("the data plane's rules are shown")
  void dataPlane() throws Exception {
    String web = cloud.group("web");
    cloud.allow(web, Cloud.tcp(443, "10.0.0.0/8"));
    JsonNode view =
        json.readTree(send("GET", "data-plane?account=111122223333&region=eu-west-1", "").body());
    assertThat(view.get("rules"))
        .anyMatch(
            rule ->
                rule.get("groupId").asText().equals(web)
                    && rule.get("peer").asText().equals("10.0.0.0/8"));
  }
}
