package dev.rolegate.sim.action;

import dev.rolegate.sim.wire.Ec2Error;

/** Checks the form of resource ids before anything is looked up. */
public final class ResourceIds {
  private ResourceIds() {}

  /**
   * A group id that is not {@code sg-…} is malformed [R]; a well-formed one may still be missing.
   */
  public static void checkGroupId(String id) {
    if (!id.matches("sg-[0-9a-f]{8}|sg-[0-9a-f]{17}")) {
      throw Ec2Error.client(
          "InvalidGroupId.Malformed", "Invalid id: \"" + id + "\" (expecting \"sg-...\")");
    }
  }

  /** No lower-case {@code sgr-} in front, or more than 17 characters after it [E]. */
  static void checkRuleId(String id) {
    if (!id.matches("sgr-[^\\s]{1,17}")) {
      throw Ec2Error.client("InvalidSecurityGroupRuleId.Malformed", "Invalid id: \"" + id + "\"");
    }
  }

  public static void checkVpcId(String id) {
    if (!id.startsWith("vpc-")) {
      throw Ec2Error.client(
          "InvalidVpcID.Malformed", "Invalid id: \"" + id + "\" (expecting \"vpc-...\")");
    }
  }

  public static void checkPrefixListId(String id) {
    if (!id.matches("pl-[0-9a-f]{8}|pl-[0-9a-f]{17}")) {
      throw Ec2Error.client(
          "InvalidPrefixListId.Malformed", "The prefix list ID '" + id + "' is malformed");
    }
  }

  /** The error for a resource of any kind that does not exist, chosen by the id's prefix [D]. */
  public static Ec2Error notFound(String id) {
    String prefix = id.replaceAll("-.*", "");
    return switch (prefix) {
      case "sg" -> Lookup.noGroup(id);
      case "sgr" -> RuleTexts.noRule(id);
      case "vpc" -> missing("InvalidVpcID", "vpc", id);
      case "subnet" -> missing("InvalidSubnetID", "subnet", id);
      case "eni" -> missing("InvalidNetworkInterfaceID", "networkInterface", id);
      case "i" -> missing("InvalidInstanceID", "instance", id);
      case "lt" -> missing("InvalidLaunchTemplateId", "launch template", id);
      case "pl" -> missing("InvalidPrefixListID", "prefix list", id);
      case "pcx" -> missing("InvalidVpcPeeringConnectionID", "vpcPeeringConnection", id);
      case "sir" -> missing("InvalidSpotInstanceRequestID", "spot instance request", id);
      case "sfr" -> missing("InvalidSpotFleetRequestId", "spot fleet request", id);
      case "fleet" -> missing("InvalidFleetId", "fleet", id);
      default -> Ec2Error.client("InvalidID", "The ID '" + id + "' is not valid");
    };
  }

  private static Ec2Error missing(String code, String kind, String id) {
    return Ec2Error.client(code + ".NotFound", "The " + kind + " ID '" + id + "' does not exist");
  }
}
