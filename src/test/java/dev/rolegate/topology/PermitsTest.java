package dev.rolegate.topology;

import static dev.rolegate.topology.Documents.SHOP_ANY;
import static dev.rolegate.topology.Documents.cidr;
import static dev.rolegate.topology.Documents.claims;
import static dev.rolegate.topology.Documents.group;
import static dev.rolegate.topology.Documents.live;
import static dev.rolegate.topology.Documents.prefixList;
import static dev.rolegate.topology.Documents.rsg;
import static dev.rolegate.topology.Documents.tcp;
import static dev.rolegate.topology.Documents.vpc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.AdoptableSpec;
import dev.rolegate.api.DeletionPolicy;
import dev.rolegate.api.Grant;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.RuleSpec;
import dev.rolegate.api.TenantSpec;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.Provenance;
import dev.rolegate.model.WithheldRule;
import dev.rolegate.topology.Documents.Builder;
import dev.rolegate.topology.Problem.Reason;
import dev.rolegate.topology.Topology.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What needs the platform team's word, and what becomes of a declaration without it. */
class PermitsTest {
  private static final String ID = "sg-0a1b2c3d";
  private static final RuleSpec MIXED =
      new RuleSpec(
          "mixed",
          "All kinds",
          List.of(tcp(443)),
          List.of(
              cidr("10.0.0.0/8"), group("sg-0f1e2d3c", "111122223333"), prefixList("pl-6da54004")),
          null);

  private static TenantSpec tenant(String namespace, String role, Grant... grants) {
    return new TenantSpec(List.of(namespace), null, List.of(role), List.of(grants));
  }

  private static ManagedVpc adoptable(String groupId, String namespace) {
    return vpc("prod", List.of(new AdoptableSpec(groupId, namespace)), SHOP_ANY);
  }

  private static Result assemble(ManagedVpc vpc, Builder... resources) {
    return assemble(vpc, Claims.NONE, resources);
  }

  private static Result assemble(ManagedVpc vpc, Claims claims, Builder... resources) {
    var documents = Stream.of(resources).map(Builder::build).toList();
    return Topology.assemble(
        new Topology.Input(
            "test", vpc, documents, Map.of(), AddressSets.NONE, java.time.Instant.EPOCH, claims));
  }

  private static DesiredGroup only(Result result) {
    assertThat(result.desired().groups()).hasSize(1);
    return result.desired().groups().get(0);
  }

  private static Problem frozen(Result result) {
    assertThat(only(result).intent()).isEqualTo(Intent.SUSPENDED);
    assertThat(result.problems()).hasSize(1);
    assertThat(result.problems().get(0).terminal()).isTrue();
    assertThat(result.problems().get(0).message()).endsWith("The group is left as it is");
    return result.problems().get(0);
  }

  @Test
  void public_exposure_without_its_grant_freezes_the_group() {
    var problem =
        frozen(
            assemble(
                vpc("prod", tenant("shop", "*", Grant.FOREIGN_PEERS)),
                rsg("shop", "web").isPublic()));
    assertThat(problem.reason().text()).isEqualTo("ExposureNotGranted");
    assertThat(problem.message())
        .contains("PublicExposure", "role web of namespace shop", "ManagedVpc prod", "Internal");
  }

  @Test
  void public_exposure_with_its_grant_is_followed() {
    var result =
        assemble(
            vpc("prod", tenant("shop", "*", Grant.PUBLIC_EXPOSURE)), rsg("shop", "web").isPublic());
    assertThat(result.problems()).isEmpty();
    assertThat(only(result).intent()).isEqualTo(Intent.PRESENT);
  }

  @Test
  void a_grant_holds_for_the_roles_and_namespaces_of_its_entry_only() {
    var vpc =
        vpc(
            "prod",
            tenant("shop", "*"),
            tenant("shop", "alb", Grant.PUBLIC_EXPOSURE),
            tenant("edge", "*", Grant.PUBLIC_EXPOSURE));
    var result =
        assemble(
            vpc,
            rsg("shop", "alb").isPublic(),
            rsg("shop", "web").isPublic(),
            rsg("edge", "web").isPublic());
    assertThat(result.problems()).extracting(p -> p.key().toString()).containsExactly("shop/web");
  }

