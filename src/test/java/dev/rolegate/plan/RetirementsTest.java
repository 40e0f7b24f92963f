package dev.rolegate.plan;

import static dev.rolegate.plan.RetirementScenes.address;
import static dev.rolegate.plan.RetirementScenes.desired;
import static dev.rolegate.plan.RetirementScenes.group;
import static dev.rolegate.plan.RetirementScenes.retirement;
import static dev.rolegate.plan.RetirementScenes.rule;
import static dev.rolegate.plan.RetirementScenes.snapshot;
import static dev.rolegate.plan.RetirementScenes.unused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.RetirementVerdict.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose groups are retired and given back, and whose are left alone. */
class RetirementsTest {
  private static final Group GROUP =
      group(
          "sg-o",
          "launch-wizard-1",
          Map.of(),
          rule("sgr-1", Direction.INGRESS, 22, address("10.0.0.0/8"), ""));

  private static Plan plan(Wanted wanted, Group former, Group live, DesiredGroup... declared) {
    VpcSnapshot now = snapshot(live);
    return RetirementScenes.plan(
        desired(
            List.of(declared), List.of(retirement(wanted, former, live.groupId(), now, Map.of()))),
        now,
        unused(now));
  }

  private static void assertLeftAlone(Plan plan, String why) {
    assertThat(plan.steps()).noneMatch(step -> step.group().key().namespace().isEmpty());
    RetirementVerdict verdict = plan.retirements().get(0);
    assertThat(verdict.state()).isEqualTo(State.BLOCKED);
    assertThat(verdict.detail()).anyMatch(line -> line.contains(why));
  }

  private static Group emptied(Map<String, String> more) {
    Map<String, String> tags = new java.util.TreeMap<>(more);
    tags.put(Ownership.RETIRED, "c1");
    return GROUP.withRules(List.of(), true).withTags(tags);
  }

  @Test
  void whatSomebodyElseEvidentlyOwnsIsNeitherEmptiedNorDeleted() {
    for (Map<String, String> tags :
        List.of(
            Map.of("managed-by", "terraform"),
            Map.of("kubernetes.io/cluster/a", "owned"),
            Map.of(Ownership.CLUSTER, "other"),
            Map.of(Ownership.VPC, "another"))) {
      assertLeftAlone(
          plan(Wanted.QUARANTINE, GROUP.withTags(tags), GROUP.withTags(tags)), "it belongs to");
      assertLeftAlone(plan(Wanted.DELETE, GROUP, emptied(tags)), "it belongs to");
    }
    Group anothers =
        new Group(
            "sg-o",
            "x",
            "",
            RetirementScenes.VPC,
            "999988887777",
            Map.of(Ownership.RETIRED, "c1"),
            List.of(),
            true);
    for (Wanted wanted : List.of(Wanted.DELETE, Wanted.RESTORE)) {
      assertLeftAlone(plan(wanted, GROUP, anothers), "its owner is 999988887777");
    }
  }

  @Test
  void tagsOfAnOwnDeclarationThatIsGoneAreNoOwner() {
    Map<String, String> tags =
        Map.of(
            Ownership.CLUSTER,
            "c1",
            Ownership.VPC,
            "prod",
            Ownership.NAMESPACE,
            "shop",
            Ownership.NAME,
            "web");
    Plan plan = plan(Wanted.QUARANTINE, GROUP.withTags(tags), GROUP.withTags(tags));
    assertThat(plan.steps()).hasSize(2);
    assertThat(PlanText.render(plan)).doesNotContain("left alone");
  }

  @Test
  void aTagThatCameMeanwhileKeepsNothingBack() {
    Plan plan = plan(Wanted.RESTORE, GROUP, emptied(Map.of("managed-by", "terraform")));
    assertThat(plan.steps()).hasSize(2);
    assertThat(plan.retirements().get(0).state()).isEqualTo(State.CHANGES);
  }

  @Test
  void theMarkOfAnotherClusterIsRespected() {
    Group marked = GROUP.withTags(Map.of(Ownership.RETIRED, "c2"));
    for (Wanted wanted : Wanted.values()) {
      assertLeftAlone(plan(wanted, GROUP, marked), "another cluster retires it");
    }
  }

