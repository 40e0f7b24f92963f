package dev.rolegate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.execute.Docs;
import dev.rolegate.execute.Guard;
import dev.rolegate.execute.Pass;
import dev.rolegate.execute.VpcWorker;
import dev.rolegate.execute.WorkerSettings;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Planner;
import dev.rolegate.plan.Quotas;
import dev.rolegate.sim.SimulatorOptions;
import dev.rolegate.simulated.SimulatedEc2;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The costs of the main job: EC2 calls, counted at the adapter against the simulator, and the time
 * of planning. Prints a table with the target of each figure; a figure that misses its target says
 * so and fails nothing.
 */
@Tag("bench")
class MainJobBench {
  private static final Table TABLE = new Table("The main job");

  @AfterAll
  static void print() {
    TABLE.print();
  }

  /** Waits for what it added as the operator does, but for less long. */
  private static VpcWorker worker(SimulatedEc2 ec2) {
    return worker(ec2, WorkerSettings.DEFAULTS.ownWrites());
  }

  /**
   * With own writes that give way to reads at once, so that what somebody undoes is seen at once;
   * the simulator's reads do not lag here.
   */
  private static VpcWorker trusting(SimulatedEc2 ec2) {
    return worker(ec2, Duration.ofMillis(1));
  }

  private static VpcWorker worker(SimulatedEc2 ec2, Duration ownWrites) {
    WorkerSettings settings =
        new WorkerSettings(Duration.ofMillis(200), ownWrites, Duration.ofSeconds(5), 8, 60);
    return new VpcWorker(ec2.connect(), settings, InstantSource.system());
  }

  private static SimulatedEc2 ec2() {
    return new SimulatedEc2(
        SimulatorOptions.defaults().withDefaultVpc(false), SimulatedEc2.unlimited());
  }

