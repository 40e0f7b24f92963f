package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An EC2 in memory with what the executor's logic turns on: identity of rules, all-or-nothing
 * calls, dependency checks, reads that lag, refusals, answers that get lost. It keeps every state
 * that it had, with the call that made it.
 */
final class FakeEc2 implements Ec2 {
  static final Permission ANY =
      new Permission(Protocol.ALL, PortRange.NONE, new Peer.Address(Cidr.parse("0.0.0.0/0")));

  /** The collectors of who holds a group. */
  static final List<String> USES =
      List.of(
          "DescribeNetworkInterfaces",
          "DescribeSecurityGroupReferences",
          "DescribeSecurityGroupVpcAssociations");

  private static final String OWNER = "111122223333";

  /** Each VPC has one; it is in every read, and in no state. */
  private static final Group DEFAULT =
      new Group("sg-default", "default", "default", Docs.VPC, OWNER, Map.of(), List.of(), false);

  /** A state of all groups, since when, and by which call. */
  record State(Instant since, String call, Map<String, Group> groups) {}

  /** What befalls the next call of an action. */
  enum Fate {
    LOST_BEFORE,
    LOST_AFTER,
    NO_TOKEN,
    DENIED
  }

  private final InstantSource clock;
  private final List<State> states = new ArrayList<>();
  private final Map<String, Deque<Fate>> fates = new HashMap<>();
  private final Set<String> denied = new LinkedHashSet<>();
  private final Map<String, List<String>> holders = new HashMap<>();
  private Duration lag = Duration.ZERO;
  private boolean onlyLatest;
  private Random random = new Random(1);
  private double lost;
  private int groupIds;
  private int ruleIds;
  private final List<String> calls = new ArrayList<>();
  private Caller caller = new Caller(OWNER, "arn:aws:iam::111122223333:user/test", "AKIA1");
  private String vpcOwner = OWNER;
  private boolean showsNothing;

  FakeEc2(InstantSource clock) {
    this.clock = clock;
    states.add(new State(clock.instant(), "start", Map.of()));
  }

  /** Forgets earlier states, for tests of many calls that look at the end alone. */
  synchronized void keepOnlyTheLatest() {
    onlyLatest = true;
  }

  /** From now on that share of the writes is lost before its effect, and that share after it. */
  synchronized void loseAnswers(Random chance, double share) {
    random = chance;
    lost = share;
  }

  synchronized void lag(Duration value) {
    lag = value;
  }

  synchronized void next(String action, Fate fate) {
    fates.computeIfAbsent(action, a -> new ArrayDeque<>()).add(fate);
  }

  synchronized void deny(String action) {
    denied.add(action);
  }

  synchronized void allowAll() {
    denied.clear();
  }

  synchronized void hold(String groupId, String holder) {
    holders.computeIfAbsent(groupId, id -> new ArrayList<>()).add(holder);
  }

  synchronized void release(String groupId) {
    holders.remove(groupId);
  }

  /** From now on other credentials are in use. */
  synchronized void callAs(String accountId, String credentialsId) {
    caller = new Caller(accountId, "arn:aws:iam::" + accountId + ":user/test", credentialsId);
  }

  synchronized void ownVpcBy(String accountId) {
    vpcOwner = accountId;
  }