  @Test
  void whatADeclarationMeansIsTheDeclarations() {
    DesiredGroup web = Shorthand.group("web", "");
    Group live =
        new Group(
            "sg-o",
            web.groupName(),
            web.description(),
            RetirementScenes.VPC,
            RetirementScenes.ACCOUNT,
            web.tags(),
            GROUP.rules(),
            true);
    for (Wanted wanted : Wanted.values()) {
      assertLeftAlone(plan(wanted, live, live, web), "declared as shop/web");
    }
    // A declaration that may not have the group keeps it from being retired, and keeps nothing
    // back.
    Group unproven = live.withTags(Map.of());
    assertLeftAlone(plan(Wanted.QUARANTINE, unproven, unproven, web), "declared as shop/web");
    Group stripped = unproven.withRules(List.of(), true).withTags(Map.of(Ownership.RETIRED, "c1"));
    assertThat(plan(Wanted.RESTORE, unproven, stripped, web).steps()).hasSize(2);
  }

  private static Plan planDeclared(DesiredGroup web, String mark) {
    Map<String, String> tags = new java.util.TreeMap<>(web.tags());
    tags.put(Ownership.RETIRED, mark);
    VpcSnapshot now =
        snapshot(
            new Group(
                "sg-o",
                web.groupName(),
                web.description(),
                RetirementScenes.VPC,
                RetirementScenes.ACCOUNT,
                tags,
                List.of(),
                true));
    return RetirementScenes.plan(desired(List.of(web), List.of()), now, unused(now));
  }

  @Test
  void aDocumentTakesTheMarkFromItsGroup() {
    Plan same = planDeclared(Shorthand.group("web", ""), "c1");
    assertThat(same.steps())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.action()).isEqualTo(new Step.Untag(Map.of(Ownership.RETIRED, "c1")));
              assertThat(step.group().groupId()).isEqualTo("sg-o");
            });
    Plan filled =
        planDeclared(
            Shorthand.group(
                "web", "", Shorthand.rule(Direction.INGRESS, "in", "tcp 80", "10.0.0.0/8")),
            "c1");
    assertThat(filled.steps()).hasSize(2).anyMatch(s -> s.action() instanceof Step.Untag);
    assertThat(planDeclared(Shorthand.group("web", ""), "c2").steps())
        .noneMatch(s -> s.action() instanceof Step.Untag);
  }

  @Test
  void aGroupThatDocumentsNameIsHeldBeforeTheRuleIsLive() {
    DesiredGroup web =
        Shorthand.group("web", "", Shorthand.rule(Direction.INGRESS, "from", "tcp 80", "sg-o"));
    assertLeftAlone(plan(Wanted.QUARANTINE, GROUP, GROUP, web), "RoleSecurityGroup shop/web");
  }

  @Test
  void whatHasNoRoomComesBackAsFarAsItFitsAndTheMarkStays() {
    Group former =
        GROUP.withRules(
            List.of(
                rule("sgr-1", Direction.INGRESS, 22, address("10.0.0.0/8"), ""),
                rule("sgr-2", Direction.INGRESS, 23, address("10.0.0.0/8"), "")),
            true);
    VpcSnapshot now = snapshot(emptied(Map.of()));
    Plan plan =
        new Planner(new Quotas(1))
            .plan(
                desired(
                    List.of(), List.of(retirement(Wanted.RESTORE, former, "sg-o", now, Map.of()))),
                now,
                Map.of(),
                Consent.UNLIMITED);
    assertThat(plan.steps()).singleElement().matches(s -> s.action() instanceof Step.Authorize);
    assertThat(plan.retirements().get(0).state()).isEqualTo(State.BLOCKED);
    assertThat(plan.retirements().get(0).detail()).singleElement().asString().contains("quota");
  }

  @Test
  void aPeerThatIsNotShownStandsInACallOfItsOwn() {
    Group former =
        GROUP.withRules(
            List.of(
                GROUP.rules().get(0),
                rule("sgr-2", Direction.INGRESS, 23, new Peer.Group("sg-elsewhere"), "")),
            true);
    Plan plan = plan(Wanted.RESTORE, former, emptied(Map.of()));
    assertThat(plan.steps()).hasSize(3);
    assertThat(plan.steps().get(2).waits())
        .extracting(Step.Wait::cause)
        .containsExactlyInAnyOrder(Step.Cause.GIVEN_BACK, Step.Cause.GIVEN_BACK_IF_POSSIBLE);
  }
}