  @Test
  void exposure_is_no_reason_to_keep_a_group_that_is_to_be_deleted() {
    var result =
        assemble(vpc("prod", tenant("shop", "*")), rsg("shop", "web").isPublic().deleted());
    assertThat(result.problems()).isEmpty();
    assertThat(only(result).intent()).isEqualTo(Intent.ABSENT);
  }

  @Test
  void foreign_peers_without_their_grant_are_withheld_and_the_rest_goes_on() {
    var result =
        assemble(
            vpc("prod", tenant("shop", "*", Grant.PUBLIC_EXPOSURE)),
            rsg("shop", "web").ingress(MIXED).egress(MIXED));
    assertThat(result.problems()).isEmpty();
    assertThat(only(result).intent()).isEqualTo(Intent.PRESENT);
    assertThat(only(result).rules())
        .extracting(r -> r.direction().word() + " " + r.permission())
        .containsExactly("ingress tcp 443 10.0.0.0/8", "egress tcp 443 10.0.0.0/8");
    assertThat(only(result).withheld())
        .extracting(w -> w.direction().word() + " " + w.content())
        .containsExactlyInAnyOrder(
            "ingress tcp 443 sg-0f1e2d3c",
            "ingress tcp 443 pl-6da54004",
            "egress tcp 443 sg-0f1e2d3c",
            "egress tcp 443 pl-6da54004");
    assertThat(only(result).withheld())
        .allSatisfy(
            w -> {
              assertThat(w.name()).isEqualTo("mixed");
              assertThat(w.reason()).isEqualTo(WithheldRule.FOREIGN_PEER_NOT_GRANTED);
              assertThat(w.message())
                  .contains("ForeignPeers", "role web of namespace shop", "rule mixed");
            });
  }

  @Test
  void foreign_peers_with_their_grant_are_rules() {
    var result =
        assemble(
            vpc("prod", tenant("shop", "w*", Grant.FOREIGN_PEERS), tenant("shop", "*")),
            rsg("shop", "web").ingress(MIXED),
            rsg("shop", "db").ingress(MIXED));
    var groups = result.desired().groups();
    assertThat(groups.get(0).withheld()).hasSize(2);
    assertThat(groups.get(1).withheld()).isEmpty();
    assertThat(groups.get(1).rules()).hasSize(3);
  }

  @Test
  void a_group_is_taken_over_with_consent_and_has_no_name_of_ours() {
    var result = assemble(adoptable(ID, "shop"), rsg("shop", "web").adopt(ID));
    assertThat(result.problems()).isEmpty();
    assertThat(only(result).intent()).isEqualTo(Intent.PRESENT);
    assertThat(only(result).groupName()).isEmpty();
    assertThat(only(result).provenance()).isEqualTo(new Provenance(ID, true, Optional.empty()));
  }

  @Test
  void a_takeover_without_consent_for_this_very_namespace_and_group_is_refused() {
    for (var vpc :
        List.of(
            vpc("prod", SHOP_ANY), adoptable("sg-0f1e2d3c", "shop"), adoptable(ID, "billing"))) {
      var result = assemble(vpc, rsg("shop", "web").adopt(ID));
      var problem = frozen(result);
      assertThat(problem.reason().text()).isEqualTo("AdoptionNotAllowed");
      assertThat(problem.message())
          .contains("{groupId: sg-0a1b2c3d, namespace: shop} to spec.adoptable", "ManagedVpc prod");
      assertThat(only(result).provenance().consented()).isFalse();
      assertThat(only(result).provenance().adoptId()).isEqualTo(ID);
    }
  }

