package dev.rolegate.plan;

import static dev.rolegate.plan.RetirementScenes.VPC;
import static dev.rolegate.plan.RetirementScenes.address;
import static dev.rolegate.plan.RetirementScenes.group;
import static dev.rolegate.plan.RetirementScenes.open;
import static dev.rolegate.plan.RetirementScenes.rule;
import static dev.rolegate.plan.RetirementScenes.unused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Remediation;
import dev.rolegate.model.Remediation.Condemned;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.RemediationVerdict.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken from groups that nobody declares, and what is not. */
class RemediesTest {
  private static final LiveRule SSH =
      rule("sgr-1", Direction.INGRESS, 22, address("0.0.0.0/0"), "for me");
  private static final LiveRule RDP =
      rule("sgr-2", Direction.INGRESS, 3389, address("0.0.0.0/0"), "");
  private static final LiveRule WEB =
      rule("sgr-3", Direction.INGRESS, 443, address("0.0.0.0/0"), "");
  private static final LiveRule VPN =
      rule("sgr-4", Direction.INGRESS, 22, address("10.8.0.0/16"), "");
  private static final LiveRule OUT = open("sgr-5");
  private static final Group ALL = allInOne(Map.of("Name", "test"));
  private static final LiveRule SELF =
      rule("sgr-d1", Direction.INGRESS, 80, address("10.0.0.0/8"), "");
  private static final Group DEFAULT =
      new Group(
          "sg-default",
          "default",
          "default VPC security group",
          VPC,
          RetirementScenes.ACCOUNT,
          Map.of(),
          List.of(SELF, open("sgr-d2")),
          true);

  private static Group allInOne(Map<String, String> tags) {
    return group("sg-all", "all-in-one", tags, SSH, RDP, WEB, VPN, OUT);
  }

  private static Condemned due(LiveRule rule, String... guardrails) {
    return new Condemned(rule, List.of(guardrails), "");
  }

  private static DesiredVpc wanted(Remediation... remediations) {
    return RetirementScenes.desired(List.of(), List.of()).withRemediations(List.of(remediations));
  }

  private static VpcSnapshot snapshot(Group... groups) {
    List<Group> all = new ArrayList<>(List.of(groups));
    if (all.stream().noneMatch(g -> g.name().equals("default"))) {
      all.add(Shorthand.DEFAULT);
    }
    return VpcSnapshot.of(VPC, false, all);
  }

  private static Plan plan(DesiredVpc desired, Group... groups) {
    VpcSnapshot snapshot = snapshot(groups);
    return RetirementScenes.plan(desired, snapshot, unused(snapshot));
  }

  private static RemediationVerdict only(Plan plan) {
    assertThat(plan.remediations()).hasSize(1);
    return plan.remediations().get(0);
  }

  @Test
  void condemnedRulesGoAndOthersWaitForTheirGrace() throws IOException {
    Golden.golden(
        "remediate",
        plan(
            wanted(
                Remediation.of(
                    "sg-all",
                    List.of(
                        due(SSH, "world-open-admin", "world-open-high-risk"),
                        due(RDP, "world-open-high-risk", "world-open-admin"),
                        due(OUT, "egress-open"),
                        new Condemned(
                            WEB.withTags(Map.of()),
                            List.of("world-open-needs-public"),
                            "until 2026-02-07T12:00:00Z")))),
            ALL));
  }

  @Test
  void aRuleThatIsAnotherByNowStays() {
    Plan changed =
        plan(
            wanted(
                Remediation.of(
                    "sg-all",
                    List.of(
                        due(VPN.withPermission(SSH.permission()), "g"),
                        due(
                            rule("sgr-9", Direction.INGRESS, 443, address("0.0.0.0/0"), ""),
                            "g")))),
            ALL);
    assertThat(changed.steps()).isEmpty();
    assertThat(only(changed).state()).isEqualTo(State.DONE);
    assertThat(only(changed).changed()).containsExactlyInAnyOrder("sgr-4", "sgr-9");
  }

  @Test
  void aDescriptionThatChangedSavesNoRule() {
    Plan plan =
        plan(wanted(Remediation.of("sg-all", List.of(due(SSH.withDescription("else"), "g")))), ALL);
    assertThat(plan.steps()).hasSize(1);
    assertThat(((Step.Revoke) plan.steps().get(0).action()).rules()).containsExactly(SSH);
  }

  @ParameterizedTest
  @CsvSource({
    "aws:cloudformation:stack-name,shop",
    "aws:eks:cluster-name,c",
    "aws:fms:policy,p",
    "elbv2.k8s.aws/cluster,c",
    "kubernetes.io/cluster/c,owned",
    "terraform,true",
    "managed-by,Terraform",
    "crossplane-name,x",
    "rolegate.dev/cluster,other",
    "rolegate.dev/retired,c1",
    "rolegate.dev/retired,other"
  })
  void groupsOfOthersAreNeverTouched(String key, String value) {
    Plan plan =
        plan(
            wanted(Remediation.of("sg-all", List.of(due(SSH, "g")))), allInOne(Map.of(key, value)));
    assertThat(plan.steps()).isEmpty();
    assertThat(only(plan).state()).isEqualTo(State.LEFT_ALONE);
    assertThat(PlanText.render(plan)).contains("! sg-all: left alone, ").contains(value);
  }

