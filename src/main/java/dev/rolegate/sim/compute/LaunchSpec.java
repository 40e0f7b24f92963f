package dev.rolegate.sim.compute;

import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.TagParams;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be launched, as RunInstances and launch templates spell it: nothing here is looked up.
 * Options without bearing on the network, such as disks, are taken and have no effect.
 */
record LaunchSpec(
    Optional<String> imageId,
    String type,
    Optional<String> keyName,
    List<String> groupIds,
    List<String> groupNames,
    Optional<String> subnetId,
    Optional<String> privateIp,
    Optional<String> zone,
    boolean ipv6,
    Optional<String> instanceProfileArn,
    List<InterfaceSpec> interfaces,
    Map<String, Tags> tags) {
  private static final String INTERFACE = "network-interface";
  private static final Set<String> TAGGED =
      Set.of("instance", INTERFACE, "volume", "spot-instances-request", "elastic-gpu");
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "BlockDeviceMapping",
          "CapacityReservationSpecification",
          "CpuOptions",
          "CreditSpecification",
          "DisableApiStop",
          "EbsOptimized",
          "EnclaveOptions",
          "HibernationOptions",
          "InstanceInitiatedShutdownBehavior",
          "InstanceMarketOptions",
          "InstanceRequirements",
          "KernelId",
          "RamDiskId",
          "RamdiskId",
          "LicenseSpecification",
          "MaintenanceOptions",
          "MetadataOptions",
          "Monitoring",
          "NetworkPerformanceOptions",
          "Placement",
          "PrivateDnsNameOptions",
          "UserData");

  /** One {@code NetworkInterface.N}: either an existing interface or a new one. */
  record InterfaceSpec(
      Optional<String> existingId,
      int deviceIndex,
      List<String> groupIds,
      Optional<String> subnetId,
      Optional<String> privateIp,
      boolean ipv6,
      String description,
      String type,
      Optional<Boolean> deleteOnTermination) {

    static InterfaceSpec read(Params params) {
      params.skim("AssociatePublicIpAddress");
      params.skim("NetworkCardIndex");
      InterfaceSpec spec =
          new InterfaceSpec(
              params.string("NetworkInterfaceId"),
              params.integer("DeviceIndex").orElse(0),
              params.list("SecurityGroupId"),
              params.string("SubnetId"),
              params.string("PrivateIpAddress"),
              params.integer("Ipv6AddressCount").filter(count -> count > 0).isPresent(),
              params.string("Description").orElse(""),
              params.string("InterfaceType").orElse("interface"),
              params.optionalFlag("DeleteOnTermination"));
      if (spec.existingId().isPresent() && !spec.groupIds().isEmpty()) {
        throw Ec2Error.combination(
            "A network interface may not specify a network interface ID and security groups");
      }
      return spec;
    }
  }

  /** Reads the parameters below {@code params} and checks their form. */
  static LaunchSpec read(Params params) {
    Optional<String> zone = params.struct("Placement").string("AvailabilityZone");
    WITHOUT_EFFECT.forEach(params::skim);
    Params profile = params.struct("IamInstanceProfile");
    Optional<String> profileName = profile.string("Name");
    return new LaunchSpec(
        params.string("ImageId"),
        params.string("InstanceType").orElse("m1.small"),
        params.string("KeyName"),
        params.list("SecurityGroupId"),
        params.list("SecurityGroup"),
        params.string("SubnetId"),
        params.string("PrivateIpAddress"),
        zone,
        params.integer("Ipv6AddressCount").filter(count -> count > 0).isPresent(),
        profile.string("Arn").or(() -> profileName),
        params.structs("NetworkInterface").stream().map(InterfaceSpec::read).toList(),
        TagParams.specified(params, TAGGED));
  }

  /** Refuses what cannot be launched whatever there is in the account. */
  void check() {
    String image = imageId.orElseThrow(() -> Ec2Error.missing("ImageId"));
    IdKind.IMAGE.check(image);
    subnetId.ifPresent(IdKind.SUBNET::check);
    groupIds.forEach(IdKind.GROUP::check);
    if (!interfaces.isEmpty() && !(groupIds.isEmpty() && groupNames.isEmpty())) {
      throw Ec2Error.combination(
          "Network interfaces and an instance-level security groups may not be specified on the"
              + " same request");
    }
    if (!interfaces.isEmpty() && subnetId.isPresent()) {
      throw Ec2Error.combination(
          "Network interfaces and an instance-level subnet ID may not be specified on the same"
              + " request");
    }
    if (!groupNames.isEmpty() && subnetId.isPresent()) {
      throw Ec2Error.combination(
          "The parameter groupName cannot be used with the parameter subnet");
    }
    long indexes = interfaces.stream().map(InterfaceSpec::deviceIndex).distinct().count();
    if (indexes < interfaces.size()) {
      throw Ec2Error.invalidValue("Each network interface requires a unique device index.");
    }
    if (!interfaces.isEmpty() && interfaces.stream().noneMatch(one -> one.deviceIndex() == 0)) {
      throw Ec2Error.invalidValue(
          "When specifying network interfaces, you must include a device at index 0.");
    }
  }

  /** The interfaces to make: those that are spelled out, or the one that the instance needs. */
  List<InterfaceSpec> allInterfaces() {
    return interfaces.isEmpty()
        ? List.of(
            new InterfaceSpec(
                Optional.empty(),
                0,
                groupIds,
                subnetId,
                privateIp,
                ipv6,
                "",
                "interface",
                Optional.empty()))
        : interfaces;
  }

  Tags instanceTags() {
    return tags.getOrDefault("instance", Tags.NONE);
  }

  Tags interfaceTags() {
    return tags.getOrDefault(INTERFACE, Tags.NONE);
  }
}
