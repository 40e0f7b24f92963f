package dev.rolegate.sim.action;

import dev.rolegate.sim.wire.Ec2Error;

/** Checks the form of resource ids before anything is looked up. */
final class ResourceIds {
  private ResourceIds() {}

  /**
   * A group id that is not {@code sg-…} is malformed [R]; a well-formed one may still be missing.
   */
  static void checkGroupId(String id) {
    if (!id.matches("sg-[0-9a-f]{8}|sg-[0-9a-f]{17}")) {
      throw Ec2Error.client(
          "InvalidGroupId.Malformed", "Invalid id: \"" + id + "\" (expecting \"sg-...\")");
    }
  }

  /** No lower-case {@code sgr-} in front, or more than 17 characters after it [E]. */
  static void checkRuleId(String id) {
    if (!id.matches("sgr-[^\\s]{1,17}")) {
      throw Ec2Error.client(
          "InvalidSecurityGroupRuleId.Malformed",
          "The security group rule ID '" + id + "' is malformed");
    }
  }

  static void checkVpcId(String id) {
    if (!id.matches("vpc-[0-9a-f]{8}|vpc-[0-9a-f]{17}")) {
      throw Ec2Error.client(
          "InvalidVpcID.Malformed", "Invalid id: \"" + id + "\" (expecting \"vpc-...\")");
    }
  }

  static void checkPrefixListId(String id) {
    if (!id.matches("pl-[0-9a-f]{8}|pl-[0-9a-f]{17}")) {
      throw Ec2Error.client(
          "InvalidPrefixListId.Malformed", "The prefix list ID '" + id + "' is malformed");
    }
  }
}
