package dev.rolegate.simulated;

import static dev.rolegate.simulated.Holders.REGION;
import static dev.rolegate.simulated.Holders.VPC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Uses;
import dev.rolegate.ec2.aws.AwsEc2Factory;
import dev.rolegate.ec2.aws.AwsSettings;
import dev.rolegate.ec2.aws.BudgetMode;
import dev.rolegate.ec2.aws.uses.Service;
import dev.rolegate.model.Holding;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.SimulatorOptions;
import dev.rolegate.sim.fault.Failure;
import dev.rolegate.sim.iam.IamSetup;
import dev.rolegate.sim.log.CallRecord;
import dev.rolegate.simulated.Holders.Row;
import dev.rolegate.usage.Evidence;
import dev.rolegate.usage.HolderKind;
import dev.rolegate.usage.HolderKinds;
import dev.rolegate.usage.Standing;
import dev.rolegate.usage.Standing.Verdict;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A group that one holder alone holds is never called unused, whatever the kind of the holder; and
 * it is unknown where the collector of that kind is denied, throttled or cut off. Kinds in the
 * cluster are the business of {@code ClusterUsesTest}, on the real API server.
 */
class HoldersMatrixTest {
  /** Nothing ever holds it. */
  private static final String FREE = "sg-0ffffffffffffffff";

  /** The simulator has no transit gateways; {@code CollectorsTest} has canned answers with one. */
  private static final Set<String> ELSEWHERE = Set.of("AWS::EC2::TransitGatewayVpcAttachment");

  private static final Map<String, String> BEFORE = new HashMap<>();
  private static final Map<String, Row> ROWS = new LinkedHashMap<>();
  private static final Map<UseCollector, Set<String>> ACTIONS = new EnumMap<>(UseCollector.class);
  private static final Map<String, Integer> CALLS = new HashMap<>();
  private static Simulator simulator;
  private static AwsEc2Factory factory;
  private static Ec2 ec2;
  private static Uses uses;
  private static Map<UseCollector, UseReport> without;
  private static Map<UseCollector, UseReport> whole;
  private static VpcSnapshot bare;
  private static VpcSnapshot snapshot;

  @BeforeAll
  static void lookBeforeAndAfterTheHoldersCome() {
    simulator = Simulator.start(SimulatorOptions.defaults());
    set("aws.endpointUrl", simulator.endpoint().toString());
    set("aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE");
    set("aws.secretAccessKey", "secret");
    // The SDK's pauses before it asks again would be most of the time.
    set("aws.maxAttempts", "1");
    factory = new AwsEc2Factory(unlimited());
    ec2 = factory.connect(ConnectTo.own("prod", REGION));
    uses = factory.uses(ConnectTo.own("prod", REGION));
    for (Row row : Holders.rows()) {
      ROWS.put("sg-0e%015x".formatted(ROWS.size()), row);
    }
    Set<String> groups = new TreeSet<>(ROWS.keySet());
    groups.add(FREE);
    Holders.settle(simulator, List.copyOf(groups));
    bare = VpcSnapshot.of(VPC, false, ec2.groups(VPC));
    without = collectAll();
    ROWS.forEach((id, row) -> Holders.add(simulator, row.holding().apply(id)));
    snapshot = VpcSnapshot.of(VPC, false, ec2.groups(VPC));
    whole = collectAll();
  }

  @AfterAll
  static void stop() {
    uses.close();
    ec2.close();
    factory.close();
    simulator.close();
    BEFORE.forEach(
        (property, value) -> {
          if (value == null) {
            System.clearProperty(property);
          } else {
            System.setProperty(property, value);
          }
        });
    ROWS.clear();
    ACTIONS.clear();
    CALLS.clear();
  }

  @AfterEach
  void behave() {
    simulator.behaviour().allowAll();
    simulator.behaviour().noFailures();
    simulator.iam().set(IamSetup.NONE);
  }

  private static void set(String property, String value) {
    BEFORE.put(property, System.setProperty(property, value));
  }

