package dev.rolegate.sim.action;

import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.RuleKey;
import dev.rolegate.sim.state.Target;
import dev.rolegate.sim.wire.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Rules of one direction with the same protocol and ports: an item of {@code ipPermissions}. */
public record Permission(RuleKey first, List<Rule> rules) {

  private record Traffic(String protocol, int from, int to) {}

  public static List<Permission> gather(List<Rule> rules) {
    Map<Traffic, List<Rule>> gathered = new LinkedHashMap<>();
    for (Rule rule : rules) {
      RuleKey key = rule.key();
      gathered
          .computeIfAbsent(
              new Traffic(key.protocol(), key.from(), key.to()), absent -> new ArrayList<>())
          .add(rule);
    }
    return gathered.values().stream().map(all -> new Permission(all.get(0).key(), all)).toList();
  }

  /** All four lists are there even when empty; ports only where the protocol has them [D]. */
  public void write(Xml xml, RuleXml references) {
    xml.element("ipProtocol", first.protocol());
    if (first.hasPorts()) {
      xml.element("fromPort", first.from()).element("toPort", first.to());
    }
    xml.list(
        "groups",
        of(target -> target instanceof Target.Group),
        (item, rule) -> {
          described(item, rule);
          references.reference(item, rule, (Target.Group) rule.key().target());
        });
    xml.list("ipRanges", of(target -> target instanceof Target.Ipv4), peer("cidrIp"));
    xml.list("ipv6Ranges", of(target -> target instanceof Target.Ipv6), peer("cidrIpv6"));
    xml.list(
        "prefixListIds", of(target -> target instanceof Target.PrefixList), peer("prefixListId"));
  }

  private static java.util.function.BiConsumer<Xml, Rule> peer(String name) {
    return (item, rule) -> {
      described(item, rule);
      item.element(name, RuleTexts.peer(rule.key().target()));
    };
  }

  private static void described(Xml item, Rule rule) {
    item.optional("description", rule.description());
  }

  private List<Rule> of(Predicate<Target> kind) {
    return rules.stream().filter(rule -> kind.test(rule.key().target())).toList();
  }
}
