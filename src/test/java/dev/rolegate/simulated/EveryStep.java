package dev.rolegate.simulated;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.execute.Docs;
import dev.rolegate.execute.Guard;
import dev.rolegate.execute.Pass;
import dev.rolegate.execute.RuleReturn;
import dev.rolegate.execute.TestClock;
import dev.rolegate.execute.VpcWorker;
import dev.rolegate.execute.WorkerSettings;
import dev.rolegate.execute.audit.AuditLog;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.Remediation;
import dev.rolegate.model.Remediation.Condemned;
import dev.rolegate.model.Retirement;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Consent;
import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.log.CallRecord;
import dev.rolegate.sim.state.PrefixList;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.RuleKey;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.state.Target;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.state.Vpcs;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the worker, with the real adapter, to make every kind of call that Rolegate makes. It ends
 * early at the first call that is denied.
 */
public final class EveryStep {
  private static final int MOST_PASSES = 60;

  private final SimulatedEc2 aws;
  private final Simulator simulator;
  private final TestClock clock = new TestClock();
  private final List<String> lists;

  public EveryStep(SimulatedEc2 aws) {
    this.aws = aws;
    this.simulator = aws.simulator();
    simulator.world().open("111122223333", "eu-west-1");
    this.lists =
        simulator.world().current().region("eu-west-1").all(PrefixList.class).stream()
            .filter(one -> one.weight() == 1)
            .map(PrefixList::id)
            .toList();
  }

  /** The first call that was denied, of those that are not meant to be. */
  Optional<CallRecord> denied() {
    return simulator.calls().all().stream().filter(call -> call.status() == 403).findFirst();
  }