  private static AwsSettings unlimited() {
    Map<String, AwsSettings.Bucket> budgets = new HashMap<>(SimulatedEc2.unlimited());
    for (Service service : Service.values()) {
      budgets.put(service.iamPrefix() + ":", new AwsSettings.Bucket(1_000_000, 1_000_000));
    }
    return AwsSettings.defaults("test").withBudget(BudgetMode.REFUSE, 1, budgets);
  }

  /** Those that look in AWS; the rules of the VPC's groups are in the snapshot. */
  private static Set<UseCollector> collectors() {
    Set<UseCollector> all = EnumSet.allOf(UseCollector.class);
    all.removeAll(Set.of(UseCollector.KUBERNETES, UseCollector.SECURITY_GROUP_RULES));
    return all;
  }

  private static Map<UseCollector, UseReport> collectAll() {
    Map<UseCollector, UseReport> reports = new EnumMap<>(UseCollector.class);
    for (UseCollector collector : collectors()) {
      simulator.calls().clear();
      CALLS.keySet().removeIf(key -> key.startsWith(collector + ":"));
      reports.put(collector, collect(collector));
      Set<String> actions = new TreeSet<>();
      for (CallRecord call : simulator.calls().all()) {
        actions.add(call.action());
        CALLS.merge(collector + ":" + call.action(), 1, Integer::sum);
      }
      ACTIONS.put(collector, actions);
    }
    return reports;
  }

  private static UseReport collect(UseCollector collector) {
    Set<String> groups = new TreeSet<>(ROWS.keySet());
    groups.add(FREE);
    groups.addAll(Holders.before());
    return uses.collect(collector, VPC, groups);
  }

  private static Map<String, Standing> judge(VpcSnapshot groups, Collection<UseReport> reports) {
    Set<String> candidates = new TreeSet<>(ROWS.keySet());
    candidates.add(FREE);
    return Evidence.judge(groups, candidates, reports, collectors());
  }

  /** How the groups stand where one collector saw what it sees now, and all others everything. */
  private static Map<String, Standing> judgeWith(UseCollector collector) {
    Map<UseCollector, UseReport> reports = new EnumMap<>(whole);
    reports.put(collector, collect(collector));
    return judge(snapshot, reports.values());
  }

  @Test
  void everyKindThatACollectorCoversHasARow() {
    Set<String> covered = new TreeSet<>();
    whole.values().forEach(report -> covered.addAll(report.kinds()));
    HolderKinds.all().stream()
        .filter(kind -> !kind.collectors().isEmpty())
        .filter(kind -> !kind.collectors().equals(Set.of(UseCollector.KUBERNETES)))
        .filter(kind -> !kind.collectors().equals(Set.of(UseCollector.NETWORK_INTERFACES)))
        .map(HolderKind::name)
        .forEach(covered::add);
    covered.removeAll(ELSEWHERE);
    assertThat(ROWS.values().stream().map(Row::kind).collect(Collectors.toSet()))
        .isEqualTo(covered);
  }

  @Test
  void whatNothingHoldsIsUnused() {
    assertThat(judge(bare, without.values()).values())
        .allSatisfy(
            one -> {
              assertThat(one.missing()).isEmpty();
              assertThat(one.verdict()).as(one.toString()).isEqualTo(Verdict.UNUSED);
            });
    assertThat(judge(snapshot, whole.values()).get(FREE).verdict()).isEqualTo(Verdict.UNUSED);
  }

