package dev.rolegate.sim.compute;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.Listing;
import dev.rolegate.sim.network.InterfaceXml;
import dev.rolegate.sim.network.Times;
import dev.rolegate.sim.state.Attachment;
import dev.rolegate.sim.state.Instance;
import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.wire.Filters;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** DescribeInstances. Terminated instances are listed as well, without network and groups. */
final class DescribeInstances implements ActionTable.Family {
  private static final Listing<Instance> LISTING =
      Listing.of(Instance.class, IdKind.INSTANCE, "InstanceId", DescribeInstances::filters)
          .eitherIdsOrPages();

  @Override
  public Collection<Action> actions() {
    return List.of(Action.listing("DescribeInstances", this::describe));
  }

  private Consumer<Xml> describe(Call call) {
    call.params().flag("IncludeManagedResources");
    Paging.Page<Instance> page = LISTING.page(call);
    Map<String, List<Instance>> reservations =
        page.items().stream()
            .collect(
                Collectors.groupingBy(
                    Instance::reservationId, LinkedHashMap::new, Collectors.toList()));
    return xml ->
        xml.list(
                "reservationSet",
                reservations.values(),
                (item, instances) -> InstanceXml.reservation(item, call, instances))
            .optional("nextToken", page.nextToken());
  }

  private static Filters<Instance> filters(Call call) {
    Filters<Instance> filters =
        new Filters<Instance>()
            .field("architecture", one -> "x86_64")
            .field("availability-zone", Instance::zone)
            .fields("client-token", one -> some(one.launch().clientToken()))
            .field("hypervisor", one -> "xen")
            .fields("iam-instance-profile.arn", one -> some(one.launch().instanceProfileArn()))
            .field("image-id", one -> one.launch().imageId())
            .field("instance-id", Instance::id)
            .field("instance-state-code", one -> String.valueOf(one.state().code()))
            .field("instance-state-name", one -> one.state().label())
            .field("instance-type", one -> one.launch().type())
            .fields("instance.group-id", one -> InstanceLife.groups(call.state(), one.id()))
            .fields(
                "instance.group-name",
                one -> names(call, InstanceLife.groups(call.state(), one.id())))
            .fields("key-name", one -> some(one.launch().keyName()))
            .field("launch-index", one -> String.valueOf(one.launchIndex()))
            .field("launch-time", one -> Times.text(one.launched()))
            .field("monitoring-state", one -> "disabled")
            .field("owner-id", Instance::owner)
            .fields(
                "private-dns-name",
                one -> some(one.privateIp().map(ip -> InterfaceXml.hostName(ip, call.region()))))
            .fields("private-ip-address", one -> some(one.privateIp()))
            .fields("reason", one -> some(one.reason().map(Instance.Reason::message)))
            .field("reservation-id", Instance::reservationId)
            .field("root-device-name", one -> "/dev/xvda")
            .field("root-device-type", one -> "ebs")
            .fields("state-reason-code", one -> some(one.reason().map(Instance.Reason::code)))
            .fields("state-reason-message", one -> some(one.reason().map(Instance.Reason::message)))
            .fields("subnet-id", one -> some(one.subnetId()))
            .field("tenancy", one -> "default")
            .field("virtualization-type", one -> "hvm")
            .fields("vpc-id", one -> some(one.vpcId()))
            .tags(one -> one.tags().values());
    interfaceFilters(call, filters);
    attachmentFilters(call, filters);
    return filters;
  }

  private static void interfaceFilters(Call call, Filters<Instance> filters) {
    each(call, filters, "availability-zone", it -> List.of(it.zone()));
    each(call, filters, "description", it -> List.of(it.description()));
    each(call, filters, "group-id", NetworkInterface::groups);
    each(call, filters, "group-name", it -> names(call, it.groups()));
    each(call, filters, "mac-address", it -> List.of(it.mac()));
    each(call, filters, "network-interface-id", it -> List.of(it.id()));
    each(call, filters, "owner-id", it -> List.of(it.owner()));
    each(call, filters, "private-ip-address", it -> List.of(it.privateIp()));
    each(call, filters, "addresses.private-ip-address", it -> List.of(it.privateIp()));
    each(call, filters, "addresses.primary", it -> List.of("true"));
    each(call, filters, "ipv6-addresses.ipv6-address", it -> some(it.ipv6()));
    each(call, filters, "requester-managed", it -> List.of(String.valueOf(it.isManaged())));
    each(call, filters, "status", it -> List.of(it.status()));
    each(call, filters, "source-dest-check", it -> List.of(String.valueOf(it.sourceDestCheck())));
    each(call, filters, "subnet-id", it -> List.of(it.subnetId()));
    each(call, filters, "vpc-id", it -> List.of(it.vpcId()));
  }

  private static void attachmentFilters(Call call, Filters<Instance> filters) {
    attached(call, filters, "attachment-id", Attachment::id);
    attached(call, filters, "attach-time", it -> Times.text(it.since()));
    attached(
        call, filters, "delete-on-termination", it -> String.valueOf(it.deleteOnTermination()));
    attached(call, filters, "device-index", it -> String.valueOf(it.deviceIndex()));
    attached(call, filters, "instance-id", it -> it.instanceId().orElse(""));
    attached(call, filters, "instance-owner-id", Attachment::instanceOwner);
    attached(call, filters, "status", it -> "attached");
  }

  private static void attached(
      Call call, Filters<Instance> filters, String name, Function<Attachment, String> value) {
    each(call, filters, "attachment." + name, it -> some(it.attachment().map(value)));
  }

  /** A filter {@code network-interface.NAME}: any of an instance's interfaces may match. */
  private static void each(
      Call call,
      Filters<Instance> filters,
      String name,
      Function<NetworkInterface, List<String>> values) {
    filters.fields(
        "network-interface." + name,
        one ->
            InstanceLife.interfaces(call.state(), one.id()).stream()
                .flatMap(it -> values.apply(it).stream())
                .toList());
  }

  private static List<String> names(Call call, List<String> groupIds) {
    return groupIds.stream()
        .map(id -> call.state().find(SecurityGroup.class, id))
        .flatMap(Optional::stream)
        .map(SecurityGroup::name)
        .toList();
  }

  private static List<String> some(Optional<String> value) {
    return value.stream().toList();
  }
}