  @Test
  void a_takeover_of_no_id_is_refused_and_makes_no_group() {
    assertThat(frozen(assemble(adoptable("", "shop"), rsg("shop", "web").adopt(""))).reason())
        .isEqualTo(Reason.ADOPTION_NOT_ALLOWED);
    var both = assemble(adoptable(ID, "shop"), rsg("shop", "web").adopt(ID).groupName("n"));
    assertThat(both.problems().get(0).message()).startsWith("spec.groupName: leave it out");
    assertThat(only(both).intent()).isEqualTo(Intent.SUSPENDED);
    var odd = assemble(adoptable("vpc-1", "shop"), rsg("shop", "web").adopt("vpc-1"));
    assertThat(odd.problems().get(0).message()).startsWith("spec.adopt.groupId: ");
  }

  @Test
  void an_adopted_group_stays_when_its_resource_goes_unless_Delete_is_written() {
    var vpc = adoptable(ID, "shop");
    assertThat(assemble(vpc, rsg("shop", "web").adopt(ID).deleted()).desired().groups()).isEmpty();
    var deleted =
        assemble(vpc, rsg("shop", "web").adopt(ID).policy(DeletionPolicy.DELETE).deleted());
    assertThat(only(deleted).intent()).isEqualTo(Intent.ABSENT);
    var withdrawn =
        assemble(
            vpc("prod", SHOP_ANY),
            rsg("shop", "web").adopt(ID).policy(DeletionPolicy.DELETE).deleted());
    assertThat(withdrawn.desired().groups()).isEmpty();
    assertThat(withdrawn.problems())
        .extracting(Problem::reason)
        .containsExactly(Reason.ADOPTION_NOT_ALLOWED);
  }

  @Test
  void a_former_tenant_s_adopted_group_is_frozen_and_left() {
    var vpc = vpc("prod", List.of(new AdoptableSpec(ID, "shop")));
    assertThat(frozen(assemble(vpc, rsg("shop", "web").adopt(ID))).reason())
        .isEqualTo(Reason.NAMESPACE_NOT_ALLOWED);
    var deleted =
        assemble(vpc, rsg("shop", "web").adopt(ID).policy(DeletionPolicy.DELETE).deleted());
    assertThat(deleted.desired().groups()).isEmpty();
  }

  @Test
  void a_known_group_that_lost_its_tags_is_gone_on_with_after_consent() {
    var lost = claims(live(ID, "shop/web", Map.of()));
    var web = rsg("shop", "web").groupId(ID);
    assertThat(consented(adoptable(ID, "shop"), lost, web)).isTrue();
    assertThat(consented(adoptable(ID, "billing"), lost, web)).isFalse();
    assertThat(consented(vpc("prod", SHOP_ANY), lost, web)).isFalse();
  }

  @Test
  void a_status_that_names_somebody_else_s_adoptable_group_gives_no_consent() {
    var web = rsg("shop", "web").groupId(ID);
    assertThat(consented(adoptable(ID, "shop"), claims(live(ID, "legacy", Map.of())), web))
        .isFalse();
    assertThat(consented(adoptable(ID, "shop"), Claims.NONE, web)).isFalse();
    assertThat(consented(adoptable(ID, "shop"), claims(live(ID, "x", Map.of())), rsg("shop", "x")))
        .isFalse();
  }

  private static boolean consented(ManagedVpc vpc, Claims claims, Builder resource) {
    return only(assemble(vpc, claims, resource)).provenance().consented();
  }

  @Test
  void what_was_applied_comes_from_the_status_and_nothing_known_is_not_nothing_applied() {
    var vpc = vpc("prod", SHOP_ANY);
    assertThat(applied(vpc, rsg("shop", "web"))).isEmpty();
    assertThat(applied(vpc, rsg("shop", "web").groupId(ID))).isEmpty();
    assertThat(applied(vpc, rsg("shop", "web").applied())).contains(Set.of());
    assertThat(applied(vpc, rsg("shop", "web").applied("a", "b", "a"))).contains(Set.of("a", "b"));
  }

  private static Optional<Set<String>> applied(ManagedVpc vpc, Builder resource) {
    return only(assemble(vpc, resource)).provenance().applied();
  }
}
