package dev.rolegate.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.aws.AwsEc2Factory;
import dev.rolegate.ec2.aws.AwsSettings;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Plan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * The path that moto supports, as an EC2 that was not written by those who wrote the adapter. moto
 * lists only a part of what an authorize call added and does not know who refers to a group, so the
 * worker has to cope with the first, and the deletion is the adapter's alone.
 */
@Tag("moto")
class MotoTest {
  private static final List<String> SETTINGS =
      List.of("aws.endpointUrlEc2", "aws.endpointUrlSts", "aws.accessKeyId", "aws.secretAccessKey");
  private static MotoServer moto;

  private final TestClock clock = new TestClock();
  private AwsEc2Factory factory;
  private Ec2 ec2;
  private VpcWorker worker;
  private String vpcId;

  @BeforeAll
  static void startMoto() {
    moto = MotoServer.start();
  }

  @AfterAll
  static void stopMoto() {
    if (moto != null) {
      moto.close();
    }
  }

  @BeforeEach
  void connect() {
    System.setProperty("aws.endpointUrlEc2", moto.endpoint());
    System.setProperty("aws.endpointUrlSts", moto.endpoint());
    System.setProperty("aws.accessKeyId", "testing");
    System.setProperty("aws.secretAccessKey", "testing");
    factory = new AwsEc2Factory(AwsSettings.defaults("test"));
    ec2 = factory.connect(ConnectTo.own("prod", "eu-west-1"));
    try (Ec2Client client = Ec2Client.builder().region(Region.EU_WEST_1).build()) {
      vpcId = client.createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    }
    worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, clock);
  }

  @AfterEach
  void disconnect() {
    worker.close();
    factory.close();
    SETTINGS.forEach(System::clearProperty);
  }

  private DesiredVpc documents(DesiredRule https) {
    DesiredVpc docs =
        Docs.vpc(
            Docs.group("alb", https, Docs.in(80, "0.0.0.0/0"), Docs.out(8080, "10.0.0.0/16")),
            Docs.group("web", Docs.inFrom(8080, "alb"), Docs.out(443, "0.0.0.0/0")));
    return new DesiredVpc(docs.name(), vpcId, docs.region(), docs.clusterId(), docs.groups());
  }

  private void converge(DesiredVpc desired) {
    for (int pass = 0; pass < 30; pass++) {
      Pass result = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
      if (result.again().isEmpty()) {
        assertThat(worker.plan(desired, Consent.UNLIMITED).steps()).isEmpty();
        return;
      }
      clock.advance(result.again().get());
    }
    throw new AssertionError(
        "no end: " + worker.apply(desired, Consent.UNLIMITED, Guard.OPEN).results());
  }

  private Group group(String name) {
    return ec2.groupsNamed(vpcId, "shop/" + name).get(0);
  }

  private LiveRule ingress(String name, int port) {
    String id = group(name).groupId();
    return ec2.rules(List.of(id)).get(id).stream()
        .filter(rule -> rule.direction() == Direction.INGRESS)
        .filter(rule -> rule.permission().ports().from() == port)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void createsChangesInPlaceAndMendsDrift() {
    DesiredVpc documents = documents(Docs.in(443, "0.0.0.0/0"));
    converge(documents);
    assertThat(worker.plan(documents, Consent.UNLIMITED).verdicts())
        .allMatch(verdict -> verdict.state() == Plan.State.IN_SYNC);
    assertThat(group("alb").tags()).containsEntry(Ownership.CLUSTER, "test");
    LiveRule https = ingress("alb", 443);
    LiveRule http = ingress("alb", 80);
    assertThat(https.tags()).containsEntry(Ownership.CLUSTER, "test");
    assertThat(https.description()).isEqualTo("p443: why");

    converge(documents(Docs.in(443, "10.0.0.0/8")));
    LiveRule narrowed = ingress("alb", 443);
    assertThat(narrowed.permission()).hasToString("tcp 443 10.0.0.0/8");
    assertThat(narrowed.ruleId()).as("changed in place").isEqualTo(https.ruleId());

    String alb = group("alb").groupId();
    ec2.authorize(
        alb,
        Direction.INGRESS,
        List.of(new Ec2.NewRule(Docs.in(22, "0.0.0.0/0").permission(), "tmp")),
        Map.of());
    ec2.tag(List.of(alb), Map.of(Ownership.PURPOSE, "something else"));
    converge(documents(Docs.in(443, "10.0.0.0/8")));
    assertThat(group("alb").rules()).noneMatch(rule -> rule.permission().ports().from() == 22);
    assertThat(group("alb").tags()).containsEntry(Ownership.PURPOSE, "why");
    assertThat(ingress("alb", 80).ruleId()).as("untouched").isEqualTo(http.ruleId());

    ec2.deleteGroup(group("web").groupId());
    assertThat(ec2.groupsNamed(vpcId, "shop/web")).isEmpty();
  }
}
