package dev.rolegate.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import dev.rolegate.execute.WatchedEc2.Call;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.plan.Consent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * The invariant "independent": of a hundred groups of five tenants one fails, in any way and in any
 * of its calls. All others lose what is undocumented in the same pass as if it had not failed, and
 * become what is documented. With few request tokens, what one tenant needs in bulk delays another
 * tenant's first steps by no more than the number of tenants.
 */
class IndependenceInvariantTest {
  private static final int GROUPS = 100;
  private static final int TENANTS = 5;
  private static final int PASSES = 14;
  private static final Duration BETWEEN = Duration.ofSeconds(5);
  private static final WorkerSettings SETTINGS =
      new WorkerSettings(BETWEEN, BETWEEN.multipliedBy(3), BETWEEN, 8, 6);

  /** How the one group fails. */
  private enum Trouble {
    NONE,
    CRASH,
    INVALID,
    LIMIT,
    UNAUTHORIZED,
    DEPENDENCY,
    NOT_FOUND,
    ALREADY_EXISTS,
    LOST_BEFORE,
    LOST_AFTER,
    HELD
  }

  @Property(tries = 100)
  void oneFailingGroupAmongAHundredDelaysNoOther(@ForAll long seed, @ForAll Trouble trouble) {
    String failing = key(new Random(seed).nextInt(GROUPS)).toString();

    Map<String, Integer> calm = course(seed, Trouble.NONE, failing);
    Map<String, Integer> troubled = course(seed, trouble, failing);

    assertThat(calm).hasSize(GROUPS - 1);
    assertThat(troubled).isEqualTo(calm);
  }

  /** In which pass each of the other groups had nothing undocumented left. */
  private static Map<String, Integer> course(long seed, Trouble trouble, String failing) {
    Random random = new Random(seed);
    random.nextInt();
    TestClock clock = new TestClock();
    FakeEc2 ec2 = new FakeEc2(clock);
    ec2.keepOnlyTheLatest();
    DesiredVpc before = documents(failing, false, new Random(0), 0);
    try (VpcWorker worker = new VpcWorker(ec2, SETTINGS, clock)) {
      for (int pass = 0; pass < 4; pass++) {
        worker.apply(before, Consent.UNLIMITED, Guard.OPEN);
        clock.advance(BETWEEN);
      }
    }
    String failingId = ec2.named(failing).groupId();
    DesiredVpc after = documents(failing, trouble == Trouble.HELD, random, 30);
    pasteRogueRules(ec2, random, failing);
    Ec2 watched = WatchedEc2.over(ec2, failures(trouble, failingId));
    Map<String, Integer> narrowed = new TreeMap<>();
    clock.advance(Duration.ofMinutes(1));
    try (VpcWorker worker = new VpcWorker(watched, SETTINGS, clock)) {
      for (int pass = 0; pass < PASSES; pass++) {
        Pass done = worker.apply(after, Consent.UNLIMITED, Guard.OPEN);
        for (DesiredGroup group : after.groups()) {
          if (documented(ec2, group).containsAll(live(ec2, group.groupName()))) {
            narrowed.putIfAbsent(group.groupName(), pass);
          }
        }
        if (!hasAllBut(narrowed, failing)) {
          assertThat(done.again()).as("the worker stops before the others are done").isPresent();
        }
        if (trouble == Trouble.HELD && pass == 0) {
          assertThat(done.results())
              .anyMatch(result -> result.outcome() == StepResult.Outcome.HELD);
        }
        clock.advance(BETWEEN);
      }
    }
    for (DesiredGroup group : after.groups()) {
      if (!group.groupName().equals(failing)) {
        assertThat(live(ec2, group.groupName())).isEqualTo(documented(ec2, group));
      }
    }
    narrowed.remove(failing);
    return narrowed;
  }

  private static boolean hasAllBut(Map<String, Integer> narrowed, String failing) {
    return narrowed.size() - (narrowed.containsKey(failing) ? 1 : 0) == GROUPS - 1;
  }

  private static GroupKey key(int index) {
    return new GroupKey("tenant" + index % TENANTS, "g%02d".formatted(index));
  }