  @Test
  void theDefaultGroupAndUndeclaredAndRetiredGroupsAreLeftAlone() {
    Plan byGuardrail = plan(wanted(Remediation.of("sg-default", List.of(due(SELF, "g")))), DEFAULT);
    assertThat(byGuardrail.steps()).isEmpty();
    assertThat(only(byGuardrail).detail().get(0)).contains("the default group");

    Group ghost =
        allInOne(
            Map.of(
                Ownership.CLUSTER, "c1",
                Ownership.VPC, "prod",
                Ownership.NAMESPACE, "shop",
                Ownership.NAME, "ghost"));
    Plan undeclared = plan(wanted(Remediation.of("sg-all", List.of(due(SSH, "g")))), ghost);
    assertThat(undeclared.steps()).isEmpty();
    assertThat(only(undeclared).detail().get(0)).contains("no declaration");

    VpcSnapshot before = snapshot(ALL);
    DesiredVpc both =
        wanted(Remediation.of("sg-all", List.of(due(SSH, "g"))))
            .withRetirements(
                List.of(
                    RetirementScenes.retirement(
                        Wanted.QUARANTINE, ALL, "sg-all", before, Map.of())));
    Plan retired = RetirementScenes.plan(both, before, unused(before));
    assertThat(only(retired).detail())
        .containsExactly("its OrphanedSecurityGroup decides about it");
    assertThat(retired.steps()).noneMatch(step -> step.remedy().isPresent());
  }

  @Test
  void idsAreReadOnlyOfGroupsFromWhichSomethingGoesNow() {
    VpcSnapshot seen = snapshot(ALL, group("sg-b", "b", Map.of(), WEB), DEFAULT);
    Survey survey =
        new Planner(Quotas.DEFAULT)
            .survey(
                wanted(
                    Remediation.of("sg-all", List.of(due(SSH, "g"))),
                    Remediation.of("sg-b", List.of(new Condemned(WEB, List.of("g"), "later"))),
                    Remediation.closing("sg-default")),
                seen);
    assertThat(survey.ruleIds()).containsExactlyInAnyOrder("sg-all", "sg-default");
    assertThat(survey.uses()).containsExactly("sg-default");
  }

  @Test
  void aDefaultGroupThatNothingHasIsClosedAtOnce() {
    Plan plan = plan(wanted(Remediation.closing("sg-default")), DEFAULT);
    assertThat(plan.steps()).hasSize(2).noneMatch(Step::isHeld);
    assertThat(plan.steps())
        .allSatisfy(
            step -> {
              assertThat(step.remedy()).contains(new Step.Remedy(List.of(), true));
              assertThat(step.reason()).startsWith("default group: ");
            });
    assertThat(
            plan(wanted(Remediation.closing("sg-default")), DEFAULT.withRules(List.of(), true))
                .steps())
        .isEmpty();
  }

  @Test
  void aDefaultGroupThatSomethingHasWaitsForApproval() throws IOException {
    VpcSnapshot snapshot = snapshot(DEFAULT);
    DesiredVpc desired = wanted(Remediation.closing("sg-default"));
    Map<String, GroupUse> used =
        Map.of("sg-default", new GroupUse("sg-default", List.of("interface eni-1"), List.of()));
    Plan held = RetirementScenes.plan(desired, snapshot, used);
    Golden.golden("default-group-held", held);
    assertThat(only(held).state()).isEqualTo(State.HELD);

    Map<String, GroupUse> unknown =
        Map.of("sg-default", new GroupUse("sg-default", List.of(), List.of("interfaces: denied")));
    assertThat(RetirementScenes.plan(desired, snapshot, unknown).steps()).allMatch(Step::isHeld);
    assertThat(RetirementScenes.plan(desired, snapshot, Map.of()).steps()).allMatch(Step::isHeld);

    Set<String> approved =
        held.held().stream().map(HeldItem::hash).collect(java.util.stream.Collectors.toSet());
    Plan open =
        new Planner(Quotas.DEFAULT)
            .plan(desired, snapshot, used, new Consent(100, 1, Set.of(), approved, Set.of()));
    assertThat(open.steps()).hasSize(2).noneMatch(Step::isHeld);
    assertThat(open.steps())
        .allMatch(step -> step.remedy().filter(r -> !r.onlyUnused()).isPresent());
  }

  @Test
  void onlyADefaultGroupThatIsNobodyElsesIsClosed() {
    assertThat(plan(wanted(Remediation.closing("sg-all")), ALL).steps()).isEmpty();
    assertThat(
            plan(
                    wanted(Remediation.closing("sg-default")),
                    DEFAULT.withTags(Map.of("managed-by", "terraform")))
                .steps())
        .isEmpty();
    assertThat(
            plan(
                    wanted(Remediation.closing("sg-default")),
                    DEFAULT.withTags(Map.of("aws:cloudformation:stack-id", "s")))
                .steps())
        .isEmpty();
  }
}
