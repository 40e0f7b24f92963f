package dev.rolegate.operator.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.ApprovedStatus;
import dev.rolegate.api.LimitsSpec;
import dev.rolegate.execute.StepResult;
import dev.rolegate.execute.StepResult.Outcome;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Provenance;
import dev.rolegate.operator.consent.Approvals.Standing;
import dev.rolegate.operator.status.Progress;
import dev.rolegate.plan.HeldItems;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovalsTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final GroupKey WEB = new GroupKey("shop", "web");
  private static final Kept NEW =
      new Kept(null, null, null, null, null, List.of(), List.of(), null);

  private static Step revoke(int number, int port, Step.Hold hold) {
    var permission =
        new Permission(
            Protocol.TCP, PortRange.single(port), new Peer.Address(Cidr.parse("10.0.0.0/8")));
    var rule = new LiveRule("sgr-" + port, Direction.INGRESS, permission, "", Map.of(), true);
    return new Step(
        number,
        List.of(new Step.Target(WEB, "sg-web")),
        new Step.Revoke(Direction.INGRESS, List.of(rule)),
        Step.Effect.NARROW,
        "undocumented",
        List.of(),
        hold,
        false);
  }

  private static Plan plan(Step... steps) {
    return new Plan("prod", "vpc-1", List.of(steps), List.of(), List.of());
  }

  private static DesiredVpc desired(String adoptId) {
    return new DesiredVpc(
        "prod",
        "vpc-1",
        "eu-west-1",
        "test",
        List.of(
            new DesiredGroup(
                WEB,
                "uid",
                1,
                "web",
                "shop/web",
                Map.of(),
                List.of(),
                List.of(),
                "sg-web",
                Intent.PRESENT,
                new Provenance(adoptId, !adoptId.isEmpty(), Optional.empty()))));
  }

  private static Kept after(Kept kept, Plan plan, StepResult... results) {
    return Approvals.after(
        kept, desired(""), new Progress(plan, List.of(results)), () -> "nonce-1");
  }

  private static StepResult applied(Step step) {
    return new StepResult(step, Outcome.APPLIED, "sg-web", null, NOON);
  }

  private static String hash(Step step) {
    return HeldItems.of(step).get(0).hash();
  }

  @Test
  void what_waits_is_shown_with_the_hash_that_approves_it() {
    var plan = plan(revoke(1, 22, Step.Hold.NONE), revoke(2, 443, Step.Hold.ADOPTION));

    var kept = after(NEW, plan);

    assertThat(kept.nonce()).isEqualTo("nonce-1");
    assertThat(kept.approval().held()).isEqualTo(1);
    assertThat(kept.approval().hash()).isEqualTo(plan.approvalHash("nonce-1"));
    assertThat(kept.approval().steps())
        .singleElement()
        .asString()
        .contains("shop/web (sg-web)", "Revoke ingress tcp 443 10.0.0.0/8", "adopted");
    assertThat(after(kept, plan)).as("the same again is no news").isEqualTo(kept);
    assertThat(after(kept, plan()).approval()).isNull();
  }

  @Test
  void the_hash_approves_exactly_that_and_once() {
    var plan = plan(revoke(1, 443, Step.Hold.NARROWING_LIMIT));
    var shown = after(NEW, plan);
    String hash = shown.approval().hash();

    var taken = Approvals.take(hash, shown, plan, "nonce-2", NOON).orElseThrow();

    assertThat(taken.nonce()).isEqualTo("nonce-2");
    assertThat(taken.approved().hash()).isEqualTo(hash);
    assertThat(taken.open()).containsExactly(hash(revoke(1, 443, Step.Hold.NONE)));
    assertThat(taken.consent(LimitsSpec.DEFAULTS, NOON).approved()).isEqualTo(taken.open());
    assertThat(Approvals.take(hash, taken, plan, "nonce-3", NOON)).isEmpty();
    assertThat(Approvals.standing(hash, taken, plan)).isEqualTo(Standing.TAKEN);
  }

  @Test
  void nothing_else_approves() {
    var plan = plan(revoke(1, 443, Step.Hold.NARROWING_LIMIT));
    var other =
        plan(revoke(1, 443, Step.Hold.NARROWING_LIMIT), revoke(2, 80, Step.Hold.NARROWING_LIMIT));
    var shown = after(NEW, plan);
    String hash = shown.approval().hash();

    assertThat(Approvals.standing("", shown, plan)).isEqualTo(Standing.NONE);
    assertThat(Approvals.standing("yes", shown, plan)).isEqualTo(Standing.STALE);
    assertThat(Approvals.standing(hash, shown, other)).as("one more").isEqualTo(Standing.STALE);
    assertThat(Approvals.standing(hash, shown, plan())).as("none").isEqualTo(Standing.STALE);
    var unknown = shown.withApproval(shown.approval(), null);
    assertThat(Approvals.take(plan.approvalHash("null"), unknown, plan, "n", NOON))
        .as("a status whose nonce was removed")
        .isEmpty();
    assertThat(Approvals.take(plan().approvalHash("nonce-1"), shown, plan(), "n", NOON))
        .as("the hash of nothing")
        .isEmpty();
  }

  @Test
  void what_is_applied_or_no_longer_wanted_leaves_the_approval() {
    var ssh = revoke(1, 22, Step.Hold.NONE);
    var https = revoke(2, 443, Step.Hold.NONE);
    var approved =
        NEW.withApproved(
            new ApprovedStatus("h", "t", List.of(hash(ssh), hash(https), "0123456789")), "n");

    var kept = after(approved, plan(ssh, https), applied(ssh));

    assertThat(kept.open()).containsExactly(hash(https));
    assertThat(kept.approved().hash()).isEqualTo("h");
    assertThat(after(kept, plan(https), applied(https)).open()).isEmpty();
  }

  @Test
  void an_adopted_group_is_as_any_other_once_its_first_approved_narrowing_is_applied() {
    var https = revoke(1, 443, Step.Hold.NONE);
    var approved = NEW.withApproved(new ApprovedStatus("h", "t", List.of(hash(https))), "n");
    var adopting = desired("sg-web");

    var begun = Approvals.after(approved, adopting, new Progress(plan(https), List.of()), () -> "");
    assertThat(begun.adopted()).isEmpty();
    var done =
        Approvals.after(
            approved, adopting, new Progress(plan(https), List.of(applied(https))), () -> "");
    assertThat(done.adopted()).containsExactly("sg-web");
    assertThat(done.consent(LimitsSpec.DEFAULTS, NOON).released()).isEqualTo(Set.of("sg-web"));
    assertThat(after(approved, plan(https), applied(https)).adopted()).as("not adopted").isEmpty();
  }

  @Test
  void what_was_approved_before_stays_approved() {
    var first = revoke(1, 22, Step.Hold.NONE);
    var plan = plan(first, revoke(2, 443, Step.Hold.NARROWING_LIMIT));
    var shown =
        after(NEW.withApproved(new ApprovedStatus("h", "t", List.of(hash(first))), null), plan);

    var taken = Approvals.take(shown.approval().hash(), shown, plan, "n", NOON).orElseThrow();

    assertThat(taken.open())
        .containsExactlyInAnyOrder(hash(first), hash(revoke(2, 443, Step.Hold.NONE)));
  }
}
