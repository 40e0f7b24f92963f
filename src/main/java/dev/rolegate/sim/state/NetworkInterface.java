package dev.rolegate.sim.state;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A network interface.
 *
 * @param zone the subnet's Availability Zone
 * @param type such as {@code interface}, {@code lambda} or {@code network_load_balancer}
 * @param manager the service that made it and alone may change it; empty for the user's own
 * @param groups ids of its security groups, in the order in which they were given
 */
public record NetworkInterface(
    String id,
    String owner,
    Tags tags,
    String vpcId,
    String subnetId,
    String zone,
    String description,
    String type,
    Optional<Manager> manager,
    List<String> groups,
    String privateIp,
    Optional<String> ipv6,
    boolean sourceDestCheck,
    Optional<Attachment> attachment)
    implements HoldsGroups {

  /**
   * A service that manages an interface.
   *
   * @param requesterId such as {@code amazon-elb}
   * @param principal the service principal, if the interface has an operator
   * @param hidden whether listings leave it out unless they include managed resources
   */
  public record Manager(String requesterId, Optional<String> principal, boolean hidden) {}

  public NetworkInterface {
    groups = List.copyOf(groups);
  }

  @Override
  public Set<String> groupIds() {
    return Set.copyOf(groups);
  }

  public boolean isManaged() {
    return manager.isPresent();
  }

  /** {@code available}, or {@code in-use} once something is attached. */
  public String status() {
    return attachment.isPresent() ? "in-use" : "available";
  }

  /** A locally administered hardware address made from the id. */
  public String mac() {
    String digits = id.substring(id.length() - 8);
    return "02:%s:%s:%s:%s:%s"
        .formatted(
            id.substring(4, 6),
            digits.substring(0, 2),
            digits.substring(2, 4),
            digits.substring(4, 6),
            digits.substring(6, 8));
  }

  public boolean isAttachedTo(String instanceId) {
    return attachment.flatMap(Attachment::instanceId).filter(instanceId::equals).isPresent();
  }

  @Override
  public NetworkInterface withTags(Tags newTags) {
    return copy(newTags, description, groups, sourceDestCheck, attachment);
  }

  public NetworkInterface withGroups(List<String> newGroups) {
    return copy(tags, description, newGroups, sourceDestCheck, attachment);
  }

  public NetworkInterface withDescription(String text) {
    return copy(tags, text, groups, sourceDestCheck, attachment);
  }

  public NetworkInterface withSourceDestCheck(boolean on) {
    return copy(tags, description, groups, on, attachment);
  }

  public NetworkInterface withAttachment(Optional<Attachment> newAttachment) {
    return copy(tags, description, groups, sourceDestCheck, newAttachment);
  }

  /** The same interface in the hands of a service. */
  public NetworkInterface managed(Manager service, String newType, Attachment held) {
    return new NetworkInterface(
        id,
        owner,
        tags,
        vpcId,
        subnetId,
        zone,
        description,
        newType,
        Optional.of(service),
        groups,
        privateIp,
        ipv6,
        sourceDestCheck,
        Optional.of(held));
  }

  private NetworkInterface copy(
      Tags newTags,
      String newDescription,
      List<String> newGroups,
      boolean newSourceDestCheck,
      Optional<Attachment> newAttachment) {
    return new NetworkInterface(
        id,
        owner,
        newTags,
        vpcId,
        subnetId,
        zone,
        newDescription,
        type,
        manager,
        newGroups,
        privateIp,
        ipv6,
        newSourceDestCheck,
        newAttachment);
  }

  @Override
  public String resourceType() {
    return "network-interface";
  }
}
