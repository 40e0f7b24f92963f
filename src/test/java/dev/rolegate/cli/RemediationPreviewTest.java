package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Remediation;
import dev.rolegate.model.VpcSnapshot;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemediationPreviewTest {
  private static final String VPC = "vpc-0a1b2c3d4e5f60718";
  private static final Permission SSH =
      new Permission(Protocol.TCP, PortRange.single(22), new Peer.Address(Cidr.parse("0.0.0.0/0")));
  private static final VpcSnapshot LIVE =
      VpcSnapshot.of(VPC, false, List.of(group("sg-default", "default"), group("sg-a", "all")));
  private static final Finding OPEN =
      new Finding(
          new GuardrailDocument(
              "closed",
              "",
              1,
              "",
              List.of(),
              GuardrailDocument.Severity.HIGH,
              GuardrailDocument.Action.REMOVE,
              GuardrailDocument.Scope.ALL,
              GuardrailDocument.Match.ALL,
              GuardrailDocument.Subject.RULE,
              "",
              "",
              "",
              Map.of()),
          Finding.State.LIVE_UNMANAGED,
          Optional.empty(),
          "sg-a",
          Optional.of(new Finding.Rule(Direction.INGRESS, "", SSH, "")),
          "open",
          Finding.Verdict.BROKEN,
          "");

  private static Group group(String id, String name) {
    return new Group(
        id,
        name,
        "",
        VPC,
        "111122223333",
        Map.of(),
        List.of(LiveRule.content(Direction.INGRESS, SSH, "")),
        false);
  }

  private static List<Remediation> wanted(String more, String status) {
    ManagedVpc vpc =
        Serialization.unmarshal(
            """
            apiVersion: rolegate.dev/v1alpha1
            kind: ManagedVpc
            metadata: {name: prod, creationTimestamp: "2026-01-01T00:00:00Z"}
            spec: {vpcId: %s, region: eu-west-1, %s}
            status: {%s}
            """
                .formatted(VPC, more, status),
            ManagedVpc.class);
    return RemediationPreview.in(
            new DesiredVpc("prod", VPC, "eu-west-1", "c1", List.of()),
            vpc,
            List.of(OPEN),
            LIVE,
            Instant.parse("2026-02-10T00:00:00Z"))
        .remediations();
  }

  private static String row(String firstSeen) {
    return "unmanaged: {rules: [{groupId: sg-a, ruleId: sgr-1, rule: ingress tcp 22 0.0.0.0/0,"
        + " firstSeen: \"%s\"}]}".formatted(firstSeen);
  }

  @Test
  void whatIsDueByTheStatusGoesAndTheRestWaits() {
    String remediate = "unmanaged: {action: Remediate, match: {names: [all]}}";
    assertThat(wanted(remediate, row("2026-02-01T00:00:00Z")).get(0).isDue()).isTrue();
    assertThat(wanted(remediate, row("2026-02-09T00:00:00Z")).get(0).rules().get(0).waits())
        .contains("2026-02-16T00:00:00Z");
    assertThat(wanted(remediate, "").get(0).rules().get(0).waits()).contains("grace of 7d begins");
  }

  @Test
  void reportTakesNothingAndCloseTakesTheDefaultGroup() {
    assertThat(wanted("unmanaged: {match: {names: [all]}}", row("2026-02-01T00:00:00Z"))).isEmpty();
    assertThat(wanted("defaultGroup: Close", ""))
        .containsExactly(Remediation.closing("sg-default"));
  }
}