  private static void converge(VpcWorker worker, DesiredVpc desired) throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      Pass pass = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
      if (pass.again().isEmpty()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(pass.again().get().toMillis());
    }
    throw new AssertionError("not converged after 500 passes");
  }

  @Test
  void creating() throws InterruptedException {
    try (SimulatedEc2 ec2 = ec2();
        VpcWorker worker = worker(ec2)) {
      converge(worker, Docs.many(1));
      TABLE.row("create 1 group of 5+1 rules: mutating calls", ec2.mutatingCalls(), "<=", 4);
    }
    try (SimulatedEc2 ec2 = ec2();
        VpcWorker worker = worker(ec2)) {
      converge(worker, Docs.many(1000));
      TABLE.row("create 1,000 groups: all calls a group", ec2.allCalls() / 1000.0, "<=", 4.1);
      TABLE.row(
          "create 1,000 groups: mutating calls / bound", ec2.mutatingCalls() / 4000.0, "<=", 1);
    }
  }

  @Test
  void checking() throws InterruptedException {
    for (int number : new int[] {10, 1000, 2500}) {
      try (SimulatedEc2 ec2 = ec2();
          VpcWorker worker = worker(ec2)) {
        // With the VPC's default group, that is all there is in it.
        DesiredVpc desired = Docs.many(number - 1);
        converge(worker, desired);
        ec2.forgetCalls();
        worker.refresh();
        Pass pass = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
        assertThat(pass.plan().steps()).isEmpty();
        TABLE.row(
            "check " + number + " groups in sync: calls",
            ec2.allCalls(),
            "<=",
            Math.ceil(number / 1000.0));
      }
    }
  }

  @Test
  void changing() throws InterruptedException {
    try (SimulatedEc2 ec2 = ec2();
        VpcWorker worker = worker(ec2)) {
      DesiredGroup before =
          Docs.group(
              "web",
              Docs.in(80, "10.0.0.0/16"),
              Docs.in(81, "10.0.0.0/16"),
              Docs.in(82, "10.0.0.0/16"),
              Docs.in(83, "10.0.0.0/16"),
              Docs.in(84, "10.0.0.0/16"));
      DesiredGroup after =
          Docs.group(
              "web",
              Docs.in(80, "10.1.0.0/16"),
              Docs.in(81, "10.0.0.0/16"),
              Docs.in(82, "10.0.0.0/16"),
              Docs.in(83, "10.0.0.0/16"),
              Docs.in(84, "10.0.0.0/16"));
      converge(worker, Docs.vpc(before));
      Map<String, String> ids = ruleIds(ec2);
      ec2.forgetCalls();
      worker.refresh();
      converge(worker, Docs.vpc(after));
      TABLE.row("change one CIDR of 5 rules: mutating calls", ec2.mutatingCalls(), "<=", 1);
      Set<String> kept = new TreeSet<>(ids.values());
      kept.retainAll(ruleIds(ec2).values());
      TABLE.row("change one CIDR of 5 rules: sgr- ids kept", kept.size(), ">=", 5);
    }
  }

  /** Extra, missing, altered and description drift in one group each. */
  @Test
  void drifting() throws InterruptedException {
    try (SimulatedEc2 ec2 = ec2();
        VpcWorker worker = trusting(ec2)) {
      DesiredVpc desired = Docs.many(4);
      converge(worker, desired);
      dev.rolegate.ec2.Ec2 outsider = ec2.connect();
      List<Group> groups =
          outsider.groups(Docs.VPC).stream().filter(g -> g.name().startsWith("shop/")).toList();
      Map<String, List<LiveRule>> rules =
          outsider.rules(groups.stream().map(Group::groupId).toList());
      Permission open =
          new Permission(
              Protocol.TCP, PortRange.single(22), new Peer.Address(Cidr.parse("203.0.113.0/24")));
      outsider.authorize(
          groups.get(0).groupId(),
          Direction.INGRESS,
          List.of(new dev.rolegate.ec2.Ec2.NewRule(open, "")),
          Map.of());
      outsider.revoke(
          groups.get(1).groupId(),
          Direction.INGRESS,
          List.of(first(rules, groups.get(1)).ruleId()));
      LiveRule altered = first(rules, groups.get(2));
      outsider.modify(
          groups.get(2).groupId(),
          List.of(
              new dev.rolegate.ec2.Ec2.RuleContent(altered.ruleId(), open, altered.description())));
      outsider.describe(
          groups.get(3).groupId(),
          Direction.INGRESS,
          Map.of(first(rules, groups.get(3)).ruleId(), "changed"));
      ec2.forgetCalls();
      worker.refresh();
      converge(worker, desired);
      TABLE.row(
          "mend 4 kinds of drift: mutating calls / bound", ec2.mutatingCalls() / 4.0, "<=", 1);
    }
  }

  private static LiveRule first(Map<String, List<LiveRule>> rules, Group group) {
    return rules.get(group.groupId()).stream()
        .filter(r -> r.direction() == Direction.INGRESS)
        .filter(r -> r.permission().peer() instanceof Peer.Address)
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> ruleIds(SimulatedEc2 ec2) {
    List<String> groups =
        ec2.connect().groups(Docs.VPC).stream()
            .filter(g -> g.name().startsWith("shop/"))
            .map(Group::groupId)
            .toList();
    return ec2.connect().rules(groups).values().stream()
        .flatMap(List::stream)
        .collect(Collectors.toMap(r -> r.direction() + " " + r.permission(), LiveRule::ruleId));
  }

  @Test
  void planning() {
    double small = planningMillis(1_000);
    System.gc();
    long before = used();
    Scene scene = scene(10_000);
    long scenes = used() - before;
    double large = planningMillis(scene);
    TABLE.row("plan 10,000 groups of 20 rules: ms", large, "<", 200);
    TABLE.row("plan 10,000 / plan 1,000: time ratio", large / small, "<=", 15);
    TABLE.note("memory of 10,000 groups of 20 rules, declared and live: %d MiB", scenes >> 20);
  }

  private record Scene(DesiredVpc desired, VpcSnapshot snapshot) {}

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static double planningMillis(int groups) {
    return planningMillis(scene(groups));
  }

  /** Median of 15 runs after 15 more for the compiler. */
  private static double planningMillis(Scene scene) {
    Planner planner = new Planner(Quotas.DEFAULT);
    double[] millis = new double[15];
    for (int i = 0; i < 30; i++) {
      long start = System.nanoTime();
      planner.survey(scene.desired(), scene.snapshot());
      int steps =
          planner
              .plan(scene.desired(), scene.snapshot(), Map.of(), Consent.UNLIMITED)
              .steps()
              .size();
      millis[i % 15] = (System.nanoTime() - start) / 1e6;
      assertThat(steps).isEqualTo(scene.desired().groups().size() / 100);
    }
    Arrays.sort(millis);
    return millis[7];
  }

  /** Every hundredth group has an extra rule, so that planning is more than comparing. */
  private static Scene scene(int number) {
    List<DesiredGroup> declared = new ArrayList<>();
    List<Group> live = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      DesiredRule[] rules = new DesiredRule[20];
      List<LiveRule> liveRules = new ArrayList<>();
      for (int j = 0; j < rules.length; j++) {
        rules[j] = Docs.in(1000 + j, "10." + j + ".0.0/16");
        liveRules.add(
            new LiveRule(
                "sgr-" + i + "-" + j,
                Direction.INGRESS,
                rules[j].permission(),
                rules[j].description(),
                Map.of("rolegate.dev/cluster", "test"),
                true));
      }
      DesiredGroup group = Docs.group("g%05d".formatted(i), rules);
      declared.add(group);
      if (i % 100 == 0) {
        DesiredRule extra = Docs.in(22, "203.0.113.0/24");
        liveRules.add(
            new LiveRule(
                "sgr-" + i + "-x", Direction.INGRESS, extra.permission(), "", Map.of(), true));
      }
      live.add(
          new Group(
              "sg-" + i,
              group.groupName(),
              group.description(),
              Docs.VPC,
              "111122223333",
              group.tags(),
              liveRules,
              true));
    }
    return new Scene(Docs.vpc(declared), VpcSnapshot.of(Docs.VPC, false, live));
  }
}
