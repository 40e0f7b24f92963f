package dev.rolegate.sim.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IamFileTest {
  private static final String ROLE = "arn:aws:iam::111122223333:role/rolegate";
  private static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"One\",\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"ec2:Region\":\"REGION\"}}}}";

  @TempDir Path folder;

  private IamSetup read(String setup) throws IOException {
    Files.writeString(folder.resolve("own.json"), POLICY);
    return IamFile.read(Files.writeString(folder.resolve("iam.yaml"), setup));
  }

  @Test
  void policiesComeFromFilesOrStandInThePlace() throws IOException {
    IamSetup setup =
        read(
            """
            values: {REGION: eu-west-1}
            identities:
            - arn: %s
              accessKeys: [AKIAOPERATOR]
              sessionTags: {kubernetes-namespace: rolegate-system}
              policies:
              - own.json
              - {Id: inline, Version: "2012-10-17", Statement: {Effect: Allow, Action: "sts:*", Resource: "*"}}
              trust: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {AWS: "111122223333"}}}
            serviceControlPolicies:
              "111122223333": [FullAWSAccess]
            """
                .formatted(ROLE));
    Identity role = setup.identities().get(0);
    assertThat(role.policies()).extracting(Policy::name).containsExactly("own", "inline");
    assertThat(role.policies().get(0).statements().get(0).conditions())
        .extracting(Condition::values)
        .containsExactly(java.util.List.of("eu-west-1"));
    assertThat(role.trust()).isPresent();
    assertThat(role.sessionTags()).containsKey("kubernetes-namespace");
    assertThat(setup.serviceControlPolicies()).containsKey("111122223333");
  }

  @Test
  void mistakesAreToldWithTheirPlace() {
    assertThatThrownBy(() -> read("identities: [{arn: " + ROLE + ", policies: [own.json]}]"))
        .hasMessageContaining("own.json")
        .hasMessageContaining("placeholder REGION has no value");
    assertThatThrownBy(() -> read("identities: [{arn: " + ROLE + ", policies: [gone.json]}]"))
        .hasMessageContaining("gone.json: cannot be read");
    assertThatThrownBy(() -> read("identity: []"))
        .hasMessageContaining("iam.yaml")
        .hasMessageContaining("identity");
    assertThatThrownBy(() -> read("identities: [{policies: []}]")).hasMessageContaining("no arn");
    assertThatThrownBy(() -> read("null")).hasMessageContaining("is empty");
    assertThatThrownBy(
            () -> IamFile.parse("body", "identities: [{arn: " + ROLE + ", policies: [own.json]}]"))
        .hasMessageContaining("write the policy itself here");
  }
}
