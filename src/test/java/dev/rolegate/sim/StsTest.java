package dev.rolegate.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

class StsTest extends CloudTest {
  private static final String ROLE = "arn:aws:iam::444455556666:role/teams/rolegate";

  private StsClient sts(String accessKey) {
    return StsClient.builder()
        .endpointOverride(cloud.simulator.endpoint())
        .region(Region.of(Cloud.REGION))
        .httpClientBuilder(Apache5HttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret")))
        .build();
  }

  private static Credentials assume(StsClient sts) {
    return sts.assumeRole(
            r ->
                r.roleArn(ROLE)
                    .roleSessionName("check")
                    .externalId("tenant-1")
                    .durationSeconds(900))
        .credentials();
  }

  @Test
  @DisplayName("[D] an assumed role works in the account of its ARN, under the session's ARN")
  void assumeRole() {
    try (StsClient sts = sts(Cloud.ACCOUNT)) {
      assertThat(sts.getCallerIdentity().account()).isEqualTo(Cloud.ACCOUNT);
      String key = assume(sts).accessKeyId();
      try (StsClient assumed = sts(key);
          Ec2Client ec2 = cloud.client(key)) {
        assertThat(assumed.getCallerIdentity().arn())
            .isEqualTo("arn:aws:sts::444455556666:assumed-role/rolegate/check");
        assertThat(ec2.describeVpcs().vpcs())
            .allSatisfy(vpc -> assertThat(vpc.ownerId()).isEqualTo("444455556666"));
      }
      assertThat(cloud.simulator.calls().all())
          .anySatisfy(call -> assertThat(call.params()).containsEntry("ExternalId", "tenant-1"));
    }
  }

  @Test
  @DisplayName("[D] a session that is over is refused by each service in its own words")
  void expired() {
    try (StsClient sts = sts(Cloud.ACCOUNT)) {
      String key = assume(sts).accessKeyId();
      cloud.simulator.world().clock().advance(Duration.ofSeconds(901));
      try (StsClient assumed = sts(key);
          Ec2Client ec2 = cloud.client(key)) {
        StsException refusal = catchThrowableOfType(StsException.class, assumed::getCallerIdentity);
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken");
        Cloud.refused("RequestExpired", ec2::describeVpcs);
      }
    }
  }

  @Test
  @DisplayName("sessions end sooner than AWS lets them, and their answers say when")
  void shortSessions() {
    cloud.simulator.behaviour().longestSession(Optional.of(Duration.ofSeconds(20)));
    try (StsClient sts = sts(Cloud.ACCOUNT)) {
      var credentials = assume(sts);
      assertThat(credentials.expiration())
          .isBefore(cloud.simulator.world().clock().now().plusSeconds(21));
      cloud.simulator.world().clock().advance(Duration.ofSeconds(21));
      try (Ec2Client ec2 = cloud.client(credentials.accessKeyId())) {
        Cloud.refused("RequestExpired", ec2::describeVpcs);
      }
    }
  }

  @Test
  @DisplayName("[D] a role that may not be assumed, and an ARN that is none")
  void refused() {
    cloud.simulator.behaviour().deny("AssumeRole");
    try (StsClient sts = sts(Cloud.ACCOUNT)) {
      StsException denied = catchThrowableOfType(StsException.class, () -> assume(sts));
      assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
      assertThat(denied.statusCode()).isEqualTo(403);
      StsException invalid =
          catchThrowableOfType(
              StsException.class,
              () -> sts.assumeRole(r -> r.roleArn("rolegate").roleSessionName("check")));
      assertThat(invalid.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
    }
  }
}
