package dev.rolegate.sim.action;

import dev.rolegate.sim.action.PermissionSpec.Kind;
import dev.rolegate.sim.action.PermissionSpec.SourceSpec;
import dev.rolegate.sim.action.RuleReader.Wanted;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.iam.Access;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.RuleKey;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Target;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Xml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * ModifySecurityGroupRules: whole contents of rules replaced by id, ids and tags kept. Everything
 * is checked before anything changes, so two rules may swap their contents [E]. Stricter than
 * authorize: CIDR blocks must be canonical [L], the kind of source must stay [E], and all protocols
 * do not go with ports [R]. A description that is left out is cleared [L].
 */
final class ModifyRules implements ActionTable.Family {
  private final RuleLimits limits;

  ModifyRules(RuleLimits limits) {
    this.limits = limits;
  }

  @Override
  public Collection<Action> actions() {
    return List.of(Action.write("ModifySecurityGroupRules", Bucket.MUTATING, this::modify));
  }

  /** One update as it was sent. */
  private record Update(
      Optional<String> ruleId,
      boolean hasContent,
      Optional<String> protocol,
      Optional<Integer> from,
      Optional<Integer> to,
      Map<Kind, String> sources,
      Optional<String> description) {
    static Update read(Params params) {
      boolean hasContent = params.has("SecurityGroupRule");
      Params rule = params.struct("SecurityGroupRule");
      Map<Kind, String> sources = new LinkedHashMap<>();
      source(rule, "CidrIpv4", Kind.IPV4, sources);
      source(rule, "CidrIpv6", Kind.IPV6, sources);
      source(rule, "PrefixListId", Kind.PREFIX_LIST, sources);
      source(rule, "ReferencedGroupId", Kind.GROUP, sources);
      return new Update(
          params.string("SecurityGroupRuleId"),
          hasContent,
          rule.string("IpProtocol"),
          rule.integer("FromPort"),
          rule.integer("ToPort"),
          sources,
          rule.string("Description"));
    }

    private static void source(Params rule, String name, Kind kind, Map<Kind, String> into) {
      rule.string(name).filter(text -> !text.isEmpty()).ifPresent(text -> into.put(kind, text));
    }
  }

  private Consumer<Xml> modify(Call call) {
    String groupId = call.params().required("GroupId");
    ResourceIds.checkGroupId(groupId);
    List<Update> updates =
        call.params().structs("SecurityGroupRule").stream().map(Update::read).toList();
    call.ready(toModify(call, groupId, updates));
    if (updates.isEmpty()) {
      throw Ec2Error.missing("SecurityGroupRule");
    }
    SecurityGroup group = Lookup.group(call, groupId);
    Map<String, Wanted> contents = contents(call, group, updates);
    refuseCollisions(group, contents);
    SecurityGroup changed =
        group.mapping(
            rule -> {
              Wanted content = contents.get(rule.id());
              return content == null
                  ? rule
                  : rule.withContent(content.key(), content.description());
            });
    limits.check(call.state(), changed, false);
    limits.check(call.state(), changed, true);
    call.put(changed);
    return xml -> xml.element("return", true);
  }

  /** The group, each rule, and the prefix lists that rules are to name [D]. */
  private static List<Access> toModify(Call call, String groupId, List<Update> updates) {
    List<Access> accesses = new ArrayList<>();
    accesses.add(call.accesses().to("security-group", groupId));
    for (Update update : updates) {
      update.ruleId().ifPresent(id -> accesses.add(call.accesses().to("security-group-rule", id)));
    }
    updates.stream()
        .flatMap(update -> Optional.ofNullable(update.sources().get(Kind.PREFIX_LIST)).stream())
        .distinct()
        .forEach(id -> accesses.add(call.accesses().to("prefix-list", id)));
    return accesses;
  }

  private static Map<String, Wanted> contents(
      Call call, SecurityGroup group, List<Update> updates) {
    Map<String, Wanted> contents = new LinkedHashMap<>();
    for (Update update : updates) {
      String id =
          update
              .ruleId()
              .filter(text -> !text.isEmpty())
              .orElseThrow(() -> Ec2Error.missing("SecurityGroupRuleId"));
      ResourceIds.checkRuleId(id);
      Rule rule = group.rule(id).orElseThrow(() -> RuleTexts.noRule(id));
      if (contents.put(id, content(call, group, rule, update)) != null) {
        throw Ec2Error.invalidValue(
            "Duplicated security group rule ID '%s'. The same security group rule ID must not appear multiple times."
                .formatted(id));
      }
    }
    return contents;
  }

