package dev.rolegate.cli;

import dev.rolegate.cli.manifest.GuardrailCases;
import dev.rolegate.cli.manifest.GuardrailCases.LiveGroup;
import dev.rolegate.cli.manifest.GuardrailCases.Tag;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Reads a live group that a case has in EC2's words. */
final class CaseEc2 {
  private CaseEc2() {}

  /**
   * @throws UserError when a rule is none that EC2 could hold
   */
  static Group group(String id, LiveGroup written) {
    List<LiveRule> rules = new ArrayList<>();
    for (GuardrailCases.LiveRule rule : written.rules()) {
      rules.add(rule("group.SecurityGroupRules[" + rules.size() + "]", rules.size() + 1, rule));
    }
    return new Group(
        id,
        Objects.requireNonNullElse(written.groupName(), "legacy"),
        Objects.requireNonNullElse(written.description(), "A group of the cases"),
        "vpc-0a1b2c3d4e5f60718",
        "111122223333",
        tags(written.tags()),
        rules,
        true);
  }

  private static LiveRule rule(String path, int number, GuardrailCases.LiveRule written) {
    Protocol protocol = Protocol.parse(written.protocol());
    if (protocol.hasPorts() && (written.fromPort() == null || written.toPort() == null)) {
      throw new UserError(path + " has protocol " + protocol + ": write FromPort and ToPort");
    }
    return new LiveRule(
        Objects.requireNonNullElse(written.ruleId(), "sgr-%017d".formatted(number)),
        written.isEgress() ? Direction.EGRESS : Direction.INGRESS,
        new Permission(
            protocol,
            PortRange.canonical(protocol, written.fromPort(), written.toPort()),
            peer(path, written)),
        Objects.requireNonNullElse(written.description(), ""),
        tags(written.tags()),
        true);
  }

  private static Peer peer(String path, GuardrailCases.LiveRule written) {
    List<Peer> peers = new ArrayList<>();
    if (written.cidrIpv4() != null) {
      peers.add(new Peer.Address(Cidr.parse(written.cidrIpv4())));
    }
    if (written.cidrIpv6() != null) {
      peers.add(new Peer.Address(Cidr.parse(written.cidrIpv6())));
    }
    if (written.prefixListId() != null) {
      peers.add(new Peer.PrefixList(written.prefixListId()));
    }
    if (written.referencedGroup() != null) {
      peers.add(
          new Peer.Group(
              Objects.requireNonNullElse(written.referencedGroup().groupId(), ""),
              Objects.requireNonNullElse(written.referencedGroup().userId(), "")));
    }
    if (peers.size() != 1) {
      throw new UserError(
          path + ": write exactly one of CidrIpv4, CidrIpv6, PrefixListId and ReferencedGroupInfo");
    }
    return peers.get(0);
  }

  private static Map<String, String> tags(List<Tag> written) {
    Map<String, String> tags = new TreeMap<>();
    written.forEach(tag -> tags.put(tag.key(), Objects.requireNonNullElse(tag.value(), "")));
    return tags;
  }
}
