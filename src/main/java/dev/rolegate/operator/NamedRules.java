package dev.rolegate.operator;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.VpcSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the live rules that exceptions name by {@code sgr-} id, which a read of whole groups does
 * not show: one call for all of them, again when one of their groups has changed, and now and then.
 * Where no exception names an id, nothing is read. One thread at a time.
 */
public final class NamedRules {
  /** A rule that was replaced by one of the same content under another id changes no group. */
  private static final Duration AGE = Duration.ofMinutes(5);

  /** After a read that failed, and at first while an id is missing. */
  private static final Duration AGE_OF_FAILURE = Duration.ofSeconds(15);

  private final InstantSource clock;
  private final Duration lag;
  private NamedRead last = NamedRead.NOTHING;
  private Set<String> asked = Set.of();
  private Map<String, Set<LiveRule>> groupsThen = Map.of();
  private Instant due = Instant.MIN;

  /** Why an exception that names a rule by its id does not count. */
  public enum Trouble {
    /** The rule is gone, or was never one of that group. */
    GONE,
    /** It is not known; what the exception is for is left as it is until then. */
    UNREAD
  }

  /**
   * @param snapshot the VPC with the ids of the named rules
   * @param exemptions those that can be judged by; what is for a rule that is gone is left out
   * @param troubles by name of the GuardrailException
   */
  public record Found(
      VpcSnapshot snapshot, List<Exemption> exemptions, Map<String, Message> troubles) {}

  /**
   * @param text as a sentence without its full stop
   */
  public record Message(Trouble trouble, String text) {}

  /**
   * @param lag how long a new rule may be missing from reads; so long an id that is missing is not
   *     taken for gone
   */
  public NamedRules(InstantSource clock, Duration lag) {
    this.clock = clock;
    this.lag = lag;
  }

  /**
   * @param vpc name of the ManagedVpc
   * @param managed the declared group that a live group is, by group id
   */
  public Found find(
      Ec2 ec2,
      String vpc,
      List<Exemption> exemptions,
      VpcSnapshot snapshot,
      Map<String, GroupKey> managed) {
    Instant now = clock.instant();
    List<Exemption> named =
        exemptions.stream()
            .filter(e -> e.isForRuleId() && e.vpc().equals(vpc) && e.counts(now))
            .toList();
    if (named.isEmpty()) {
      return new Found(snapshot, exemptions, Map.of());
    }
    Map<GroupKey, String> ids = new HashMap<>();
    managed.forEach((id, key) -> ids.put(key, id));
    Set<String> wanted = named.stream().map(Exemption::rule).collect(Collectors.toSet());
    boolean changed =
        groupsThen.entrySet().stream()
            .anyMatch(e -> !contents(snapshot, e.getKey()).equals(e.getValue()));
    if (changed || !asked.containsAll(wanted) || !now.isBefore(due)) {
      read(ec2, new TreeSet<>(wanted), now);
      groupsThen = new HashMap<>();
      named.forEach(e -> remember(snapshot, groupId(e, ids)));
      last.held().values().forEach(h -> remember(snapshot, h.groupId()));
    }
    Map<String, Message> troubles = new TreeMap<>();
    named.forEach(
        e ->
            last.trouble(e, groupId(e, ids), now, lag)
                .ifPresent(message -> troubles.put(e.name(), message)));
    return new Found(
        last.in(snapshot),
        exemptions.stream().filter(e -> !isGone(troubles.get(e.name()))).toList(),
        troubles);
  }

  private static boolean isGone(Message message) {
    return message != null && message.trouble() == Trouble.GONE;
  }

  private void read(Ec2 ec2, Set<String> wanted, Instant now) {
    asked = wanted;
    try {
      last = last.then(wanted, ec2.rulesById(wanted), now);
      due = now.plus(last.missing().isEmpty() ? AGE : clamp(last.absence(now)));
    } catch (Ec2Exception e) {
      last = last.failed(e);
      due = now.plus(AGE_OF_FAILURE);
    }
  }

  private static Duration clamp(Duration age) {
    if (age.compareTo(AGE_OF_FAILURE) < 0) {
      return AGE_OF_FAILURE;
    }
    return age.compareTo(AGE) > 0 ? AGE : age;
  }

  private void remember(VpcSnapshot snapshot, String groupId) {
    if (!groupId.isEmpty()) {
      groupsThen.put(groupId, contents(snapshot, groupId));
    }
  }

  /** What a read of whole groups shows of a group. */
  private static Set<LiveRule> contents(VpcSnapshot snapshot, String groupId) {
    return snapshot.group(groupId).map(Group::rules).orElse(List.of()).stream()
        .map(rule -> LiveRule.content(rule.direction(), rule.permission(), rule.description()))
        .collect(Collectors.toSet());
  }

  /** Empty where the declared group is not live. */
  private static String groupId(Exemption exemption, Map<GroupKey, String> ids) {
    return exemption.group().map(key -> ids.getOrDefault(key, "")).orElse(exemption.groupId());
  }
}
