package dev.rolegate.topology;

import static dev.rolegate.topology.Documents.cidr;
import static dev.rolegate.topology.Documents.prefixList;
import static dev.rolegate.topology.Documents.role;
import static dev.rolegate.topology.Documents.rsg;
import static dev.rolegate.topology.Documents.tcp;
import static dev.rolegate.topology.Documents.vpc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.AdoptableSpec;
import dev.rolegate.api.Grant;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.PeerSpec;
import dev.rolegate.api.PortSpec;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.api.RuleSpec;
import dev.rolegate.api.TenantSpec;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Group;
import dev.rolegate.model.Ownership;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every set of documents, conflicting and half-wrong ones included. */
class TopologyPropertiesTest {

  /** Both namespaces may declare most; the platform team lets {@code a} take over two groups. */
  private static final ManagedVpc VPC =
      vpc(
          "prod",
          List.of(new AdoptableSpec("sg-0a1b2c3d", "a"), new AdoptableSpec("sg-1a1b2c3d", "a")),
          new TenantSpec(List.of("a"), null, List.of("r*"), List.of(Grant.FOREIGN_PEERS)),
          new TenantSpec(List.of("b"), null, List.of("r*"), List.of(Grant.values())));

  private static Topology.Result assemble(List<RoleSecurityGroup> resources) {
    return assemble(resources, Claims.NONE);
  }

  private static Topology.Result assemble(List<RoleSecurityGroup> resources, Claims claims) {
    return Topology.assemble(
        new Topology.Input(
            "test", VPC, resources, Map.of(), AddressSets.NONE, java.time.Instant.EPOCH, claims));
  }

  private static Claims claims(List<Group> live) {
    return Claims.of(live, "test", "prod");
  }

  @Property(tries = 300)
  void the_order_of_the_documents_does_not_matter(
      @ForAll("documents") List<RoleSecurityGroup> documents,
      @ForAll("live") List<Group> live,
      @ForAll Random random) {
    var shuffled = new ArrayList<>(documents);
    Collections.shuffle(shuffled, random);
    var groups = new ArrayList<>(live);
    Collections.shuffle(groups, random);
    assertThat(assemble(shuffled, claims(groups))).isEqualTo(assemble(documents, claims(live)));
  }

  /**
   * Namespace {@code a} keeps to what nobody else can have: names that begin with its own, its own
   * roles as peers, and groups that the platform team lets it take over and that are nobody's yet.
   * Names, takeovers, statuses and forged tags of the others then change nothing of its groups.
   */
  @Property(tries = 1000)
  void nothing_of_one_namespace_changes_another_one_s_groups(
      @ForAll("ofA") List<RoleSecurityGroup> own,
      @ForAll("documents") List<RoleSecurityGroup> others,
      @ForAll("live") List<Group> live,
      @ForAll Random random) {
    var claims = claims(live.stream().filter(g -> !isAdoptableAndTaken(g)).toList());
    List<RoleSecurityGroup> all = new ArrayList<>(own);
    others.stream().filter(r -> !isOfA(r.getMetadata().getNamespace())).forEach(all::add);
    Collections.shuffle(all, random);

    var alone = assemble(own, claims);
    var together = assemble(all, claims);

    assertThat(together.desired().groups().stream().filter(g -> isOfA(g.key().namespace())))
        .containsExactlyElementsOf(alone.desired().groups());
    assertThat(together.problems().stream().filter(p -> isOfA(p.key().namespace())))
        .containsExactlyElementsOf(alone.problems());
  }

  private static boolean isOfA(String namespace) {
    return namespace.equals("a");
  }

  private static boolean isAdoptableAndTaken(Group group) {
    return VPC.getSpec().adoptable().stream().anyMatch(a -> a.groupId().equals(group.groupId()))
        && !isOfA(group.tags().get(Ownership.NAMESPACE));
  }

