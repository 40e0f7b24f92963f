package dev.rolegate.operator.uses;

import static dev.rolegate.operator.uses.BrokenApi.list;
import static dev.rolegate.operator.uses.BrokenApi.resources;
import static dev.rolegate.operator.uses.BrokenApi.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.Group;
import dev.rolegate.model.Holding;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.UseReport.Coverage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real API server answers seldom, and never on demand. */
class ClusterUsesFaultsTest {
  private static final String SERVICES = "/api/v1/services";
  private static final String ID = "sg-0a1b2c3d4e5f60718";

  private final BrokenApi api = new BrokenApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private UseReport collect() {
    return new ClusterUses(api.client()).collect(Set.of(ID), Map.of());
  }

  private static void assertHeld(UseReport report, Coverage coverage) {
    assertThat(report.holdings()).extracting(Holding::groupId).containsExactly(ID);
    assertThat(report.coverage()).as(report.why()).isEqualTo(coverage);
  }

  @Test
  void aListThatTheServerForgotBeginsAnew() {
    api.answer(SERVICES, 200, list("a", "sg-1"))
        .answer(SERVICES + "?continue=a", 410, status(410, "expired"))
        .then(SERVICES + "?continue=a", 200, list("", ID));

    assertHeld(collect(), Coverage.COMPLETE);
    assertThat(api.requests()).filteredOn(SERVICES::equals).hasSize(2);
  }

  @Test
  void aListThatTheServerForgetsAgainIsIncomplete() {
    api.answer(SERVICES, 200, list("a", ID))
        .answer(SERVICES + "?continue=a", 410, status(410, "expired"));

    UseReport report = collect();

    assertHeld(report, Coverage.PARTIAL);
    assertThat(report.why()).contains("list services failed", "410", "expired");
    assertThat(report.kinds()).isEmpty();
  }

  @Test
  void aListThatDoesNotGetOnIsIncompleteAndEnds() {
    api.answer(SERVICES, 200, list("a")).answer(SERVICES + "?continue=a", 200, list("a"));

    UseReport report = collect();

    assertThat(report.coverage()).isEqualTo(Coverage.PARTIAL);
    assertThat(report.why()).contains("list services failed", "the same page again");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 429, 500, 503})
  void aListThatFailsIsIncompleteAndWhatCameBeforeCounts(int code) {
    api.answer(SERVICES, 200, list("a", ID))
        .answer(SERVICES + "?continue=a", code, status(code, "not now"));

    UseReport report = collect();

    assertHeld(report, Coverage.PARTIAL);
    assertThat(report.why()).contains("list services failed", "HTTP " + code);
  }

  @Test
  void anAnswerThatIsNoListIsIncomplete() {
    api.answer(SERVICES, 200, "<html>a proxy</html>");

    assertThat(collect().coverage()).isEqualTo(Coverage.PARTIAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1", "/apis", SERVICES})
  void anAnswerThatIsEmptyIsIncomplete(String path) {
    api.answer(path, 200, "{}");

    UseReport report = collect();

    assertThat(report.coverage()).isEqualTo(Coverage.PARTIAL);
    assertThat(report.why()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1", "/apis"})
  void discoveryThatIsNotThereIsIncomplete(String path) {
    api.answer(path, 404, status(404, "no such path"));

    assertThat(collect().coverage()).isEqualTo(Coverage.PARTIAL);
  }

  @Test
  void anApiServerThatIsGoneIsIncomplete() {
    api.stop();

    UseReport report = collect();

    assertThat(report.coverage()).isEqualTo(Coverage.PARTIAL);
    assertThat(report.why())
        .contains(
            "discovery of the API groups failed: no answer of the API server that can be used");
    assertThat(report.why().lines()).hasSize(1);
  }

  @Test
  void discoveryThatIsForbiddenIsDenied() {
    api.answer("/apis", 403, status(403, "forbidden"));

    UseReport report = collect();

    assertThat(report.coverage()).isEqualTo(Coverage.DENIED);
    assertThat(report.why()).contains("discovery of the API groups");
    assertThat(report.isComplete()).isFalse();
  }

  @Test
  void aKindThatItsGroupsPreferredVersionLacksIsReadInAnother() {
    group("karpenter.k8s.aws", "v1", "v1beta1");
    api.answer("/apis/karpenter.k8s.aws/v1", 200, resources("karpenter.k8s.aws/v1", "x", "Other"))
        .answer(
            "/apis/karpenter.k8s.aws/v1beta1",
            200,
            resources("karpenter.k8s.aws/v1beta1", "ec2nodeclasses", "EC2NodeClass"))
        .answer("/apis/karpenter.k8s.aws/v1beta1/ec2nodeclasses", 200, list("", ID));

    UseReport report = collect();

    assertThat(report.holdings())
        .extracting(Holding::kind)
        .containsExactly("EC2NodeClass.karpenter.k8s.aws");
    assertThat(api.requests())
        .filteredOn(path -> path.endsWith("/ec2nodeclasses"))
        .containsExactly("/apis/karpenter.k8s.aws/v1beta1/ec2nodeclasses");
  }

  @Test
  void aGroupThatIsAnnouncedAndNotServedIsIncomplete() {
    group("karpenter.k8s.aws", "v1");

    UseReport report = collect();

    assertThat(report.coverage()).isEqualTo(Coverage.PARTIAL);
    assertThat(report.why()).contains("karpenter.k8s.aws/v1", "not served");
  }

  @Test
  void groupsThatNameNoSecurityGroupsAreNotAskedFor() {
    group("metrics.k8s.io", "v1");

    assertThat(collect().coverage()).isEqualTo(Coverage.COMPLETE);
    assertThat(api.requests()).containsExactlyInAnyOrder("/api/v1", "/apis", SERVICES);
  }

  @Test
  void morePatternsThanAreTriedMakeTheReportIncompleteAndNamesCountAllTheSame() {
    StringBuilder flood = new StringBuilder();
    for (int i = 0; i < 5 * GroupNames.PATTERNS; i++) {
      flood.append("*x").append(i).append(',');
    }
    api.answer(SERVICES, 200, list("", flood.toString(), "web"));
    Group web = new Group(ID, "web", "", "vpc-1", "1", Map.of(), List.of(), false);

    UseReport report = new ClusterUses(api.client()).collect(Set.of(ID), Map.of(ID, web));

    assertHeld(report, Coverage.PARTIAL);
    assertThat(report.why()).contains("patterns stand for names of groups");
  }

  private void group(String name, String... versions) {
    StringBuilder all = new StringBuilder();
    for (String version : versions) {
      all.append(all.isEmpty() ? "" : ", ").append(version(name, version));
    }
    api.answer(
        "/apis",
        200,
        """
        {"kind": "APIGroupList", "apiVersion": "v1", "groups": [
          {"name": "%s", "versions": [%s], "preferredVersion": %s}]}"""
            .formatted(name, all, version(name, versions[0])));
  }

  private static String version(String group, String version) {
    return "{\"groupVersion\": \"%s/%s\", \"version\": \"%s\"}".formatted(group, version, version);
  }
}
