package dev.rolegate.plan;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Family;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import java.util.Collection;
import java.util.Map;

/**
 * Counts rules of one group and direction as EC2's quota does: IPv4 and IPv6 apart, a group for
 * both (see "Amazon VPC quotas"). A prefix list counts with its weight, for both families: the
 * careful reading, which never leads to a call that EC2 refuses.
 */
record QuotaCount(int ipv4, int ipv6) {
  static QuotaCount of(Collection<Permission> permissions, Map<String, Integer> weights) {
    int ipv4 = 0;
    int ipv6 = 0;
    for (Permission permission : permissions) {
      Peer peer = permission.peer();
      if (peer instanceof Peer.Address address) {
        Cidr cidr = address.cidr();
        ipv4 += cidr.family() == Family.IPV4 ? 1 : 0;
        ipv6 += cidr.family() == Family.IPV6 ? 1 : 0;
      } else {
        int weight = peer instanceof Peer.PrefixList list ? weights.getOrDefault(list.id(), 1) : 1;
        ipv4 += weight;
        ipv6 += weight;
      }
    }
    return new QuotaCount(ipv4, ipv6);
  }

  boolean fits(Quotas quotas) {
    return ipv4 <= quotas.rulesPerGroup() && ipv6 <= quotas.rulesPerGroup();
  }
}
