package dev.rolegate.ec2.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.UseCollector;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SessionTest {

  @Test
  void theNameTellsClusterAndManagedVpc() {
    assertThat(Session.name("eu-1", "prod")).isEqualTo("rolegate-eu-1-prod");
    assertThat(Session.name("eu 1", "prod")).isEqualTo("rolegate-eu-1-prod");
  }

  @Test
  void namesThatAreCutDifferStill() {
    String start = "v".repeat(60);

    String one = Session.name("test", start + "1");
    String two = Session.name("test", start + "2");

    assertThat(one).hasSize(64).matches("[\\w+=,.@-]{2,64}").startsWith("rolegate-test-vvv");
    assertThat(two).hasSize(64).isNotEqualTo(one);
    assertThat(Session.name("test", "v".repeat(50))).hasSize(64).endsWith("vvv");
  }

  @Test
  void thePolicyLeavesEc2InTheRegion() {
    assertThat(Session.policy("eu-west-1"))
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"ec2:*\","
                + "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":"
                + "{\"aws:RequestedRegion\":\"eu-west-1\"}}}}");
  }

  @Test
  void thePolicyOfASessionThatLooksForUsesAllowsReadsOfTheCollectorsAlone() {
    String policy = Session.readPolicy("eu-west-1");

    // STS refuses one that is longer, and counts a packed size besides.
    assertThat(policy).hasSizeLessThan(1024).contains("\"aws:RequestedRegion\":\"eu-west-1\"");
    List<String> families =
        Pattern.compile("\"([a-z0-9]+:[A-Za-z]+)\\*\"")
            .matcher(policy)
            .results()
            .map(family -> family.group(1))
            .toList();
    for (UseCollector collector : UseCollector.values()) {
      assertThat(collector.permissions())
          .allSatisfy(action -> assertThat(families).anyMatch(action::startsWith));
    }
    assertThat(families)
        .contains("ec2:Describe", "codebuild:BatchGet", "config:Select")
        .allMatch(family -> family.matches("[a-z0-9]+:(Describe|List|Get|BatchGet|Select)"));
  }

  @Test
  void aTrustPolicyNamesTheRoleAndNotItsSession() {
    assertThat(RoleCredentials.principal("arn:aws-cn:sts::111122223333:assumed-role/rolegate/pod"))
        .isEqualTo("arn:aws-cn:iam::111122223333:role/rolegate");
    assertThat(RoleCredentials.principal("arn:aws:iam::111122223333:user/a"))
        .isEqualTo("arn:aws:iam::111122223333:user/a");
    assertThat(Session.trustPolicy("arn:aws:iam::111122223333:role/r", ""))
        .doesNotContain("Condition");
  }
}
