package dev.rolegate.sim.action;

import dev.rolegate.sim.iam.Access;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import java.util.Optional;

/** Finds what a request names, or gives EC2's error for it. */
public final class Lookup {
  private Lookup() {}

  /** A VPC of the caller. */
  public static Vpc vpc(Call call, String id) {
    return call.state()
        .find(Vpc.class, id)
        .filter(vpc -> vpc.owner().equals(call.account()))
        .orElseThrow(
            () ->
                Ec2Error.client("InvalidVpcID.NotFound", "The vpc ID '" + id + "' does not exist"));
  }

  public static Optional<Vpc> defaultVpc(Call call) {
    return call.state().owned(Vpc.class, call.account()).stream()
        .filter(Vpc::isDefault)
        .findFirst();
  }

  /** A group of the caller that writes can already see. */
  public static SecurityGroup group(Call call, String id) {
    return call.state()
        .find(SecurityGroup.class, id)
        .filter(group -> group.owner().equals(call.account()))
        .filter(group -> isVisible(call, group))
        .orElseThrow(() -> noGroup(id));
  }

  public static boolean isVisible(Call call, SecurityGroup group) {
    return !group.created().plus(call.behaviour().visibilityLag()).isAfter(call.now())
        || group.isDefault();
  }

  public static Ec2Error noGroup(String id) {
    return Ec2Error.client(
        "InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
  }

  /** A group of the default VPC by its name; without such a VPC names cannot be used [R]. */
  public static SecurityGroup groupNamed(Call call, String name) {
    Vpc vpc =
        defaultVpc(call)
            .orElseThrow(
                () ->
                    Ec2Error.invalidValue(
                        ("Invalid value '%s' for groupName. You may not reference Amazon VPC"
                                + " security groups by name. Please use the corresponding id for"
                                + " this operation.")
                            .formatted(name)));
    return call.state().owned(SecurityGroup.class, call.account()).stream()
        .filter(group -> group.vpcId().equals(vpc.id()))
        .filter(group -> group.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                Ec2Error.client(
                    "InvalidGroup.NotFound",
                    "The security group '%s' does not exist in default VPC '%s'"
                        .formatted(name, vpc.id())));
  }

  /** What {@code GroupId} or {@code GroupName} of a request names; exactly one must be there. */
  record GroupRef(Optional<String> id, Optional<String> name) {
    /**
     * @param idOnly whether the action knows no names, as those on outbound rules
     */
    static GroupRef read(Params params, boolean idOnly) {
      Optional<String> id = params.string("GroupId");
      if (id.filter(String::isEmpty).isPresent()) {
        throw Ec2Error.invalidValue(
            "Value () for parameter groupId is invalid. The value cannot be empty");
      }
      if (idOnly) {
        id.ifPresent(ResourceIds::checkGroupId);
        return new GroupRef(Optional.of(params.required("GroupId")), Optional.empty());
      }
      Optional<String> name = params.string("GroupName").filter(text -> !text.isEmpty());
      if (id.isPresent() && name.isPresent()) {
        throw Ec2Error.combination(
            "The parameter GroupName cannot be used with the parameter GroupId");
      }
      if (id.isEmpty() && name.isEmpty()) {
        throw Ec2Error.missing("groupName or groupId");
      }
      id.ifPresent(ResourceIds::checkGroupId);
      return new GroupRef(id, name);
    }

    /** What permission to change the group is checked on. */
    Access access(Call call) {
      return call.accesses().to("security-group", id.or(() -> idOfNamed(call)).orElse("*"));
    }

    private Optional<String> idOfNamed(Call call) {
      return defaultVpc(call)
          .flatMap(
              vpc ->
                  call.state().owned(SecurityGroup.class, call.account()).stream()
                      .filter(group -> group.vpcId().equals(vpc.id()))
                      .filter(group -> group.name().equalsIgnoreCase(name.orElse("")))
                      .findFirst())
          .map(SecurityGroup::id);
    }

    SecurityGroup find(Call call) {
      return id.map(one -> group(call, one)).orElseGet(() -> groupNamed(call, name.orElseThrow()));
    }
  }
}