  @Property(tries = 300)
  void nothing_is_done_that_was_not_granted(
      @ForAll("documents") List<RoleSecurityGroup> documents, @ForAll("live") List<Group> live) {
    for (DesiredGroup group : assemble(documents, claims(live)).desired().groups()) {
      if (group.intent() == DesiredGroup.Intent.SUSPENDED) {
        continue;
      }
      String namespace = group.key().namespace();
      assertThat(namespace).isIn("a", "b");
      assertThat(group.role()).startsWith("r");
      if (group.provenance().adopts()) {
        assertThat(namespace).isEqualTo("a");
        assertThat(group.provenance().consented()).isTrue();
      } else if (group.groupName().contains("/")) {
        assertThat(group.groupName()).startsWithIgnoringCase(namespace + "/");
      }
    }
  }

  @Property(tries = 300)
  void no_role_no_name_and_no_permission_is_there_twice(
      @ForAll("documents") List<RoleSecurityGroup> documents) {
    var groups = assemble(documents).desired().groups();
    var names = new HashSet<String>();
    var roles = new HashSet<String>();
    for (DesiredGroup group : groups) {
      String id = group.provenance().adoptId();
      assertThat(names.add(id + group.groupName().toLowerCase(java.util.Locale.ROOT))).isTrue();
      assertThat(roles.add(group.key().namespace() + "/" + group.role())).isTrue();
      assertThat(group.rules())
          .extracting(r -> r.direction() + " " + r.permission())
          .doesNotHaveDuplicates();
    }
  }

  @Property(tries = 300)
  void every_document_is_followed_or_has_a_problem(
      @ForAll("documents") List<RoleSecurityGroup> documents) {
    var result = assemble(documents);
    var told = new HashSet<String>();
    result.problems().forEach(p -> told.add(p.key().toString()));
    result.desired().groups().stream()
        .filter(g -> g.intent() == DesiredGroup.Intent.PRESENT)
        .forEach(g -> assertThat(told.add(g.key().toString())).isTrue());
    assertThat(told).hasSize(documents.size());
  }

  @Property(tries = 300)
  void merged_entries_keep_the_first_description(@ForAll("entries") List<RuleSpec> entries) {
    var result = assemble(List.of(rsg("a", "r").ingress(entries.toArray(RuleSpec[]::new)).build()));
    Map<String, String> first = new HashMap<>();
    for (RuleSpec entry : entries) {
      for (PortSpec port : entry.ports()) {
        for (PeerSpec peer : entry.peers()) {
          String block = peer.cidr().equals("10.1.1.1/8") ? "10.0.0.0/8" : peer.cidr();
          first.putIfAbsent("tcp " + port.port() + " " + block, entry.name() + ": Why");
        }
      }
    }
    Map<String, String> got = new HashMap<>();
    for (DesiredRule rule : result.desired().groups().get(0).rules()) {
      got.put(rule.permission().toString(), rule.description());
    }
    assertThat(got).isEqualTo(first);
  }

  @Provide
  Arbitrary<List<RuleSpec>> entries() {
    Arbitrary<List<PortSpec>> ports =
        Arbitraries.integers().between(80, 83).map(Documents::tcp).list().ofMinSize(1).ofMaxSize(3);
    Arbitrary<List<PeerSpec>> peers =
        Arbitraries.of("10.0.0.0/8", "10.1.1.1/8", "::/0", "192.0.2.7/32")
            .map(Documents::cidr)
            .list()
            .ofMinSize(1)
            .ofMaxSize(3);
    return Combinators.combine(ports, peers)
        .as((p, q) -> new RuleSpec("x", "Why", p, q, null))
        .list()
        .ofMaxSize(5)
        .map(TopologyPropertiesTest::numbered);
  }

  private static List<RuleSpec> numbered(List<RuleSpec> rules) {
    List<RuleSpec> named = new ArrayList<>();
    for (RuleSpec rule : rules) {
      named.add(new RuleSpec("n" + named.size(), rule.purpose(), rule.ports(), rule.peers(), null));
    }
    return named;
  }

