package dev.rolegate.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.Group;
import dev.rolegate.model.Holding;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.UseReport.Coverage;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.usage.Standing.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;
import org.jgrapht.traverse.BreadthFirstIterator;

/** What must always hold of verdicts, over random references, holders and gaps. */
class EvidencePropertiesTest {

  /** A case; only the four collectors that are named here are enabled besides those of EC2. */
  record Case(VpcSnapshot snapshot, Set<String> candidates, List<UseReport> reports) {
    Map<String, Standing> judge() {
      return judge(reports);
    }

    Map<String, Standing> judge(List<UseReport> others) {
      return Evidence.judge(snapshot, candidates, others, ENABLED);
    }

    List<UseReport> completed() {
      return reports.stream()
          .map(r -> new UseReport(r.collector(), Coverage.COMPLETE, "", r.holdings(), Set.of()))
          .toList();
    }
  }

  private static final Set<UseCollector> ENABLED =
      Set.of(UseCollector.LAMBDA, UseCollector.ECS, UseCollector.LAUNCH_TEMPLATES);

  private static final List<UseCollector> REPORTING =
      Arrays.stream(UseCollector.values())
          .filter(c -> c != UseCollector.SECURITY_GROUP_RULES)
          .filter(c -> c.isAlways() || ENABLED.contains(c))
          .toList();

  @Provide
  Arbitrary<Case> cases() {
    return Arbitraries.randomValue(EvidencePropertiesTest::random);
  }

  @Provide
  Arbitrary<Case> whole() {
    return cases().map(c -> new Case(c.snapshot(), c.candidates(), c.completed()));
  }

  private static Case random(Random random) {
    int count = 1 + random.nextInt(12);
    List<String> ids = IntStream.range(0, count).mapToObj(i -> "sg-" + i).toList();
    double density = random.nextDouble() * 0.4;
    List<Group> groups = new ArrayList<>();
    for (String id : ids) {
      List<LiveRule> rules =
          ids.stream().filter(peer -> random.nextDouble() < density).map(Uses::naming).toList();
      groups.add(Uses.group(id, rules.toArray(LiveRule[]::new)));
    }
    Set<String> candidates =
        ids.stream().filter(id -> random.nextInt(6) > 0).collect(Collectors.toSet());
    double held = random.nextDouble() * 0.1;
    boolean gaps = random.nextInt(3) == 0;
    List<UseReport> reports = new ArrayList<>();
    for (UseCollector collector : REPORTING) {
      List<Holding> found =
          ids.stream().filter(id -> random.nextDouble() < held).map(Uses::lambda).toList();
      Coverage coverage =
          gaps && random.nextBoolean()
              ? Coverage.values()[random.nextInt(Coverage.values().length)]
              : Coverage.COMPLETE;
      String why = coverage == Coverage.COMPLETE ? "" : "gap";
      reports.add(new UseReport(collector, coverage, why, found, Set.of()));
    }
    return new Case(VpcSnapshot.of("vpc-1", false, groups), candidates, reports);
  }

  private static Set<String> having(Map<String, Standing> standings, Verdict verdict) {
    Set<String> found = new TreeSet<>();
    standings.forEach(
        (id, standing) -> {
          if (standing.verdict() == verdict) {
            found.add(id);
          }
        });
    return found;
  }

  private static Set<String> heldIds(Case one) {
    return one.reports().stream()
        .flatMap(r -> r.holdings().stream())
        .map(Holding::groupId)
        .collect(Collectors.toSet());
  }

  /** What is in use or named, however far along, by a rule of what is. */
  private static Set<String> reached(Case one) {
    Graph<String, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
    one.snapshot().groups().keySet().forEach(graph::addVertex);
    for (Group group : one.snapshot().groups().values()) {
      for (LiveRule rule : group.rules()) {
        String named = rule.permission().peer().toString();
        if (!named.equals(group.groupId())) {
          graph.addEdge(group.groupId(), named);
        }
      }
    }
    Set<String> roots = new HashSet<>(one.snapshot().groups().keySet());
    Set<String> held = heldIds(one);
    roots.removeIf(id -> one.candidates().contains(id) && !held.contains(id));
    Set<String> reached = new HashSet<>();
    if (!roots.isEmpty()) {
      new BreadthFirstIterator<>(graph, roots).forEachRemaining(reached::add);
    }
    return reached;
  }

