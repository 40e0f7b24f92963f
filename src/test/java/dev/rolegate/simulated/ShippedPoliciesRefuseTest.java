package dev.rolegate.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.execute.Docs;
import dev.rolegate.model.Ownership;
import dev.rolegate.sim.SimulatorOptions;
import dev.rolegate.sim.iam.IamSetup;
import dev.rolegate.sim.iam.Policy;
import dev.rolegate.simulated.ShippedPolicies.Tier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** What the policies of {@code deploy/iam} keep the operator from, and others from forging. */
class ShippedPoliciesRefuseTest {
  private static final ShippedPolicies SHIPPED =
      new ShippedPolicies("111122223333", "eu-west-1", Docs.VPC, "test");
  private static final String DENIED = "UnauthorizedOperation";
  private static final String ALLOWED = "DryRunOperation";

  private SimulatedEc2 aws;
  private Attempts attempts;

  @BeforeEach
  void start() {
    aws = new SimulatedEc2(SimulatorOptions.defaults());
    attempts = new Attempts(aws.simulator(), ShippedPolicies.OPERATOR_KEY);
  }

  @AfterEach
  void close() {
    attempts.close();
    aws.close();
  }

  private Map<String, Consumer<Ec2Client>> beyond(Tier tier) {
    Map<String, Consumer<Ec2Client>> all =
        new LinkedHashMap<>(
            switch (tier) {
              case OBSERVE, OWN -> attempts.beyondOwn();
              case ADOPT -> attempts.beyondAdopt();
              case RETIRE -> attempts.beyondRetire();
              case REMEDIATE -> attempts.beyondRemediate();
              case RESTORE -> attempts.beyondRestore();
            });
    all.putAll(attempts.reads());
    return all;
  }

  @Test
  void no_tier_reaches_foreign_groups_other_clusters_other_VPCs_or_other_Regions() {
    for (Tier tier : Tier.values()) {
      SHIPPED.attach(aws.simulator(), tier);
      beyond(tier)
          .forEach(
              (what, attempt) ->
                  assertThat(attempts.answer(attempt)).as(tier + ": " + what).isEqualTo(DENIED));
    }
  }

  @Test
  void adopt_takes_over_what_has_no_owner_and_own_does_not() {
    SHIPPED.attach(aws.simulator(), Tier.ADOPT);
    assertThat(attempts.answer(attempts.proof("foreign", "test"))).isEqualTo(ALLOWED);
    SHIPPED.attach(aws.simulator(), Tier.OWN);
    assertThat(attempts.answer(attempts.proof("foreign", "test"))).isEqualTo(DENIED);
  }

