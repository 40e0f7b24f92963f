package dev.rolegate.sim.prefix;

import dev.rolegate.sim.state.PrefixList;
import dev.rolegate.sim.state.PrefixList.Entry;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The prefix lists that AWS keeps in every Region, with their published weights [D]. Ids and
 * addresses are the simulator's own.
 */
public final class AwsPrefixLists {
  private static final String IPV4 = "IPv4";
  private static final String IPV6 = "IPv6";

  private AwsPrefixLists() {}

  /** The state with the lists of this Region. */
  public static RegionState addTo(RegionState state, String region) {
    String here = "com.amazonaws." + region + ".";
    String global = "com.amazonaws.global.";
    RegionState with = state;
    with = add(with, region, here + "s3", IPV4, 1, List.of("52.218.0.0/17", "3.5.64.0/21"));
    with = add(with, region, here + "dynamodb", IPV4, 1, List.of("52.94.24.0/23"));
    with = add(with, region, here + "vpc-lattice", IPV4, 10, List.of("169.254.171.0/24"));
    with = add(with, region, here + "ipv6.vpc-lattice", IPV6, 10, List.of("fd00:ec2:80::/64"));
    with =
        add(
            with,
            region,
            global + "cloudfront.origin-facing",
            IPV4,
            55,
            List.of("13.124.199.0/24", "130.176.0.0/17", "15.158.0.0/16", "52.46.0.0/22"));
    return add(with, region, global + "groundstation", IPV4, 5, List.of("3.33.0.0/24"));
  }

  private static RegionState add(
      RegionState state,
      String region,
      String name,
      String family,
      int weight,
      List<String> cidrs) {
    List<Entry> entries = cidrs.stream().map(one -> new Entry(one, Optional.empty())).toList();
    PrefixList list =
        new PrefixList(
            String.format(Locale.ROOT, "pl-%08x", (region + "/" + name).hashCode()),
            PrefixList.AWS,
            Tags.NONE,
            name,
            family,
            weight,
            "create-complete",
            Optional.empty(),
            1,
            new TreeMap<>(Map.of(1L, entries)));
    return state.with(list);
  }
}
