package dev.rolegate.sim.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A security group with its rules in the order of their creation.
 *
 * @param egressTouched whether an outbound rule was ever added, removed or changed; a VPC that gets
 *     IPv6 later opens only untouched groups to {@code ::/0}
 */
public record SecurityGroup(
    String id,
    String owner,
    String vpcId,
    String name,
    String description,
    Instant created,
    boolean egressTouched,
    List<Rule> rules,
    Tags tags)
    implements Entity {
  public static final String DEFAULT_NAME = "default";

  public SecurityGroup {
    rules = List.copyOf(rules);
  }

  public boolean isDefault() {
    return name.equals(DEFAULT_NAME);
  }

  public List<Rule> rules(boolean egress) {
    return rules.stream().filter(rule -> rule.egress() == egress).toList();
  }

  public Optional<Rule> rule(RuleKey key) {
    return rules.stream().filter(rule -> rule.key().equals(key)).findFirst();
  }

  public Optional<Rule> rule(String ruleId) {
    return rules.stream().filter(rule -> rule.id().equals(ruleId)).findFirst();
  }

  public SecurityGroup adding(List<Rule> more) {
    List<Rule> all = new ArrayList<>(rules);
    all.addAll(more);
    return withRules(all);
  }

  public SecurityGroup removing(List<Rule> fewer) {
    return withRules(rules.stream().filter(rule -> !fewer.contains(rule)).toList());
  }

  /** Every rule replaced by what {@code change} gives for it. */
  public SecurityGroup mapping(UnaryOperator<Rule> change) {
    return withRules(rules.stream().map(change).toList());
  }

  private SecurityGroup withRules(List<Rule> newRules) {
    boolean touched =
        egressTouched
            || !rules(true).stream()
                .map(Rule::key)
                .toList()
                .equals(newRules.stream().filter(Rule::egress).map(Rule::key).toList());
    return new SecurityGroup(id, owner, vpcId, name, description, created, touched, newRules, tags);
  }

  /** Adds rules that EC2 itself makes; they do not count as a change by the user. */
  public SecurityGroup seeded(List<Rule> more) {
    List<Rule> all = new ArrayList<>(rules);
    all.addAll(more);
    return new SecurityGroup(
        id, owner, vpcId, name, description, created, egressTouched, all, tags);
  }

  @Override
  public SecurityGroup withTags(Tags newTags) {
    return new SecurityGroup(
        id, owner, vpcId, name, description, created, egressTouched, rules, newTags);
  }

  @Override
  public String resourceType() {
    return "security-group";
  }
}