  @TestFactory
  Stream<DynamicTest> whatOneHolderHoldsIsUsedByIt() {
    Map<String, Standing> standings = judge(snapshot, whole.values());
    return ROWS.entrySet().stream()
        .map(
            one ->
                dynamicTest(
                    one.getValue().toString(),
                    () -> {
                      Standing standing = standings.get(one.getKey());
                      assertThat(standing.verdict()).isEqualTo(Verdict.USED);
                      assertThat(standing.missing()).isEmpty();
                      assertThat(standing.holders().stream().map(Holding::kind).distinct())
                          .containsExactly(one.getValue().seen());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> unknownWhereDenied() {
    return broken(
        "denied",
        (collector, action, look) -> {
          simulator.behaviour().deny(action);
          look.run();
        });
  }

  @TestFactory
  Stream<DynamicTest> unknownWhereThrottled() {
    return broken(
        "throttled",
        (collector, action, look) -> {
          fail(Failure.after(action, Failure.When.BEFORE, Failure.Kind.THROTTLED, 0));
          look.run();
        });
  }

  @TestFactory
  Stream<DynamicTest> unknownWhereCutOffMidway() {
    return broken(
        "cut off",
        (collector, action, look) -> {
          int calls = CALLS.get(collector + ":" + action);
          for (int through = 1; through < calls; through++) {
            simulator.behaviour().noFailures();
            fail(Failure.after(action, Failure.When.BEFORE, Failure.Kind.DROP, through));
            look.run();
          }
        });
  }

  private static void fail(Failure failure) {
    simulator.behaviour().fail(failure);
  }

  /** Breaks a call of a collector, once or in several ways, and looks after each. */
  private interface Fault {
    void set(UseCollector collector, String action, Runnable look);
  }

  private Stream<DynamicTest> broken(String how, Fault fault) {
    return collectors().stream()
        .map(
            collector ->
                dynamicTest(
                    collector.apiName() + " " + how,
                    () -> {
                      Set<String> unknown = new HashSet<>();
                      for (String action : ACTIONS.get(collector)) {
                        fault.set(
                            collector,
                            action,
                            () -> unknown.addAll(unknownNow(collector, how + " " + action)));
                        behave();
                      }
                      assertThat(names(unknown)).isEqualTo(names(rowsOf(collector)));
                    }));
  }

  private static Set<String> unknownNow(UseCollector collector, String how) {
    Map<String, Standing> standings = judgeWith(collector);
    assertThat(standings.values())
        .as(how)
        .noneMatch(one -> one.verdict() == Verdict.UNUSED)
        .allMatch(one -> !one.missing().isEmpty());
    assertThat(standings.remove(FREE).verdict()).as(how).isEqualTo(Verdict.UNKNOWN);
    return standings.values().stream()
        .filter(one -> one.verdict() == Verdict.UNKNOWN)
        .map(Standing::groupId)
        .collect(Collectors.toSet());
  }

  private static Set<String> rowsOf(UseCollector collector) {
    return ROWS.keySet().stream()
        .filter(id -> ROWS.get(id).by() == collector)
        .collect(Collectors.toSet());
  }

  private static List<String> names(Set<String> groupIds) {
    return groupIds.stream().sorted().map(id -> ROWS.get(id).toString()).toList();
  }

  /** Rules of the VPC's groups are in the snapshot, and there is none where they did not come. */
  @Test
  void noSnapshotWithoutTheRules() {
    List<Consumer<String>> faults =
        List.of(
            action -> simulator.behaviour().deny(action),
            action -> fail(Failure.after(action, Failure.When.BEFORE, Failure.Kind.THROTTLED, 0)),
            action -> fail(Failure.after(action, Failure.When.BEFORE, Failure.Kind.DROP, 0)));
    for (Consumer<String> fault : faults) {
      fault.accept("DescribeSecurityGroups");
      assertThatThrownBy(() -> ec2.groups(VPC)).isInstanceOf(Ec2Exception.class);
      behave();
    }
  }

  @Test
  void theReadersPolicyAllowsAllOfItAndNoMore() {
    ShippedPolicies shipped = new ShippedPolicies(Holders.ACCOUNT, REGION, VPC, "test");
    shipped.attach(simulator, List.of(shipped.policy("observe"), shipped.policy("orphans")));
    simulator.calls().clear();
    for (UseCollector collector : collectors()) {
      UseReport report = collect(collector);
      assertThat(report.isComplete()).as(report.why()).isTrue();
    }
    uses.instances(VPC);
    uses.staleReferences(VPC);
    PolicyUse used = new PolicyUse(simulator.calls().all());
    assertThat(used.unused(shipped, List.of("orphans"))).isEmpty();
  }
}
