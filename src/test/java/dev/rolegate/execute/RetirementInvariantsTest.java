package dev.rolegate.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Plan;
import dev.rolegate.plan.RetirementVerdict.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random orphans go down and come back while reads lag, answers are lost before and after their
 * effect, and the process ends and another one begins that knows nothing: at the end all is as it
 * was, and no group that is not marked has ever lost a rule.
 */
class RetirementInvariantsTest {

  @Property(tries = 150)
  void whatIsRetiredComesBackWhateverBefallsTheProcess(@ForAll long seed) {
    Run run = new Run(new Random(seed));
    try {
      run.reach(Wanted.QUARANTINE);
      assertThat(run.ec2.truth().values()).allMatch(group -> group.rules().isEmpty());
      if (run.random.nextBoolean()) {
        run.reach(Wanted.DELETE);
        assertThat(run.ec2.truth()).isEmpty();
      }
      run.reach(Wanted.RESTORE);
      assertThat(Former.content(run.ec2.truth())).isEqualTo(Former.content(run.before));
      run.assertOnlyMarkedGroupsLostRules();
    } finally {
      run.worker.close();
    }
  }

  /** Two or three groups, a worker, and what befalls it. */
  private static final class Run {
    private final Random random;
    private final TestClock clock = new TestClock();
    private final FakeEc2 ec2 = new FakeEc2(clock);
    private final Map<String, Group> before;
    private final int firstState;
    private VpcWorker worker;

    Run(Random random) {
      this.random = random;
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 2 + random.nextInt(2); i++) {
        ids.add(ec2.createGroup(Docs.VPC, "wizard-" + i, "by hand", Map.of("n", "" + i)));
      }
      for (String id : ids) {
        for (int port = 80; port < 80 + random.nextInt(4); port++) {
          Permission address = Docs.in(port, "10.0.0.0/8").permission();
          String peer = ids.get(random.nextInt(ids.size()));
          ec2.authorize(
              id,
              random.nextBoolean() ? Direction.INGRESS : Direction.EGRESS,
              List.of(
                  new Ec2.NewRule(
                      random.nextBoolean() ? address : address.withPeer(new Peer.Group(peer)),
                      "note " + port)),
              random.nextBoolean() ? Map.of() : Map.of("team", "a"));
        }
      }
      clock.advance(Duration.ofMinutes(1));
      before = new TreeMap<>(ec2.truth());
      firstState = ec2.states().size() - 1;
      begin();
    }

    private void begin() {
      worker = new VpcWorker(ec2, WorkerSettings.DEFAULTS, clock);
    }

    private DesiredVpc desired(Wanted wanted) {
      return Docs.vpc(List.of())
          .withRetirements(
              before.keySet().stream().map(id -> Former.retirement(wanted, id, before)).toList());
    }

    void reach(Wanted wanted) {
      ec2.lag(Duration.ofSeconds(random.nextInt(9)));
      ec2.loseAnswers(random, random.nextInt(3) * 0.05);
      Plan plan = null;
      for (int i = 0; i < 200; i++) {
        Pass pass = worker.apply(desired(wanted), Consent.UNLIMITED, Guard.OPEN);
        clock.advance(pass.again().orElse(Duration.ofMinutes(1)));
        if (random.nextInt(8) == 0) {
          worker.close();
          begin();
        }
        if (pass.again().isEmpty()) {
          plan = worker.plan(desired(wanted), Consent.UNLIMITED);
          if (plan.isEmpty()
              && plan.retirements().stream().allMatch(one -> one.state() == State.DONE)) {
            ec2.lag(Duration.ZERO);
            clock.advance(Duration.ofMinutes(1));
            return;
          }
        }
      }
      throw new AssertionError("no end of " + wanted + ": " + plan);
    }

    void assertOnlyMarkedGroupsLostRules() {
      List<FakeEc2.State> states = ec2.states();
      for (int i = firstState + 1; i < states.size(); i++) {
        Map<String, Group> now = states.get(i).groups();
        for (Group was : states.get(i - 1).groups().values()) {
          Group is = now.get(was.groupId());
          boolean lost = is == null || !is.rules().containsAll(was.rules());
          assertThat(!lost || was.tags().containsKey(Ownership.RETIRED))
              .as(states.get(i).call())
              .isTrue();
        }
      }
    }
  }
}
