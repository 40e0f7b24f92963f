package dev.rolegate.ec2.aws.uses;

import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The collectors that nobody can switch off: EC2's own knowledge, 200 groups a call. */
final class Ec2Collectors {
  private Ec2Collectors() {}

  static void interfaces(Search search) {
    Ec2Holders holders = holders(search);
    inChunks(
        search, "DescribeNetworkInterfaces", List.of(Ec2Holders.INTERFACE), holders::interfaces);
  }

  static void references(Search search) {
    Ec2Holders holders = holders(search);
    inChunks(
        search,
        "DescribeSecurityGroupReferences",
        List.of(Ec2Holders.PEERING, Ec2Holders.TRANSIT),
        holders::references);
  }

  static void associations(Search search) {
    Ec2Holders holders = holders(search);
    inChunks(
        search,
        "DescribeSecurityGroupVpcAssociations",
        List.of(Ec2Holders.ASSOCIATION),
        holders::associations);
  }

  private static Ec2Holders holders(Search search) {
    return new Ec2Holders(search.client(Service.EC2, Ec2Client::builder), search);
  }

  private static void inChunks(
      Search search, String action, List<String> kinds, Consumer<List<String>> look) {
    search.look(
        Service.EC2,
        action,
        kinds,
        () -> Chunks.of(search.groupIds(), Ec2Holders.GROUPS).forEach(look));
  }
}
