package dev.rolegate.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import dev.rolegate.execute.WatchedEc2.Call;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The invariant "fail closed": while reads are denied, throttled, late, stale, partial, empty or of
 * another account, while groups get and lose users at any moment, and while resources are said not
 * to be in deletion after all,
 *
 * <ul>
 *   <li>no rule is narrowed because of a deletion, and no group deleted, unless in the same pass
 *       the groups and rules of the VPC, the group's use, and its resource were read, wholly, and
 *       showed that it may go;
 *   <li>no documented rule of a group is revoked or changed for any other reason;
 *   <li>a pass whose reads of the VPC fail changes nothing;
 *   <li>and once the trouble ends, what is documented is reached.
 * </ul>
 */
class FailClosedInvariantTest {
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");
  private static final Account ACCOUNT = new Account("111122223333", "111122223333");
  private static final String FOREIGN = "sg-foreign";

  @Property(tries = 300)
  void nothingGoesForADeletionWithoutFreshAndCompleteEvidence(@ForAll long seed) {
    try (Trouble trouble = new Trouble(new Random(seed))) {
      trouble.settle();
      trouble.document();
      for (int pass = 0; pass < 25; pass++) {
        trouble.pass();
      }
      trouble.end();
      trouble.settle();
      trouble.assertDocumented();
    }
  }

  /** One VPC, what befalls it, and what was read of it in the pass under way. */
  private static final class Trouble implements WatchedEc2.Watcher, Guard, AutoCloseable {
    private final Random random;
    private final TestClock clock = new TestClock();
    private final FakeEc2 ec2 = new FakeEc2(clock);
    private final WorkerSettings settings;
    private VpcWorker worker;
    private DesiredVpc desired;
    private boolean over = true;

    private final List<String> violations = new ArrayList<>();
    private final Set<String> failing = new HashSet<>();
    private final Map<String, GroupUse> uses = new HashMap<>();
    private final Set<GroupKey> wanted = new HashSet<>();
    private List<Group> seen;
    private String failed;

    Trouble(Random random) {
      this.random = random;
      Duration settle = Duration.ofSeconds(5);
      int parallel = random.nextBoolean() ? 1 : 8;
      settings = new WorkerSettings(settle, settle.multipliedBy(3), settle, parallel, 60);
      List<DesiredGroup> groups = new ArrayList<>();
      NAMES.forEach(name -> groups.add(Docs.group(name, rules(name).toArray(DesiredRule[]::new))));
      desired = Docs.vpc(groups);
      start();
    }

    private void start() {
      worker = new VpcWorker(WatchedEc2.over(ec2, this), settings, clock);
    }

    private List<DesiredRule> rules(String name) {
      Map<String, DesiredRule> rules = new LinkedHashMap<>();
      for (int port = 80; port < 80 + random.nextInt(5); port++) {
        DesiredRule rule =
            random.nextBoolean()
                ? Docs.inFrom(port, NAMES.get(random.nextInt(NAMES.size())))
                : Docs.in(port, "10." + random.nextInt(4) + ".0.0/16");
        rules.put(rule.permission().toString(), rule);
      }
      return List.copyOf(rules.values());
    }

    /** Some groups are to go, some get other rules, some were changed by hand. */
    void document() {
      over = false;
      List<DesiredGroup> groups = new ArrayList<>();
      for (DesiredGroup group : desired.groups()) {
        String name = group.key().name();
        switch (random.nextInt(4)) {
          case 0, 1 -> groups.add(Docs.group(group.key(), Intent.ABSENT, group.rules()));
          case 2 -> groups.add(Docs.group(group.key(), Intent.PRESENT, rules(name)));
          default -> groups.add(group);
        }
        if (random.nextInt(3) == 0) {
          DesiredRule rogue = Docs.in(22, "203.0.113.0/24");
          LiveRule rule =
              new LiveRule(
                  ec2.newRuleId(), Direction.INGRESS, rogue.permission(), "", Map.of(), true);
          ec2.outsider(id(group.key()), live -> plus(live, rule));
        }
      }
      desired = Docs.vpc(groups);
      referFromOutside(List.of());
    }