  /** A condition that keeps nothing out would be noise, or the attempts above miss something. */
  @TestFactory
  Stream<DynamicTest> without_any_one_condition_something_gets_through() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String file : List.of("observe", "own", "adopt", "retire", "remediate", "restore")) {
      for (JsonNode statement : SHIPPED.document(file).path("Statement")) {
        for (Map.Entry<String, JsonNode> operator : statement.path("Condition").properties()) {
          for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
            String sid = statement.path("Sid").asText();
            tests.add(
                dynamicTest(
                    file + "/" + sid + " without " + operator.getKey() + " " + key.getKey(),
                    () -> getsThrough(file, sid, operator.getKey(), key.getKey())));
          }
        }
      }
    }
    return tests.stream();
  }

  private void getsThrough(String file, String sid, String operator, String key) {
    Tier tier = Tier.valueOf(file.toUpperCase(Locale.ROOT));
    List<Policy> weakened =
        tier.files().stream()
            .map(
                one -> {
                  JsonNode document = SHIPPED.document(one);
                  for (JsonNode statement : document.path("Statement")) {
                    if (one.equals(file) && statement.path("Sid").asText().equals(sid)) {
                      ((ObjectNode) statement.path("Condition").path(operator)).remove(key);
                    }
                  }
                  return Policy.permissions(one, document.toString());
                })
            .toList();
    SHIPPED.attach(aws.simulator(), weakened);
    assertThat(beyond(tier).values()).extracting(attempts::answer).contains(ALLOWED);
  }

  /** What would let others forge or strip the tags. */
  private Map<String, Consumer<Ec2Client>> forging() {
    String foreign = attempts.id("foreign");
    String own = attempts.id("own");
    Map<String, Consumer<Ec2Client>> forging = new LinkedHashMap<>();
    for (String key : List.of(Ownership.CLUSTER, Ownership.NAME, "Rolegate.dev/Cluster")) {
      forging.put(
          "tag with " + key,
          c -> c.createTags(r -> r.resources(foreign).tags(tag(key)).dryRun(true)));
      TagSpecification tagged =
          TagSpecification.builder()
              .resourceType("security-group")
              .tags(tag("team"), tag(key))
              .build();
      forging.put(
          "create with " + key,
          c ->
              c.createSecurityGroup(
                  r ->
                      r.vpcId(Docs.VPC)
                          .groupName("n")
                          .description("d")
                          .tagSpecifications(tagged)
                          .dryRun(true)));
    }
    forging.put(
        "remove the proof",
        c -> c.deleteTags(r -> r.resources(own).tags(tag(Ownership.CLUSTER)).dryRun(true)));
    forging.put("remove all tags", c -> c.deleteTags(r -> r.resources(own).dryRun(true)));
    return forging;
  }

  @Test
  void nobody_else_sets_or_removes_the_tags() {
    SHIPPED.attach(aws.simulator(), Tier.ADOPT);
    Ec2Client other = attempts.client("AKIAADMINISTRATOR", "eu-west-1");
    String foreign = attempts.id("foreign");
    String own = attempts.id("own");
    forging().forEach((what, how) -> assertThat(answer(other, how)).as(what).isEqualTo(DENIED));
    assertThat(answer(other, c -> c.deleteTags(r -> r.resources(foreign).dryRun(true))))
        .as("all tags of a group that is nobody's")
        .isEqualTo(ALLOWED);
    assertThat(
            answer(other, c -> c.createTags(r -> r.resources(own).tags(tag("team")).dryRun(true))))
        .as("other tags, as for costs")
        .isEqualTo(ALLOWED);
    aws.simulator().iam().set(IamSetup.NONE);
    forging().forEach((what, how) -> assertThat(answer(other, how)).as(what).isEqualTo(ALLOWED));
  }

  @Test
  void each_statement_of_the_service_control_policy_is_needed() {
    Ec2Client other = attempts.client("AKIAADMINISTRATOR", "eu-west-1");
    int statements = SHIPPED.document("scp").path("Statement").size();
    assertThat(statements).isEqualTo(3);
    for (int i = 0; i < statements; i++) {
      JsonNode weakened = SHIPPED.document("scp");
      ((ArrayNode) weakened.path("Statement")).remove(i);
      IamSetup setup =
          IamSetup.NONE.limiting(
              SHIPPED.account(),
              Policy.allowingAll("FullAWSAccess"),
              Policy.permissions("scp", weakened.toString()));
      aws.simulator().iam().set(setup);
      assertThat(forging().values())
          .as("without statement " + i)
          .extracting(how -> answer(other, how))
          .contains(ALLOWED);
    }
  }

  private String answer(Ec2Client who, Consumer<Ec2Client> attempt) {
    return attempts.answer(any -> attempt.accept(who));
  }

  private static Tag tag(String key) {
    return Tag.builder().key(key).value("x").build();
  }

  @Test
  void the_role_of_another_account_is_had_by_the_operator_with_its_external_id_alone() {
    for (Map<String, String> tags :
        List.of(Map.<String, String>of(), Map.of("kubernetes-namespace", "rolegate-system"))) {
      String key = SHIPPED.attachAcross(aws.simulator(), Tier.OWN, "external-1", tags);
      try (StsClient sts = sts(key);
          StsClient other = sts(ShippedPolicies.OPERATOR_ACCOUNT);
          StsClient inside = sts("111122223333")) {
        Ec2Client member = attempts.client(assume(sts, "external-1"), "eu-west-1");
        assertThat(answer(member, c -> c.describeSecurityGroups(r -> r.dryRun(true))))
            .isEqualTo(ALLOWED);
        for (Runnable refused :
            List.<Runnable>of(
                () -> assume(sts, "external-2"),
                () -> assume(other, "external-1"),
                () -> assume(inside, "external-1"),
                () -> sts.assumeRole(r -> r.roleArn(SHIPPED.roleArn()).roleSessionName("check")))) {
          assertThat(catchThrowableOfType(StsException.class, refused::run))
              .extracting(e -> e.awsErrorDetails().errorCode())
              .isEqualTo("AccessDenied");
        }
      }
      assertThat(attempts.answer(c -> c.describeSecurityGroups(r -> r.dryRun(true))))
          .as("the operator's own role reads nothing in its own account")
          .isEqualTo(DENIED);
    }
  }

  private static String assume(StsClient sts, String externalId) {
    return sts.assumeRole(
            r -> r.roleArn(SHIPPED.roleArn()).roleSessionName("check").externalId(externalId))
        .credentials()
        .accessKeyId();
  }

  private StsClient sts(String key) {
    return StsClient.builder()
        .endpointOverride(aws.simulator().endpoint())
        .region(Region.of("eu-west-1"))
        .httpClientBuilder(Apache5HttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "secret")))
        .build();
  }
}
