package dev.rolegate.topology;

import static dev.rolegate.topology.Documents.SHOP_ANY;
import static dev.rolegate.topology.Documents.role;
import static dev.rolegate.topology.Documents.rsg;
import static dev.rolegate.topology.Documents.rule;
import static dev.rolegate.topology.Documents.tcp;
import static dev.rolegate.topology.Documents.vpc;
import static org.assertj.core.api.Assertions.assertThat;

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
  private static final TenantSpec BILLING =
      new TenantSpec(List.of("billing"), null, List.of("*"), null);

  private static Result assemble(Builder... resources) {
    return Topology.assemble(
        new Topology.Input(
            "test",
            vpc("prod", SHOP_ANY, BILLING),
            Stream.of(resources).map(Builder::build).toList(),
            Map.of()));
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
  void the_one_whose_group_exists_comes_before_an_older_one() {
    var result =
        assemble(
            rsg("shop", "a").role("web").created("2026-01-01T00:00:00Z"),
            rsg("shop", "b").role("web").created("2026-01-02T00:00:00Z").groupId("sg-0a1b2c3d"));
    assertThat(winners(result)).containsExactly("shop/b");
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
  void a_written_name_conflicts_with_another_ones_default_name() {
    var result = assemble(rsg("shop", "web"), rsg("billing", "x").groupName("shop/web"));
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
            rsg("evil", "x").groupName("shop/web").created("2020-01-01T00:00:00Z"),
            rsg("shop", "web").created("2026-01-01T00:00:00Z"));
    assertThat(winners(result)).containsExactly("shop/web");
    assertThat(result.problems())
        .extracting(Problem::reason)
        .containsExactly(Reason.NAMESPACE_NOT_ALLOWED);
  }

  @Test
  void whoever_waits_for_a_deletion_is_told_to_wait() {
    var result =
        assemble(
            rsg("shop", "old").role("web").groupId("sg-0a1b2c3d").deleted(),
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
