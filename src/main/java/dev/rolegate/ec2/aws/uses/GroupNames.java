package dev.rolegate.ec2.aws.uses;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * Finds the groups that a launch names by their names, which EC2 looks up in the default VPC alone.
 * EC2 is asked when the first name comes.
 */
final class GroupNames {
  private final Search search;
  private Map<String, String> ids;

  GroupNames(Search search) {
    this.search = search;
  }

  /** Ids of what stands for groups: ids as they are, names of sought groups as their ids. */
  Set<String> ids(Collection<String> namesOrIds) {
    Set<String> found = new TreeSet<>();
    for (String one : namesOrIds) {
      // No group's name begins so.
      String id = one.startsWith("sg-") ? one : byName().get(key(one));
      if (id != null) {
        found.add(id);
      }
    }
    return found;
  }

  private Map<String, String> byName() {
    if (ids == null) {
      Ec2Client client = search.client(Service.EC2, Ec2Client::builder);
      ids = isDefault(client) ? names(client) : Map.of();
    }
    return ids;
  }

  private boolean isDefault(Ec2Client client) {
    DescribeVpcsResponse answer = client.describeVpcs(request -> request.vpcIds(search.vpcId()));
    Vpc vpc =
        Answers.given(answer.hasVpcs(), answer.vpcs()).stream()
            .filter(one -> search.vpcId().equals(one.vpcId()))
            .findFirst()
            .orElseThrow(() -> unsaid("is there"));
    if (vpc.isDefault() == null) {
      throw unsaid("is the default VPC");
    }
    return vpc.isDefault();
  }

  private SdkClientException unsaid(String what) {
    return SdkClientException.create(
        "DescribeVpcs does not say whether " + search.vpcId() + " " + what);
  }

  private Map<String, String> names(Ec2Client client) {
    Map<String, String> names = new HashMap<>();
    for (List<String> chunk : Chunks.of(search.groupIds(), Ec2Holders.GROUPS)) {
      for (DescribeSecurityGroupsResponse page :
          client.describeSecurityGroupsPaginator(
              request ->
                  request
                      .filters(Ec2Holders.filter("group-id", chunk))
                      .maxResults(Ec2Holders.PAGE))) {
        Answers.given(page.hasSecurityGroups(), page.securityGroups())
            .forEach(group -> names.put(key(group.groupName()), group.groupId()));
      }
    }
    return names;
  }

  /** EC2 compares names without case. */
  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
