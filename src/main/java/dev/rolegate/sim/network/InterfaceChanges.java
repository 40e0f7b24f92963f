package dev.rolegate.sim.network;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.Attachment;
import dev.rolegate.sim.state.Instance;
import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * ModifyNetworkInterfaceAttribute, AttachNetworkInterface and DetachNetworkInterface. Groups given
 * to the first replace the whole set [D].
 */
final class InterfaceChanges implements ActionTable.Family {
  private final GroupSets groups;

  InterfaceChanges(GroupSets groups) {
    this.groups = groups;
  }

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write("ModifyNetworkInterfaceAttribute", Bucket.INTERFACE, this::modify),
        Action.write("AttachNetworkInterface", Bucket.MUTATING, this::attach),
        Action.write("DetachNetworkInterface", Bucket.MUTATING, this::detach));
  }

  private Consumer<Xml> modify(Call call) {
    Params params = call.params();
    String id = IdKind.INTERFACE.check(params.required("NetworkInterfaceId"));
    List<String> groupIds = params.list("SecurityGroupId");
    boolean hasGroups = params.has("SecurityGroupId");
    Optional<String> description = params.struct("Description").string("Value");
    Optional<Boolean> check = params.struct("SourceDestCheck").optionalFlag("Value");
    Params attachment = params.struct("Attachment");
    Optional<String> attachmentId = attachment.string("AttachmentId");
    Optional<Boolean> delete = attachment.optionalFlag("DeleteOnTermination");
    boolean hasAttachment = attachmentId.isPresent() || delete.isPresent();
    refuseAllButOne(hasGroups, description.isPresent(), check.isPresent(), hasAttachment);
    if (hasAttachment && (attachmentId.isEmpty() || delete.isEmpty())) {
      throw Ec2Error.missing(
          attachmentId.isEmpty() ? "Attachment.AttachmentId" : "Attachment.DeleteOnTermination");
    }
    call.ready(call.arn("network-interface", id));
    NetworkInterface found = IdKind.INTERFACE.find(call, NetworkInterface.class, id);
    Managed.refuse(found);
    if (hasGroups) {
      call.put(found.withGroups(groups.forInterface(call, found.vpcId(), groupIds)));
    }
    description.ifPresent(text -> call.put(found.withDescription(text)));
    check.ifPresent(on -> call.put(found.withSourceDestCheck(on)));
    delete.ifPresent(on -> call.put(deleting(found, attachmentId.orElseThrow(), on)));
    return xml -> xml.element("return", true);
  }

  private static NetworkInterface deleting(NetworkInterface found, String id, boolean on) {
    Attachment attachment =
        found.attachment().filter(one -> one.id().equals(id)).orElseThrow(() -> noAttachment(id));
    return found.withAttachment(Optional.of(attachment.withDeleteOnTermination(on)));
  }

  /** One attribute in a call [D]. */
  private static void refuseAllButOne(boolean... given) {
    int count = 0;
    for (boolean one : given) {
      count += one ? 1 : 0;
    }
    if (count == 0) {
      throw Ec2Error.combination("No attributes specified.");
    }
    if (count > 1) {
      throw Ec2Error.combination("Fields for multiple attribute types specified");
    }
  }

  private Consumer<Xml> attach(Call call) {
    String id = IdKind.INTERFACE.check(call.params().required("NetworkInterfaceId"));
    String instanceId = IdKind.INSTANCE.check(call.params().required("InstanceId"));
    call.params().required("DeviceIndex");
    int index = call.params().integer("DeviceIndex").orElseThrow();
    call.ready(call.arn("network-interface", id));
    NetworkInterface found = IdKind.INTERFACE.find(call, NetworkInterface.class, id);
    Instance instance = IdKind.INSTANCE.find(call, Instance.class, instanceId);
    Managed.refuse(found);
    checkAttachable(call, found, instance, index);
    Attachment attachment =
        new Attachment(
            call.world().ids().next("eni-attach"),
            Optional.of(instanceId),
            instance.owner(),
            index,
            false,
            call.now());
    call.put(found.withAttachment(Optional.of(attachment)));
    return xml -> xml.element("attachmentId", attachment.id()).element("networkCardIndex", 0);
  }

  private static void checkAttachable(
      Call call, NetworkInterface found, Instance instance, int index) {
    if (found.attachment().isPresent()) {
      throw Ec2Error.client(
          "InvalidNetworkInterface.InUse", "Interface: [" + found.id() + "] in use.");
    }
    if (instance.isEnding()) {
      throw Ec2Error.client(
          "IncorrectState", "Instance '" + instance.id() + "' is not 'running' or 'stopped'.");
    }
    if (!instance.zone().equals(found.zone())) {
      throw Ec2Error.combination(
          "You may not attach a network interface to an instance if they are not in the same"
              + " availability zone");
    }
    boolean taken =
        call.state().all(NetworkInterface.class).stream()
            .filter(one -> one.isAttachedTo(instance.id()))
            .flatMap(one -> one.attachment().stream())
            .anyMatch(one -> one.deviceIndex() == index);
    if (taken) {
      throw Ec2Error.invalidValue(
          "Instance '%s' already has an interface attached at device index '%d'."
              .formatted(instance.id(), index));
    }
  }

  private Consumer<Xml> detach(Call call) {
    String id = IdKind.ATTACHMENT.check(call.params().required("AttachmentId"));
    call.params().flag("Force");
    call.ready();
    NetworkInterface found =
        call.state().owned(NetworkInterface.class, call.account()).stream()
            .filter(one -> one.attachment().filter(it -> it.id().equals(id)).isPresent())
            .findFirst()
            .orElseThrow(() -> noAttachment(id));
    Managed.refuseDetach(found);
    if (found.attachment().orElseThrow().deviceIndex() == 0) {
      throw Ec2Error.client(
          "OperationNotPermitted", "The network interface at device index 0 cannot be detached.");
    }
    call.put(found.withAttachment(Optional.empty()));
    return xml -> xml.element("return", true);
  }

  private static Ec2Error noAttachment(String id) {
    return Ec2Error.client(
        "InvalidAttachmentID.NotFound",
        "The interface attachment with ID '" + id + "' does not exist");
  }
}
