package dev.rolegate.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rolegate.execute.Refusal.Reason;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Group;
import dev.rolegate.plan.Consent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In which account and VPC the worker works, and when it does not. */
class PremisesTest {
  private static final Account OWN = new Account("111122223333", "111122223333");
  private static final String OTHER = "444455556666";

  private final TestClock clock = new TestClock();
  private final FakeEc2 ec2 = new FakeEc2(clock);
  private final VpcWorker worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, clock);
  private final DesiredVpc desired = Docs.vpc(Docs.group("web", Docs.in(80, "10.0.0.0/16")));

  @AfterEach
  void close() {
    worker.close();
  }

  private VpcWorker.Look look() {
    return worker.look(Docs.VPC, Optional.of(OWN));
  }

  private Refusal refusal() {
    return catchThrowableOfType(Refusal.class, this::look);
  }

  private Pass apply() {
    return worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
  }

  private void converge() {
    for (Pass pass = apply(); pass.again().isPresent(); pass = apply()) {
      clock.advance(pass.again().get());
    }
  }

  @Test
  void theFirstLookTellsWhoseVpcItIsBeforeAnythingIsChanged() {
    assertThat(worker.look(Docs.VPC, Optional.empty()).account()).isEqualTo(OWN);
    assertThat(ec2.mutations()).isEmpty();
    assertThat(ec2.calls()).containsExactly("DescribeVpcs", "DescribeSecurityGroups");

    apply();

    assertThat(ec2.calls().stream().filter(call -> call.startsWith("Describe")))
        .as("the work goes on from the look")
        .hasSize(2);
    assertThat(ec2.mutations()).contains("CreateSecurityGroup");
  }

  @Test
  void aCheckCostsNoMoreThanItsPagesUntilThereAreNewCredentials() {
    converge();
    ec2.forgetCalls();

    look();
    look();
    assertThat(ec2.calls()).containsExactly("DescribeSecurityGroups", "DescribeSecurityGroups");

    ec2.callAs(OWN.id(), "AKIA2");
    look();
    look();
    assertThat(ec2.calls().subList(2, 5))
        .containsExactly("DescribeVpcs", "DescribeSecurityGroups", "DescribeSecurityGroups");
  }

  @Test
  void credentialsOfAnotherAccountAreRefusedBeforeAnythingIsRead() {
    converge();
    ec2.forgetCalls();
    ec2.callAs(OTHER, "AKIA2");

    Refusal refusal = refusal();

    assertThat(refusal.reason()).isEqualTo(Reason.ACCOUNT_CHANGED);
    assertThat(refusal.isTransient()).isFalse();
    assertThat(refusal)
        .hasMessageContaining(Docs.VPC)
        .hasMessageContaining("first seen with credentials of account 111122223333")
        .hasMessageContaining("now the credentials are of account 444455556666")
        .hasMessageContaining("spec.roleArn");
    assertThat(ec2.calls()).isEmpty();

    ec2.callAs(OWN.id(), "AKIA3");
    assertThat(look().account()).isEqualTo(OWN);
  }

  @Test
  void aPinThatNamesAnotherOwnerOfTheVpcIsNotBelieved() {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> worker.look(Docs.VPC, Optional.of(new Account(OWN.id(), OTHER))));

    assertThat(refusal.reason()).isEqualTo(Reason.ACCOUNT_CHANGED);
    assertThat(refusal).hasMessageContaining("in a VPC of account 444455556666");
  }

  @Test
  void aVpcOfAnotherAccountIsRefused() {
    ec2.ownVpcBy(OTHER);

    Refusal refusal = refusal();

    assertThat(refusal.reason()).isEqualTo(Reason.VPC_SHARED);
    assertThat(refusal)
        .hasMessageContaining("belongs to account 444455556666")
        .hasMessageContaining("shared with account 111122223333");
    assertThat(ec2.calls()).doesNotContain("DescribeSecurityGroups");
  }

  @Test
  void aGroupOfAnotherAccountInTheVpcStopsNobody() {
    Group foreign =
        new Group("sg-0000", "participant", "theirs", Docs.VPC, OTHER, Map.of(), List.of(), true);
    ec2.outsider(foreign.groupId(), group -> foreign);

    converge();

    assertThat(ec2.mutations())
        .filteredOn("CreateSecurityGroup"::equals)
        .hasSameSizeAs(desired.groups());
    assertThat(ec2.truth().values()).contains(foreign);
    ec2.forgetCalls();
    converge();
    assertThat(ec2.mutations()).isEmpty();
  }

  @Test
  void aVpcThatShowsGroupsOfOtherAccountsOnlyIsRefusedAtAnyCheck() {
    converge();
    var premises = new Premises(ec2, clock);
    premises.check(Docs.VPC, Optional.empty());
    Group web = ec2.named("shop/web");
    List<Group> foreign = List.of(owned(web, web.groupId(), web.name(), OTHER));

    Refusal refusal = catchThrowableOfType(Refusal.class, () -> premises.check(Docs.VPC, foreign));

    assertThat(refusal.reason()).isEqualTo(Reason.VPC_SHARED);
    assertThat(refusal).hasMessageContaining(OTHER).hasMessageContaining(OWN.id());
  }

  private static Group owned(Group group, String id, String name, String owner) {
    return new Group(
        id, name, group.description(), group.vpcId(), owner, group.tags(), group.rules(), true);
  }

  @Test
  void anEmptyReadIsNeverBelievedAndTheNextOneIsLookedAtAnew() {
    converge();
    int groups = ec2.truth().size();
    ec2.showNothing(true);
    ec2.forgetCalls();

    Refusal refusal = refusal();
    Refusal again = catchThrowableOfType(Refusal.class, this::apply);

    assertThat(refusal.reason()).isEqualTo(Reason.NO_GROUPS);
    assertThat(refusal.isTransient()).isTrue();
    assertThat(again.reason()).isEqualTo(Reason.NO_GROUPS);
    assertThat(ec2.mutations()).isEmpty();

    ec2.showNothing(false);
    assertThat(look().snapshot().groups()).hasSize(groups + 1);
    assertThat(apply().plan().steps()).isEmpty();
  }

  @Test
  void newCredentialsInTheMiddleOfWorkAreLookedAtBeforeItGoesOn() {
    apply();
    ec2.callAs(OTHER, "AKIA2");
    ec2.forgetCalls();

    assertThat(refusal().reason()).isEqualTo(Reason.ACCOUNT_CHANGED);
    assertThat(ec2.calls()).isEmpty();
  }

  @Test
  void aLookOverlaysOwnWritesThatReadsDoNotShowYet() {
    ec2.lag(Duration.ofSeconds(8));
    apply();
    worker.refresh();

    assertThat(look().snapshot().groups().values())
        .extracting(Group::name)
        .containsExactlyInAnyOrder("default", "shop/web");
  }

  @Test
  void eachLookIsPlannedFromOnce() {
    look();
    ec2.forgetCalls();

    worker.plan(desired, Consent.UNLIMITED);
    assertThat(ec2.calls()).isEmpty();

    worker.plan(desired, Consent.UNLIMITED);
    assertThat(ec2.calls()).containsExactly("DescribeSecurityGroups");
  }
}
