package dev.rolegate.topology;

import static dev.rolegate.topology.Documents.cidr;
import static dev.rolegate.topology.Documents.role;
import static dev.rolegate.topology.Documents.rsg;
import static dev.rolegate.topology.Documents.tcp;
import static dev.rolegate.topology.Documents.vpc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.PeerSpec;
import dev.rolegate.api.PortSpec;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.api.RuleSpec;
import dev.rolegate.api.TenantSpec;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
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

  private static Topology.Result assemble(List<RoleSecurityGroup> resources) {
    var shop = new TenantSpec(List.of("a", "b"), null, List.of("r*"), null);
    return Topology.assemble(
        new Topology.Input("test", vpc("prod", shop), resources, Map.of(), Claims.NONE));
  }

  @Property(tries = 300)
  void the_order_of_the_documents_does_not_matter(
      @ForAll("documents") List<RoleSecurityGroup> documents, @ForAll Random random) {
    var shuffled = new ArrayList<>(documents);
    Collections.shuffle(shuffled, random);
    assertThat(assemble(shuffled)).isEqualTo(assemble(documents));
  }

  @Property(tries = 300)
  void no_role_no_name_and_no_permission_is_there_twice(
      @ForAll("documents") List<RoleSecurityGroup> documents) {
    var groups = assemble(documents).desired().groups();
    var names = new HashSet<String>();
    var roles = new HashSet<String>();
    for (DesiredGroup group : groups) {
      assertThat(names.add(group.groupName().toLowerCase(java.util.Locale.ROOT))).isTrue();
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
        .as((p, q) -> new RuleSpec("x", "Why", p, q))
        .list()
        .ofMaxSize(5)
        .map(TopologyPropertiesTest::numbered);
  }

  private static List<RuleSpec> numbered(List<RuleSpec> rules) {
    List<RuleSpec> named = new ArrayList<>();
    for (RuleSpec rule : rules) {
      named.add(new RuleSpec("n" + named.size(), rule.purpose(), rule.ports(), rule.peers()));
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
            cidr("10.0.0.0/8"),
            cidr("10.1.0.0/8"),
            cidr("10.0.0/8"));
    Arbitrary<List<RuleSpec>> rules =
        peers
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(p -> new RuleSpec("x", "Why", List.of(tcp(443)), p))
            .list()
            .ofMaxSize(3)
            .map(TopologyPropertiesTest::numbered);
    return Combinators.combine(
            Arbitraries.of("a", "b", "c"),
            Arbitraries.of("one", "two", "three", "four"),
            Arbitraries.of("r1", "r2", "r3", "s"),
            Arbitraries.of("", "Front", "front", "b/one"),
            Arbitraries.of("", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
            Arbitraries.of("", "", "sg-0a1b2c3d"),
            rules)
        .as(
            (namespace, name, role, groupName, created, id, ingress) ->
                rsg(namespace, name)
                    .role(role)
                    .groupName(groupName.isEmpty() ? null : groupName)
                    .created(created.isEmpty() ? null : created)
                    .groupId(id.isEmpty() ? null : id)
                    .ingress(ingress.toArray(RuleSpec[]::new))
                    .build())
        .list()
        .uniqueElements(r -> r.getMetadata().getNamespace() + "/" + r.getMetadata().getName())
        .ofMaxSize(10);
  }
}
