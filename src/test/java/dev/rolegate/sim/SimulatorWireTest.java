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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Version=2016-11-15|400|MissingAction|The request is missing an action or a required"
            + " parameter.",
        "Action=DescribeTags|400|MissingParameter|The request must contain the parameter Version",
        "Action=DescribeTags&Version=1999-01-01|400|NoSuchVersion|The requested version"
            + " (1999-01-01) of service AmazonEC2 does not exist",
        "Action=DescribeSecurityGroups&Version=2016-11-15&MaxResults=ten|400|InvalidParameterValue|Value"
            + " (ten) for parameter MaxResults is invalid. Must be an integer.",
        "Action=DescribeSecurityGroups&Version=2016-11-15&DryRun=maybe|400|InvalidParameterValue|Value"
            + " (maybe) for parameter DryRun is invalid. Must be a boolean.",
        "Action=DescribeSecurityGroups&Version=2016-11-15&Filter.1.Value.1=x|400|InvalidParameterValue|The"
            + " filter 'null' is invalid",
        "Action=DescribeSecurityGroups&Version=2016-11-15&Filter.1.Colour=x&Filter.1.Name=vpc-id"
            + "&Filter.1.Value.1=x|400|UnknownParameter|The parameter Filter.1.Colour is not recognized",
        "Action=DescribeSecurityGroups&Version=2016-11-15&GroupId=sg-1|400|UnknownParameter|The parameter"
            + " GroupId is not recognized",
        "Action=DescribeSecurityGroups&Version=2016-11-15&GroupIds.1=sg-1|400|UnknownParameter|The"
            + " parameter GroupIds.1 is not recognized",
        "Action=DescribeSecurityGroups&Version=2016-11-15&X=%zz|400|MalformedQueryString|The query string"
            + " contains a syntax error.",
      })
  @DisplayName("[D] requests that are not well formed (texts of type errors [I])")
  void notWellFormed(String form, int status, String code, String message) throws Exception {
    HttpResponse<String> answer = post(form);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body())
        .contains(
            "<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors><RequestID>"
                .formatted(code, message));
  }

  @Test
  @DisplayName("[D] parameters may come in the URL of a GET as well, the signature too")
  void get() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    simulator.endpoint()
                        + "/?Action=DescribeSecurityGroups&Version=2016-11-15&X-Amz-Credential="
                        + "AKIDEXAMPLE%2F20260101%2Feu-west-1%2Fec2%2Faws4_request&X-Amz-Signature=0"))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("<groupName>default</groupName>");
    assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
  }

  @Test
  @DisplayName("[D] a signature that cannot be read is 401 AuthFailure")
  void unreadableSignature() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(simulator.endpoint() + "/"))
            .header("Authorization", "AWS4-HMAC-SHA256 nonsense")
            .POST(HttpRequest.BodyPublishers.ofString("Action=DescribeTags&Version=2016-11-15"))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("<Code>AuthFailure</Code>");
  }

  @Test
  @DisplayName("[D] lists are in <item>s, empty ones of a permission too; text is escaped")
  void lists() throws Exception {
    String id =
        post("Action=CreateSecurityGroup&Version=2016-11-15&GroupName=a%26b&GroupDescription=c")
            .body()
            .replaceAll("(?s).*<groupId>(.*)</groupId>.*", "$1");
    String body = post("Action=DescribeSecurityGroups&Version=2016-11-15&GroupId.1=" + id).body();
    assertThat(body)
        .contains("<securityGroupInfo><item><ownerId>111122223333</ownerId>")
        .contains("<groupName>a&amp;b</groupName>")
        .contains("<ipPermissions></ipPermissions>")
        .contains(
            "<ipPermissionsEgress><item><ipProtocol>-1</ipProtocol><groups></groups><ipRanges><item>"
                + "<cidrIp>0.0.0.0/0</cidrIp></item></ipRanges><ipv6Ranges></ipv6Ranges>"
                + "<prefixListIds></prefixListIds></item></ipPermissionsEgress>")
        .doesNotContain("nextToken")
        .doesNotContain("tagSet");
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
