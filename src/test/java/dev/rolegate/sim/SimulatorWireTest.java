package dev.rolegate.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SimulatorWireTest {
  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/eu-west-1/ec2/aws4_request,"
          + " SignedHeaders=host, Signature=00";
  private Simulator simulator;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorOptions.defaults());
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  @DisplayName("[D] an unknown action is refused by its name")
  void unknownAction() throws Exception {
    HttpResponse<String> answer = post("Action=LaunchRocket&Version=2016-11-15");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains(
            "<Code>InvalidAction</Code><Message>The action LaunchRocket is not valid for this web"
                + " service.</Message>");
  }

  @Test
  @DisplayName("[R] an unknown parameter is refused by its name")
  void unknownParameter() throws Exception {
    HttpResponse<String> answer =
        post(
            "Action=CreateSecurityGroup&Version=2016-11-15&GroupName=a&GroupDescription=b&Colour=red");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains(
            "<Code>UnknownParameter</Code><Message>The parameter Colour is not recognized</Message>");
  }

  @Test
  @DisplayName("[D] a created group is answered with its id and ARN, under the API's namespace")
  void create() throws Exception {
    HttpResponse<String> answer =
        post("Action=CreateSecurityGroup&Version=2016-11-15&GroupName=a&GroupDescription=b");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains(
            "<CreateSecurityGroupResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                + "<requestId>")
        .containsPattern("<groupId>sg-0[0-9a-f]{16}</groupId>")
        .contains("<securityGroupArn>arn:aws:ec2:eu-west-1:111122223333:security-group/sg-0");
    assertThat(simulator.calls().all()).hasSize(1);
    assertThat(simulator.calls().all().get(0).changedSomething()).isTrue();
  }

  @Test
  @DisplayName("[D] a request without a signature is refused")
  void unsigned() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(simulator.endpoint() + "/"))
            .POST(HttpRequest.BodyPublishers.ofString("Action=DescribeTags&Version=2016-11-15"))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("<Code>MissingAuthenticationToken</Code>");
  }

  private HttpResponse<String> post(String form) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(simulator.endpoint() + "/"))
            .header("Authorization", SIGNED)
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
