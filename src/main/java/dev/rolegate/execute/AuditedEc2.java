package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.audit.AuditContext;
import dev.rolegate.execute.audit.AuditLog;
import dev.rolegate.execute.audit.AuditOutcome;
import dev.rolegate.execute.audit.AuditState;
import dev.rolegate.execute.audit.AuditedCall;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Permission;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * EC2 for one step, behind the audit log: each mutating call is written down before it is made, and
 * again when it has ended. Repeats with less, after an error, are calls of their own.
 */
final class AuditedEc2 extends ForwardingEc2 {
  private final AuditLog log;
  private final AuditContext context;
  private final KnownState known;

  /**
   * @param known what was read before the step; grows by what the step reads
   */
  AuditedEc2(Ec2 ec2, AuditLog log, AuditContext context, KnownState known) {
    super(ec2);
    this.log = log;
    this.context = context;
    this.known = known;
  }

  private <T> T audited(
      String action,
      String groupId,
      AuditState before,
      AuditState after,
      Supplier<T> call,
      Function<T, AuditState> created) {
    AuditedCall begun = log.begin(context, action, groupId, before, after);
    AuditOutcome outcome = null;
    try {
      T answer = call.get();
      outcome = AuditOutcome.ok(ec2.lastRequestId(), created.apply(answer));
      return answer;
    } catch (GuardedEc2.Refused e) {
      outcome = AuditOutcome.notSent(e.getMessage());
      throw e;
    } catch (Ec2Exception e) {
      outcome = AuditOutcome.of(e);
      throw e;
    } catch (RuntimeException | Error e) {
      outcome = AuditOutcome.unknown(e);
      throw e;
    } finally {
      log.end(begun, outcome);
    }
  }

  private void audited(
      String action, String groupId, AuditState before, AuditState after, Runnable call) {
    audited(
        action,
        groupId,
        before,
        after,
        () -> {
          call.run();
          return AuditState.NOTHING;
        },
        nothing -> nothing);
  }

  @Override
  public String createGroup(
      String vpcId, String name, String description, Map<String, String> tags) {
    return audited(
        "CreateSecurityGroup",
        "",
        AuditState.NOTHING,
        AuditState.of(group("", vpcId, name, description, tags)),
        () -> ec2.createGroup(vpcId, name, description, tags),
        id -> AuditState.of(group(id, vpcId, name, description, tags)));
  }

  private static Group group(
      String id, String vpcId, String name, String description, Map<String, String> tags) {
    return new Group(id, name, description, vpcId, "", tags, List.of(), true);
  }

  @Override
  public List<LiveRule> authorize(
      String groupId, Direction direction, List<NewRule> rules, Map<String, String> tags) {
    List<LiveRule> wanted =
        rules.stream()
            .map(
                rule ->
                    LiveRule.content(direction, rule.permission(), rule.description())
                        .withTags(tags))
            .toList();
    return audited(
        "AuthorizeSecurityGroup" + StepRunner.suffix(direction),
        groupId,
        AuditState.NOTHING,
        AuditState.rules(wanted),
        () -> ec2.authorize(groupId, direction, rules, tags),
        AuditState::rules);
  }

  @Override
  public void modify(String groupId, List<RuleContent> rules) {
    audited(
        "ModifySecurityGroupRules",
        groupId,
        AuditState.rules(rules.stream().map(rule -> known.rule(groupId, rule.ruleId())).toList()),
        AuditState.rules(
            rules.stream()
                .map(
                    rule ->
                        known
                            .rule(groupId, rule.ruleId())
                            .withPermission(rule.permission())
                            .withDescription(rule.description()))
                .toList()),
        () -> ec2.modify(groupId, rules));
  }

  @Override
  public void revoke(String groupId, Direction direction, List<String> ruleIds) {
    audited(
        "RevokeSecurityGroup" + StepRunner.suffix(direction),
        groupId,
        AuditState.rules(ruleIds.stream().map(id -> known.rule(groupId, id)).toList()),
        AuditState.NOTHING,
        () -> ec2.revoke(groupId, direction, ruleIds));
  }

  @Override
  public void revokeContent(String groupId, Direction direction, List<Permission> permissions) {
    audited(
        "RevokeSecurityGroup" + StepRunner.suffix(direction),
        groupId,
        AuditState.rules(
            permissions.stream()
                .map(permission -> known.content(groupId, direction, permission))
                .toList()),
        AuditState.NOTHING,
        () -> ec2.revokeContent(groupId, direction, permissions));
  }

  @Override
  public void describe(
      String groupId, Direction direction, Map<String, String> descriptionsByRuleId) {
    List<LiveRule> before =
        descriptionsByRuleId.keySet().stream().sorted().map(id -> known.rule(groupId, id)).toList();
    audited(
        "UpdateSecurityGroupRuleDescriptions" + StepRunner.suffix(direction),
        groupId,
        AuditState.rules(before),
        AuditState.rules(
            before.stream()
                .map(rule -> rule.withDescription(descriptionsByRuleId.get(rule.ruleId())))
                .toList()),
        () -> ec2.describe(groupId, direction, descriptionsByRuleId));
  }

  @Override
  public void tag(Collection<String> resourceIds, Map<String, String> tags) {
    audited(
        "CreateTags",
        context.groups().size() == 1 ? context.groups().get(0).groupId() : "",
        AuditState.tags(known.tags(resourceIds, tags.keySet())),
        AuditState.tags(KnownState.allWith(resourceIds, tags)),
        () -> ec2.tag(resourceIds, tags));
  }

  @Override
  public void untag(Collection<String> resourceIds, Set<String> keys) {
    audited(
        "DeleteTags",
        context.groups().size() == 1 ? context.groups().get(0).groupId() : "",
        AuditState.tags(known.tags(resourceIds, keys)),
        AuditState.tags(KnownState.allWith(resourceIds, Map.of())),
        () -> ec2.untag(resourceIds, keys));
  }

  @Override
  public void deleteGroup(String groupId) {
    audited(
        "DeleteSecurityGroup",
        groupId,
        AuditState.of(known.group(groupId)),
        AuditState.NOTHING,
        () -> ec2.deleteGroup(groupId));
  }

  @Override
  public Map<String, List<LiveRule>> rules(Collection<String> groupIds) {
    Map<String, List<LiveRule>> rules = ec2.rules(groupIds);
    known.read(rules);
    return rules;
  }
}
