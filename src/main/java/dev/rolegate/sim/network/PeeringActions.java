package dev.rolegate.sim.network;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.Listing;
import dev.rolegate.sim.action.ResourceIds;
import dev.rolegate.sim.action.TagParams;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.state.VpcPeering;
import dev.rolegate.sim.state.VpcPeering.Side;
import dev.rolegate.sim.state.VpcPeering.Status;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Filters;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Xml;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * VPC peering within a Region, also between accounts: create, accept, reject, delete, describe.
 * Only an active connection lets rules refer to groups on the other side; one that is deleted
 * leaves them stale [D].
 */
final class PeeringActions implements ActionTable.Family {
  private static final Duration PENDING_FOR = Duration.ofDays(7);
  private static final Duration VISIBLE_AFTER_END = Duration.ofHours(2);
  private static final Listing<VpcPeering> LISTING =
      Listing.of(VpcPeering.class, IdKind.PEERING, "VpcPeeringConnectionId", call -> filters())
          .showing((call, one) -> one.involves(call.account()));

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write("CreateVpcPeeringConnection", Bucket.MUTATING, this::create),
        Action.write("AcceptVpcPeeringConnection", Bucket.MUTATING, this::accept),
        Action.write("RejectVpcPeeringConnection", Bucket.MUTATING, this::reject),
        Action.write("DeleteVpcPeeringConnection", Bucket.MUTATING, this::delete),
        Action.listing("DescribeVpcPeeringConnections", this::describe));
  }

  private Consumer<Xml> create(Call call) {
    Params params = call.params();
    String vpcId = IdKind.VPC.check(params.required("VpcId"));
    String peerId = IdKind.VPC.check(params.required("PeerVpcId"));
    String peerOwner = params.string("PeerOwnerId").orElse(call.account());
    String peerRegion = params.string("PeerRegion").orElse(call.region());
    Tags tags = TagParams.specified(params, "vpc-peering-connection");
    if (!peerRegion.equals(call.region())) {
      throw Ec2Error.invalidValue(
          "Value (%s) for parameter peerRegion is invalid. The simulator peers VPCs of one Region"
                  .formatted(peerRegion)
              + " only; security groups cannot be referred to across Regions.");
    }
    call.ready(call.arn("vpc-peering-connection", "*"));
    Vpc vpc = IdKind.VPC.find(call, Vpc.class, vpcId);
    refuseSecond(call.state(), vpcId, peerId);
    Optional<Vpc> peer =
        call.state().find(Vpc.class, peerId).filter(one -> one.owner().equals(peerOwner));
    boolean possible =
        peer.filter(one -> !one.id().equals(vpcId) && !overlap(vpc, one)).isPresent();
    VpcPeering made =
        new VpcPeering(
            call.world().ids().next("pcx"),
            tags,
            new Side(vpcId, call.account(), Optional.of(vpc.cidrs().get(0))),
            new Side(peerId, peerOwner, Optional.empty()),
            possible
                ? new Status("pending-acceptance", "Pending Acceptance by " + peerOwner)
                : new Status(
                    "failed",
                    "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range"),
            possible ? Optional.of(call.now().plus(PENDING_FOR)) : Optional.empty());
    call.put(made);
    String id = made.id();
    call.later(PENDING_FOR, state -> expired(state, id));
    Status shown = new Status("initiating-request", "Initiating Request to " + peerOwner);
    return xml ->
        xml.struct("vpcPeeringConnection", item -> PeeringXml.write(item, call, made, shown));
  }

  private static boolean overlap(Vpc one, Vpc other) {
    return one.cidrs().stream()
        .anyMatch(cidr -> other.cidrs().stream().anyMatch(it -> Addresses.overlap(cidr, it)));
  }

  private static void refuseSecond(RegionState state, String vpcId, String peerId) {
    state.all(VpcPeering.class).stream()
        .filter(one -> one.connects(vpcId, peerId) && !one.isOver())
        .findFirst()
        .ifPresent(
            one -> {
              throw Ec2Error.client(
                  "VpcPeeringConnectionAlreadyExists",
                  "A VPC peering connection between the VPCs exists already: " + one.id());
            });
  }

  private static RegionState expired(RegionState state, String id) {
    return state
        .find(VpcPeering.class, id)
        .filter(one -> one.status().code().equals("pending-acceptance"))
        .map(one -> state.with(one.in(new Status("expired", "Expired"))))
        .orElse(state);
  }

  private Consumer<Xml> accept(Call call) {
    VpcPeering found = find(call);
    refuseUnlessAccepter(call, found, "accept");
    checkPending(found, "active");
    Optional<String> cidr =
        call.state().find(Vpc.class, found.accepter().vpcId()).map(vpc -> vpc.cidrs().get(0));
    VpcPeering active = found.accepted(cidr);
    call.put(active);
    return xml -> xml.struct("vpcPeeringConnection", item -> PeeringXml.write(item, call, active));
  }

  private Consumer<Xml> reject(Call call) {
    VpcPeering found = find(call);
    refuseUnlessAccepter(call, found, "reject");
    checkPending(found, "rejected");
    end(call, found, new Status("rejected", "Inactive"));
    return xml -> xml.element("return", true);
  }

  private Consumer<Xml> delete(Call call) {
    VpcPeering found = find(call);
    if (found.isOver()) {
      throw wrongState(found, "deleting");
    }
    end(call, found, new Status("deleted", "Deleted by " + call.account()));
    return xml -> xml.element("return", true);
  }

  private static void end(Call call, VpcPeering found, Status status) {
    call.put(found.in(status));
    call.later(
        VISIBLE_AFTER_END,
        state -> state.find(VpcPeering.class, found.id()).map(state::without).orElse(state));
  }

  private static VpcPeering find(Call call) {
    String id = IdKind.PEERING.check(call.params().required("VpcPeeringConnectionId"));
    call.ready(call.arn("vpc-peering-connection", id));
    return call.state()
        .find(VpcPeering.class, id)
        .filter(one -> one.involves(call.account()))
        .orElseThrow(() -> ResourceIds.notFound(id));
  }

  private static void refuseUnlessAccepter(Call call, VpcPeering found, String verb) {
    if (!found.accepter().account().equals(call.account())) {
      throw Ec2Error.client(
          "OperationNotPermitted",
          "User %s cannot %s peering %s".formatted(call.account(), verb, found.id()));
    }
  }

  private static void checkPending(VpcPeering found, String goal) {
    if (!found.status().code().equals("pending-acceptance")) {
      throw wrongState(found, goal);
    }
  }

  private static Ec2Error wrongState(VpcPeering found, String goal) {
    return Ec2Error.client(
        "InvalidStateTransition",
        "Invalid state transition for %s, attempted to transition from %s to %s"
            .formatted(found.id(), found.status().code(), goal));
  }

  private Consumer<Xml> describe(Call call) {
    Paging.Page<VpcPeering> page = LISTING.page(call);
    return xml ->
        xml.list(
                "vpcPeeringConnectionSet",
                page.items(),
                (item, one) -> PeeringXml.write(item, call, one))
            .optional("nextToken", page.nextToken());
  }

  private static Filters<VpcPeering> filters() {
    Filters<VpcPeering> filters =
        new Filters<VpcPeering>()
            .field("status-code", one -> one.status().code())
            .field("status-message", one -> one.status().message())
            .fields("expiration-time", one -> one.expires().map(Times::text).stream().toList())
            .field("vpc-peering-connection-id", VpcPeering::id)
            .tags(one -> one.tags().values());
    filters
        .field("accepter-vpc-info.vpc-id", one -> one.accepter().vpcId())
        .field("accepter-vpc-info.owner-id", one -> one.accepter().account())
        .fields("accepter-vpc-info.cidr-block", one -> one.accepter().cidr().stream().toList());
    return filters
        .field("requester-vpc-info.vpc-id", one -> one.requester().vpcId())
        .field("requester-vpc-info.owner-id", one -> one.requester().account())
        .fields("requester-vpc-info.cidr-block", one -> one.requester().cidr().stream().toList());
  }
}
