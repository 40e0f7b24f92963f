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
  RULE("sgr", "InvalidSecurityGroupRuleId.Malformed"),
  SPOT_REQUEST("sir", "InvalidSpotInstanceRequestID.Malformed", "[0-9a-z]{8}"),
  SPOT_FLEET("sfr", "InvalidSpotFleetRequestId.Malformed", Forms.UUID),
  FLEET("fleet", "InvalidFleetId.Malformed", Forms.UUID);

  private final String prefix;
  private final String malformed;
  private final String form;

  /** Of what follows the prefix. */
  private static final class Forms {
    private static final String USUAL = "[0-9a-f]{8}|[0-9a-f]{17}";
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  }

  IdKind(String prefix, String malformed) {
    this(prefix, malformed, Forms.USUAL);
  }

  IdKind(String prefix, String malformed, String form) {
    this.prefix = prefix;
    this.malformed = malformed;
    this.form = form;
  }

  public String prefix() {
    return prefix;
  }

  public boolean fits(String id) {
    return id.matches(prefix + "-(" + form + ")");
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
    return switch (id.replaceAll("^(sfr|fleet)-.*|-[^-]*$", "$1")) {
      case "vpc" -> "vpc";
      case "subnet" -> "subnet";
      case "eni" -> "network-interface";
      case "i" -> "instance";
      case "ami" -> "image";
      case "lt" -> "launch-template";
      case "pl" -> "prefix-list";
      case "pcx" -> "vpc-peering-connection";
      case "sir" -> "spot-instances-request";
      case "sfr" -> "spot-fleet-request";
      case "fleet" -> "fleet";
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
