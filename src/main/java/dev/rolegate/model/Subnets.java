package dev.rolegate.model;

import java.util.List;

/**
 * Address blocks of a VPC's subnets, of both families, or why they are not known.
 *
 * @param unknown why they are not known, as a clause; empty where they are known
 */
public record Subnets(List<Cidr> blocks, String unknown) {
  /** Nobody has looked. */
  public static final Subnets UNKNOWN = unknown("they were not looked for");

  public Subnets {
    blocks = blocks.stream().sorted().toList();
  }

  public static Subnets of(List<Cidr> blocks) {
    return new Subnets(blocks, "");
  }

  /**
   * @param why as a clause
   */
  public static Subnets unknown(String why) {
    return new Subnets(List.of(), why);
  }

  public boolean isKnown() {
    return unknown.isEmpty();
  }
}