    private static Group plus(Group group, LiveRule rule) {
      List<LiveRule> rules = new ArrayList<>(group.rules());
      rules.add(rule);
      return group.withRules(rules, true);
    }

    private String id(GroupKey key) {
      return ec2.truth().values().stream()
          .filter(group -> group.name().equals(key.toString()))
          .map(Group::groupId)
          .findFirst()
          .orElse("");
    }

    /** An unmanaged group refers to these. */
    private void referFromOutside(List<String> groupIds) {
      List<LiveRule> rules = new ArrayList<>();
      for (String id : groupIds) {
        DesiredRule any = Docs.in(22, "0.0.0.0/0");
        rules.add(
            new LiveRule(
                ec2.newRuleId(),
                Direction.INGRESS,
                any.permission().withPeer(new Peer.Group(id)),
                "",
                Map.of(),
                true));
      }
      ec2.outsider(
          FOREIGN,
          group ->
              new Group(
                  FOREIGN, "theirs", "theirs", Docs.VPC, ACCOUNT.id(), Map.of(), rules, true));
    }

    /** One check, as the operator makes it. */
    void pass() {
      beginPass();
      int before = ec2.mutations().size();
      RuntimeException thrown = null;
      Optional<Duration> again = Optional.empty();
      try {
        worker.look(Docs.VPC, Optional.of(ACCOUNT));
        again = worker.apply(desired, Consent.UNLIMITED, this).again();
      } catch (Ec2Exception | Refusal | AdapterFault e) {
        thrown = e;
      }
      assertThat(violations).isEmpty();
      if (failed != null) {
        assertThat(thrown).as("the pass went on after %s had failed", failed).isNotNull();
      }
      if (thrown != null) {
        assertThat(ec2.mutations()).as("changed in a pass that %s ended", thrown).hasSize(before);
      }
      clock.advance(again.orElse(Duration.ofSeconds(1 + random.nextInt(40))));
      if (random.nextInt(12) == 0) {
        // A new process knows none of the writes that lagging reads do not show yet.
        worker.close();
        start();
      } else if (random.nextInt(4) == 0) {
        worker.refresh();
      }
    }

    private synchronized void beginPass() {
      seen = null;
      failed = null;
      uses.clear();
      wanted.clear();
      failing.clear();
      ec2.allowAll();
      if (over) {
        return;
      }
      for (String method : List.of("caller", "vpc", "groups", "rules", "uses")) {
        if (random.nextInt(12) == 0) {
          failing.add(method);
        }
      }
      FakeEc2.USES.stream().filter(action -> random.nextInt(6) == 0).forEach(ec2::deny);
      ec2.lag(Duration.ofSeconds(random.nextInt(9)));
      ec2.showNothing(random.nextInt(15) == 0);
      boolean elsewhere = random.nextInt(15) == 0;
      ec2.callAs(elsewhere ? "444455556666" : ACCOUNT.id(), "AKIA" + random.nextInt(3));
    }

    void end() {
      over = true;
      NAMES.forEach(name -> ec2.release(id(Docs.key(name))));
      referFromOutside(List.of());
      ec2.lag(Duration.ZERO);
      ec2.showNothing(false);
      ec2.callAs(ACCOUNT.id(), "AKIA1");
      clock.advance(Duration.ofMinutes(6));
    }

    /** Passes until all is done, without trouble. */
    void settle() {
      for (int i = 0; i < 200; i++) {
        beginPass();
        worker.look(Docs.VPC, Optional.of(ACCOUNT));
        Pass pass = worker.apply(desired, Consent.UNLIMITED, this);
        clock.advance(pass.again().orElse(Duration.ofMinutes(1)));
        if (pass.again().isEmpty() && pass.plan().steps().isEmpty()) {
          return;
        }
      }
      throw new AssertionError("no end: " + worker.apply(desired, Consent.UNLIMITED, this));
    }

