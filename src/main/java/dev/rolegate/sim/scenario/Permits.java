package dev.rolegate.sim.scenario;

import dev.rolegate.sim.scenario.Scenario.Permit;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** Writes a scenario's rule as the parameters of an authorize action. */
final class Permits {
  private static final String PERMISSION = "IpPermissions.1.";

  private Permits() {}

  /**
   * @param groupId gives a group's id for the place in the scenario and the group's name
   */
  static void write(
      Stage stage,
      String where,
      Permit permit,
      BinaryOperator<String> groupId,
      Map<String, String> params) {
    long sources =
        Stream.of(permit.cidr(), permit.prefixList(), permit.group())
            .filter(Optional::isPresent)
            .count();
    if (sources != 1) {
      throw stage.wrong(where, "takes exactly one of cidr, prefixList and group");
    }
    params.put(PERMISSION + "IpProtocol", permit.protocol().orElse("tcp"));
    permit.port().ifPresent(port -> ports(stage, where, port, params));
    permit
        .cidr()
        .ifPresent(
            cidr -> {
              boolean ipv6 = cidr.contains(":");
              source(
                  params,
                  permit,
                  ipv6 ? "Ipv6Ranges" : "IpRanges",
                  ipv6 ? "CidrIpv6" : "CidrIp",
                  cidr);
            });
    permit
        .prefixList()
        .ifPresent(list -> source(params, permit, "PrefixListIds", "PrefixListId", list));
    permit
        .group()
        .ifPresent(
            name ->
                source(params, permit, "Groups", "GroupId", groupId.apply(where + ".group", name)));
  }

  private static void source(
      Map<String, String> params, Permit permit, String list, String member, String value) {
    params.put(PERMISSION + list + ".1." + member, value);
    permit.description().ifPresent(text -> params.put(PERMISSION + list + ".1.Description", text));
  }

  private static void ports(Stage stage, String where, String text, Map<String, String> params) {
    if (!text.matches("\\d{1,5}(-\\d{1,5})?")) {
      throw stage.wrong(
          where + ".port", "'" + text + "' must be a port or a range such as 8000-8010");
    }
    String[] ends = text.split("-");
    params.put(PERMISSION + "FromPort", ends[0]);
    params.put(PERMISSION + "ToPort", ends[ends.length - 1]);
  }
}