  /** Creates, changes, mends and deletes groups of its own. */
  public void own() {
    Ec2 ec2 = aws.connect();
    try (VpcWorker worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, clock)) {
      converge(worker, before());
      outsiderChangesTags();
      worker.refresh();
      converge(worker, after());
    }
  }

  /** Takes a group over that an outsider made, and gives another its proof back. */
  public void adopt() {
    Ec2 ec2 = aws.connect();
    String found = outsidersGroup("found", Tags.NONE);
    String lost =
        outsidersGroup(
            "lost", Tags.of(Map.of(Ownership.CLUSTER, "test", Ownership.NAMESPACE, "shop")));
    GroupKey key = Docs.key("found");
    ec2.tag(List.of(found), Ownership.groupTags("test", "prod", key, "found", "why", "who"));
    ec2.tag(List.of(lost), Map.of(Ownership.VPC, "prod", Ownership.NAME, "lost"));
    for (String id : List.of(found, lost)) {
      Permission https = address(443);
      ec2.authorize(
          id,
          Direction.INGRESS,
          List.of(new Ec2.NewRule(https, "p: why")),
          Ownership.ruleTags("test"));
      ec2.deleteGroup(id);
    }
  }

  /** Empties, deletes and gives back a group that nobody declares. */
  public void retire() {
    Ec2 ec2 = aws.connect();
    String id = outsidersGroup("left-over", Tags.of(Map.of("team", "x")));
    try (VpcWorker worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, clock)) {
      Group plain = read(ec2, id);
      Group rich =
          plain.withRules(List.of(tagged(Direction.INGRESS), tagged(Direction.EGRESS)), true);
      retire(worker, Wanted.QUARANTINE, plain);
      retire(worker, Wanted.RESTORE, rich);
      retire(worker, Wanted.QUARANTINE, read(ec2, id));
      retire(worker, Wanted.DELETE, rich);
      retire(worker, Wanted.RESTORE, rich);
      // As a revert does that gives back what remediation took: the group bears no mark.
      String open = outsidersGroup("all-in-one-once", Tags.NONE);
      retire(
          worker,
          Wanted.RESTORE,
          read(ec2, open).withRules(List.of(tagged(Direction.INGRESS)), true));
    }
  }

  private void retire(VpcWorker worker, Wanted wanted, Group former) {
    String id = former.groupId();
    worker.refresh();
    converge(
        worker,
        after()
            .withRetirements(
                List.of(new Retirement(id, "uid", id, wanted, former, Map.of(), Map.of()))));
    clock.advance(WorkerSettings.DEFAULTS.ownWrites().multipliedBy(2));
  }

  /** Takes a rule of each direction from a group that nobody declares. */
  public void remediate() {
    Ec2 ec2 = aws.connect();
    String id = outsidersGroup("all-in-one", Tags.NONE);
    openToTheWorld(id);
    try (VpcWorker worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, clock)) {
      worker.refresh();
      converge(
          worker,
          after()
              .withRemediations(
                  List.of(
                      Remediation.of(
                          id,
                          read(ec2, id).rules().stream()
                              .map(rule -> new Condemned(rule, List.of("closed"), ""))
                              .toList()))));
    }
  }

  /** Brings a rule of each direction back to a group that nobody declares. */
  public void bringBack() {
    Ec2 ec2 = aws.connect();
    String id = outsidersGroup("lost-some", Tags.NONE);
    AuditLog unheard = new AuditLog(List.of(), clock);
    for (Direction direction : Direction.values()) {
      RuleReturn.of(after(), id, tagged(direction), "restore")
          .apply(ec2, unheard, VpcSnapshot.of(Docs.VPC, false, ec2.groups(Docs.VPC)));
    }
  }

  private Group read(Ec2 ec2, String id) {
    Group group =
        ec2.groups(Docs.VPC).stream().filter(g -> g.groupId().equals(id)).findFirst().orElseThrow();
    return group.withRules(ec2.rules(List.of(id)).get(id), true);
  }

  private static LiveRule tagged(Direction direction) {
    return LiveRule.content(direction, address(443), "p: why").withTags(Map.of("team", "x"));
  }

  /** Reads everything that it ever reads. */
  public void observe() {
    Ec2 ec2 = aws.connect();
    String found = outsidersGroup("looked-at", Tags.NONE);
    try (VpcWorker worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, clock)) {
      worker.plan(before(), Consent.UNLIMITED);
    }
    ec2.rules(List.of(found));
    ec2.rulesById(List.of("sgr-0a1b2c3d4e5f60718"));
    ec2.subnets(Docs.VPC);
    ec2.prefixListWeights(lists);
    ec2.prefixListVersions(lists);
    lists.forEach(ec2::prefixListEntries);
    ec2.uses(List.of(found));
    ec2.groupsNamed(Docs.VPC, "looked-at");
  }

  private void converge(VpcWorker worker, DesiredVpc desired) {
    Pass pass = null;
    for (int i = 0; i < MOST_PASSES && denied().isEmpty(); i++) {
      pass = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
      if (pass.again().isEmpty()) {
        return;
      }
      clock.advance(pass.again().get());
    }
    if (denied().isEmpty()) {
      throw new AssertionError("no end after " + MOST_PASSES + " passes: " + pass.results());
    }
  }

  private DesiredVpc before() {
    return Docs.vpc(
        Docs.group(
            "web",
            rule(Direction.INGRESS, "https", address(443), "why"),
            rule(Direction.EGRESS, "db", address(5432), "why"),
            rule(Direction.EGRESS, "files", list(443, 0), "why"),
            Docs.inFrom(8080, "alb")),
        Docs.group("alb", Docs.in(80, "10.0.0.0/16"), Docs.out(8080, "10.0.0.0/16")),
        Docs.group("old", Docs.in(22, "10.0.0.0/16")));
  }

  private DesiredVpc after() {
    return Docs.vpc(
        Docs.group(
            "web",
            rule(Direction.INGRESS, "https", address(443), "another reason"),
            rule(Direction.EGRESS, "db", address(5432), "another reason"),
            rule(Direction.EGRESS, "files", list(443, 1), "why"),
            Docs.inFrom(8080, "alb")),
        Docs.group("alb"),
        Docs.group("old", Intent.ABSENT, new DesiredRule[0]));
  }

  private static DesiredRule rule(
      Direction direction, String name, Permission permission, String purpose) {
    return new DesiredRule(direction, permission, name, name + ": " + purpose);
  }

  private static Permission address(int port) {
    return Docs.in(port, "10.0.0.0/16").permission();
  }

  private Permission list(int port, int index) {
    return new Permission(
        Protocol.TCP, PortRange.single(port), new Peer.PrefixList(lists.get(index)));
  }

  private void outsiderChangesTags() {
    simulator
        .world()
        .update(
            "eu-west-1",
            state -> {
              Optional<SecurityGroup> web =
                  state.all(SecurityGroup.class).stream()
                      .filter(group -> group.name().equals("shop/web"))
                      .findFirst();
              if (web.isEmpty() || web.get().rules().isEmpty()) {
                return state;
              }
              Rule rule = web.get().rules().get(0);
              return state
                  .with(web.get().withTags(web.get().tags().with(Map.of(Ownership.PURPOSE, "x"))))
                  .with(rule.withTags(Tags.NONE));
            });
  }

  private void openToTheWorld(String groupId) {
    simulator
        .world()
        .update(
            "eu-west-1",
            state -> {
              SecurityGroup group = state.find(SecurityGroup.class, groupId).orElseThrow();
              RuleKey ssh = new RuleKey(false, "tcp", 22, 22, new Target.Ipv4("0.0.0.0/0"));
              String id = simulator.world().ids().next("sgr");
              return state.with(
                  group.seeded(
                      List.of(
                          new Rule(id, groupId, group.owner(), ssh, Optional.empty(), Tags.NONE))));
            });
  }

  private String outsidersGroup(String name, Tags tags) {
    String[] id = new String[1];
    simulator
        .world()
        .update(
            "eu-west-1",
            state -> {
              Vpc vpc = state.find(Vpc.class, Docs.VPC).orElseThrow();
              SecurityGroup group =
                  new Vpcs(simulator.world()).newGroup(vpc, name, "made by somebody", tags);
              id[0] = group.id();
              return state.with(group);
            });
    return id[0];
  }
}