    /** Where the peer has gone, the rule is withheld, and what had its name may stay. */
    void assertDocumented() {
      Set<GroupKey> gone = new HashSet<>();
      Map<String, Set<String>> documented = new TreeMap<>();
      Map<String, Set<String>> live = new TreeMap<>();
      desired.groups().stream()
          .filter(group -> group.intent() == Intent.ABSENT)
          .forEach(group -> gone.add(group.key()));
      for (DesiredGroup group : desired.groups()) {
        Group found = ec2.truth().get(id(group.key()));
        assertThat(found == null)
            .as("%s is gone", group.key())
            .isEqualTo(gone.contains(group.key()));
        if (found == null) {
          continue;
        }
        Set<String> kept = new HashSet<>();
        Set<String> rules = new TreeSet<>();
        for (DesiredRule rule : group.rules()) {
          if (gone.contains(peer(rule))) {
            kept.add(rule.description());
          } else {
            rules.add(content(rule));
          }
        }
        documented.put(group.groupName(), rules);
        Set<String> now = new TreeSet<>();
        found.rules().stream()
            .map(rule -> Map.entry(rule.direction() + " " + rule.permission(), rule.description()))
            .filter(rule -> rules.contains(rule.getKey()) || !kept.contains(rule.getValue()))
            .forEach(rule -> now.add(rule.getKey()));
        live.put(group.groupName(), now);
      }
      assertThat(live).isEqualTo(documented);
    }

    private static GroupKey peer(DesiredRule rule) {
      return rule.permission().peer() instanceof Peer.Declared peer ? peer.key() : null;
    }

    private String content(DesiredRule rule) {
      GroupKey peer = peer(rule);
      return rule.direction()
          + " "
          + (peer == null
              ? rule.permission()
              : rule.permission().withPeer(new Peer.Group(id(peer))));
    }

    @Override
    public synchronized void before(Call call) {
      if (!over) {
        meanwhile();
      }
      if (!call.isRead()) {
        judge(call);
      } else if (failing.contains(call.method())) {
        // Who uses a group, and facts of the VPC that are known already, may stay unknown.
        if (!isStep() && Set.of("caller", "groups", "rules").contains(call.method())) {
          failed = call.method();
        }
        throw failure(call.method());
      }
    }

    private void meanwhile() {
      List<String> ids = NAMES.stream().map(name -> id(Docs.key(name))).toList();
      String one = ids.get(random.nextInt(ids.size()));
      switch (random.nextInt(40)) {
        case 0 -> ec2.hold(one, "interface eni-1");
        case 1, 2 -> ec2.release(one);
        case 3 -> referFromOutside(one.isEmpty() ? List.of() : List.of(one));
        case 4, 5 -> referFromOutside(List.of());
        case 6 -> ec2.deny(FakeEc2.USES.get(random.nextInt(FakeEc2.USES.size())));
        case 7 -> ec2.allowAll();
        default -> {}
      }
    }

    private RuntimeException failure(String method) {
      return switch (random.nextInt(4)) {
        case 0 -> new Ec2Exception(Kind.UNAUTHORIZED, method, "UnauthorizedOperation", "no", null);
        case 1 -> new Ec2Exception(Kind.THROTTLED, method, "RequestLimitExceeded", "no", null);
        case 2 -> new Ec2Exception(Kind.TRANSIENT, method, "NoAnswer", "no", null);
        default -> new AdapterFault();
      };
    }