  /**
   * Up to ten resources of three namespaces, one of them no tenant; few names, so that they clash.
   */
  @Provide
  Arbitrary<List<RoleSecurityGroup>> documents() {
    Arbitrary<PeerSpec> peers =
        Arbitraries.of(
            role("r1"),
            role("r2", "b"),
            role("r3"),
            prefixList("pl-6da54004"),
            cidr("10.0.0.0/8"),
            cidr("10.1.0.0/8"),
            cidr("10.0.0/8"));
    Arbitrary<List<RuleSpec>> rules =
        peers
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(p -> new RuleSpec("x", "Why", List.of(tcp(443)), p, null))
            .list()
            .ofMaxSize(3)
            .map(TopologyPropertiesTest::numbered);
    return Combinators.combine(
            Arbitraries.of("a", "b", "c"),
            Arbitraries.of("one", "two", "three", "four"),
            Arbitraries.of("r1", "r2", "r3", "s"),
            Arbitraries.of("", "Front", "front", "b/one", "a/one", "A/two", "id 0", "id 2"),
            Arbitraries.of("", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
            Arbitraries.of("", "", "sg-0a1b2c3d"),
            Arbitraries.of(false, false, true),
            rules)
        .as(TopologyPropertiesTest::document)
        .list()
        .uniqueElements(r -> r.getMetadata().getNamespace() + "/" + r.getMetadata().getName())
        .ofMaxSize(10);
  }

  private static RoleSecurityGroup document(
      String namespace,
      String name,
      String role,
      String group,
      String created,
      String id,
      boolean open,
      List<RuleSpec> ingress) {
    var document =
        rsg(namespace, name)
            .role(role)
            .created(created.isEmpty() ? null : created)
            .groupId(id.isEmpty() ? null : id)
            .ingress(ingress.toArray(RuleSpec[]::new));
    if (group.startsWith("id ")) {
      document.adopt("sg-" + group.charAt(3) + "a1b2c3d");
    } else if (!group.isEmpty()) {
      document.groupName(group);
    }
    return (open ? document.isPublic() : document).build();
  }

  /** Documents of namespace {@code a} that name nothing that another namespace may have. */
  @Provide
  Arbitrary<List<RoleSecurityGroup>> ofA() {
    Arbitrary<List<RuleSpec>> rules =
        Arbitraries.of(role("r1"), role("r3"), cidr("10.0.0.0/8"), prefixList("pl-6da54004"))
            .list()
            .ofMinSize(1)
            .ofMaxSize(2)
            .map(p -> new RuleSpec("x", "Why", List.of(tcp(443)), p, null))
            .list()
            .ofMaxSize(2)
            .map(TopologyPropertiesTest::numbered);
    return Combinators.combine(
            Arbitraries.just("a"),
            Arbitraries.of("one", "two", "three"),
            Arbitraries.of("r1", "r2", "r3"),
            Arbitraries.of("", "", "a/two", "a/other", "id 0", "id 1"),
            Arbitraries.of("", "2026-01-03T00:00:00Z"),
            Arbitraries.of("", "sg-0a1b2c3d"),
            Arbitraries.of(false, false, true),
            rules)
        .as(TopologyPropertiesTest::document)
        .list()
        .uniqueElements(r -> r.getMetadata().getName())
        .ofMaxSize(3);
  }

  /** Live groups whose tags name declarations at random: what anybody with CreateTags can do. */
  @Provide
  Arbitrary<List<Group>> live() {
    return Combinators.combine(
            Arbitraries.of("sg-0a1b2c3d", "sg-1a1b2c3d", "sg-2a1b2c3d", "sg-3a1b2c3d"),
            Arbitraries.of("a/one", "a/two", "Front", "b/one", "legacy"),
            Arbitraries.of("a", "b", "c"),
            Arbitraries.of("one", "two", "three", "four"))
        .as(Documents::live)
        .list()
        .uniqueElements(Group::groupId)
        .uniqueElements(Group::name)
        .ofMaxSize(4);
  }
}