  private static Wanted content(Call call, SecurityGroup group, Rule rule, Update update) {
    if (!update.hasContent()) {
      throw Ec2Error.invalidValue("No value specified for securityGroupRule.");
    }
    String protocol = Protocols.canonical(update.protocol());
    if (protocol.equals("-1") && !isAllPorts(update)) {
      throw Ec2Error.invalidValue(
          "You may not specify all protocols and specific ports. Please specify each protocol and"
              + " port range combination individually, or all protocols and no port range.");
    }
    Ports ports = Ports.of(protocol, update.from(), update.to());
    Kind kind = onlyKind(update);
    checkKindStays(rule, kind);
    Target target = target(call, group, kind, update.sources().get(kind));
    return new Wanted(
        new RuleKey(rule.egress(), protocol, ports.from(), ports.to(), target),
        GroupTexts.ruleDescription(update.description()));
  }

  private static boolean isAllPorts(Update update) {
    return update.from().orElse(-1) == -1 && update.to().orElse(-1) == -1;
  }

  private static Kind onlyKind(Update update) {
    if (update.sources().isEmpty()) {
      throw Ec2Error.client(
          "MissingParameter",
          "The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or"
              + " referencedGroupId");
    }
    if (update.sources().size() > 1) {
      throw Ec2Error.combination(
          "Only one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId can be specified");
    }
    return update.sources().keySet().iterator().next();
  }

  private static Target target(Call call, SecurityGroup group, Kind kind, String value) {
    return switch (kind) {
      case IPV4 -> canonicalOnly(Cidrs.ipv4(value), value);
      case IPV6 -> canonicalOnly(Cidrs.ipv6(value), value);
      case PREFIX_LIST -> RuleReader.prefixList(call, value, true);
      case GROUP -> group(call, group, value);
    };
  }

  /** A modify has no field for the account of a group: it is the group's own. */
  private static Target group(Call call, SecurityGroup group, String id) {
    ResourceIds.checkGroupId(id);
    Optional<String> owner = call.state().find(SecurityGroup.class, id).map(SecurityGroup::owner);
    return GroupReferences.resolve(
        call,
        group,
        new SourceSpec(Kind.GROUP, Optional.of(id), Optional.empty(), owner, Optional.empty()));
  }

  private static Target canonicalOnly(Target target, String sent) {
    if (!RuleTexts.peer(target).equals(sent)) {
      throw Cidrs.malformed(sent);
    }
    return target;
  }

  private static void checkKindStays(Rule rule, Kind wanted) {
    Kind existing = kindOf(rule.key().target());
    if (existing != wanted) {
      throw Ec2Error.invalidValue(
          "Invalid rule type for security group rule '%s'. You may not specify %s for an existing %s rule."
              .formatted(rule.id(), parameter(wanted), text(existing)));
    }
  }

  private static Kind kindOf(Target target) {
    if (target instanceof Target.Ipv4) {
      return Kind.IPV4;
    }
    if (target instanceof Target.Ipv6) {
      return Kind.IPV6;
    }
    return target instanceof Target.PrefixList ? Kind.PREFIX_LIST : Kind.GROUP;
  }

  private static String parameter(Kind kind) {
    return switch (kind) {
      case IPV4 -> "CidrIpv4";
      case IPV6 -> "CidrIpv6";
      case PREFIX_LIST -> "PrefixListId";
      case GROUP -> "ReferencedGroupId";
    };
  }

  private static String text(Kind kind) {
    return switch (kind) {
      case IPV4 -> "IPv4 CIDR";
      case IPV6 -> "IPv6 CIDR";
      case PREFIX_LIST -> "prefix list";
      case GROUP -> "security group";
    };
  }

  private static void refuseCollisions(SecurityGroup group, Map<String, Wanted> contents) {
    RuleReader.refuseRepeats(List.copyOf(contents.values()));
    for (Rule rule : group.rules()) {
      boolean stays = !contents.containsKey(rule.id());
      if (stays && contents.values().stream().anyMatch(one -> one.key().equals(rule.key()))) {
        throw RuleTexts.duplicate(rule.key());
      }
    }
  }
}