    @Override
    @SuppressWarnings("unchecked")
    public synchronized Object after(Call call, Object answer) {
      if (call.method().equals("groups")) {
        seen = (List<Group>) answer;
      } else if (call.method().equals("uses")) {
        Map<String, GroupUse> found = new TreeMap<>((Map<String, GroupUse>) answer);
        if (!over && random.nextInt(10) == 0) {
          found.keySet().removeIf(id -> random.nextBoolean());
        }
        if (isStep()) {
          uses.putAll(found);
        }
        return found;
      }
      return answer;
    }

    /** Calls of steps are made on threads of the worker, those before the plan on the caller's. */
    private static boolean isStep() {
      return Thread.currentThread().getName().startsWith("rolegate-ec2-");
    }

    private void judge(Call call) {
      for (Set<String> reasons : takenDownFor(call)) {
        List<String> missing = reasons.stream().map(this::missing).toList();
        if (!missing.contains("")) {
          violations.add(call + " although of " + reasons + ": " + missing);
        }
      }
    }

    /** What this pass does not know for the deletion of the group; empty when it may go. */
    private String missing(String groupId) {
      GroupUse use = uses.get(groupId);
      if (use == null || !use.unused()) {
        return "read for its use was " + use;
      }
      if (seen == null || isReferredTo(groupId)) {
        return "read for the VPC was " + seen;
      }
      boolean asked = wanted.stream().anyMatch(key -> id(key).equals(groupId));
      return asked ? "" : "its resource is not being deleted";
    }

    private boolean isReferredTo(String groupId) {
      return seen.stream()
          .filter(group -> group.groupId().equals(FOREIGN))
          .flatMap(group -> group.rules().stream())
          .anyMatch(rule -> rule.permission().peer().equals(new Peer.Group(groupId)));
    }

    /** For each documented thing that the call takes away, the deletions that can ask for it. */
    private List<Set<String>> takenDownFor(Call call) {
      String groupId = call.arguments().get(0).toString();
      Group group = ec2.truth().get(groupId);
      if (group == null) {
        return List.of();
      }
      if (call.method().equals("deleteGroup")) {
        return List.of(Set.of(groupId));
      }
      return group.rules().stream()
          .filter(rule -> call.ruleIds().contains(rule.ruleId()) && isDocumented(group, rule))
          .map(rule -> call.method().equals("revoke") ? reasons(group, rule) : Set.<String>of())
          .toList();
    }

    private boolean isDocumented(Group group, LiveRule rule) {
      return declared(group.groupId()).rules().stream()
          .anyMatch(wish -> content(wish).equals(rule.direction() + " " + rule.permission()));
    }

    private DesiredGroup declared(String groupId) {
      return desired.groups().stream()
          .filter(group -> id(group.key()).equals(groupId))
          .findFirst()
          .orElseThrow();
    }

    private Set<String> reasons(Group group, LiveRule rule) {
      Set<String> ends = new TreeSet<>(Set.of(group.groupId()));
      if (rule.permission().peer() instanceof Peer.Group peer) {
        ends.add(peer.groupId());
      }
      ends.removeIf(id -> declared(id).intent() != Intent.ABSENT);
      return ends;
    }

    @Override
    public boolean mayMutate() {
      return true;
    }

    @Override
    public synchronized boolean mayDelete(GroupKey key, String uid) {
      boolean answer = over || random.nextInt(8) != 0;
      if (answer) {
        wanted.add(key);
      } else {
        wanted.remove(key);
      }
      return answer;
    }

    @Override
    public boolean mayRetire(String name, String uid, Wanted wanted) {
      return true;
    }

    @Override
    public boolean mayRemediate() {
      return true;
    }

    @Override
    public synchronized boolean reserve(Set<String> groupIds) {
      return over || random.nextInt(8) != 0;
    }

    @Override
    public Optional<Consent> approve(Plan plan) {
      return Optional.empty();
    }

    @Override
    public void close() {
      worker.close();
    }
  }

  /** A fault in the adapter's own code. */
  private static final class AdapterFault extends RuntimeException {}
}
