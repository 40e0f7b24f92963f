package dev.rolegate.usage;

import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.Holding;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.UseReport.Coverage;
import dev.rolegate.model.VpcSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Groups and reports in few words. */
final class Uses {
  static final String ACCOUNT = "111122223333";

  private Uses() {}

  static Group group(String id, LiveRule... rules) {
    return named(id, "name of " + id, Map.of(), rules);
  }

  static Group named(String id, String name, Map<String, String> tags, LiveRule... rules) {
    return described(id, name, "", tags, rules);
  }

  static Group described(
      String id, String name, String description, Map<String, String> tags, LiveRule... rules) {
    return new Group(id, name, description, "vpc-1", ACCOUNT, tags, Arrays.asList(rules), false);
  }

  static LiveRule naming(String groupId) {
    return from(new Peer.Group(groupId), 443);
  }

  static LiveRule from(Peer peer, int port) {
    return LiveRule.content(
        Direction.INGRESS, new Permission(Protocol.TCP, PortRange.single(port), peer), "");
  }

  static VpcSnapshot vpc(Group... groups) {
    return VpcSnapshot.of("vpc-1", false, Arrays.asList(groups));
  }

  static UseReport complete(UseCollector collector, Holding... holdings) {
    return new UseReport(collector, Coverage.COMPLETE, "", Arrays.asList(holdings), Set.of());
  }

  static UseReport denied(UseCollector collector, Holding... holdings) {
    return new UseReport(
        collector, Coverage.DENIED, "may not look", Arrays.asList(holdings), Set.of());
  }

  static Holding lambda(String groupId) {
    return new Holding(groupId, "AWS::Lambda::Function", "function of " + groupId);
  }

  /** A complete report of each collector, without a holding. */
  static List<UseReport> nothing() {
    return Arrays.stream(UseCollector.values()).map(Uses::complete).toList();
  }

  private static UseReport complete(UseCollector collector) {
    return complete(collector, new Holding[0]);
  }
}
