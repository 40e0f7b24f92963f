package dev.rolegate.sim.action;

import dev.rolegate.sim.state.Entity;
import dev.rolegate.sim.wire.Ec2Error;

/** The kinds of resource ids, with their form and the error for one that is malformed [D]. */
public enum IdKind {
  VPC("vpc", "InvalidVpcID.Malformed"),
  SUBNET("subnet", "InvalidSubnetID.Malformed"),
  INTERFACE("eni", "InvalidNetworkInterfaceId.Malformed"),
  ATTACHMENT("eni-attach", "InvalidAttachmentID.Malformed"),
  INSTANCE("i", "InvalidInstanceID.Malformed"),
  IMAGE("ami", "InvalidAMIID.Malformed"),
  LAUNCH_TEMPLATE("lt", "InvalidLaunchTemplateId.Malformed"),
  PREFIX_LIST("pl", "InvalidPrefixListId.Malformed"),
  PEERING("pcx", "InvalidVpcPeeringConnectionId.Malformed"),
  GROUP("sg", "InvalidGroupId.Malformed"),
  RULE("sgr", "InvalidSecurityGroupRuleId.Malformed");

  private final String prefix;
  private final String malformed;

  IdKind(String prefix, String malformed) {
    this.prefix = prefix;
    this.malformed = malformed;
  }

  public String prefix() {
    return prefix;
  }

  public boolean fits(String id) {
    return id.matches(prefix + "-([0-9a-f]{8}|[0-9a-f]{17})");
  }

  /**
   * Refuses an id of another kind, and one of this kind that cannot exist. VPCs and subnets are
   * looked for whatever follows the prefix [R].
   */
  public String check(String id) {
    switch (this) {
      case GROUP -> ResourceIds.checkGroupId(id);
      case PREFIX_LIST -> ResourceIds.checkPrefixListId(id);
      default -> {
        if (!id.startsWith(prefix + "-")) {
          throw Ec2Error.client(
              malformed, "Invalid id: \"" + id + "\" (expecting \"" + prefix + "-...\")");
        }
        if (this != VPC && this != SUBNET && !fits(id)) {
          throw Ec2Error.client(malformed, "Invalid id: \"" + id + "\"");
        }
      }
    }
    return id;
  }

  /** The kind of resource in an ARN, by the prefix of its id; {@code *} for an unknown prefix. */
  static String resourceType(String id) {
    return switch (id.replaceAll("-[^-]*$", "")) {
      case "vpc" -> "vpc";
      case "subnet" -> "subnet";
      case "eni" -> "network-interface";
      case "i" -> "instance";
      case "ami" -> "image";
      case "lt" -> "launch-template";
      case "pl" -> "prefix-list";
      case "pcx" -> "vpc-peering-connection";
      case "sg" -> "security-group";
      case "sgr" -> "security-group-rule";
      default -> "*";
    };
  }

  /** The resource of this id that the caller owns. */
  public <E extends Entity> E find(Call call, Class<E> kind, String id) {
    return call.state()
        .find(kind, id)
        .filter(entity -> entity.owner().equals(call.account()))
        .orElseThrow(() -> ResourceIds.notFound(id));
  }
}
