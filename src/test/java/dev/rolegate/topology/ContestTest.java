package dev.rolegate.topology;

import static dev.rolegate.topology.Documents.SHOP_ANY;
import static dev.rolegate.topology.Documents.claims;
import static dev.rolegate.topology.Documents.live;
import static dev.rolegate.topology.Documents.role;
import static dev.rolegate.topology.Documents.rsg;
import static dev.rolegate.topology.Documents.rule;
import static dev.rolegate.topology.Documents.tcp;
import static dev.rolegate.topology.Documents.vpc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.AdoptableSpec;
import dev.rolegate.api.TenantSpec;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Peer;
import dev.rolegate.topology.Documents.Builder;
import dev.rolegate.topology.Problem.Reason;
import dev.rolegate.topology.Topology.Result;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContestTest {
  private static final List<AdoptableSpec> CONSENTS =
      List.of(new AdoptableSpec("sg-0a1b2c3d", "shop"));
  private static final TenantSpec BILLING =
      new TenantSpec(List.of("billing"), null, List.of("*"), null);

  private static Result assemble(Builder... resources) {
    return assemble(Claims.NONE, resources);
  }

  private static Result assemble(Claims claims, Builder... resources) {
    return Topology.assemble(
        new Topology.Input(
            "test",
            vpc("prod", CONSENTS, SHOP_ANY, BILLING),
            Stream.of(resources).map(Builder::build).toList(),
            Map.of(),
            AddressSets.NONE,
            java.time.Instant.EPOCH,
            claims));
  }

  private static List<String> winners(Result result) {
    return result.desired().groups().stream()
        .map(DesiredGroup::key)
        .map(GroupKey::toString)
        .toList();
  }

  @Test
  void of_two_resources_for_one_role_the_oldest_owns_it() {
    var result =
        assemble(
            rsg("shop", "a").role("web").created("2026-01-02T00:00:00Z"),
            rsg("shop", "b").role("web").created("2026-01-01T00:00:00Z"));
    assertThat(winners(result)).containsExactly("shop/b");
    assertThat(result.problems()).hasSize(1);
    var problem = result.problems().get(0);
    assertThat(problem.key()).isEqualTo(new GroupKey("shop", "a"));
    assertThat(problem.reason().text()).isEqualTo("RoleConflict");
    assertThat(problem.terminal()).isTrue();
    assertThat(problem.message()).contains("shop/b", "role web");
  }

  @Test
  void the_one_that_the_live_group_names_comes_before_an_older_one() {
    var result =
        assemble(
            claims(live("sg-0a1b2c3d", "Shop/B", "shop", "b")),
            rsg("shop", "a").role("web").created("2026-01-01T00:00:00Z"),
            rsg("shop", "b").role("web").created("2026-01-02T00:00:00Z"));
    assertThat(winners(result)).containsExactly("shop/b");
  }

  @Test
  void a_status_gives_no_precedence() {
    var result =
        assemble(
            rsg("shop", "a").role("web").created("2026-01-01T00:00:00Z"),
            rsg("shop", "b").role("web").created("2026-01-02T00:00:00Z").groupId("sg-0a1b2c3d"));
    assertThat(winners(result)).containsExactly("shop/a");
  }

  @Test
  void tags_of_another_cluster_or_ManagedVpc_give_no_precedence() {
    var elsewhere = Claims.of(List.of(live("sg-0a1b2c3d", "n", "billing", "b")), "test", "staging");
    var result =
        assemble(
            elsewhere,
            rsg("shop", "a").groupName("n").created("2026-01-01T00:00:00Z"),
            rsg("billing", "b").groupName("n").created("2026-01-02T00:00:00Z"));
    assertThat(winners(result)).containsExactly("shop/a");
  }

  @Test
  void a_frozen_one_keeps_the_role_of_its_live_group() {
    var result =
        assemble(
            claims(live("sg-0a1b2c3d", "billing/a", "billing", "a")),
            rsg("billing", "a").role("web").isPublic(),
            rsg("billing", "b").role("web").created("2020-01-01T00:00:00Z"));
    assertThat(winners(result)).containsExactly("billing/a");
    assertThat(result.problems())
        .extracting(Problem::reason)
        .containsExactly(Reason.EXPOSURE_NOT_GRANTED, Reason.ROLE_CONFLICT);
  }

  @Test
  void a_former_tenant_keeps_the_name_of_its_live_group() {
    var result =
        assemble(
            claims(live("sg-0a1b2c3d", "Front", "former", "x")),
            rsg("former", "x").groupName("Front"),
            rsg("shop", "a").groupName("front").created("2020-01-01T00:00:00Z"));
    assertThat(winners(result)).containsExactly("former/x");
    assertThat(result.problems())
        .extracting(Problem::reason)
        .containsExactly(Reason.NAMESPACE_NOT_ALLOWED, Reason.GROUP_NAME_CONFLICT);
  }

  @Test
  void a_name_of_another_namespace_is_refused_whether_anybody_has_it_or_not() {
    for (String name : List.of("shop/web", "SHOP/web", "shop/", "nobody/web")) {
      var result = assemble(rsg("billing", "x").groupName(name));
      assertThat(result.problems())
          .extracting(Problem::reason)
          .containsExactly(Reason.GROUP_NAME_NOT_ALLOWED);
      assertThat(result.desired().groups().get(0).intent())
          .isEqualTo(DesiredGroup.Intent.SUSPENDED);
      assertThat(result.problems().get(0).message()).contains("begins with billing/");
    }
    assertThat(assemble(rsg("billing", "x").groupName("billing/y")).problems()).isEmpty();
    assertThat(assemble(rsg("billing", "x").groupName("/web")).problems()).isEmpty();
    assertThat(assemble(rsg("billing", "x").groupName("shop web")).problems()).isEmpty();
  }

  @Test
  void a_squatter_takes_no_name_even_with_forged_tags() {
    var result =
        assemble(
            claims(live("sg-0a1b2c3d", "shop/web", "billing", "x")),
            rsg("billing", "x").groupName("shop/web").created("2020-01-01T00:00:00Z"),
            rsg("shop", "web").created("2026-01-01T00:00:00Z"));
    assertThat(winners(result)).containsExactly("shop/web");
    assertThat(result.problems())
        .extracting(Problem::reason)
        .containsExactly(Reason.GROUP_NAME_NOT_ALLOWED);
  }

  @Test
  void a_default_name_comes_before_a_chosen_one() {
    var result =
        assemble(
            rsg("shop", "a").groupName("shop/b").created("2026-01-01T00:00:00Z"),
            rsg("shop", "b").created("2026-01-02T00:00:00Z"));
    assertThat(winners(result)).containsExactly("shop/b");
    assertThat(result.problems())
        .extracting(Problem::reason)
        .containsExactly(Reason.GROUP_NAME_CONFLICT);
  }

  @Test
  void of_two_that_take_over_one_group_the_oldest_has_it() {
    for (Claims known : List.of(Claims.NONE, claims(live("sg-0a1b2c3d", "old", Map.of())))) {
      var result =
          assemble(
              known,
              rsg("shop", "a").adopt("sg-0a1b2c3d").created("2026-01-02T00:00:00Z"),
              rsg("shop", "b").adopt("sg-0a1b2c3d").created("2026-01-01T00:00:00Z"));
      assertThat(winners(result)).containsExactly("shop/b");
      var problem = result.problems().get(0);
      assertThat(problem.reason()).isEqualTo(Reason.GROUP_CONFLICT);
      assertThat(problem.message()).contains("shop/b has the group sg-0a1b2c3d already");
    }
  }

  @Test
  void who_takes_a_group_over_comes_before_whoever_chose_its_name() {
    var result =
        assemble(
            claims(live("sg-0a1b2c3d", "Front", Map.of())),
            rsg("billing", "x").groupName("front").created("2020-01-01T00:00:00Z"),
            rsg("shop", "web").adopt("sg-0a1b2c3d").created("2026-01-01T00:00:00Z"));
    assertThat(winners(result)).containsExactly("shop/web");
    assertThat(result.problems().get(0).reason()).isEqualTo(Reason.GROUP_CONFLICT);
    assertThat(result.problems().get(0).message())
        .contains("shop/web takes over sg-0a1b2c3d", "group name front");
  }

  @Test
  void a_declared_group_is_not_taken_over_while_its_tags_name_its_declaration() {
    var result =
        assemble(
            claims(live("sg-0a1b2c3d", "billing/web", "billing", "web")),
            rsg("billing", "web").created("2026-01-02T00:00:00Z"),
            rsg("shop", "web").adopt("sg-0a1b2c3d").created("2026-01-01T00:00:00Z"));
    assertThat(winners(result)).containsExactly("billing/web");
    assertThat(result.problems())
        .extracting(Problem::reason)
        .containsExactly(Reason.GROUP_CONFLICT);
  }

  @Test
  void a_takeover_without_consent_takes_nothing_even_with_forged_tags() {
    var result =
        assemble(
            claims(live("sg-0a1b2c3d", "shop/web", "billing", "x")),
            rsg("billing", "x").adopt("sg-0a1b2c3d").created("2020-01-01T00:00:00Z"),
            rsg("shop", "web"));
    assertThat(winners(result)).containsExactly("shop/web");
    assertThat(result.problems())
        .extracting(Problem::reason)
        .containsExactly(Reason.ADOPTION_NOT_ALLOWED);
  }

  @Test
  void an_outsider_without_consent_takes_nothing_from_a_frozen_takeover() {
    var result =
        assemble(
            rsg("former", "x").adopt("sg-0a1b2c3d").created("2020-01-01T00:00:00Z"),
            rsg("billing", "y").adopt("sg-0a1b2c3d").created("2020-01-01T00:00:00Z"),
            rsg("shop", "web")
                .adopt("sg-0a1b2c3d")
                .groupName("both")
                .created("2026-01-01T00:00:00Z"));
    assertThat(winners(result)).containsExactly("shop/web");
    assertThat(result.problems())
        .extracting(Problem::reason)
        .containsExactly(
            Reason.ADOPTION_NOT_ALLOWED, Reason.NAMESPACE_NOT_ALLOWED, Reason.INVALID_SPEC);
  }

  @Test
  void who_loses_its_group_leaves_the_role_to_the_next() {
    var result =
        assemble(
            rsg("shop", "a").role("web").groupName("n").created("2026-01-02T00:00:00Z"),
            rsg("shop", "b").role("web").created("2026-01-03T00:00:00Z"),
            rsg("billing", "c").groupName("n").created("2026-01-01T00:00:00Z"));
    assertThat(winners(result)).containsExactly("billing/c", "shop/b");
    assertThat(result.problems())
        .extracting(Problem::key)
        .containsExactly(new GroupKey("shop", "a"));
  }

  @Test
  void of_two_equally_old_ones_the_smaller_name_wins() {
    var result =
        assemble(
            rsg("shop", "b").role("web").created("2026-01-01T00:00:00Z"),
            rsg("shop", "a").role("web").created("2026-01-01T00:00:00Z"));
    assertThat(winners(result)).containsExactly("shop/a");
  }

  @Test
  void one_role_in_two_namespaces_is_no_conflict() {
    var result = assemble(rsg("shop", "web"), rsg("billing", "web"));
    assertThat(winners(result)).containsExactly("billing/web", "shop/web");
    assertThat(result.problems()).isEmpty();
  }

  @Test
  void group_names_conflict_whatever_their_case() {
    var result =
        assemble(
            rsg("shop", "a").groupName("Front Door").created("2026-01-01T00:00:00Z"),
            rsg("billing", "b").groupName("front door").created("2026-01-02T00:00:00Z"));
    assertThat(winners(result)).containsExactly("shop/a");
    assertThat(result.problems()).hasSize(1);
    assertThat(result.problems().get(0).reason()).isEqualTo(Reason.GROUP_NAME_CONFLICT);
    assertThat(result.problems().get(0).message()).contains("shop/a", "Front Door");
  }

  @Test
  void a_chosen_name_conflicts_with_the_default_name_of_a_neighbour() {
    var result = assemble(rsg("shop", "web"), rsg("shop", "x").groupName("shop/web"));
    assertThat(result.problems())
        .extracting(Problem::reason)
        .containsExactly(Reason.GROUP_NAME_CONFLICT);
  }

  @Test
  void a_loser_stands_in_nobodys_way() {
    var result =
        assemble(
            rsg("shop", "a").role("web").created("2026-01-01T00:00:00Z"),
            rsg("shop", "b").role("web").groupName("n").created("2026-01-02T00:00:00Z"),
            rsg("shop", "c").role("db").groupName("n").created("2026-01-03T00:00:00Z"));
    assertThat(winners(result)).containsExactly("shop/a", "shop/c");
    assertThat(result.problems())
        .extracting(Problem::key)
        .containsExactly(new GroupKey("shop", "b"));
  }

  @Test
  void a_namespace_that_is_no_tenant_takes_nothing_from_a_tenant() {
    var result =
        assemble(
            rsg("evil", "x").groupName("Front").created("2020-01-01T00:00:00Z"),
            rsg("shop", "web").groupName("Front").created("2026-01-01T00:00:00Z"));
    assertThat(winners(result)).containsExactly("shop/web");
    assertThat(result.problems())
        .extracting(Problem::reason)
        .containsExactly(Reason.NAMESPACE_NOT_ALLOWED);
  }

  @Test
  void whoever_waits_for_a_deletion_is_told_to_wait() {
    var result =
        assemble(
            claims(live("sg-0a1b2c3d", "shop/old", "shop", "old")),
            rsg("shop", "old").role("web").deleted(),
            rsg("shop", "new").role("web"));
    assertThat(winners(result)).containsExactly("shop/old");
    assertThat(result.problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.key()).isEqualTo(new GroupKey("shop", "new"));
              assertThat(p.terminal()).isFalse();
              assertThat(p.message()).contains("being deleted");
            });
  }

  @Test
  void rules_that_name_a_contested_role_mean_the_winner() {
    var result =
        assemble(
            rsg("shop", "a").role("web"),
            rsg("shop", "b").role("web"),
            rsg("shop", "db").ingress(rule("sql", tcp(5432), role("web"))));
    var db = result.desired().groups().get(1);
    assertThat(db.rules())
        .extracting(r -> r.permission().peer())
        .containsExactly(new Peer.Declared(new GroupKey("shop", "a")));
  }
}
