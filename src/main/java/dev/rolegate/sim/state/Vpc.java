package dev.rolegate.sim.state;

import java.util.List;

/** A VPC. {@code ipv6Cidrs} is empty unless an IPv6 block was associated. */
public record Vpc(
    String id,
    String owner,
    Tags tags,
    List<String> cidrs,
    List<String> ipv6Cidrs,
    boolean isDefault)
    implements Entity {
  public Vpc {
    cidrs = List.copyOf(cidrs);
    ipv6Cidrs = List.copyOf(ipv6Cidrs);
  }

  @Override
  public Vpc withTags(Tags newTags) {
    return new Vpc(id, owner, newTags, cidrs, ipv6Cidrs, isDefault);
  }

  public Vpc withIpv6(List<String> blocks) {
    return new Vpc(id, owner, tags, cidrs, blocks, isDefault);
  }

  /** The first block is the primary one. */
  public Vpc withIpv4(List<String> blocks) {
    return new Vpc(id, owner, tags, blocks, ipv6Cidrs, isDefault);
  }

  public boolean hasIpv6() {
    return !ipv6Cidrs.isEmpty();
  }

  @Override
  public String resourceType() {
    return "vpc";
  }
}
