package dev.rolegate.sim;

import static dev.rolegate.sim.OtherServices.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.sim.fault.Failure;
import dev.rolegate.sim.fault.Hold;
import dev.rolegate.sim.iam.IamSetup;
import dev.rolegate.sim.iam.Identity;
import dev.rolegate.sim.iam.Policy;
import dev.rolegate.sim.log.CallRecord;
import dev.rolegate.sim.state.ServiceResource;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What all services other than EC2 and STS have in common; boto3 sees each of them apart. */
class ServicesTest extends CloudTest {
  private static final String FUNCTIONS = "/2015-03-31/functions?FunctionVersion=ALL";
  private static final String FUNCTION = "AWS::Lambda::Function";
  private static final String LIST_CLUSTERS = "AmazonEC2ContainerServiceV20141113.ListClusters";
  private static final String DESCRIBE_CLUSTERS = "Action=DescribeDBClusters&Version=2014-10-31";
  private static final String GROUP = "sg-0a1b2c3d4e5f60100";

  private OtherServices services;

  @BeforeEach
  void connect() {
    services = new OtherServices(cloud.simulator, Cloud.ACCOUNT);
  }

  private void function(String name) {
    cloud
        .simulator
        .services()
        .add(Cloud.REGION, ServiceResource.of(Cloud.ACCOUNT, FUNCTION, name, GROUP));
  }

  private CallRecord lastCall() {
    List<CallRecord> calls = cloud.simulator.calls().all();
    return calls.get(calls.size() - 1);
  }

