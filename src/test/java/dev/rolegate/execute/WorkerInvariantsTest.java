package dev.rolegate.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.plan.Consent;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What holds at every moment while the worker brings random documents to an EC2 whose reads lag by
 * up to eight seconds and that loses answers before and after their effect: no flow is refused in
 * between that was allowed before and is allowed after, none is allowed that neither side allows,
 * and it ends at what is documented and no guardrail takes away. At any moment another process
 * takes over, which knows nothing of what the one before wrote; documents change right then, too.
 */
class WorkerInvariantsTest {
  private static final List<String> BLOCKS =
      List.of(
          "0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9", "10.0.0.0/16", "192.0.2.0/24");
  private static final List<IPAddress> SOURCES =
      List.of(
          new IPAddressString("10.0.0.1").getAddress(),
          new IPAddressString("10.1.0.1").getAddress(),
          new IPAddressString("10.200.0.1").getAddress(),
          new IPAddressString("192.0.2.1").getAddress(),
          new IPAddressString("203.0.113.1").getAddress());
  private static final int[] PORTS = {80, 443};

  @Property(tries = 200)
  void noGapAndNothingWiderOnTheWayAndItGetsThere(@ForAll long seed) {
    Random random = new Random(seed);
    TestClock clock = new TestClock();
    FakeEc2 ec2 = new FakeEc2(clock);
    VpcWorker worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, clock);
    try {
      DesiredVpc desired = Docs.vpc();
      for (int change = 0; change < 4; change++) {
        desired = judged(documents(random), desired, random);
        ec2.lag(Duration.ofSeconds(random.nextInt(9)));
        ec2.loseAnswers(random, random.nextInt(3) * 0.05);
        int before = ec2.states().size() - 1;

        worker = converge(worker, ec2, desired, clock, random);

        List<FakeEc2.State> states = ec2.states();
        assertFlows(states.subList(before, states.size()));
        assertDocumented(ec2.truth(), desired);
        boolean rests = random.nextBoolean();
        if (rests) {
          clock.advance(Duration.ofMinutes(1));
        }
        if (random.nextInt(3) == 0) {
          worker = restarted(worker, ec2, clock);
        }
      }
    } finally {
      worker.close();
    }
  }

  private static VpcWorker restarted(VpcWorker worker, FakeEc2 ec2, TestClock clock) {
    worker.close();
    return new VpcWorker(ec2, WorkerSettings.DEFAULTS, clock);
  }

  /**
   * Passes until nothing is left to do; gives the process that made the last one. The first ones
   * may not be allowed to add rules.
   */
  private static VpcWorker converge(
      VpcWorker first, FakeEc2 ec2, DesiredVpc desired, TestClock clock, Random random) {
    VpcWorker worker = first;
    ec2.allowAll();
    if (random.nextInt(4) == 0) {
      ec2.deny("AuthorizeSecurityGroupIngress");
    }
    for (int i = 0; i < 300; i++) {
      if (i == 10) {
        ec2.allowAll();
      }
      Pass pass = worker.apply(desired, Consent.UNLIMITED, Guard.OPEN);
      if (i < 20 && random.nextInt(6) == 0) {
        clock.advance(Duration.ofSeconds(random.nextInt(4)));
        worker = restarted(worker, ec2, clock);
      } else if (pass.again().isPresent()) {
        clock.advance(pass.again().get());
      } else if (worker.plan(desired, Consent.UNLIMITED).steps().isEmpty()) {
        return worker;
      } else {
        // A read that lags behind a lost answer can look finished; the next check sees the rest.
        clock.advance(Duration.ofMinutes(1));
      }
    }
    throw new AssertionError(
        "no end: " + worker.apply(desired, Consent.UNLIMITED, Guard.OPEN).results());
  }

  /** Guardrails have come that take away some of what was documented before. */
  private static DesiredVpc judged(DesiredVpc documents, DesiredVpc before, Random random) {
    Map<String, DesiredGroup> known = new TreeMap<>();
    before.groups().forEach(group -> known.put(group.groupName(), group));
    return Docs.vpc(
        documents.groups().stream()
            .map(
                group -> {
                  List<DesiredRule> removed =
                      Optional.ofNullable(known.get(group.groupName())).stream()
                          .flatMap(old -> old.rules().stream())
                          .filter(rule -> random.nextInt(3) == 0)
                          .toList();
                  return group.withRules(
                      group.rules().stream().filter(rule -> !removed.contains(rule)).toList(),
                      removed.stream()
                          .map(WorkerInvariantsTest::named)
                          .map(Docs::removedByGuardrail)
                          .toList());
                })
            .toList());
  }

  /** What is live under the name of a withheld rule is kept; all documented ones share few. */
  private static DesiredRule named(DesiredRule rule) {
    return new DesiredRule(rule.direction(), rule.permission(), "removed", rule.description());
  }

  private static DesiredVpc documents(Random random) {
    List<DesiredGroup> groups = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      Map<String, DesiredRule> rules = new LinkedHashMap<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        int port = PORTS[random.nextInt(PORTS.length)];
        DesiredRule rule = Docs.in(port, BLOCKS.get(random.nextInt(BLOCKS.size())));
        rules.put(rule.permission().toString(), rule);
      }
      groups.add(Docs.group(name, rules.values().toArray(DesiredRule[]::new)));
    }
    return Docs.vpc(groups);
  }

  private static void assertDocumented(Map<String, Group> truth, DesiredVpc desired) {
    Map<String, List<String>> live = new TreeMap<>();
    truth
        .values()
        .forEach(
            g -> live.put(g.name(), g.rules().stream().map(WorkerInvariantsTest::text).toList()));
    Map<String, List<String>> wanted = new TreeMap<>();
    desired
        .groups()
        .forEach(
            g ->
                wanted.put(
                    g.groupName(),
                    g.rules().stream().map(r -> r.direction() + " " + r.permission()).toList()));
    assertThat(live).isEqualTo(wanted);
  }

  private static String text(LiveRule rule) {
    return rule.direction() + " " + rule.permission();
  }

  private static void assertFlows(List<FakeEc2.State> states) {
    Map<String, Group> first = states.get(0).groups();
    Map<String, Group> last = states.get(states.size() - 1).groups();
    for (String id : last.keySet()) {
      for (int port : PORTS) {
        for (IPAddress source : SOURCES) {
          boolean before = allows(first.get(id), port, source);
          boolean after = allows(last.get(id), port, source);
          for (FakeEc2.State state : states) {
            boolean now = allows(state.groups().get(id), port, source);
            String what = id + " " + port + " " + source + " after " + state.call();
            boolean sure = before && after && state != states.get(0);
            assertThat(!sure || inEffect(states, state, id, port, source))
                .as("gap: " + what)
                .isTrue();
            assertThat(!now || before || after).as("wider: " + what).isTrue();
          }
        }
      }
    }
  }

  /**
   * Whether the network surely lets the flow through when a state begins, though it may follow a
   * widening only four seconds later: some rule, by its id, has allowed it for that long.
   */
  private static boolean inEffect(
      List<FakeEc2.State> states, FakeEc2.State state, String id, int port, IPAddress source) {
    Instant since = state.since().minusSeconds(4);
    Set<String> steady = null;
    for (int i = states.indexOf(state); i >= 0; i--) {
      Set<String> allowing = allowing(states.get(i).groups().get(id), port, source);
      if (steady == null) {
        steady = allowing;
      } else {
        steady.retainAll(allowing);
      }
      if (!states.get(i).since().isAfter(since)) {
        break;
      }
    }
    return !steady.isEmpty();
  }

  private static Set<String> allowing(Group group, int port, IPAddress source) {
    Set<String> ids = new HashSet<>();
    for (LiveRule rule : group == null ? List.<LiveRule>of() : group.rules()) {
      if (allows(group.withRules(List.of(rule), true), port, source)) {
        ids.add(rule.ruleId());
      }
    }
    return ids;
  }

  private static boolean allows(Group group, int port, IPAddress source) {
    return group != null
        && group.rules().stream()
            .filter(rule -> rule.direction() == Direction.INGRESS)
            .filter(rule -> rule.permission().ports().from() == port)
            .map(rule -> (Peer.Address) rule.permission().peer())
            .anyMatch(peer -> peer.cidr().block().contains(source));
  }
}
