package dev.rolegate.process;

import static dev.rolegate.e2e.RoleDoc.entry;
import static dev.rolegate.process.Ground.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.e2e.RoleDoc;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.fault.Failure.When;
import dev.rolegate.sim.fault.Hold;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code kill -9} of the operator at each kind of step, before its call has had its effect and
 * after it, when only the answer is missing. Calls of several groups are held at once, so that one
 * kill meets many steps; none of them depends on another.
 */
@Tag("process")
@RealApiServer
class KillTest {
  private Ground ground;
  private OperatorProcess operator;

  @BeforeEach
  void open() {
    ground = new Ground("kill");
    operator = ground.operators().alone().start();
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @ParameterizedTest
  @EnumSource(When.class)
  void atEachStepOfANewGroup(When when) {
    ground.scene().manage("Enforce", "1m");
    ground.begin();

    List<Hold> holds =
        ground.hold(
            when,
            "CreateSecurityGroup",
            "RevokeSecurityGroupEgress",
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupEgress");
    atOnce(
        () -> Stream.of("one", "two", "three", "four").map(Ground::role).forEach(ground::document));
    killAt(holds);

    operator = ground.operators().start();
    ground.converges();
  }

  @ParameterizedTest
  @EnumSource(When.class)
  void atEachStepOfAChange(When when) {
    Stream.of("modify", "describe", "revoke-in", "revoke-out", "tag", "add-in", "add-out")
        .forEach(name -> ground.document(role(name)));
    ground.document(RoleDoc.of("delete"));
    ground.scene().manage("Enforce", "1m");
    ground.converges();
    ground.begin();

    List<Hold> holds =
        ground.hold(
            when,
            "ModifySecurityGroupRules",
            "UpdateSecurityGroupRuleDescriptionsIngress",
            "RevokeSecurityGroupIngress",
            "RevokeSecurityGroupEgress",
            "CreateTags",
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupEgress",
            "DeleteSecurityGroup");
    atOnce(this::change);
    killAt(holds);

    assertThat(ground.scene().get("delete").hasFinalizer("rolegate.dev/finalizer")).isTrue();
    operator = ground.operators().start();
    ground.converges();
    ground.scene().awaitGone("delete");
    assertThat(ground.scene().findGroup("delete")).isEmpty();
  }

  private void change() {
    RoleDoc.Entry https = entry("https", 443, "10.1.0.0/16");
    RoleDoc.Entry ssh = entry("ssh", 22, "192.0.2.0/24");
    ground.document(role("modify").in(entry("https", 443, "10.2.0.0/16"), ssh));
    ground.document(role("describe").in(entry("frontend", 443, "10.1.0.0/16"), ssh));
    ground.document(role("revoke-in").in(https));
    RoleDoc.Entry dns = entry("dns", 53, "10.0.0.2/32");
    RoleDoc.Entry ntp = entry("ntp", 123, "10.0.0.3/32");
    ground.document(role("revoke-out").out(dns));
    ground.document(role("tag").with("purpose", "Another purpose"));
    ground.document(role("add-in").in(https, ssh, entry("more", 8443, "10.7.0.0/16")));
    ground.document(role("add-out").out(dns, ntp, entry("more", 853, "10.7.0.0/16")));
    ground.delete("delete");
  }

  /** The operator comes to know of all that at one time, so that one plan has it all. */
  private void atOnce(Runnable documents) {
    operator.freeze();
    documents.run();
    operator.thaw();
  }

  /** What was held gets no further. */
  private void killAt(List<Hold> holds) {
    ground.awaitHeld(holds);
    operator.kill();
    assertThat(holds).as("calls under way at the kill").allMatch(hold -> hold.held().isPresent());
    ground.simulator().behaviour().endHolds(Hold.End.DROP);
    ground.assertTrueToItsWord();
  }
}