  /** From now on reads of all groups are empty, as in a wrong account. */
  synchronized void showNothing(boolean value) {
    showsNothing = value;
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized List<String> mutations() {
    return calls.stream().filter(call -> !call.startsWith("Describe")).toList();
  }

  synchronized void forgetCalls() {
    calls.clear();
  }

  synchronized List<State> states() {
    return List.copyOf(states);
  }

  /** The truth now. */
  synchronized Map<String, Group> truth() {
    return states.get(states.size() - 1).groups();
  }

  synchronized Group named(String name) {
    return truth().values().stream().filter(g -> g.name().equals(name)).findFirst().orElseThrow();
  }

  /** Somebody else changes a group. */
  synchronized void outsider(String groupId, UnaryOperator<Group> change) {
    Map<String, Group> groups = new TreeMap<>(truth());
    groups.put(groupId, change.apply(groups.get(groupId)));
    states.add(new State(clock.instant(), "outsider", groups));
  }

  synchronized String newRuleId() {
    return "sgr-" + ++ruleIds;
  }

  /** The one state, to be changed in place. */
  private Map<String, Group> latest() {
    if (states.size() > 1 || !(truth() instanceof TreeMap)) {
      Map<String, Group> copy = new TreeMap<>(truth());
      states.clear();
      states.add(new State(clock.instant(), "start", copy));
    }
    return truth();
  }

  private Map<String, Group> seen() {
    Instant at = clock.instant().minus(lag);
    State result = states.get(0);
    for (State state : states) {
      if (!state.since().isAfter(at)) {
        result = state;
      }
    }
    return result.groups();
  }

  private synchronized Map<String, Group> read(String action) {
    begin(action);
    if (denied.contains(action)) {
      throw error(Kind.UNAUTHORIZED, action, "UnauthorizedOperation");
    }
    return seen();
  }

  private void begin(String action) {
    Fate fate = fates.getOrDefault(action, new ArrayDeque<>()).peek();
    if (fate == Fate.NO_TOKEN) {
      fates.get(action).poll();
      throw new Ec2Exception(
          Kind.THROTTLED, action, "RequestBudget", "no token", Duration.ofMillis(400), null);
    }
    calls.add(action);
  }

  private synchronized void write(String action, UnaryOperator<Map<String, Group>> change) {
    begin(action);
    Fate fate = fate(action);
    if (denied.contains(action) || fate == Fate.DENIED) {
      throw error(Kind.UNAUTHORIZED, action, "UnauthorizedOperation");
    }
    if (fate == Fate.LOST_BEFORE) {
      throw error(Kind.TRANSIENT, action, "NoAnswer");
    }
    if (onlyLatest) {
      change.apply(latest());
    } else {
      states.add(new State(clock.instant(), action, change.apply(new TreeMap<>(truth()))));
    }
    if (fate == Fate.LOST_AFTER) {
      throw error(Kind.TRANSIENT, action, "NoAnswer");
    }
  }

  private Fate fate(String action) {
    double dice = random.nextDouble();
    if (dice < 2 * lost) {
      return dice < lost ? Fate.LOST_BEFORE : Fate.LOST_AFTER;
    }
    return fates.getOrDefault(action, new ArrayDeque<>()).poll();
  }

  private static Ec2Exception error(Kind kind, String action, String code) {
    return new Ec2Exception(kind, action, code, action + ": " + code, null);
  }

  private static Group find(Map<String, Group> groups, String groupId, String action) {
    if (!groups.containsKey(groupId)) {
      throw error(Kind.NOT_FOUND, action, "InvalidGroup.NotFound");
    }
    return groups.get(groupId);
  }

  @Override
  public synchronized Caller caller() {
    return caller;
  }

  @Override
  public List<VpcFacts> vpcs() {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized VpcFacts vpc(String vpcId) {
    read("DescribeVpcs");
    return new VpcFacts(vpcId, vpcOwner, false, List.of());
  }

  @Override
  public synchronized List<Group> groups(String vpcId) {
    Map<String, Group> seen = read("DescribeSecurityGroups");
    return showsNothing
        ? List.of()
        : Stream.concat(Stream.of(DEFAULT), seen.values().stream().map(FakeEc2::contentOnly))
            .toList();
  }

  @Override
  public void close() {}

  private static Group contentOnly(Group group) {
    return group.withRules(
        group.rules().stream()
            .map(r -> LiveRule.content(r.direction(), r.permission(), r.description()))
            .toList(),
        false);
  }

  @Override
  public List<Group> groupsNamed(String vpcId, String groupName) {
    return read("DescribeSecurityGroups").values().stream()
        .filter(group -> group.name().equals(groupName))
        .map(FakeEc2::contentOnly)
        .toList();
  }

  @Override
  public Map<String, List<LiveRule>> rules(Collection<String> groupIds) {
    Map<String, Group> seen = read("DescribeSecurityGroupRules");
    Map<String, List<LiveRule>> rules = new TreeMap<>();
    groupIds.forEach(id -> rules.put(id, seen.containsKey(id) ? seen.get(id).rules() : List.of()));
    return rules;
  }

  @Override
  public Map<String, Integer> prefixListWeights(Collection<String> prefixListIds) {
    read("DescribeManagedPrefixLists");
    return Map.of();
  }

  @Override
  public Map<String, List<LiveRule>> rulesById(Collection<String> ruleIds) {
    read("DescribeSecurityGroupRules");
    return Map.of();
  }

  @Override
  public List<Cidr> subnets(String vpcId) {
    read("DescribeSubnets");
    return List.of();
  }

  @Override
  public Map<String, Long> prefixListVersions(Collection<String> prefixListIds) {
    read("DescribeManagedPrefixLists");
    return Map.of();
  }

  @Override
  public List<Cidr> prefixListEntries(String prefixListId) {
    read("GetManagedPrefixListEntries");
    throw new Ec2Exception(
        Kind.NOT_FOUND,
        "GetManagedPrefixListEntries",
        "InvalidPrefixListID.NotFound",
        "there is no list " + prefixListId,
        null);
  }

  /** As the adapter does: what may not be read is unknown, and the rest is told. */
  @Override
  public synchronized Map<String, GroupUse> uses(Collection<String> groupIds) {
    List<String> unknown = new ArrayList<>();
    for (String action : USES) {
      try {
        read(action);
      } catch (Ec2Exception e) {
        unknown.add(e.getMessage());
      }
    }
    boolean interfaces = !denied.contains(USES.get(0));
    Map<String, GroupUse> uses = new TreeMap<>();
    for (String id : groupIds) {
      List<String> known = interfaces ? holders.getOrDefault(id, List.of()) : List.of();
      uses.put(id, new GroupUse(id, known, unknown));
    }
    return uses;
  }

  @Override
  public String createGroup(
      String vpcId, String name, String description, Map<String, String> tags) {
    String id = "sg-" + nextGroup();
    write(
        "CreateSecurityGroup",
        groups -> {
          if (groups.values().stream().anyMatch(group -> group.name().equals(name))) {
            throw error(Kind.ALREADY_EXISTS, "CreateSecurityGroup", "InvalidGroup.Duplicate");
          }
          LiveRule open = new LiveRule(newRuleId(), Direction.EGRESS, ANY, "", Map.of(), true);
          groups.put(id, new Group(id, name, description, vpcId, OWNER, tags, List.of(open), true));
          return groups;
        });
    return id;
  }

  private synchronized int nextGroup() {
    return ++groupIds;
  }

  @Override
  public List<LiveRule> authorize(
      String groupId, Direction direction, List<NewRule> rules, Map<String, String> tags) {
    String action =
        "AuthorizeSecurityGroup" + (direction == Direction.INGRESS ? "Ingress" : "Egress");
    List<LiveRule> added = new ArrayList<>();
    write(
        action,
        groups -> {
          Group group = find(groups, groupId, action);
          List<LiveRule> all = new ArrayList<>(group.rules());
          for (NewRule rule : rules) {
            if (rule.permission().peer() instanceof Peer.Group peer) {
              find(groups, peer.groupId(), action);
            }
            if (all.stream()
                .anyMatch(
                    r -> r.direction() == direction && r.permission().equals(rule.permission()))) {
              throw error(Kind.ALREADY_EXISTS, action, "InvalidPermission.Duplicate");
            }
            LiveRule one =
                new LiveRule(
                    newRuleId(), direction, rule.permission(), rule.description(), tags, true);
            all.add(one);
            added.add(one);
          }
          groups.put(groupId, group.withRules(all, true));
          return groups;
        });
    return added;
  }

  @Override
  public void modify(String groupId, List<RuleContent> rules) {
    rewrite(
        "ModifySecurityGroupRules",
        groupId,
        all ->
            rules.forEach(
                rule ->
                    all.computeIfPresent(
                        rule.ruleId(),
                        (id, old) ->
                            old.withPermission(rule.permission())
                                .withDescription(rule.description()))),
        rules.stream().map(RuleContent::ruleId).toList());
  }

  @Override
  public void revoke(String groupId, Direction direction, List<String> ruleIds) {
    String action = direction == Direction.INGRESS ? "Ingress" : "Egress";
    rewrite(
        "RevokeSecurityGroup" + action, groupId, all -> all.keySet().removeAll(ruleIds), ruleIds);
  }

  private void rewrite(
      String action,
      String groupId,
      java.util.function.Consumer<Map<String, LiveRule>> change,
      List<String> named) {
    write(
        action,
        groups -> {
          Group group = find(groups, groupId, action);
          Map<String, LiveRule> all = new TreeMap<>();
          group.rules().forEach(rule -> all.put(rule.ruleId(), rule));
          if (!all.keySet().containsAll(named)) {
            throw error(Kind.NOT_FOUND, action, "InvalidSecurityGroupRuleId.NotFound");
          }
          change.accept(all);
          long distinct = all.values().stream().map(GroupWrites.Content::of).distinct().count();
          if (distinct < all.size()) {
            throw error(Kind.ALREADY_EXISTS, action, "InvalidPermission.Duplicate");
          }
          groups.put(groupId, group.withRules(List.copyOf(all.values()), true));
          return groups;
        });
  }

  @Override
  public void revokeContent(String groupId, Direction direction, List<Permission> permissions) {
    write(
        "RevokeSecurityGroupEgress",
        groups -> {
          Group group = find(groups, groupId, "RevokeSecurityGroupEgress");
          List<LiveRule> left = new ArrayList<>(group.rules());
          for (Permission gone : permissions) {
            if (!left.removeIf(r -> r.direction() == direction && r.permission().equals(gone))) {
              throw error(
                  Kind.NOT_FOUND, "RevokeSecurityGroupEgress", "InvalidPermission.NotFound");
            }
          }
          groups.put(groupId, group.withRules(left, true));
          return groups;
        });
  }

  @Override
  public void describe(
      String groupId, Direction direction, Map<String, String> descriptionsByRuleId) {
    rewrite(
        "UpdateSecurityGroupRuleDescriptions",
        groupId,
        all -> all.replaceAll((id, r) -> described(r, descriptionsByRuleId)),
        List.copyOf(descriptionsByRuleId.keySet()));
  }

  private static LiveRule described(LiveRule rule, Map<String, String> descriptions) {
    return rule.withDescription(descriptions.getOrDefault(rule.ruleId(), rule.description()));
  }

  @Override
  public void tag(Collection<String> resourceIds, Map<String, String> tags) {
    write(
        "CreateTags",
        groups -> {
          for (String id : resourceIds) {
            if (id.startsWith("sgr-")) {
              tagRule(groups, id, tags);
              continue;
            }
            Group group = find(groups, id, "CreateTags");
            groups.put(id, group.withTags(merged(group.tags(), tags)));
          }
          return groups;
        });
  }

  @Override
  public void untag(Collection<String> resourceIds, Set<String> keys) {
    write(
        "DeleteTags",
        groups -> {
          for (String id : resourceIds) {
            Map<String, String> left = new TreeMap<>(find(groups, id, "DeleteTags").tags());
            left.keySet().removeAll(keys);
            groups.put(id, groups.get(id).withTags(left));
          }
          return groups;
        });
  }

  private static void tagRule(Map<String, Group> groups, String id, Map<String, String> tags) {
    Group owner =
        groups.values().stream()
            .filter(group -> group.rules().stream().anyMatch(rule -> rule.ruleId().equals(id)))
            .findFirst()
            .orElseThrow(() -> error(Kind.NOT_FOUND, "CreateTags", "InvalidID"));
    groups.put(
        owner.groupId(),
        owner.withRules(
            owner.rules().stream()
                .map(r -> r.ruleId().equals(id) ? r.withTags(merged(r.tags(), tags)) : r)
                .toList(),
            true));
  }

  private static Map<String, String> merged(Map<String, String> one, Map<String, String> other) {
    Map<String, String> all = new TreeMap<>(one);
    all.putAll(other);
    return all;
  }

  @Override
  public synchronized String lastRequestId() {
    return "request-" + calls.size();
  }

  @Override
  public void deleteGroup(String groupId) {
    write(
        "DeleteSecurityGroup",
        groups -> {
          find(groups, groupId, "DeleteSecurityGroup");
          groups.remove(groupId);
          boolean referred =
              groups.values().stream()
                  .flatMap(group -> group.rules().stream())
                  .anyMatch(r -> r.permission().peer().equals(new Peer.Group(groupId)));
          if (referred || holders.containsKey(groupId)) {
            throw error(Kind.DEPENDENCY, "DeleteSecurityGroup", "DependencyViolation");
          }
          return groups;
        });
  }
}
