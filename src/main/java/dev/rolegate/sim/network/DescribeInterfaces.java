package dev.rolegate.sim.network;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.Listing;
import dev.rolegate.sim.state.Attachment;
import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.state.NetworkInterface.Manager;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.wire.Filters;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** DescribeNetworkInterfaces. Interfaces hidden by their service show up only on request [D]. */
final class DescribeInterfaces implements ActionTable.Family {
  private static final Listing<NetworkInterface> LISTING =
      Listing.of(
              NetworkInterface.class,
              IdKind.INTERFACE,
              "NetworkInterfaceId",
              DescribeInterfaces::filters)
          .eitherIdsOrPages();

  @Override
  public Collection<Action> actions() {
    return List.of(Action.listing("DescribeNetworkInterfaces", this::describe));
  }

  private Consumer<Xml> describe(Call call) {
    boolean all = call.params().flag("IncludeManagedResources");
    Paging.Page<NetworkInterface> page =
        LISTING.page(call, (params, one) -> all || one.manager().filter(Manager::hidden).isEmpty());
    return xml ->
        xml.list(
                "networkInterfaceSet",
                page.items(),
                (item, one) -> InterfaceXml.write(item, call, one))
            .optional("nextToken", page.nextToken());
  }

  private static Filters<NetworkInterface> filters(Call call) {
    Filters<NetworkInterface> filters =
        new Filters<NetworkInterface>()
            .field("availability-zone", NetworkInterface::zone)
            .field("availability-zone-id", one -> Zones.idOf(call.region(), one.zone()))
            .field("description", NetworkInterface::description)
            .fields("group-id", NetworkInterface::groups)
            .fields("group-name", one -> groupNames(call, one))
            .field("interface-type", NetworkInterface::type)
            .field("mac-address", NetworkInterface::mac)
            .field("network-interface-id", NetworkInterface::id)
            .field("owner-id", NetworkInterface::owner)
            .field("private-dns-name", one -> InterfaceXml.hostName(one.privateIp(), call.region()))
            .field("private-ip-address", NetworkInterface::privateIp)
            .field("addresses.private-ip-address", NetworkInterface::privateIp)
            .field("addresses.primary", one -> "true")
            .fields("ipv6-addresses.ipv6-address", one -> one.ipv6().stream().toList())
            .field("requester-managed", one -> String.valueOf(one.isManaged()))
            .fields("requester-id", one -> some(one.manager().map(Manager::requesterId)))
            .field(
                "operator.managed",
                one -> String.valueOf(one.manager().flatMap(Manager::principal).isPresent()))
            .fields("operator.principal", one -> some(one.manager().flatMap(Manager::principal)))
            .field("source-dest-check", one -> String.valueOf(one.sourceDestCheck()))
            .field("status", NetworkInterface::status)
            .field("subnet-id", NetworkInterface::subnetId)
            .field("vpc-id", NetworkInterface::vpcId)
            .tags(one -> one.tags().values());
    attachmentFilters(filters);
    associationFilters(filters);
    return filters;
  }

  private static void attachmentFilters(Filters<NetworkInterface> filters) {
    attached(filters, "attachment.attachment-id", one -> Optional.of(one.id()));
    attached(filters, "attachment.attach-time", one -> Optional.of(Times.text(one.since())));
    attached(
        filters,
        "attachment.delete-on-termination",
        one -> Optional.of(String.valueOf(one.deleteOnTermination())));
    attached(
        filters, "attachment.device-index", one -> Optional.of(String.valueOf(one.deviceIndex())));
    attached(filters, "attachment.instance-id", Attachment::instanceId);
    attached(filters, "attachment.instance-owner-id", one -> Optional.of(one.instanceOwner()));
    attached(filters, "attachment.status", one -> Optional.of("attached"));
  }

  /** Elastic IP addresses are not simulated, so no interface matches one of these. */
  private static void associationFilters(Filters<NetworkInterface> filters) {
    for (String name :
        List.of(
            "association.allocation-id",
            "association.association-id",
            "association.ip-owner-id",
            "association.public-ip",
            "association.public-dns-name",
            "addresses.association.owner-id",
            "addresses.association.public-ip")) {
      filters.fields(name, one -> List.of());
    }
  }

  private static void attached(
      Filters<NetworkInterface> filters,
      String name,
      Function<Attachment, Optional<String>> value) {
    filters.fields(name, one -> some(one.attachment().flatMap(value)));
  }

  private static List<String> some(Optional<String> value) {
    return value.stream().toList();
  }

  private static List<String> groupNames(Call call, NetworkInterface one) {
    return one.groups().stream()
        .map(id -> call.state().find(SecurityGroup.class, id))
        .flatMap(Optional::stream)
        .map(SecurityGroup::name)
        .toList();
  }
}
