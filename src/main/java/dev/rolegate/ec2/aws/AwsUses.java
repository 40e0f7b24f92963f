package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.aws.uses.Chunks;
import dev.rolegate.ec2.aws.uses.Ec2Holders;
import dev.rolegate.model.GroupUse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;

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
    for (List<String> chunk : Chunks.of(groupIds, Ec2Holders.GROUPS)) {
      chunk.forEach(id -> holders.put(id, new ArrayList<>()));
      chunk.forEach(id -> unknown.put(id, new ArrayList<>()));
      Ec2Holders found =
          new Ec2Holders(
              client,
              (groupId, kind, holder) -> {
                if (holders.containsKey(groupId)) {
                  holders.get(groupId).add(holder);
                }
              });
      Consumer<String> failed = why -> chunk.forEach(id -> unknown.get(id).add(why));
      collect("DescribeNetworkInterfaces", failed, () -> found.interfaces(chunk));
      collect("DescribeSecurityGroupReferences", failed, () -> found.references(chunk));
      collect("DescribeSecurityGroupVpcAssociations", failed, () -> found.associations(chunk));
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
}
