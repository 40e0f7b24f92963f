package dev.rolegate.usage;

import static dev.rolegate.usage.Uses.described;
import static dev.rolegate.usage.Uses.named;
import static dev.rolegate.usage.Uses.vpc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Ownership;
import dev.rolegate.usage.Candidates.Candidate;
import dev.rolegate.usage.Candidates.Declared;
import dev.rolegate.usage.Candidates.Documents;
import dev.rolegate.usage.Candidates.Why;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CandidatesTest {
  private static final Group DEFAULT = named("sg-0", "default", Map.of());
  private static final GroupKey WEB = new GroupKey("shop", "web");
  private static final Documents NONE =
      new Documents("c1", "prod", List.of(), Set.of(), Set.of(), GroupMatch.NONE);
  private static final Map<String, String> TAGS =
      Ownership.groupTags("c1", "prod", WEB, "web", "Web servers", "team");

  private static Documents declaring(Declared... declared) {
    return new Documents("c1", "prod", List.of(declared), Set.of(), Set.of(), GroupMatch.NONE);
  }

  private static Candidates of(Documents documents, Group... groups) {
    Group[] all = java.util.Arrays.copyOf(groups, groups.length + 1);
    all[groups.length] = DEFAULT;
    return Candidates.of(vpc(all), documents);
  }

  private static Why why(Documents documents, Group group) {
    Candidates found = of(documents, group);
    assertThat(found.candidates()).doesNotContainKey(group.groupId());
    return found.others().get(group.groupId()).why();
  }

  @Test
  void a_group_of_nobody_is_one_and_each_other_group_is_told_with_its_reason() {
    Candidates found = of(NONE, named("sg-1", "launch-wizard-1", Map.of()));
    assertThat(found.candidates().values()).containsExactly(new Candidate("sg-1", false));
    assertThat(found.others().values())
        .containsExactly(
            new Candidates.Excluded(
                "sg-0",
                Why.NEVER_TOUCH,
                "it belongs to EC2: the default group of the VPC: its name default"));
  }

  @Test
  void groups_of_other_owners_accounts_and_clusters_are_none() {
    Group shared = new Group("sg-1", "x", "", "vpc-1", "444455556666", Map.of(), List.of(), false);
    assertThat(why(NONE, shared)).isEqualTo(Why.NEVER_TOUCH);
    for (Map<String, String> tags :
        List.of(
            Map.of("aws:cloudformation:stack-name", "net"),
            Map.of(Ownership.CLUSTER, "c2"),
            Map.of(Ownership.RETIRED, "c2"),
            Map.of(Ownership.CLUSTER, "c1", Ownership.VPC, "other"))) {
      assertThat(why(NONE, named("sg-1", "x", tags))).as("%s", tags).isEqualTo(Why.NEVER_TOUCH);
    }
  }

  @Test
  void a_group_that_this_cluster_retires_stays_one() {
    Candidates found = of(NONE, named("sg-1", "x", Map.of(Ownership.RETIRED, "c1")));
    assertThat(found.candidates()).containsKey("sg-1");
  }

  @Test
  void without_a_default_group_no_account_is_known_and_nothing_is_one() {
    assertThat(Candidates.of(vpc(named("sg-1", "x", Map.of())), NONE).candidates()).isEmpty();
  }

  @Test
  void what_a_document_means_is_none_by_id_adoption_or_name_with_description() {
    Group any = named("sg-1", "any", Map.of());
    assertThat(why(declaring(new Declared(WEB, "shop/web", "sg-1", "")), any))
        .isEqualTo(Why.DECLARED);
    assertThat(why(declaring(new Declared(WEB, "", "", "sg-1")), any)).isEqualTo(Why.DECLARED);
    Documents named = declaring(new Declared(WEB, "Web", "sg-9", ""));
    assertThat(why(named, described("sg-1", "web", "Rolegate shop/web", Map.of())))
        .isEqualTo(Why.DECLARED);
    assertThat(of(named, described("sg-1", "web", "other", Map.of())).candidates())
        .containsKey("sg-1");
  }

  @Test
  void a_group_that_a_document_names_as_a_peer_is_none() {
    Documents documents =
        new Documents("c1", "prod", List.of(), Set.of("sg-1"), Set.of(), GroupMatch.NONE);
    assertThat(why(documents, named("sg-1", "x", Map.of()))).isEqualTo(Why.PEER);
  }

  @Test
  void what_is_offered_or_kept_is_none() {
    GroupMatch keep = new GroupMatch(Set.of(), List.of("build-*"), List.of());
    Documents documents = new Documents("c1", "prod", List.of(), Set.of(), Set.of("sg-1"), keep);
    assertThat(why(documents, named("sg-1", "x", Map.of()))).isEqualTo(Why.ADOPTABLE);
    assertThat(why(documents, named("sg-2", "build-7", Map.of()))).isEqualTo(Why.KEPT);
  }

  @Test
  void a_group_that_Rolegate_made_and_nobody_declares_any_more_is_told_apart() {
    Candidates found = of(NONE, described("sg-1", "shop/web", "Rolegate shop/web", TAGS));
    assertThat(found.candidates()).containsEntry("sg-1", new Candidate("sg-1", true));
  }

  @Test
  void forged_tags_make_no_difference() {
    Documents documents = declaring(new Declared(WEB, "shop/web", "sg-5", ""));
    for (Group forged :
        List.of(
            named("sg-1", "x", TAGS),
            described("sg-1", "shop/web", "mine", TAGS),
            described("sg-1", "other", "Rolegate shop/web", TAGS))) {
      assertThat(of(documents, forged)).isEqualTo(of(documents, forged.withTags(Map.of())));
      assertThat(of(NONE, forged)).isEqualTo(of(NONE, forged.withTags(Map.of())));
    }
  }

  @Test
  void tags_of_another_declaration_than_the_description_names_prove_nothing() {
    Group group = described("sg-1", "shop/db", "Rolegate shop/db", TAGS);
    assertThat(of(NONE, group).candidates()).containsEntry("sg-1", new Candidate("sg-1", false));
  }
}
