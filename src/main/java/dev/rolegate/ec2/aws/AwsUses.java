package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.model.GroupUse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroupReference;
import software.amazon.awssdk.services.ec2.model.SecurityGroupVpcAssociation;
import software.amazon.awssdk.services.ec2.model.SecurityGroupVpcAssociationState;

/**
 * Collects who holds groups: interfaces, groups of peered VPCs, VPC associations. References of the
 * same VPC are in the snapshot already. A collector that fails makes the answer unknown for the
 * groups that it was asked about, since a deletion must not rest on half an answer.
 */
final class AwsUses {
  private final Ec2Client client;
  private final Errors errors;

  AwsUses(Ec2Client client, Errors errors) {
    this.client = client;
    this.errors = errors;
  }

  Map<String, GroupUse> of(Collection<String> groupIds) {
    Map<String, List<String>> holders = new TreeMap<>();
    Map<String, List<String>> unknown = new TreeMap<>();
    for (List<String> chunk : Requests.chunks(groupIds, AwsEc2.FILTER_VALUES)) {
      chunk.forEach(id -> holders.put(id, new ArrayList<>()));
      chunk.forEach(id -> unknown.put(id, new ArrayList<>()));
      BiConsumer<String, String> held =
          (groupId, holder) -> {
            if (holders.containsKey(groupId)) {
              holders.get(groupId).add(holder);
            }
          };
      Consumer<String> failed = why -> chunk.forEach(id -> unknown.get(id).add(why));
      collect("DescribeNetworkInterfaces", failed, () -> interfaces(chunk, held));
      collect("DescribeSecurityGroupReferences", failed, () -> references(chunk, held));
      collect("DescribeSecurityGroupVpcAssociations", failed, () -> associations(chunk, held));
    }
    Map<String, GroupUse> uses = new TreeMap<>();
    holders.forEach(
        (id, lines) ->
            uses.put(id, new GroupUse(id, lines.stream().sorted().toList(), unknown.get(id))));
    return uses;
  }

  private void collect(String action, Consumer<String> failed, Runnable collector) {
    try {
      collector.run();
    } catch (Ec2Exception | SdkException e) {
      failed.accept(errors.of(action, e).getMessage());
    }
  }

  private void interfaces(List<String> groupIds, BiConsumer<String, String> held) {
    client
        .describeNetworkInterfacesPaginator(
            request ->
                request.filters(Requests.filter("group-id", groupIds)).maxResults(AwsEc2.PAGE))
        .networkInterfaces()
        .forEach(
            found ->
                found
                    .groups()
                    .forEach(group -> held.accept(group.groupId(), interfaceLine(found))));
  }

  private static String interfaceLine(NetworkInterface found) {
    String where = "interface " + found.networkInterfaceId();
    if (found.attachment() != null && found.attachment().instanceId() != null) {
      return where + " (in use by " + found.attachment().instanceId() + ")";
    }
    if (Boolean.TRUE.equals(found.requesterManaged()) && found.description() != null) {
      return where + " (" + found.description() + ")";
    }
    return where + " (" + found.statusAsString() + ")";
  }

  private void references(List<String> groupIds, BiConsumer<String, String> held) {
    client
        .describeSecurityGroupReferences(request -> request.groupId(groupIds))
        .securityGroupReferenceSet()
        .forEach(found -> held.accept(found.groupId(), referenceLine(found)));
  }

  private static String referenceLine(SecurityGroupReference found) {
    String over =
        found.vpcPeeringConnectionId() != null
            ? found.vpcPeeringConnectionId()
            : found.transitGatewayId();
    return "rules of groups in " + found.referencingVpcId() + (over == null ? "" : " over " + over);
  }

  private void associations(List<String> groupIds, BiConsumer<String, String> held) {
    client
        .describeSecurityGroupVpcAssociationsPaginator(
            request ->
                request.filters(Requests.filter("group-id", groupIds)).maxResults(AwsEc2.PAGE))
        .securityGroupVpcAssociations()
        .forEach(
            found -> {
              if (isHolding(found)) {
                held.accept(
                    found.groupId(),
                    "association with " + found.vpcId() + " (" + found.stateAsString() + ")");
              }
            });
  }

  private static boolean isHolding(SecurityGroupVpcAssociation found) {
    return found.state() != SecurityGroupVpcAssociationState.DISASSOCIATED
        && found.state() != SecurityGroupVpcAssociationState.ASSOCIATION_FAILED;
  }
}
