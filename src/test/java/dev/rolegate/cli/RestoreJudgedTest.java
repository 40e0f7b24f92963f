package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.Guardrail;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.model.Direction;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code rolegate restore --rule} judges what is to come back by the guardrails of now. */
@RealApiServer
class RestoreJudgedTest extends OnRemovedRule {
  private static final String WORLD = "'!rule.fromWorld()'";
  private static final String NOT_LOOKED_FOR = "'!group.sprawl(\"AllInOne\")'";
  private static final Permission ONE_HALF = tcp(22, "0.0.0.0/1");
  private static final Permission OTHER_HALF = tcp(22, "128.0.0.0/1");

  private LiveRule removed(Permission permission, String... guardrails) {
    LiveRule rule = open(Direction.INGRESS, permission);
    remove(rule, NOBODY, List.of(guardrails));
    return rule;
  }

  private List<String> excepted() {
    return exceptions().stream()
        .map(e -> e.getSpec().guardrail() + " " + e.getSpec().rule())
        .toList();
  }

  private String idOf(Permission permission) {
    return live().stream()
        .filter(r -> r.permission().equals(permission))
        .findFirst()
        .orElseThrow()
        .ruleId();
  }

  @Test
  void aGuardrailThatCondemnsItByNowIsCoveredInPlaceOfTheOneThatIsGone() {
    LiveRule rule = removed(SSH, CLOSED);
    client.resources(Guardrail.class).withName(CLOSED).delete();
    guardrail(NARROW, "365d");

    assertThat(restore(rule.ruleId()).out())
        .contains("Guardrail " + CLOSED + " is gone: no exception is needed.")
        .contains("+ exception from Guardrail " + NARROW + ", whose end --until says")
        .contains("it condemns the rule: no");
    assertThat(accepted(rule.ruleId()).code()).isZero();
    assertThat(excepted()).containsExactly(NARROW + " " + idOf(SSH));
  }

  @Test
  void whatWouldNotRemoveItAgainNeedsNoException() {
    LiveRule rule = removed(SSH, CLOSED, NARROW);
    guardrail(CLOSED, "30d", "Remove", "'true'");
    guardrail(NARROW, "30d", "Warn", "'false'");

    CliRun run = applied(rule.ruleId());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Guardrail " + CLOSED + " does not condemn it now: no exception is needed.")
        .contains("Guardrail " + NARROW + " does not condemn it now: no exception is needed.");
    assertThat(exceptions()).isEmpty();
    assertThat(idOf(SSH)).isNotEmpty();
  }

  @Test
  void whatIsNotKnownIsSaidAndCoveredWhereItRemovedTheRule() {
    guardrail(NARROW, "30d", "Remove", NOT_LOOKED_FOR);
    LiveRule rule = removed(SSH, CLOSED);
    assertThat(restore(rule.ruleId()).out())
        .contains("Whether Guardrail " + NARROW + " condemns it is not known")
        .contains("nobody has looked for sprawl");
    assertThat(accepted(rule.ruleId()).code()).isZero();
    assertThat(excepted()).containsExactly(CLOSED + " " + idOf(SSH));

    assertThat(
            applied(
                    rule.ruleId(),
                    "--until",
                    "7d",
                    "--reason",
                    "The probe",
                    "--accepted-by",
                    "me",
                    "--except-from",
                    NARROW)
                .code())
        .isZero();
    assertThat(excepted())
        .containsExactlyInAnyOrder(CLOSED + " " + idOf(SSH), NARROW + " " + idOf(SSH));

    LiveRule other = removed(tcp(23, "0.0.0.0/0"), NARROW);
    assertThat(restore(other.ruleId()).out())
        .contains("+ exception from Guardrail " + NARROW)
        .contains("whether it condemns the rule is not known: ");
  }

  @Test
  void aGuardrailThatCannotBeJudgedByIsNamed() {
    LiveRule rule = removed(SSH, CLOSED);
    guardrail(CLOSED, "30d", "Remove", "'rule.nothing'");
    assertThat(restore(rule.ruleId()).out())
        .contains("Whether Guardrail " + CLOSED + " would condemn it is not known")
        .contains("spec.expression, line 1")
        .doesNotContain("+ exception");
  }

