package dev.rolegate.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTest extends CloudTest {
  @TempDir Path directory;

  private void play(String yaml) throws IOException {
    Path file = Files.writeString(directory.resolve("scenario.yaml"), yaml);
    cloud.simulator.play(Scenario.read(file));
  }

  @Test
  @DisplayName("steps are API calls; what one answers the next can use")
  void steps() throws Exception {
    play(
        """
        steps:
          - action: CreateSecurityGroup
            region: eu-west-1
            params: {GroupName: legacy, GroupDescription: All in one}
            save: {legacy: groupId}
          - action: AuthorizeSecurityGroupIngress
            region: eu-west-1
            params:
              GroupId: ${legacy}
              IpPermissions:
                - {IpProtocol: tcp, FromPort: 22, ToPort: 22, IpRanges: [{CidrIp: 0.0.0.0/0}]}
                - {IpProtocol: tcp, FromPort: 80, ToPort: 80, IpRanges: [{CidrIp: 0.0.0.0/0}]}
        behaviour:
          denied: [DeleteSecurityGroup]
        """);
    var group =
        cloud
            .ec2
            .describeSecurityGroups(r -> r.filters(Cloud.filter("group-name", "legacy")))
            .securityGroups()
            .get(0);
    assertThat(group.ipPermissions()).hasSize(2);
    assertThat(cloud.simulator.calls().all()).as("calls since the scenario").hasSize(1);
    Cloud.refused(
        "UnauthorizedOperation",
        () -> cloud.ec2.deleteSecurityGroup(r -> r.groupId(group.groupId())));
  }

  @Test
  @DisplayName("a step that fails is named, with the code and the message")
  void failingStep() {
    assertThatThrownBy(
            () ->
                play(
                    """
                    steps:
                      - action: DeleteSecurityGroup
                        params: {GroupId: sg-0123456789abcdef0}
                    """))
        .hasMessage(
            "step 1 (DeleteSecurityGroup): InvalidGroup.NotFound: The security group"
                + " 'sg-0123456789abcdef0' does not exist");
    assertThatThrownBy(() -> play("steps: [{action: DescribeTags, params: {A: '${web}'}}]"))
        .hasMessageContaining("no earlier step saved 'web'");
    assertThatThrownBy(() -> play("stages: []")).hasMessageContaining("stages");
  }
}
