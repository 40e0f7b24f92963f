package dev.rolegate.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.sim.fault.Failure.When;
import dev.rolegate.sim.fault.Hold;
import dev.rolegate.sim.log.CallRecord;
import dev.rolegate.sim.state.SecurityGroup;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class HoldsTest extends CloudTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private CompletableFuture<String> create(String name) {
    return CompletableFuture.supplyAsync(() -> cloud.group(name));
  }

  private boolean exists(String name) {
    return cloud.simulator.world().current().region(Cloud.REGION).all(SecurityGroup.class).stream()
        .anyMatch(group -> group.name().equals(name));
  }

  @Test
  @DisplayName("a call is held before its effect, and has it when it is released")
  void before() throws Exception {
    Hold hold = cloud.simulator.behaviour().hold(Hold.next("Create*", When.BEFORE));
    assertThat(hold.held()).isEmpty();
    CompletableFuture<String> id = create("web");
    assertThat(hold.await(LONG)).isTrue();
    assertThat(hold.held()).isPresent();
    assertThat(exists("web")).isFalse();

    hold.release();
    assertThat(cloud.describe(id.get()).groupName()).isEqualTo("web");
    assertThat(hold.held()).isEmpty();
  }

  @Test
  @DisplayName("a call is held after its effect, and nobody has been told of it")
  void after() throws Exception {
    Hold hold = cloud.simulator.behaviour().hold(Hold.next("CreateSecurityGroup", When.AFTER));
    CompletableFuture<String> id = create("web");
    assertThat(hold.await(LONG)).isTrue();
    assertThat(exists("web")).isTrue();
    assertThat(cloud.simulator.calls().all()).isEmpty();
    assertThat(id).isNotDone();

    hold.drop();
    assertThatThrownBy(id::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SdkClientException.class);
    assertThat(cloud.simulator.calls().all())
        .extracting(CallRecord::code, CallRecord::changedSomething)
        .containsExactly(tuple("DROPPED", true));
  }

  @Test
  @DisplayName("a call that is dropped before its effect never happens")
  void neverHappens() throws Exception {
    Hold hold = cloud.simulator.behaviour().hold(Hold.next("CreateSecurityGroup", When.BEFORE));
    CompletableFuture<String> id = create("web");
    assertThat(hold.await(LONG)).isTrue();
    hold.drop();
    assertThatThrownBy(id::get).isInstanceOf(ExecutionException.class);
    assertThat(exists("web")).isFalse();
  }

  @Test
  @DisplayName("only the n-th call is held; others pass it by")
  void nth() throws Exception {
    Hold hold = cloud.simulator.behaviour().hold(Hold.nth("CreateSecurityGroup", When.BEFORE, 2));
    cloud.group("first");
    CompletableFuture<String> second = create("second");
    assertThat(hold.await(LONG)).isTrue();
    cloud.group("third");
    assertThat(exists("second")).isFalse();
    hold.release();
    second.get();
    cloud.group("fourth");
  }

  @Test
  @DisplayName("a hold that has ended holds nothing")
  void ended() throws Exception {
    cloud.simulator.behaviour().hold(Hold.next("CreateSecurityGroup", When.BEFORE)).release();
    cloud.group("web");
    assertThatThrownBy(() -> Hold.nth("*", When.BEFORE, 0)).hasMessageContaining("first one is 1");
  }

  @Test
  @DisplayName("another process holds a call, sees it held, and lets it go")
  void overHttp() throws Exception {
    send("POST", "behaviour", "{\"holds\": [{\"action\": \"Create*\", \"when\": \"BEFORE\"}]}");
    assertThat(heldNow()).isEmpty();
    CompletableFuture<String> id = create("web");
    Hold hold = cloud.simulator.behaviour().holds().get(0);
    assertThat(hold.await(LONG)).isTrue();
    assertThat(heldNow()).isNotEmpty();
    send("POST", "release", "");
    assertThat(cloud.describe(id.get()).groupName()).isEqualTo("web");
    assertThat(send("GET", "holds", "")).isEmpty();
  }

  private String heldNow() throws Exception {
    return new ObjectMapper().readTree(send("GET", "holds", "")).get("held").asText();
  }

  private String send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(cloud.simulator.endpoint() + "/_rolegate/" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
