package dev.rolegate.sim.compute;

import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.Lookup;
import dev.rolegate.sim.compute.LaunchSpec.InterfaceSpec;
import dev.rolegate.sim.network.Addresses;
import dev.rolegate.sim.network.GroupSets;
import dev.rolegate.sim.state.Attachment;
import dev.rolegate.sim.state.Instance;
import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.state.Subnet;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.wire.Ec2Error;
import java.util.List;
import java.util.Optional;

/** Makes one instance after the other with its interfaces; groups are checked here, at launch. */
final class Launcher {
  private final Call call;
  private final GroupSets groups;
  private final LaunchSpec spec;
  private final Optional<String> clientToken;

  Launcher(Call call, GroupSets groups, LaunchSpec spec, Optional<String> clientToken) {
    this.call = call;
    this.groups = groups;
    this.spec = spec;
    this.clientToken = clientToken;
  }

  Instance launch(String reservationId, int index) {
    String id = call.world().ids().next("i");
    Optional<NetworkInterface> primary = Optional.empty();
    for (InterfaceSpec one : spec.allInterfaces()) {
      NetworkInterface made = one.existingId().isPresent() ? existing(id, one) : created(id, one);
      call.put(made);
      if (one.deviceIndex() == 0) {
        primary = Optional.of(made);
      }
    }
    NetworkInterface first = primary.orElseThrow();
    Instance.Launch launch =
        new Instance.Launch(
            spec.imageId().orElseThrow(),
            spec.type(),
            spec.keyName(),
            clientToken,
            spec.instanceProfileArn());
    Instance instance =
        new Instance(
            id,
            call.account(),
            spec.instanceTags(),
            reservationId,
            index,
            Optional.of(first.vpcId()),
            Optional.of(first.subnetId()),
            Optional.of(first.privateIp()),
            first.zone(),
            launch,
            call.now(),
            Instance.State.PENDING,
            Optional.empty());
    call.put(instance);
    return instance;
  }

  private NetworkInterface created(String instanceId, InterfaceSpec one) {
    Subnet subnet = subnet(one.subnetId());
    List<String> members = groups.forLaunch(call, subnet, one.groupIds(), spec.groupNames());
    String address = Addresses.next(call.state(), subnet, one.privateIp());
    return new NetworkInterface(
        call.world().ids().next("eni"),
        call.account(),
        spec.interfaceTags(),
        subnet.vpcId(),
        subnet.id(),
        subnet.zone(),
        one.description(),
        one.type(),
        Optional.empty(),
        members,
        address,
        one.ipv6() ? Addresses.ipv6(subnet, address) : Optional.empty(),
        true,
        Optional.of(attachment(instanceId, one, true)));
  }

  private NetworkInterface existing(String instanceId, InterfaceSpec one) {
    String id = IdKind.INTERFACE.check(one.existingId().orElseThrow());
    NetworkInterface found = IdKind.INTERFACE.find(call, NetworkInterface.class, id);
    if (found.attachment().isPresent()) {
      throw Ec2Error.client("InvalidNetworkInterface.InUse", "Interface: [" + id + "] in use.");
    }
    return found.withAttachment(Optional.of(attachment(instanceId, one, false)));
  }

  /** Interfaces made by a launch go with the instance unless told otherwise; others stay [D]. */
  private Attachment attachment(String instanceId, InterfaceSpec one, boolean deletedByDefault) {
    return new Attachment(
        call.world().ids().next("eni-attach"),
        Optional.of(instanceId),
        call.account(),
        one.deviceIndex(),
        one.deleteOnTermination().orElse(deletedByDefault),
        call.now());
  }

  private Subnet subnet(Optional<String> id) {
    return id.isPresent()
        ? IdKind.SUBNET.find(call, Subnet.class, IdKind.SUBNET.check(id.get()))
        : defaultSubnet();
  }

  private Subnet defaultSubnet() {
    Vpc vpc =
        Lookup.defaultVpc(call)
            .orElseThrow(
                () ->
                    Ec2Error.client(
                        "VPCIdNotSpecified",
                        "No default VPC for this user. GroupName is only supported for"
                            + " EC2-Classic and default VPC."));
    return call.state().owned(Subnet.class, call.account()).stream()
        .filter(one -> one.vpcId().equals(vpc.id()) && one.isDefault())
        .filter(one -> spec.zone().map(one.zone()::equals).orElse(true))
        .min((one, other) -> one.zone().compareTo(other.zone()))
        .orElseThrow(
            () ->
                Ec2Error.client(
                    "MissingInput",
                    "No subnets found for the default VPC '%s'. Please specify a subnet."
                        .formatted(vpc.id())));
  }
}
