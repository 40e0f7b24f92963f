package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.api.OrphanedSecurityGroupStatus;
import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code rolegate restore} on a real API server, without an operator. */
@RealApiServer
class RestoreCommandTest {
  private static final String ID = "sg-0a1b2c3d4e5f60719";

  private final KubernetesClient client = ApiServer.running().client();

  @AfterEach
  void clean() {
    client.resources(OrphanedSecurityGroup.class).withName(ID).delete();
    client.resources(ManagedVpc.class).withName("restoring").delete();
    client.close();
  }

  private void vpc(String more) {
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: rolegate.dev/v1alpha1
                kind: ManagedVpc
                metadata: {name: restoring}
                spec: {vpcId: vpc-0a1b2c3d4e5f60718, region: eu-west-1%s}
                """
                    .formatted(more),
                ManagedVpc.class))
        .create();
  }

  private void orphan(OrphanPhase phase, Condition... conditions) {
    var object =
        Serialization.unmarshal(
            """
            apiVersion: rolegate.dev/v1alpha1
            kind: OrphanedSecurityGroup
            metadata: {name: %s}
            spec: {managedVpc: restoring, groupId: %s, groupName: old}
            """
                .formatted(ID, ID),
            OrphanedSecurityGroup.class);
    var made = client.resource(object).create();
    made.setStatus(
        new OrphanedSecurityGroupStatus(
            1L,
            phase,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(conditions)));
    client.resource(made).updateStatus();
  }

  private OrphanDecision decision() {
    return client.resources(OrphanedSecurityGroup.class).withName(ID).get().getSpec().decision();
  }

  private static CliRun restore(String name) {
    return CliRun.withOperator(
        () -> 0, "restore", name, "--kubeconfig", ApiServer.running().kubeconfig().toString());
  }

  @Test
  void decidesThatAQuarantinedGroupComesBack() {
    vpc(", mode: Enforce, orphans: {}");
    orphan(OrphanPhase.QUARANTINED);

    var run = restore(ID);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains(ID, "old", "gets its rules back").doesNotContain("Observe");
    assertThat(decision()).isEqualTo(OrphanDecision.RESTORE);
  }

  @Test
  void saysThatADeletedGroupGetsANewIdAndThatObserveChangesNothing() {
    vpc(", orphans: {}");
    orphan(OrphanPhase.DELETED);

    var run = restore(ID);

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("new id", "status.restoredAs", "Observe");
    assertThat(decision()).isEqualTo(OrphanDecision.RESTORE);
  }

  @Test
  void refusesWhatWasNotTaken() {
    vpc(", orphans: {}");
    orphan(OrphanPhase.CANDIDATE);

    var run = restore(ID);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(ID, "candidate", "nothing to restore", "Keep");
    assertThat(decision()).isNull();
  }

  @Test
  void refusesWhatCannotBeGivenBack() {
    vpc(", orphans: {}");
    orphan(
        OrphanPhase.QUARANTINED,
        new ConditionBuilder()
            .withType("SnapshotLost")
            .withStatus("True")
            .withReason("SnapshotLost")
            .withMessage("the object that held them was lost")
            .withLastTransitionTime("2026-01-31T12:00:00Z")
            .build());

    var run = restore(ID);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("cannot be restored", "was lost");
    assertThat(decision()).isNull();
  }

  @Test
  void refusesWhatNobodyLooksAfter() {
    vpc("");
    orphan(OrphanPhase.QUARANTINED);
    assertThat(restore(ID).err()).contains("spec.orphans of ManagedVpc restoring is gone");
    client.resources(ManagedVpc.class).withName("restoring").delete();
    assertThat(restore(ID).err()).contains("there is no ManagedVpc restoring");
    assertThat(decision()).isNull();
  }

  @Test
  void namesAnUnknownName() {
    var run = restore("sg-ffffffff");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("there is no OrphanedSecurityGroup sg-ffffffff", "kubectl get osg");
  }
}
