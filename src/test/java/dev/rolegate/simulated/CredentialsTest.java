package dev.rolegate.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import dev.rolegate.execute.Account;
import dev.rolegate.execute.Docs;
import dev.rolegate.execute.Refusal;
import dev.rolegate.execute.VpcWorker;
import dev.rolegate.execute.WorkerSettings;
import dev.rolegate.sim.SimulatorOptions;
import dev.rolegate.sim.log.CallRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Own credentials, assumed roles and sessions that end, against the simulator's STS. */
class CredentialsTest {
  private static final String ACCOUNT = "111122223333";
  private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/rolegate";
  private static final Duration SESSION = Duration.ofHours(1).plusSeconds(1);

  private final SimulatedEc2 cloud =
      new SimulatedEc2(SimulatorOptions.defaults().withDefaultVpc(false), SimulatedEc2.unlimited());

  @AfterEach
  void stop() {
    cloud.close();
  }

  private Ec2 assuming(String roleArn) {
    return cloud.connect(new ConnectTo("prod", "eu-west-1", roleArn, "external-1"));
  }

  private List<String> actions() {
    return cloud.simulator().calls().all().stream().map(CallRecord::action).toList();
  }

  @Test
  void theSessionCarriesTheExternalIdItsNameAndThePolicyOfTheRegion() {
    Ec2.Caller caller = assuming(ROLE).caller();

    assertThat(caller.accountId()).isEqualTo(ACCOUNT);
    assertThat(caller.arn())
        .isEqualTo("arn:aws:sts::111122223333:assumed-role/rolegate/rolegate-test-prod");
    Map<String, String> sent = cloud.simulator().calls().all().get(0).params();
    assertThat(sent)
        .containsEntry("RoleArn", ROLE)
        .containsEntry("ExternalId", "external-1")
        .containsEntry("RoleSessionName", "rolegate-test-prod");
    assertThat(sent.get("Policy")).contains("\"aws:RequestedRegion\":\"eu-west-1\"");
    assertThat(cloud.calls()).containsOnlyKeys("AssumeRole", "GetCallerIdentity");
  }

  @Test
  void withoutARoleNothingIsAssumed() {
    try (Ec2 ec2 = cloud.connect()) {
      assertThat(ec2.caller().arn()).contains(":user/");
      assertThat(actions()).containsExactly("GetCallerIdentity");
    }
  }

  @Test
  void theCallerIsAskedOnceForEachCredentials() {
    Ec2 ec2 = assuming(ROLE);

    String first = ec2.caller().credentialsId();
    ec2.groups(Docs.VPC);
    assertThat(ec2.caller().credentialsId()).isEqualTo(first);
    assertThat(actions())
        .containsExactly("AssumeRole", "GetCallerIdentity", "DescribeSecurityGroups");

    cloud.simulator().world().clock().advance(SESSION);
    ec2.groups(Docs.VPC);
    assertThat(ec2.caller().credentialsId()).isNotEqualTo(first);
    assertThat(cloud.calls())
        .containsEntry("AssumeRole", 2L)
        .containsEntry("GetCallerIdentity", 2L);
  }

  @Test
  void aSessionThatEndsIsRenewedWithinTheCallAndWorkGoesOn() {
    Ec2 ec2 = assuming(ROLE);
    ec2.createGroup(Docs.VPC, "shop/web", "d", Map.of());

    cloud.simulator().world().clock().advance(SESSION);
    ec2.createGroup(Docs.VPC, "shop/db", "d", Map.of());

    assertThat(ec2.groups(Docs.VPC)).hasSize(3);
  }

  @Test
  void aSessionThatCannotBeRenewedFailsTypedAndIsThereAgainOnceItCan() {
    Ec2 ec2 = assuming(ROLE);
    ec2.groups(Docs.VPC);
    cloud.simulator().world().clock().advance(SESSION);
    cloud.simulator().behaviour().deny("AssumeRole");

    Ec2Exception failure = catchThrowableOfType(Ec2Exception.class, () -> ec2.groups(Docs.VPC));

    assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(failure.action()).isEqualTo("AssumeRole");
    assertThat(failure)
        .hasMessageContaining("The role " + ROLE + " has to trust")
        .hasMessageContaining("user/simulated")
        .hasMessageContaining("\"sts:ExternalId\":\"external-1\"");

    cloud.simulator().behaviour().allowAll();
    assertThat(ec2.groups(Docs.VPC)).hasSize(1);
  }

  @Test
  void oneConnectionIsClosedAndTheOthersGoOn() {
    Ec2 closed = assuming(ROLE);
    Ec2 other = assuming(ROLE);
    Ec2 own = cloud.connect();
    closed.groups(Docs.VPC);
    own.groups(Docs.VPC);

    closed.close();

    assertThat(other.groups(Docs.VPC)).hasSize(1);
    assertThat(own.groups(Docs.VPC)).hasSize(1);
    assertThat(own.caller().accountId()).isEqualTo(ACCOUNT);
  }

  @Test
  void aRoleOfAnotherAccountIsRefusedByThePinAndSeesNoVpcWithoutOne() {
    Ec2 ec2 = assuming("arn:aws:iam::444455556666:role/rolegate");
    try (VpcWorker worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, InstantSource.system())) {
      Refusal refusal =
          catchThrowableOfType(
              Refusal.class,
              () -> worker.look(Docs.VPC, Optional.of(new Account(ACCOUNT, ACCOUNT))));
      assertThat(refusal.reason()).isEqualTo(Refusal.Reason.ACCOUNT_CHANGED);

      Ec2Exception failure =
          catchThrowableOfType(Ec2Exception.class, () -> worker.look(Docs.VPC, Optional.empty()));
      assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
    }
  }
}
