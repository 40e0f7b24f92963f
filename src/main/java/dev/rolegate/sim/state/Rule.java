package dev.rolegate.sim.state;

import java.util.Optional;

/** One security group rule. It lives inside its {@link SecurityGroup}. */
public record Rule(
    String id, String groupId, String owner, RuleKey key, Optional<String> description, Tags tags)
    implements Entity {

  @Override
  public Rule withTags(Tags newTags) {
    return new Rule(id, groupId, owner, key, description, newTags);
  }

  public Rule withDescription(Optional<String> text) {
    return new Rule(id, groupId, owner, key, text, tags);
  }

  public Rule withContent(RuleKey newKey, Optional<String> text) {
    return new Rule(id, groupId, owner, newKey, text, tags);
  }

  public boolean egress() {
    return key.egress();
  }

  @Override
  public String resourceType() {
    return "security-group-rule";
  }
}
