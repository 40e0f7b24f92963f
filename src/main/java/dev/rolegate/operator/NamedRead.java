package dev.rolegate.operator;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.NamedRules.Message;
import dev.rolegate.operator.NamedRules.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the last read of rules by their ids showed.
 *
 * @param held by rule id
 * @param failure why there is no answer; empty where there is one
 * @param missing ids that the last answer did not have
 * @param missingSince since when it is just these; null where none ever was
 */
record NamedRead(
    Map<String, Held> held, String failure, Set<String> missing, Instant missingSince) {

  /** Before the first read. */
  static final NamedRead NOTHING = new NamedRead(Map.of(), "", Set.of(), null);

  /** A rule, and the group that has it. */
  record Held(String groupId, LiveRule rule) {}

  /** After an answer, which has the rules by group id. */
  NamedRead then(Set<String> asked, Map<String, List<LiveRule>> answer, Instant now) {
    Map<String, Held> found = new HashMap<>();
    answer.forEach((group, rules) -> rules.forEach(r -> found.put(r.ruleId(), new Held(group, r))));
    Set<String> gone = new HashSet<>(asked);
    gone.removeAll(found.keySet());
    return new NamedRead(found, "", gone, gone.equals(missing) ? missingSince : now);
  }

  /** After a failure. */
  NamedRead failed(Ec2Exception error) {
    String text =
        "DescribeSecurityGroupRules "
            + (error.kind() == Ec2Exception.Kind.UNAUTHORIZED ? "was refused" : "failed")
            + " ("
            + error.code()
            + ")";
    return new NamedRead(Map.of(), text, missing, missingSince);
  }

  /** How long those that are missing have been. */
  Duration absence(Instant now) {
    return Duration.between(missingSince, now);
  }

  /**
   * Why an exception that names a rule by its id does not count; empty where it does.
   *
   * @param groupId of its group; empty where the declared group is not live
   * @param lag so long an id that is missing is not taken for gone
   */
  Optional<Message> trouble(Exemption exemption, String groupId, Instant now, Duration lag) {
    String id = exemption.rule();
    Held found = held.get(id);
    String group = exemption.group().map(Object::toString).orElse(exemption.groupId());
    if (!failure.isEmpty()) {
      return unread(
          failure
              + ", so it is not known which rule "
              + id
              + " is; until it is, what is live in "
              + group
              + " stays and nothing is added for it");
    }
    if (found == null) {
      boolean sure = missing.contains(id) && absence(now).compareTo(lag) >= 0;
      return sure
          ? gone(
              group
                  + " has no rule "
                  + id
                  + ": it was revoked, or the id is wrong. A rule that is added again has another"
                  + " id; write an exception for that one, or delete this one")
          : unread("EC2 does not show rule " + id + ", or not yet; it is asked again");
    }
    return found.groupId().equals(groupId)
        ? Optional.empty()
        : gone(
            id
                + " is a rule of "
                + found.groupId()
                + " and not of "
                + group
                + ": correct the group in another exception, or delete this one");
  }

  private static Optional<Message> unread(String text) {
    return Optional.of(new Message(Trouble.UNREAD, text));
  }

  private static Optional<Message> gone(String text) {
    return Optional.of(new Message(Trouble.GONE, text));
  }

  /** The snapshot with the ids of these rules. */
  VpcSnapshot in(VpcSnapshot snapshot) {
    Map<String, Group> groups = new TreeMap<>(snapshot.groups());
    held.values()
        .forEach(
            found -> {
              Group group = groups.get(found.groupId());
              if (group != null) {
                groups.put(group.groupId(), withId(group, found.rule()));
              }
            });
    return snapshot.withGroups(groups);
  }

  private static Group withId(Group group, LiveRule named) {
    List<LiveRule> rules = new ArrayList<>();
    for (LiveRule rule : group.rules()) {
      boolean same =
          !rule.hasId()
              && rule.direction() == named.direction()
              && Objects.equals(rule.permission(), named.permission());
      rules.add(
          same
              ? new LiveRule(
                  named.ruleId(),
                  rule.direction(),
                  rule.permission(),
                  rule.description(),
                  named.tags(),
                  rule.settled())
              : rule);
    }
    return group.withRules(rules, group.detailed());
  }
}