  @Property(tries = 3000)
  void unused_is_exactly_what_nothing_in_use_reaches(@ForAll("whole") Case one) {
    Set<String> wanted = new TreeSet<>(one.candidates());
    wanted.removeAll(reached(one));
    assertThat(having(one.judge(), Verdict.UNUSED)).isEqualTo(wanted);
  }

  @Property(tries = 3000)
  void with_gaps_the_same_is_unknown_and_the_rest_used(@ForAll("cases") Case one) {
    Set<String> quiet = new TreeSet<>(one.candidates());
    quiet.removeAll(reached(one));
    boolean complete = one.reports().stream().allMatch(UseReport::isComplete);
    Map<String, Standing> standings = one.judge();
    assertThat(having(standings, complete ? Verdict.UNUSED : Verdict.UNKNOWN)).isEqualTo(quiet);
    assertThat(having(standings, complete ? Verdict.UNKNOWN : Verdict.UNUSED)).isEmpty();
  }

  @Property(tries = 2000)
  void nothing_with_a_holder_is_unused_or_without_one_used(@ForAll("cases") Case one) {
    Set<String> held = heldIds(one);
    one.judge()
        .forEach(
            (id, standing) -> {
              if (held.contains(id)) {
                assertThat(standing.verdict()).isEqualTo(Verdict.USED);
              }
              assertThat(standing.holders().isEmpty())
                  .isEqualTo(standing.verdict() != Verdict.USED);
            });
  }

  @Property(tries = 2000)
  void more_findings_or_more_coverage_never_turn_used_into_unused(
      @ForAll("cases") Case one, @ForAll("cases") Case other) {
    List<UseReport> more = new ArrayList<>();
    for (int i = 0; i < REPORTING.size(); i++) {
      List<Holding> found = new ArrayList<>(one.reports().get(i).holdings());
      found.addAll(other.reports().get(i).holdings());
      more.add(new UseReport(REPORTING.get(i), Coverage.COMPLETE, "", found, Set.of()));
    }
    Set<String> used = having(one.judge(), Verdict.USED);
    assertThat(having(one.judge(more), Verdict.USED)).containsAll(used);
    assertThat(having(one.judge(one.completed()), Verdict.USED)).isEqualTo(used);
  }

  @Property(tries = 2000)
  void without_one_report_nothing_is_unused(@ForAll("cases") Case one, @ForAll int which) {
    List<UseReport> fewer = new ArrayList<>(one.reports());
    fewer.remove(Math.floorMod(which, fewer.size()));
    assertThat(having(one.judge(fewer), Verdict.UNUSED)).isEmpty();
  }

  @Property(tries = 1000)
  void fewer_candidates_never_make_more_unused(@ForAll("whole") Case one, @ForAll int which) {
    Set<String> fewer = new TreeSet<>(one.candidates());
    if (fewer.isEmpty()) {
      return;
    }
    fewer.remove(List.copyOf(fewer).get(Math.floorMod(which, fewer.size())));
    Set<String> then =
        having(new Case(one.snapshot(), fewer, one.reports()).judge(), Verdict.UNUSED);
    assertThat(having(one.judge(), Verdict.UNUSED)).containsAll(then);
  }

  @Property(tries = 1000)
  void what_may_be_retired_is_the_largest_set_that_nothing_else_names(@ForAll("whole") Case one) {
    Retirable retirable = Retirable.of(one.snapshot(), one.candidates());
    Set<String> wanted = new TreeSet<>(one.candidates());
    wanted.removeAll(reached(new Case(one.snapshot(), one.candidates(), List.of())));
    assertThat(retirable.groups()).isEqualTo(wanted);
    Set<String> others = new TreeSet<>(one.candidates());
    others.removeAll(wanted);
    assertThat(retirable.held().keySet()).isEqualTo(others);
    assertThat(retirable.held().values()).allSatisfy(lines -> assertThat(lines).isNotEmpty());
  }
}
