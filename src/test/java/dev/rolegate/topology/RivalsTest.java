package dev.rolegate.topology;

import static dev.rolegate.topology.Documents.live;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.model.Ownership;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RivalsTest {
  private static final ManagedVpc OLD = vpc("old", "2026-01-01T00:00:00Z");
  private static final ManagedVpc YOUNG = vpc("young", "2026-01-02T00:00:00Z");
  private static final ManagedVpc TWIN = vpc("twin", "2026-01-02T00:00:00Z");

  private static ManagedVpc vpc(String name, String created) {
    var vpc = Documents.vpc(name);
    vpc.getMetadata().setCreationTimestamp(created);
    return vpc;
  }

  private static String winner(Set<String> named, ManagedVpc... candidates) {
    return Rivals.winner(List.of(candidates), named).orElseThrow().getMetadata().getName();
  }

  @Test
  void one_that_live_groups_name_comes_before_an_older_one() {
    assertThat(winner(Set.of("young"), OLD, YOUNG)).isEqualTo("young");
    assertThat(winner(Set.of("young"), YOUNG, OLD)).isEqualTo("young");
  }

  @Test
  void where_groups_name_none_or_several_the_oldest_works() {
    assertThat(winner(Set.of(), YOUNG, OLD)).isEqualTo("old");
    assertThat(winner(Set.of("gone"), YOUNG, OLD)).isEqualTo("old");
    assertThat(winner(Set.of("old", "young"), YOUNG, OLD)).isEqualTo("old");
  }

  @Test
  void of_equally_old_ones_the_smaller_name_works() {
    assertThat(winner(Set.of(), YOUNG, TWIN)).isEqualTo("twin");
    assertThat(winner(Set.of("young"), TWIN, YOUNG)).isEqualTo("young");
  }

  @Test
  void one_without_a_time_comes_last() {
    assertThat(winner(Set.of(), Documents.vpc("a"), OLD)).isEqualTo("old");
  }

  @Test
  void without_a_candidate_nobody_works() {
    assertThat(Rivals.winner(List.of(), Set.of("old"))).isEmpty();
  }

  @Test
  void only_whole_proofs_of_this_cluster_name_a_ManagedVpc() {
    var half =
        Map.of(Ownership.CLUSTER, "test", Ownership.VPC, "half", Ownership.NAMESPACE, "shop");
    var groups =
        List.of(
            live("sg-1", "shop/web", "shop", "web"),
            live("sg-2", "x", half),
            live("sg-3", "y", Map.of()));
    assertThat(Rivals.named(groups, "test")).containsExactly("prod");
    assertThat(Rivals.named(groups, "other")).isEmpty();
  }
}
