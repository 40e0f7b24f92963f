package dev.rolegate.sim.compute;

import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.TagParams;
import dev.rolegate.sim.network.GroupSets;
import dev.rolegate.sim.network.InterfaceXml;
import dev.rolegate.sim.network.Times;
import dev.rolegate.sim.state.Instance;
import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.wire.Xml;
import java.util.List;
import java.util.Optional;

/** Writes instances and reservations. */
final class InstanceXml {
  private InstanceXml() {}

  /** A reservation with some of its instances; its own group set is for EC2-Classic and empty. */
  static void reservation(Xml xml, Call call, List<Instance> instances) {
    Instance first = instances.get(0);
    xml.element("reservationId", first.reservationId())
        .element("ownerId", first.owner())
        .list("groupSet", List.of(), (item, none) -> {})
        .list("instancesSet", instances, (item, one) -> instance(item, call, one));
  }

  static void state(Xml xml, String name, Instance.State state) {
    xml.struct(name, item -> item.element("code", state.code()).element("name", state.label()));
  }

  private static void instance(Xml xml, Call call, Instance one) {
    List<NetworkInterface> interfaces = InstanceLife.interfaces(call.state(), one.id());
    xml.element("instanceId", one.id()).element("imageId", one.launch().imageId());
    state(xml, "instanceState", one.state());
    xml.element(
            "privateDnsName",
            one.privateIp().map(ip -> InterfaceXml.hostName(ip, call.region())).orElse(""))
        .element("dnsName", "")
        .element("reason", one.reason().map(Instance.Reason::message).orElse(""))
        .optional("keyName", one.launch().keyName())
        .element("amiLaunchIndex", one.launchIndex())
        .list("productCodes", List.of(), (item, none) -> {})
        .element("instanceType", one.launch().type())
        .element("launchTime", Times.text(one.launched()))
        .struct(
            "placement",
            place ->
                place
                    .element("availabilityZone", one.zone())
                    .element("groupName", "")
                    .element("tenancy", "default"))
        .struct("monitoring", monitoring -> monitoring.element("state", "disabled"))
        .optional("subnetId", one.subnetId())
        .optional("vpcId", one.vpcId())
        .optional("privateIpAddress", one.privateIp())
        .optional(
            "sourceDestCheck",
            interfaces.stream().findFirst().map(NetworkInterface::sourceDestCheck));
    GroupSets.write(xml, call.state(), InstanceLife.groups(call.state(), one.id()));
    reason(xml, one.reason());
    xml.element("architecture", "x86_64")
        .element("rootDeviceType", "ebs")
        .element("rootDeviceName", "/dev/xvda")
        .list("blockDeviceMapping", List.of(), (item, none) -> {})
        .element("virtualizationType", "hvm")
        .element("clientToken", one.launch().clientToken().orElse(""))
        .element("hypervisor", "xen")
        .list(
            "networkInterfaceSet",
            interfaces,
            (item, it) -> InterfaceXml.inInstance(item, call, it))
        .element("ebsOptimized", false)
        .element("enaSupport", true);
    one.launch()
        .instanceProfileArn()
        .ifPresent(arn -> xml.struct("iamInstanceProfile", item -> item.element("arn", arn)));
    TagParams.write(xml, one.tags());
  }

  private static void reason(Xml xml, Optional<Instance.Reason> reason) {
    reason.ifPresent(
        one ->
            xml.struct(
                "stateReason",
                item -> item.element("code", one.code()).element("message", one.message())));
  }
}
