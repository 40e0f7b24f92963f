package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code rolegate restore} while somebody else writes the object, which a server answers by 409.
 */
class RestoreConflictTest {
  private static final String ID = "sg-0a1b2c3d4e5f60719";
  private static final String API = "/apis/rolegate.dev/v1alpha1/";
  private static final String ORPHAN = API + "orphanedsecuritygroups/" + ID;
  private static final String CONFLICT =
      """
      {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "Conflict", "code": 409,
       "message": "the object has been modified; please apply your changes to the latest version"}
      """;

  private final KubernetesMockServer server = new KubernetesMockServer(false);
  @TempDir private Path folder;

  @BeforeEach
  void start() {
    server.init();
    server
        .expect()
        .get()
        .withPath(API + "managedvpcs/restoring")
        .andReturn(
            HttpURLConnection.HTTP_OK,
            """
            {"apiVersion": "rolegate.dev/v1alpha1", "kind": "ManagedVpc",
             "metadata": {"name": "restoring"},
             "spec": {"vpcId": "vpc-0a1b2c3d4e5f60718", "region": "eu-west-1", "mode": "Enforce",
                      "orphans": {}}}
            """)
        .always();
  }

  @AfterEach
  void stop() {
    server.destroy();
  }

  private static String orphan(String status) {
    return """
    {"apiVersion": "rolegate.dev/v1alpha1", "kind": "OrphanedSecurityGroup",
     "metadata": {"name": "%s", "resourceVersion": "7"},
     "spec": {"managedVpc": "restoring", "groupId": "%s", "groupName": "old"}, "status": %s}
    """
        .formatted(ID, ID, status);
  }

  private static final String QUARANTINED = orphan("{\"phase\": \"Quarantined\"}");
  private static final String LOST =
      orphan(
          """
          {"phase": "Quarantined", "conditions": [{"type": "SnapshotLost", "status": "True",
           "reason": "SnapshotLost", "message": "it was lost meanwhile"}]}
          """);

  private CliRun restore() throws IOException {
    Path kubeconfig = folder.resolve("kubeconfig");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        current-context: test
        contexts: [{name: test, context: {cluster: test, user: test}}]
        users: [{name: test, user: {}}]
        clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
        """
            .formatted(server.getPort()));
    return CliRun.withOperator(() -> 0, "restore", ID, "--kubeconfig", kubeconfig.toString());
  }

  private List<String> patches() throws InterruptedException {
    List<String> bodies = new ArrayList<>();
    for (int left = server.getRequestCount(); left > 0; left--) {
      var request = server.takeRequest();
      if (request.getMethod().equals("PATCH")) {
        bodies.add(request.getBody().readUtf8());
      }
    }
    return bodies;
  }

  @Test
  void setsTheDecisionAgainAndNothingElse() throws Exception {
    server
        .expect()
        .get()
        .withPath(ORPHAN)
        .andReturn(HttpURLConnection.HTTP_OK, QUARANTINED)
        .always();
    server.expect().patch().withPath(ORPHAN).andReturn(409, CONFLICT).times(2);
    server.expect().patch().withPath(ORPHAN).andReturn(200, QUARANTINED).once();

    var run = restore();

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).containsOnlyOnce("decision Restore is set");
    assertThat(patches())
        .hasSize(3)
        .allSatisfy(
            body ->
                assertThat(body).contains("/spec/decision", "Restore").doesNotContain("status"));
  }

  @Test
  void judgesTheObjectAsItIsThen() throws Exception {
    server
        .expect()
        .get()
        .withPath(ORPHAN)
        .andReturn(HttpURLConnection.HTTP_OK, QUARANTINED)
        .times(2);
    server.expect().get().withPath(ORPHAN).andReturn(HttpURLConnection.HTTP_OK, LOST).always();
    server.expect().patch().withPath(ORPHAN).andReturn(409, CONFLICT).once();

    var run = restore();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("cannot be restored", "it was lost meanwhile");
    assertThat(run.out()).isEmpty();
    assertThat(patches()).hasSize(1);
  }

  @Test
  void endsAfterSomeAttemptsAndSaysWhy() throws Exception {
    server
        .expect()
        .get()
        .withPath(ORPHAN)
        .andReturn(HttpURLConnection.HTTP_OK, QUARANTINED)
        .always();
    server.expect().patch().withPath(ORPHAN).andReturn(409, CONFLICT).always();

    var run = restore();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(ID, "changed all the time", "try again");
    assertThat(run.out()).isEmpty();
    assertThat(patches()).hasSize(5);
  }

  @Test
  void takesNoOtherRefusalForAConflict() throws Exception {
    server
        .expect()
        .get()
        .withPath(ORPHAN)
        .andReturn(HttpURLConnection.HTTP_OK, QUARANTINED)
        .always();
    server
        .expect()
        .patch()
        .withPath(ORPHAN)
        .andReturn(403, CONFLICT.replace("409", "403").replace("Conflict", "Forbidden"))
        .always();

    var run = restore();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Check --kubeconfig", "may update");
    assertThat(patches()).hasSize(1);
  }
}
