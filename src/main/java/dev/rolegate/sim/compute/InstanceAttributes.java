package dev.rolegate.sim.compute;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.network.GroupSets;
import dev.rolegate.sim.state.Instance;
import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * ModifyInstanceAttribute and DescribeInstanceAttribute for the attributes that concern the
 * network: the groups, which are those of the only interface, and the source/destination check.
 */
final class InstanceAttributes implements ActionTable.Family {
  private static final List<String> ATTRIBUTES =
      List.of("groupSet", "instanceType", "sourceDestCheck", "rootDeviceName");

  private final GroupSets groups;

  InstanceAttributes(GroupSets groups) {
    this.groups = groups;
  }

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write("ModifyInstanceAttribute", Bucket.MUTATING, this::modify),
        Action.listing("DescribeInstanceAttribute", this::describe));
  }

  private Consumer<Xml> modify(Call call) {
    String id = IdKind.INSTANCE.check(call.params().required("InstanceId"));
    List<String> groupIds = call.params().list("GroupId");
    Optional<Boolean> check = call.params().struct("SourceDestCheck").optionalFlag("Value");
    if (groupIds.isEmpty() && check.isEmpty()) {
      throw Ec2Error.combination("No attributes specified.");
    }
    if (!groupIds.isEmpty() && check.isPresent()) {
      throw Ec2Error.combination("Fields for multiple attribute types specified");
    }
    call.ready(call.arn("instance", id));
    Instance instance = IdKind.INSTANCE.find(call, Instance.class, id);
    if (instance.isEnding()) {
      throw Ec2Error.client(
          "IncorrectInstanceState",
          "The instance '" + id + "' is not in a state from which it can be modified.");
    }
    NetworkInterface only = onlyInterface(call, id);
    call.put(
        check
            .map(only::withSourceDestCheck)
            .orElseGet(() -> only.withGroups(groups.forInterface(call, only.vpcId(), groupIds))));
    return xml -> xml.element("return", true);
  }

  /** Several interfaces must be changed one by one by their own call [R]. */
  private static NetworkInterface onlyInterface(Call call, String id) {
    List<NetworkInterface> all = InstanceLife.interfaces(call.state(), id);
    if (all.size() != 1) {
      throw Ec2Error.client(
          "InvalidInstanceID",
          "There are multiple interfaces attached to instance '%s'. Please specify an interface ID"
                  .formatted(id)
              + " for the operation instead.");
    }
    return all.get(0);
  }

  private Consumer<Xml> describe(Call call) {
    String id = IdKind.INSTANCE.check(call.params().required("InstanceId"));
    String attribute = call.params().required("Attribute");
    if (!ATTRIBUTES.contains(attribute)) {
      throw Ec2Error.invalidValue(
          "Value (%s) for parameter attribute is invalid. Use one of: %s"
              .formatted(attribute, String.join(", ", ATTRIBUTES)));
    }
    call.ready(call.arn("instance", id));
    Instance instance = IdKind.INSTANCE.find(call, Instance.class, id);
    return xml -> {
      xml.element("instanceId", id);
      switch (attribute) {
        case "groupSet" ->
            GroupSets.write(xml, call.state(), InstanceLife.groups(call.state(), id));
        case "instanceType" -> value(xml, attribute, instance.launch().type());
        case "rootDeviceName" -> value(xml, attribute, "/dev/xvda");
        default ->
            value(
                xml,
                attribute,
                InstanceLife.interfaces(call.state(), id).stream()
                    .allMatch(NetworkInterface::sourceDestCheck));
      }
    };
  }

  private static void value(Xml xml, String attribute, Object value) {
    xml.struct(attribute, item -> item.element("value", value));
  }
}