  /**
   * @param stuck whether the failing group's change has no room in its quota
   * @param changes how many groups get other rules than the first documents have
   */
  private static DesiredVpc documents(String failing, boolean stuck, Random random, int changes) {
    Set<Integer> changed = new HashSet<>();
    for (int i = 0; i < changes; i++) {
      changed.add(random.nextInt(GROUPS));
    }
    List<DesiredGroup> groups = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      List<DesiredRule> rules = new ArrayList<>();
      rules.add(Docs.in(81, changed.contains(i) ? "10.1.0.0/17" : "10.1.0.0/16"));
      rules.add(Docs.in(82, changed.contains(i) && i % 2 == 0 ? "10.7.0.0/16" : "10.2.0.0/16"));
      rules.add(Docs.inFrom(83, key((i + 1) % GROUPS)));
      rules.add(Docs.out(443, "10.9.0.0/16"));
      if (key(i).toString().equals(failing)) {
        rules.set(0, Docs.in(81, "10.1.0.0/16"));
        rules.set(1, Docs.in(82, "10.2.0.0/16"));
        rules.add(Docs.in(84, "10.4.0.0/16"));
        rules.addAll(stuck ? halves() : wholes());
      }
      groups.add(Docs.group(key(i), Intent.PRESENT, rules));
    }
    return Docs.vpc(groups);
  }

  private static List<DesiredRule> wholes() {
    return List.of(Docs.in(80, "172.16.0.0/12"), Docs.in(90, "172.16.0.0/12"));
  }

  /** As many flows and more, in other rules: none can change or go before another is added. */
  private static List<DesiredRule> halves() {
    List<DesiredRule> rules = new ArrayList<>();
    for (String half : List.of("172.16.0.0/13", "172.24.0.0/13")) {
      Permission permission =
          new Permission(Protocol.TCP, new PortRange(80, 90), new Peer.Address(Cidr.parse(half)));
      rules.add(new DesiredRule(Direction.INGRESS, permission, "wide", "wide: why"));
    }
    return rules;
  }

  /** In a third of the groups, and in the failing one, whose ingress is full. */
  private static void pasteRogueRules(FakeEc2 ec2, Random random, String failing) {
    for (int i = 0; i < GROUPS; i++) {
      String name = key(i).toString();
      boolean egress = random.nextBoolean();
      if (name.equals(failing)) {
        paste(ec2, name, Docs.out(22, "203.0.113.0/24"));
      } else if (random.nextInt(3) == 0) {
        String cidr = "203.0.113.0/24";
        paste(ec2, name, egress ? Docs.out(22, cidr) : Docs.in(22, cidr));
      }
    }
  }

  private static void paste(FakeEc2 ec2, String name, DesiredRule rule) {
    LiveRule rogue =
        new LiveRule(ec2.newRuleId(), rule.direction(), rule.permission(), "", Map.of(), true);
    ec2.outsider(
        ec2.named(name).groupId(),
        group -> {
          List<LiveRule> rules = new ArrayList<>(group.rules());
          rules.add(rogue);
          return group.withRules(rules, true);
        });
  }

  /** Of the one group's calls each fails, those in the middle of a step too. */
  private static WatchedEc2.Watcher failures(Trouble trouble, String groupId) {
    return new WatchedEc2.Watcher() {
      @Override
      public void before(Call call) {
        if (isHit(call) && trouble != Trouble.LOST_AFTER) {
          throw failure(trouble, call);
        }
      }

      @Override
      public Object after(Call call, Object answer) {
        if (isHit(call) && trouble == Trouble.LOST_AFTER) {
          throw failure(trouble, call);
        }
        return answer;
      }

      private boolean isHit(Call call) {
        boolean step = Thread.currentThread().getName().startsWith("rolegate-ec2-");
        return trouble != Trouble.NONE && trouble != Trouble.HELD && step && call.isOf(groupId);
      }
    };
  }

  private static RuntimeException failure(Trouble trouble, Call call) {
    Kind kind =
        switch (trouble) {
          case CRASH -> null;
          case LOST_BEFORE, LOST_AFTER -> Kind.TRANSIENT;
          default -> Kind.valueOf(trouble.name());
        };
    return kind == null
        ? new IllegalStateException("a fault of the product")
        : new Ec2Exception(kind, call.method(), kind.name(), "failed: " + call.method(), null);
  }

  private static Set<String> live(FakeEc2 ec2, String name) {
    Set<String> rules = new TreeSet<>();
    ec2.named(name).rules().forEach(rule -> rules.add(rule.direction() + " " + rule.permission()));
    return rules;
  }

  private static Set<String> documented(FakeEc2 ec2, DesiredGroup group) {
    Set<String> rules = new TreeSet<>();
    for (DesiredRule rule : group.rules()) {
      Permission permission = rule.permission();
      if (permission.peer() instanceof Peer.Declared peer) {
        Group found = ec2.named(peer.key().toString());
        permission = permission.withPeer(new Peer.Group(found.groupId()));
      }
      rules.add(rule.direction() + " " + permission);
    }
    return rules;
  }

  /**
   * A tenant whose hundreds of groups all need narrowing, or all need to be filled, and four others
   * whose one group has a rule that nobody documented. Neither tokens nor time suffice for all.
   */
  @Test
  void aTenantWithHundredsOfChangesDelaysNoOthersNarrowing() {
    for (boolean narrowing : new boolean[] {true, false}) {
      TestClock clock = new TestClock();
      FakeEc2 ec2 = new FakeEc2(clock);
      ec2.keepOnlyTheLatest();
      List<DesiredGroup> before = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        GroupKey key = new GroupKey("bulk", "g%03d".formatted(i));
        before.add(Docs.group(key, Intent.PRESENT, List.of(Docs.in(80, "10.0.0.0/8"))));
      }
      List<String> others = List.of("small1", "small2", "small3", "small4");
      for (String namespace : others) {
        GroupKey key = new GroupKey(namespace, "web");
        before.add(Docs.group(key, Intent.PRESENT, List.of(Docs.in(80, "10.0.0.0/8"))));
      }
      try (VpcWorker worker = new VpcWorker(ec2, SETTINGS, clock)) {
        for (int pass = 0; pass < 4; pass++) {
          worker.apply(Docs.vpc(before), Consent.UNLIMITED, Guard.OPEN);
          clock.advance(BETWEEN);
        }
      }
      List<DesiredGroup> after = new ArrayList<>();
      for (DesiredGroup group : before) {
        boolean bulk = group.key().namespace().equals("bulk");
        List<DesiredRule> wanted =
            narrowing ? List.of() : List.of(Docs.in(80, "10.0.0.0/8"), Docs.in(90, "10.0.0.0/8"));
        after.add(bulk ? Docs.group(group.key(), Intent.PRESENT, wanted) : group);
      }
      WatchedEc2.Watcher slow =
          new WatchedEc2.Watcher() {
            @Override
            public void before(Call call) {
              if (!call.isRead()) {
                clock.advance(BETWEEN.dividedBy(others.size() + 1));
              }
            }
          };
      Ec2 scarce = WatchedEc2.over(TokenEc2.over(ec2, clock, others.size() + 1, 0.001), slow);
      Pass pass;
      WorkerSettings oneByOne =
          new WorkerSettings(SETTINGS.settle(), SETTINGS.ownWrites(), BETWEEN, 1, 6);
      try (VpcWorker worker = new VpcWorker(scarce, oneByOne, clock)) {
        worker.apply(Docs.vpc(before), Consent.UNLIMITED, Guard.OPEN);
        others.forEach(namespace -> paste(ec2, namespace + "/web", Docs.in(22, "0.0.0.0/0")));
        clock.advance(Duration.ofMinutes(1));
        pass = worker.apply(Docs.vpc(after), Consent.UNLIMITED, Guard.OPEN);
      }

      assertThat(pass.results())
          .as("the tokens do not suffice for all")
          .anyMatch(result -> result.outcome() == StepResult.Outcome.DEFERRED);
      for (String namespace : others) {
        assertThat(ec2.named(namespace + "/web").rules())
            .as("%s while another tenant has 300 groups to change", namespace)
            .hasSize(1);
      }
    }
  }

  /** Weights of prefix lists decide how steps are split, and nothing that is narrowed. */
  @Test
  void aTenantsPrefixListThatCannotBeReadDelaysNobody() {
    TestClock clock = new TestClock();
    FakeEc2 ec2 = new FakeEc2(clock);
    DesiredGroup web = Docs.group("web", Docs.in(80, "10.0.0.0/8"));
    Permission list =
        new Permission(Protocol.TCP, PortRange.single(443), new Peer.PrefixList("pl-1"));
    DesiredGroup other =
        Docs.group(
            new GroupKey("other", "list"),
            Intent.PRESENT,
            List.of(new DesiredRule(Direction.INGRESS, list, "list", "list: why")));
    try (VpcWorker worker = new VpcWorker(ec2, SETTINGS, clock)) {
      worker.apply(Docs.vpc(web), Consent.UNLIMITED, Guard.OPEN);
      clock.advance(Duration.ofMinutes(11));
      paste(ec2, "shop/web", Docs.in(22, "0.0.0.0/0"));
      ec2.deny("DescribeManagedPrefixLists");
      ec2.deny("DescribeVpcs");
      worker.refresh();

      worker.apply(Docs.vpc(web, other), Consent.UNLIMITED, Guard.OPEN);
    }

    assertThat(live(ec2, "shop/web")).containsExactly("INGRESS tcp 80 10.0.0.0/8");
    assertThat(live(ec2, "other/list")).containsExactly("INGRESS tcp 443 pl-1");
  }
}