  @Test
  void twoHalvesOfTheWorldAreBothCovered() {
    guardrail(CLOSED, "30d", "Remove", WORLD);
    LiveRule stays = open(Direction.INGRESS, ONE_HALF);
    LiveRule rule = removed(OTHER_HALF, CLOSED);

    CliRun run = accepted(rule.ruleId());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "+ exception from Guardrail "
                + CLOSED
                + " for "
                + stays.ruleId()
                + " (ingress tcp 22 0.0.0.0/1) until ")
        .contains("it condemns that one too once the rule is there");
    assertThat(excepted())
        .containsExactlyInAnyOrder(CLOSED + " " + idOf(OTHER_HALF), CLOSED + " " + stays.ruleId());

    CliRun again = restore(rule.ruleId());
    assertThat(again.code()).as(again.out()).isZero();
    assertThat(again.out()).doesNotContain("+ exception");
  }

  @Test
  void aHalfOfTheWorldAloneNeedsNoException() {
    guardrail(CLOSED, "30d", "Remove", WORLD);
    LiveRule rule = removed(ONE_HALF, CLOSED);
    CliRun run = applied(rule.ruleId());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Guardrail " + CLOSED + " does not condemn it now");
    assertThat(exceptions()).isEmpty();
  }

  @Test
  void whatTheManagedVpcWouldDoIsSaid() {
    LiveRule rule = removed(SSH, CLOSED);
    assertThat(restore(rule.ruleId()).out()).contains("its spec.unmanaged.action is Report");
    manage(", unmanaged: {action: Remediate, gracePeriod: 3d, match: {names: ['by-*']}}");
    assertThat(restore(rule.ruleId()).out())
        .contains(
            "Without an exception ManagedVpc "
                + VPC
                + " removes it again after its grace of 3d, once its mode is Enforce.");
    manage(", unmanaged: {action: Remediate, match: {names: [another]}}");
    assertThat(restore(rule.ruleId()).out())
        .contains("its spec.unmanaged.match does not choose it");
    manage(
        ", unmanaged: {action: Remediate, match: {names: ['*']}, keep: {ids: [" + groupId + "]}}");
    assertThat(restore(rule.ruleId()).out()).contains("spec.unmanaged keeps it by its id");
  }

  @Test
  void noneOrSomeOfTheExceptionsAreWrittenWhereThatIsAskedFor() {
    guardrail(NARROW, "365d");
    LiveRule rule = removed(SSH, CLOSED);
    assertRefused(
        restore(rule.ruleId(), "--except-from", "nobodys"),
        "--except-from names Guardrail nobodys, which is not in the cluster; those that do: ");
    assertRefused(
        restore(rule.ruleId(), "--no-exceptions", "--until", "7d"), "leave one or the other out");

    CliRun none = applied(rule.ruleId(), "--no-exceptions");
    assertThat(none.code()).as(none.err()).isZero();
    assertThat(none.out())
        .contains("No exception from Guardrail " + CLOSED + ", which condemns it: no")
        .contains("Restored as " + idOf(SSH));
    assertThat(exceptions()).isEmpty();

    CliRun one =
        applied(
            rule.ruleId(),
            "--until",
            "7d",
            "--reason",
            "The probe",
            "--accepted-by",
            "me",
            "--except-from",
            NARROW);
    assertThat(one.code()).as(one.err()).isZero();
    assertThat(one.out()).contains("No exception from Guardrail " + CLOSED);
    assertThat(excepted()).containsExactly(NARROW + " " + idOf(SSH));
  }

  @Test
  void theShortestOfTheLongestExceptionsIsNamed() {
    guardrail(NARROW, "7d");
    LiveRule rule = removed(SSH, CLOSED);
    assertRefused(
        restore(rule.ruleId(), "--until", "31d"),
        "Guardrail " + NARROW + " counts at most 7d",
        "write --until 7d");
  }

  @Test
  void aGroupThatADocumentTakesOverByNowIsRefused() {
    LiveRule rule = removed(SSH, CLOSED);
    manage(
        ", tenants: [{namespaces: [default], roles: [web]}],"
            + " adoptable: [{groupId: "
            + groupId
            + ", namespace: default}]");
    String web =
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: RoleSecurityGroup
        metadata: {name: returning-web, namespace: default}
        spec:
          vpc: %s
          role: web
          purpose: For tests
          owner: team@example.com
          adopt: {groupId: %s}
          egress: []
        """
            .formatted(VPC, groupId);
    apply(web, RoleSecurityGroup.class);
    try {
      assertRefused(
          accepted(rule.ruleId()),
          "is the group of RoleSecurityGroup default/returning-web by now",
          "write the rule there");
    } finally {
      client
          .resources(RoleSecurityGroup.class)
          .inNamespace("default")
          .withName("returning-web")
          .delete();
    }
  }
}
