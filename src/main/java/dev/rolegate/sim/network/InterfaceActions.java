package dev.rolegate.sim.network;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.Idempotency;
import dev.rolegate.sim.action.TagParams;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.state.Subnet;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** CreateNetworkInterface and DeleteNetworkInterface. */
final class InterfaceActions implements ActionTable.Family {
  private final GroupSets groups;

  InterfaceActions(GroupSets groups) {
    this.groups = groups;
  }

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write("CreateNetworkInterface", Bucket.INTERFACE, this::create),
        Action.write("DeleteNetworkInterface", Bucket.MUTATING, this::delete));
  }

  private Consumer<Xml> create(Call call) {
    Params params = call.params();
    String subnetId = IdKind.SUBNET.check(params.required("SubnetId"));
    List<String> groupIds = params.list("SecurityGroupId");
    String description = params.string("Description").orElse("");
    Optional<String> address = params.string("PrivateIpAddress");
    boolean ipv6 = params.integer("Ipv6AddressCount").filter(count -> count > 0).isPresent();
    String type = params.string("InterfaceType").orElse("interface");
    Tags tags = TagParams.specified(params, "network-interface");
    Idempotency once = Idempotency.read(call, "CreateNetworkInterface");
    if (!List.of("interface", "efa", "efa-only", "trunk", "branch").contains(type)) {
      throw Ec2Error.invalidValue("Value (" + type + ") for parameter interfaceType is invalid.");
    }
    call.ready(call.arn("network-interface", "*"));
    Optional<List<String>> earlier = once.earlier();
    if (earlier.isPresent()) {
      return answer(
          call, IdKind.INTERFACE.find(call, NetworkInterface.class, earlier.get().get(0)));
    }
    Subnet subnet = IdKind.SUBNET.find(call, Subnet.class, subnetId);
    String privateIp = Addresses.next(call.state(), subnet, address);
    NetworkInterface made =
        new NetworkInterface(
            call.world().ids().next("eni"),
            call.account(),
            tags,
            subnet.vpcId(),
            subnetId,
            subnet.zone(),
            description,
            type,
            Optional.empty(),
            groups.forNewInterface(call, subnet, groupIds),
            privateIp,
            ipv6 ? ipv6(subnet, privateIp) : Optional.empty(),
            true,
            Optional.empty());
    call.put(made);
    once.remember(List.of(made.id()));
    return answer(call, made);
  }

  private static Optional<String> ipv6(Subnet subnet, String privateIp) {
    if (subnet.ipv6Cidr().isEmpty()) {
      throw Ec2Error.invalidValue(
          "The subnet '" + subnet.id() + "' does not have an IPv6 CIDR block.");
    }
    return Addresses.ipv6(subnet, privateIp);
  }

  private static Consumer<Xml> answer(Call call, NetworkInterface made) {
    return xml -> {
      xml.struct("networkInterface", one -> InterfaceXml.writeNew(one, call, made));
      xml.optional("clientToken", call.params().string("ClientToken"));
    };
  }

  private Consumer<Xml> delete(Call call) {
    String id = IdKind.INTERFACE.check(call.params().required("NetworkInterfaceId"));
    call.ready(call.arn("network-interface", id));
    NetworkInterface found = IdKind.INTERFACE.find(call, NetworkInterface.class, id);
    Managed.refuse(found);
    if (found.attachment().isPresent()) {
      throw Ec2Error.invalidValue("Network interface '" + id + "' is currently in use.");
    }
    call.remove(found);
    return xml -> xml.element("return", true);
  }
}
