package dev.rolegate.sim.state;

/**
 * Lets a security group be used in a further VPC.
 *
 * @param owner the group's account
 * @param state {@code associating}, {@code associated}, {@code disassociating}, {@code
 *     disassociated} or {@code association-failed}
 */
public record GroupVpcAssociation(
    String owner, String groupId, String vpcId, String vpcOwner, String state)
    implements AdmitsGroup {

  /** EC2 gives these no id; this one serves the tables only. */
  @Override
  public String id() {
    return idOf(groupId, vpcId);
  }

  public static String idOf(String groupId, String vpcId) {
    return groupId + "@" + vpcId;
  }

  @Override
  public boolean admits(String group, String vpc) {
    return state.equals("associated") && groupId.equals(group) && vpcId.equals(vpc);
  }

  @Override
  public boolean uses(String group) {
    return groupId.equals(group) && !isOver();
  }

  public boolean isOver() {
    return state.equals("disassociated") || state.equals("association-failed");
  }

  public GroupVpcAssociation in(String newState) {
    return new GroupVpcAssociation(owner, groupId, vpcId, vpcOwner, newState);
  }

  @Override
  public Tags tags() {
    return Tags.NONE;
  }

  @Override
  public GroupVpcAssociation withTags(Tags none) {
    return this;
  }

  @Override
  public String resourceType() {
    return "security-group-vpc-association";
  }
}
