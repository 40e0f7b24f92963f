package dev.rolegate.ec2.aws.uses;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Instance;
import dev.rolegate.model.Interface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeStaleSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.StaleSecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** The interfaces and instances of a VPC, a thousand a call. */
public final class VpcMembers {
  private static final int PAGE = 1000;

  /** The most that EC2 takes for stale groups. */
  private static final int STALE_PAGE = 255;

  private final Ec2Client client;

  public VpcMembers(Ec2Client client) {
    this.client = client;
  }

  /** In every status, those of services included. */
  public List<Interface> interfaces(String vpcId) {
    List<Interface> all = new ArrayList<>();
    for (DescribeNetworkInterfacesResponse page :
        client.describeNetworkInterfacesPaginator(
            request ->
                request.filters(Ec2Holders.filter("vpc-id", List.of(vpcId))).maxResults(PAGE))) {
      Answers.given(page.hasNetworkInterfaces(), page.networkInterfaces())
          .forEach(one -> all.add(member(one)));
    }
    return all;
  }

  private static Interface member(NetworkInterface one) {
    String instance = one.attachment() == null ? null : one.attachment().instanceId();
    return new Interface(
        one.networkInterfaceId(),
        one.groups().stream().map(GroupIdentifier::groupId).collect(Collectors.toSet()),
        text(one.statusAsString()),
        text(instance),
        manager(one),
        text(one.description()),
        addresses(one),
        publicAddresses(one),
        tags(one.tagSet()));
  }

  /** An interface that a service made names its requester; one of EKS Auto Mode its operator. */
  private static String manager(NetworkInterface one) {
    if (one.operator() != null && one.operator().principal() != null) {
      return one.operator().principal();
    }
    return Boolean.TRUE.equals(one.requesterManaged()) ? text(one.requesterId()) : "";
  }

  private static List<Cidr> addresses(NetworkInterface one) {
    List<Cidr> found = new ArrayList<>();
    one.privateIpAddresses().forEach(address -> host(found, address.privateIpAddress(), "/32"));
    one.ipv6Addresses().forEach(address -> host(found, address.ipv6Address(), "/128"));
    one.ipv4Prefixes().forEach(prefix -> host(found, prefix.ipv4Prefix(), ""));
    one.ipv6Prefixes().forEach(prefix -> host(found, prefix.ipv6Prefix(), ""));
    return found.stream().sorted().distinct().toList();
  }

  private static List<Cidr> publicAddresses(NetworkInterface one) {
    List<Cidr> found = new ArrayList<>();
    if (one.association() != null) {
      host(found, one.association().publicIp(), "/32");
    }
    for (NetworkInterfacePrivateIpAddress address : one.privateIpAddresses()) {
      if (address.association() != null) {
        host(found, address.association().publicIp(), "/32");
      }
    }
    return found.stream().sorted().distinct().toList();
  }

  private static void host(List<Cidr> found, String address, String length) {
    if (address == null) {
      return;
    }
    try {
      found.add(Cidr.parse(address + length));
    } catch (IllegalArgumentException e) {
      throw SdkClientException.create("an interface has the address " + address, e);
    }
  }

  /** In every state but terminated. */
  public List<Instance> instances(String vpcId) {
    List<Instance> all = new ArrayList<>();
    for (DescribeInstancesResponse page :
        client.describeInstancesPaginator(
            request ->
                request.filters(Ec2Holders.filter("vpc-id", List.of(vpcId))).maxResults(PAGE))) {
      for (Reservation reservation : Answers.given(page.hasReservations(), page.reservations())) {
        reservation.instances().stream()
            .filter(VpcMembers::isAlive)
            .forEach(one -> all.add(member(one)));
      }
    }
    return all;
  }

  private static boolean isAlive(software.amazon.awssdk.services.ec2.model.Instance one) {
    return one.state() == null || one.state().name() != InstanceStateName.TERMINATED;
  }

  private static Instance member(software.amazon.awssdk.services.ec2.model.Instance one) {
    String state = one.state() == null ? "" : text(one.state().nameAsString());
    return new Instance(one.instanceId(), state, tags(one.tags()));
  }

  /** Groups that rules name and that EC2 calls stale. */
  public Set<String> staleReferences(String vpcId) {
    List<StaleSecurityGroup> all = new ArrayList<>();
    for (DescribeStaleSecurityGroupsResponse page :
        client.describeStaleSecurityGroupsPaginator(
            request -> request.vpcId(vpcId).maxResults(STALE_PAGE))) {
      all.addAll(Answers.given(page.hasStaleSecurityGroupSet(), page.staleSecurityGroupSet()));
    }
    return all.stream()
        .flatMap(
            group ->
                Stream.concat(
                    group.staleIpPermissions().stream(), group.staleIpPermissionsEgress().stream()))
        .flatMap(permission -> permission.userIdGroupPairs().stream())
        .map(UserIdGroupPair::groupId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, String> tags(List<Tag> answer) {
    Map<String, String> tags = new TreeMap<>();
    answer.forEach(tag -> tags.put(tag.key(), text(tag.value())));
    return tags;
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }
}
