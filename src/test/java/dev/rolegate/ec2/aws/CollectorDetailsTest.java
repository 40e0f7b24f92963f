package dev.rolegate.ec2.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Uses;
import dev.rolegate.ec2.aws.CannedServices.Fault;
import dev.rolegate.model.Holding;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.UseReport.Coverage;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What single collectors know besides the lists that they read. */
class CollectorDetailsTest {
  private CannedServices services;
  private AwsEc2Factory factory;
  private Uses uses;

  @BeforeEach
  void connect() throws IOException {
    services = new CannedServices();
    factory = new AwsEc2Factory(AwsSettings.defaults("test"));
    uses = factory.uses(ConnectTo.own("prod", "eu-west-1"));
  }

  @AfterEach
  void close() {
    uses.close();
    factory.close();
    services.close();
  }

  private UseReport collect(UseCollector collector) {
    return uses.collect(collector, "vpc-1", Set.of("sg-1"));
  }

  private void templateThatNames(String group) {
    services.answer(
        "DescribeLaunchTemplateVersions",
        "<r><launchTemplateVersionSet><item><launchTemplateId>lt-1</launchTemplateId>"
            + "<versionNumber>1</versionNumber><launchTemplateData><securityGroupSet><item>"
            + group
            + "</item></securityGroupSet></launchTemplateData></item></launchTemplateVersionSet></r>");
  }

  private void vpc(boolean isDefault) {
    services.answer(
        "DescribeVpcs",
        "<r><vpcSet><item><vpcId>vpc-1</vpcId><isDefault>"
            + isDefault
            + "</isDefault></item></vpcSet></r>");
  }

  @Test
  void aNameStandsForAGroupOfTheDefaultVpc() {
    templateThatNames("WEB");
    vpc(true);
    services.answer(
        "DescribeSecurityGroups",
        "<r><securityGroupInfo><item><groupId>sg-1</groupId><groupName>web</groupName></item>"
            + "</securityGroupInfo></r>");

    UseReport report = collect(UseCollector.LAUNCH_TEMPLATES);

    assertThat(report.coverage()).as(report.why()).isEqualTo(Coverage.COMPLETE);
    assertThat(report.holdings()).extracting(Holding::groupId).containsExactly("sg-1");
  }

  @Test
  void aNameMeansNothingInAnotherVpcAndOneVersionIsReadOnce() {
    templateThatNames("web");
    vpc(false);

    UseReport report = collect(UseCollector.LAUNCH_TEMPLATES);

    assertThat(report.coverage()).as(report.why()).isEqualTo(Coverage.COMPLETE);
    assertThat(report.holdings()).isEmpty();
    assertThat(services.asked()).containsExactly("DescribeLaunchTemplateVersions", "DescribeVpcs");
  }

  @Test
  void aVpcThatIsNotShownIsNotTakenForOneWhereNamesMeanNothing() {
    templateThatNames("web");
    services.answer("DescribeVpcs", "<r><vpcSet></vpcSet></r>");

    UseReport report = collect(UseCollector.LAUNCH_TEMPLATES);

    assertThat(report.coverage()).isEqualTo(Coverage.PARTIAL);
    assertThat(report.why()).contains("whether vpc-1 is there");
  }

  @Test
  void aCallThatTheServiceDoesNotKnowIsForAPersonToJudge() {
    services.answer("GetConnections", "{\"ConnectionList\":[]}").breakAt(1, Fault.UNKNOWN_CALL);

    UseReport report = collect(UseCollector.GLUE);

    assertThat(report.coverage()).isEqualTo(Coverage.PARTIAL);
    assertThat(report.kinds()).containsExactly("AWS::Glue::Connection");
    assertThat(report.why())
        .contains("GetDevEndpoints", "no Glue, or one without this call")
        .contains("leave Glue out of orphans.collectors");
  }

  private void schedules(String name) {
    services.answer(
        "GET /schedules", "{\"Schedules\":[{\"Name\":\"" + name + "\",\"GroupName\":\"g\"}]}");
  }

  @Test
  void whatIsGoneBetweenTheListAndTheReadHoldsNothing() {
    schedules("old");
    services.answer("GET /schedules", "{\"Schedules\":[]}").breakAt(1, Fault.GONE);

    UseReport report = collect(UseCollector.SCHEDULER);

    assertThat(report.coverage()).as(report.why()).isEqualTo(Coverage.COMPLETE);
    assertThat(services.asked())
        .containsExactly("GET /schedules", "GET /schedules/old", "GET /schedules");
  }

  @Test
  void whatIsListedAgainAndNotFoundAgainIsNotTakenForNothing() {
    schedules("hidden");
    schedules("hidden");
    services.breakAt(1, Fault.GONE);

    UseReport report = collect(UseCollector.SCHEDULER);

    assertThat(report.coverage()).isEqualTo(Coverage.PARTIAL);
    assertThat(report.why()).contains("1 listed twice").contains("schedule g/hidden");
    assertThat(report.kinds()).isEmpty();
  }

