package dev.rolegate.sim.action;

import dev.rolegate.sim.action.PermissionSpec.SourceSpec;
import dev.rolegate.sim.state.RuleKey;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Target;
import dev.rolegate.sim.state.WeighsAsRules;
import dev.rolegate.sim.wire.Ec2Error;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns permissions as sent into rules in the form that EC2 stores, or refuses them. */
final class RuleReader {
  private final Call call;
  private final SecurityGroup group;
  private final boolean egress;

  /** A rule that a request asks for or names. */
  record Wanted(RuleKey key, Optional<String> description) {}

  RuleReader(Call call, SecurityGroup group, boolean egress) {
    this.call = call;
    this.group = group;
    this.egress = egress;
  }

  /** Rules to be added: groups and prefix lists must exist and be within reach. */
  List<Wanted> toAdd(List<PermissionSpec> permissions) {
    return all(permissions, true);
  }

  /** Rules to be found: what they refer to may be gone by now. */
  List<Wanted> toFind(List<PermissionSpec> permissions) {
    return all(permissions, false);
  }

  private List<Wanted> all(List<PermissionSpec> permissions, boolean adding) {
    List<Wanted> wanted = new ArrayList<>();
    for (PermissionSpec permission : permissions) {
      String protocol = Protocols.canonical(permission.protocol());
      Ports ports = Ports.of(protocol, permission.from(), permission.to());
      if (permission.sources().isEmpty()) {
        throw Ec2Error.client(
            "MissingParameter",
            "Missing source specification: include source security group or CIDR information");
      }
      for (SourceSpec source : permission.sources()) {
        Target target = target(source, adding);
        wanted.add(
            new Wanted(
                new RuleKey(egress, protocol, ports.from(), ports.to(), target),
                GroupTexts.ruleDescription(source.description())));
      }
    }
    refuseRepeats(wanted);
    return wanted;
  }

  private Target target(SourceSpec source, boolean adding) {
    return switch (source.kind()) {
      case IPV4 -> Cidrs.ipv4(text(source));
      case IPV6 -> Cidrs.ipv6(text(source));
      case PREFIX_LIST -> prefixList(call, text(source), adding);
      case GROUP ->
          adding
              ? GroupReferences.resolve(call, group, source)
              : GroupReferences.match(call, source);
    };
  }

  private static String text(SourceSpec source) {
    return source
        .value()
        .orElseThrow(
            () ->
                Ec2Error.client(
                    "MissingParameter",
                    "Missing source specification: include source security group or CIDR"
                        + " information"));
  }

  static Target.PrefixList prefixList(Call call, String id, boolean mustExist) {
    ResourceIds.checkPrefixListId(id);
    if (mustExist && call.state().resource(id).filter(WeighsAsRules.class::isInstance).isEmpty()) {
      throw Ec2Error.client(
          "InvalidPrefixListID.NotFound", "The prefix list ID '" + id + "' does not exist");
    }
    return new Target.PrefixList(id);
  }

  /** Twice the same rule in one request has an error of its own [R]. */
  static void refuseRepeats(List<Wanted> wanted) {
    Set<RuleKey> seen = new HashSet<>();
    if (!wanted.stream().allMatch(one -> seen.add(one.key()))) {
      throw Ec2Error.invalidValue("The same permission must not appear multiple times");
    }
  }
}
