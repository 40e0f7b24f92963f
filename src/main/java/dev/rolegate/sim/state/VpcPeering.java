package dev.rolegate.sim.state;

import java.time.Instant;
import java.util.Optional;

/** A VPC peering connection between two VPCs of one Region. Owned by the requester. */
public record VpcPeering(
    String id, Tags tags, Side requester, Side accepter, Status status, Optional<Instant> expires)
    implements ConnectsVpcs {

  /** One end: a VPC with its primary block, which for the accepter is known once it accepts. */
  public record Side(String vpcId, String account, Optional<String> cidr) {}

  public record Status(String code, String message) {
    public static final Status ACTIVE = new Status("active", "Active");
  }

  @Override
  public String owner() {
    return requester.account();
  }

  @Override
  public boolean connects(String vpcId, String otherVpcId) {
    return requester.vpcId().equals(vpcId) && accepter.vpcId().equals(otherVpcId)
        || requester.vpcId().equals(otherVpcId) && accepter.vpcId().equals(vpcId);
  }

  @Override
  public boolean active() {
    return status.code().equals("active");
  }

  /** The status code, such as {@code active}; what a reference through it shows. */
  @Override
  public String statusCode() {
    return status.code();
  }

  public boolean involves(String account) {
    return requester.account().equals(account) || accepter.account().equals(account);
  }

  /** Whether it is over for good: deleted, rejected, failed or expired. */
  public boolean isOver() {
    return switch (status.code()) {
      case "deleted", "rejected", "failed", "expired" -> true;
      default -> false;
    };
  }

  public VpcPeering in(Status newStatus) {
    return new VpcPeering(id, tags, requester, accepter, newStatus, Optional.empty());
  }

  /** Active; only now the accepter's block is known to both sides. */
  public VpcPeering accepted(Optional<String> accepterCidr) {
    Side other = new Side(accepter.vpcId(), accepter.account(), accepterCidr);
    return new VpcPeering(id, tags, requester, other, Status.ACTIVE, Optional.empty());
  }

  @Override
  public VpcPeering withTags(Tags newTags) {
    return new VpcPeering(id, newTags, requester, accepter, status, expires);
  }

  @Override
  public String resourceType() {
    return "vpc-peering-connection";
  }
}