  @Test
  void aBatchThatTellsAboutFewerThanWereAskedForIsNotWhole() {
    services
        .answer("ListProjects", "{\"projects\":[\"a\",\"b\"]}")
        .answer("BatchGetProjects", "{\"projects\":[{\"name\":\"a\"}]}")
        .answer("ListFleets", "{\"fleets\":[]}");

    UseReport report = collect(UseCollector.CODE_BUILD);

    assertThat(report.coverage()).isEqualTo(Coverage.PARTIAL);
    assertThat(report.why()).contains("of 2 CodeBuild projects the answer tells about 1 only");
    assertThat(report.kinds()).containsExactly("AWS::CodeBuild::Fleet");
  }

  private void recorder(String more, boolean recording, String lastStatus) {
    services
        .answer(
            "DescribeConfigurationRecorders",
            "{\"ConfigurationRecorders\":[{\"name\":\"default\",\"recordingGroup\":"
                + "{\"allSupported\":true}"
                + more
                + "}]}")
        .answer(
            "DescribeConfigurationRecorderStatus",
            "{\"ConfigurationRecordersStatus\":[{\"name\":\"default\",\"recording\":"
                + recording
                + ",\"lastStatus\":\""
                + lastStatus
                + "\"}]}");
  }

  @Test
  void aRecorderThatStoppedCoversNothing() {
    recorder("", false, "SUCCESS");

    UseReport report = collect(UseCollector.CONFIG);

    assertThat(report.coverage()).isEqualTo(Coverage.COMPLETE);
    assertThat(report.kinds()).isEmpty();
    assertThat(services.asked()).doesNotContain("SelectResourceConfig");
  }

  @Test
  void aRecorderThatHasNotRecordedYetCoversNothing() {
    recorder("", true, "PENDING");

    UseReport report = collect(UseCollector.CONFIG);

    assertThat(report.coverage()).isEqualTo(Coverage.COMPLETE);
    assertThat(report.kinds()).isEmpty();
  }

  @Test
  void aRecorderThatFailedCoversNothing() {
    recorder("", true, "FAILURE");

    assertThat(collect(UseCollector.CONFIG).kinds()).isEmpty();
  }

  @Test
  void aResultThatDoesNotSayWhatItIsIsNotRead() {
    recorder("", true, "SUCCESS");
    services.answer("SelectResourceConfig", "{\"Results\":[\"{}\"]}");
    for (int query = 0; query < 20; query++) {
      services.answer("SelectResourceConfig", "{\"Results\":[]}");
    }

    UseReport report = collect(UseCollector.CONFIG);

    assertThat(report.coverage()).isEqualTo(Coverage.PARTIAL);
    assertThat(report.why()).contains("does not say of which kind");
    assertThat(report.kinds()).isEmpty();
  }

  @Test
  void whatIsRecordedOnceADayIsNotCovered() {
    recorder(
        ",\"recordingMode\":{\"recordingFrequency\":\"DAILY\",\"recordingModeOverrides\":"
            + "[{\"resourceTypes\":[\"AWS::M2::Environment\"],"
            + "\"recordingFrequency\":\"CONTINUOUS\"}]}",
        true,
        "SUCCESS");
    services.answer("SelectResourceConfig", "{\"Results\":[]}");

    UseReport report = collect(UseCollector.CONFIG);

    assertThat(report.coverage()).as(report.why()).isEqualTo(Coverage.COMPLETE);
    assertThat(report.kinds()).containsExactly("AWS::M2::Environment");
    assertThat(services.bodies().get(2))
        .contains("configuration.SecurityGroupIds WHERE resourceType IN ('AWS::M2::Environment')");
  }

  @Test
  void aServiceThatTheAccountDoesNotHaveIsForAPersonToLeaveOut() {
    services.breakAt(0, Fault.NO_SUBSCRIPTION);

    UseReport report = collect(UseCollector.BATCH);

    assertThat(report.coverage()).isEqualTo(Coverage.PARTIAL);
    assertThat(report.why()).contains("leave Batch out of orphans.collectors");
  }

  @Test
  void nothingIsAskedBeforeACollectorIsAndOnlyItsServiceThen() {
    assertThat(services.asked()).isEmpty();
    services.answer("POST /v1/describecomputeenvironments", "{\"computeEnvironments\":[]}");

    assertThat(collect(UseCollector.BATCH).isComplete()).isTrue();

    assertThat(services.asked()).containsExactly("POST /v1/describecomputeenvironments");
  }

  @Test
  void theClusterIsNotAskedHere() {
    assertThatThrownBy(() -> collect(UseCollector.KUBERNETES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Kubernetes");
  }
}