  private static void refused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(read(answer).get("__type").asText()).isEqualTo(code);
  }

  @Test
  @DisplayName("[D] a JSON service answers application/x-amz-json-1.1, a REST one plain JSON")
  void contentTypes() {
    HttpResponse<String> clusters = services.json("ecs", LIST_CLUSTERS, "{}");
    assertThat(clusters.statusCode()).isEqualTo(200);
    assertThat(clusters.headers().firstValue("Content-Type"))
        .hasValue("application/x-amz-json-1.1");
    assertThat(clusters.headers().firstValue("x-amzn-RequestId")).isPresent();
    assertThat(read(clusters).get("clusterArns")).isEmpty();
    assertThat(services.get("lambda", FUNCTIONS).headers().firstValue("Content-Type"))
        .hasValue("application/json");
  }

  @Test
  @DisplayName("[D] RDS answers XML, lists with elements named after what is in them")
  void rds() {
    cloud
        .simulator
        .services()
        .add(Cloud.REGION, ServiceResource.of(Cloud.ACCOUNT, "AWS::RDS::DBCluster", "db", GROUP));
    assertThat(services.query("rds", DESCRIBE_CLUSTERS).body())
        .contains(
            "<DescribeDBClustersResponse xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\">"
                + "<DescribeDBClustersResult><DBClusters><DBCluster>"
                + "<DBClusterIdentifier>db</DBClusterIdentifier>")
        .contains(
            "<VpcSecurityGroups><VpcSecurityGroupMembership><VpcSecurityGroupId>"
                + GROUP
                + "</VpcSecurityGroupId><Status>active</Status></VpcSecurityGroupMembership>")
        .contains("<ResponseMetadata><RequestId>");
  }

  @Test
  @DisplayName("[D] a refusal: 400 with __type from JSON, 403 with a header from REST, 403 in XML")
  void denied() {
    cloud.simulator.behaviour().deny("*");
    HttpResponse<String> json = services.json("ecs", LIST_CLUSTERS, "{}");
    refused(json, 400, "AccessDeniedException");
    assertThat(read(json).get("message").asText())
        .contains("is not authorized to perform: ecs:ListClusters because no identity-based");
    HttpResponse<String> rest = services.get("lambda", FUNCTIONS);
    assertThat(rest.statusCode()).isEqualTo(403);
    assertThat(rest.headers().firstValue("x-amzn-ErrorType")).hasValue("AccessDeniedException");
    HttpResponse<String> query = services.query("rds", DESCRIBE_CLUSTERS);
    assertThat(query.statusCode()).isEqualTo(403);
    assertThat(query.body())
        .contains("<ErrorResponse")
        .contains("<Type>Sender</Type><Code>AccessDenied</Code>");
  }

  @Test
  @DisplayName("one service is denied by a pattern with its name in front, all by one without")
  void patterns() {
    cloud.simulator.behaviour().deny("lambda:*");
    assertThat(services.json("ecs", LIST_CLUSTERS, "{}").statusCode()).isEqualTo(200);
    assertThat(services.get("lambda", FUNCTIONS).statusCode()).isEqualTo(403);
    cloud.simulator.behaviour().allowAll().deny("List*");
    assertThat(services.json("ecs", LIST_CLUSTERS, "{}").statusCode()).isEqualTo(400);
    assertThat(services.query("rds", DESCRIBE_CLUSTERS).statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("[D] a failing service answers 500 InternalFailure or 503, or nothing at all")
  void failures() {
    fail(Failure.Kind.INTERNAL_ERROR);
    refused(services.json("ecs", LIST_CLUSTERS, "{}"), 500, "InternalFailure");
    fail(Failure.Kind.UNAVAILABLE);
    refused(services.json("ecs", LIST_CLUSTERS, "{}"), 503, "ServiceUnavailableException");
    fail(Failure.Kind.DROP);
    assertThatThrownBy(() -> services.json("ecs", LIST_CLUSTERS, "{}"))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(lastCall().code()).isEqualTo("DROPPED");
    assertThat(services.json("ecs", LIST_CLUSTERS, "{}").statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("a list is cut off midway, or throttled there in the service's words")
  void midway() {
    cloud
        .simulator
        .behaviour()
        .fail(Failure.after("ListClusters", Failure.When.BEFORE, Failure.Kind.THROTTLED, 2));
    assertThat(services.json("ecs", LIST_CLUSTERS, "{}").statusCode()).isEqualTo(200);
    assertThat(services.json("ecs", LIST_CLUSTERS, "{}").statusCode()).isEqualTo(200);
    refused(services.json("ecs", LIST_CLUSTERS, "{}"), 400, "ThrottlingException");
    refused(services.json("ecs", LIST_CLUSTERS, "{}"), 400, "ThrottlingException");
    cloud.simulator.behaviour().noFailures();
    assertThat(services.json("ecs", LIST_CLUSTERS, "{}").statusCode()).isEqualTo(200);
  }

  private void fail(Failure.Kind kind) {
    cloud
        .simulator
        .behaviour()
        .fail(Failure.next("ecs:ListClusters", Failure.When.BEFORE, kind, 1));
  }

  @Test
  @DisplayName("[D] a call without a signature, or with one that cannot be read")
  void signatures() {
    HttpRequest.Builder unsigned =
        HttpRequest.newBuilder(cloud.simulator.endpoint())
            .header("X-Amz-Target", LIST_CLUSTERS)
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    refused(OtherServices.send(unsigned.copy()), 400, "MissingAuthenticationTokenException");
    refused(
        OtherServices.send(unsigned.header("Authorization", "AWS4-HMAC-SHA256 nonsense")),
        400,
        "UnrecognizedClientException");
  }

  @Test
  @DisplayName("[D] a session that is over is ExpiredTokenException")
  void expired() {
    String key =
        new Sessions(cloud).assume("arn:aws:iam::111122223333:role/reader", Duration.ofHours(1));
    OtherServices session = new OtherServices(cloud.simulator, key);
    assertThat(session.json("ecs", LIST_CLUSTERS, "{}").statusCode()).isEqualTo(200);
    cloud.simulator.world().clock().advance(Duration.ofHours(2));
    refused(session.json("ecs", LIST_CLUSTERS, "{}"), 400, "ExpiredTokenException");
    assertThat(session.get("lambda", FUNCTIONS).statusCode()).isEqualTo(403);
    assertThat(session.query("rds", DESCRIBE_CLUSTERS).body())
        .contains("<Code>ExpiredToken</Code>");
  }

  @Test
  @DisplayName("[D] a body that is no JSON object is SerializationException")
  void malformed() {
    refused(services.json("ecs", LIST_CLUSTERS, "{"), 400, "SerializationException");
    refused(services.json("ecs", LIST_CLUSTERS, "[]"), 400, "SerializationException");
  }

  @Test
  @DisplayName("[D] policies decide on the service's actions and resources")
  void policies() {
    String role = "arn:aws:iam::111122223333:role/reader";
    String statement =
        """
        {"Version": "2012-10-17", "Statement": [
          {"Sid": "List", "Effect": "Allow", "Action": "lambda:ListFunctions", "Resource": "*",
           "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}},
          {"Sid": "Mine", "Effect": "Allow", "Action": "codebuild:BatchGetProjects",
           "Resource": "arn:aws:codebuild:eu-west-1:111122223333:project/mine"}]}
        """;
    cloud
        .simulator
        .iam()
        .set(
            IamSetup.of(
                Identity.role(
                    role, List.of(Policy.permissions("own", statement)), List.of("AKIAREADER"))));
    OtherServices reader = new OtherServices(cloud.simulator, "AKIAREADER");
    assertThat(reader.get("lambda", FUNCTIONS).statusCode()).isEqualTo(200);
    assertThat(lastCall().permissions())
        .extracting(one -> one.action() + " " + one.resource() + " " + one.allowedBy())
        .containsExactly("lambda:ListFunctions * [own/List]");
    String get = "CodeBuild_20161006.BatchGetProjects";
    assertThat(reader.json("codebuild", get, "{\"names\": [\"mine\"]}").statusCode())
        .isEqualTo(200);
    HttpResponse<String> other =
        reader.json("codebuild", get, "{\"names\": [\"mine\", \"other\"]}");
    refused(other, 400, "AccessDeniedException");
    assertThat(other.body())
        .contains("on resource: arn:aws:codebuild:eu-west-1:111122223333:project/other");
    refused(reader.json("ecs", LIST_CLUSTERS, "{}"), 400, "AccessDeniedException");
  }

  @Test
  @DisplayName("the log names the service, the action and the parameters of the body")
  void log() {
    services.json(
        "codebuild", "CodeBuild_20161006.BatchGetProjects", "{\"names\": [\"a\", \"b\"]}");
    CallRecord call = lastCall();
    assertThat(call.service()).isEqualTo("codebuild");
    assertThat(call.action()).isEqualTo("BatchGetProjects");
    assertThat(call.params()).isEqualTo(Map.of("names.1", "a", "names.2", "b"));
    assertThat(call.mutating()).isFalse();
    services.get("scheduler", "/schedules/nightly?groupName=batch");
    assertThat(lastCall().action()).isEqualTo("GetSchedule");
    assertThat(lastCall().params()).isEqualTo(Map.of("Name", "nightly", "groupName", "batch"));
    assertThat(lastCall().code()).isEqualTo("ResourceNotFoundException");
  }

  @Test
  @DisplayName("lists lag behind as EC2's do")
  void lag() {
    cloud.simulator.behaviour().readLag(Duration.ofSeconds(5));
    cloud.simulator.world().clock().advance(Duration.ofSeconds(10));
    function("report");
    assertThat(read(services.get("lambda", FUNCTIONS)).get("Functions")).isEmpty();
    cloud.simulator.world().clock().advance(Duration.ofSeconds(6));
    assertThat(read(services.get("lambda", FUNCTIONS)).get("Functions")).hasSize(1);
  }

  @Test
  @DisplayName("a call is held where a hold says")
  void holds() throws Exception {
    Hold hold =
        cloud.simulator.behaviour().hold(Hold.next("lambda:ListFunctions", Failure.When.BEFORE));
    var answer =
        java.util.concurrent.CompletableFuture.supplyAsync(() -> services.get("lambda", FUNCTIONS));
    assertThat(hold.await(Duration.ofSeconds(20))).isTrue();
    function("late");
    hold.release();
    assertThat(read(answer.get()).get("Functions")).hasSize(1);
  }

  @Test
  @DisplayName("each Region and each account has its own")
  void apart() {
    function("report");
    assertThat(
            read(new OtherServices(cloud.simulator, Cloud.OTHER_ACCOUNT).get("lambda", FUNCTIONS))
                .get("Functions"))
        .isEmpty();
    assertThat(cloud.simulator.services().all("us-east-1", Cloud.ACCOUNT)).isEmpty();
    assertThat(cloud.simulator.services().all(Cloud.REGION, Cloud.ACCOUNT)).hasSize(1);
  }

  @Test
  @DisplayName("what was taken away is gone, whatever else is called like it stays")
  void remove() {
    function("report");
    ServiceResource rule =
        ServiceResource.of(Cloud.ACCOUNT, "AWS::Events::Rule", "report", GROUP).in("orders");
    cloud.simulator.services().add(Cloud.REGION, rule);
    cloud
        .simulator
        .services()
        .remove(Cloud.REGION, ServiceResource.of(Cloud.ACCOUNT, FUNCTION, "report"));
    assertThat(read(services.get("lambda", FUNCTIONS)).get("Functions")).isEmpty();
    assertThat(cloud.simulator.services().all(Cloud.REGION, Cloud.ACCOUNT)).containsExactly(rule);
  }
}
