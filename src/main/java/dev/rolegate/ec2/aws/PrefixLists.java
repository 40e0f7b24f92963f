package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.aws.uses.Chunks;
import dev.rolegate.model.Cidr;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;

/**
 * What prefix lists hold, and what they count for in the quota of rules: a customer's list its
 * maximum of entries, an AWS-managed one the weight that the VPC guide publishes ("AWS-managed
 * prefix list weight").
 */
final class PrefixLists {
  /** DescribeManagedPrefixLists and GetManagedPrefixListEntries give at most this many a page. */
  private static final int PAGE = 100;

  /** By the last part of the list's name, {@code com.amazonaws.<region or global>.<service>}. */
  private static final Map<String, Integer> AWS_WEIGHTS =
      Map.of(
          "s3", 1,
          "dynamodb", 1,
          "groundstation", 5,
          "vpc-lattice", 10,
          "ipv6.vpc-lattice", 10,
          "cloudfront.origin-facing", 55,
          "ipv6.cloudfront.origin-facing", 55);

  private final Ec2Client client;

  PrefixLists(Ec2Client client) {
    this.client = client;
  }

  /**
   * Weights by id. By filter, not by id: an id that does not exist fails the whole call otherwise,
   * and with it everybody's plan; so it is only missing from the answer.
   */
  Map<String, Integer> weights(Collection<String> ids) {
    Map<String, Integer> weights = new TreeMap<>();
    each(
        ids,
        list -> {
          Integer weight = weight(list);
          if (weight != null) {
            weights.put(list.prefixListId(), weight);
          }
        });
    return weights;
  }

  /** Versions by id; 0 for a list that has none. */
  Map<String, Long> versions(Collection<String> ids) {
    Map<String, Long> versions = new TreeMap<>();
    each(
        ids,
        list -> versions.put(list.prefixListId(), Objects.requireNonNullElse(list.version(), 0L)));
    return versions;
  }

  /** All entries of a list. */
  List<Cidr> entries(String id) {
    return client
        .getManagedPrefixListEntriesPaginator(request -> request.prefixListId(id).maxResults(PAGE))
        .entries()
        .stream()
        .map(entry -> Cidr.parse(entry.cidr()))
        .sorted()
        .toList();
  }

  private void each(Collection<String> ids, Consumer<ManagedPrefixList> use) {
    for (List<String> chunk : Chunks.of(ids, GroupReads.FILTER_VALUES)) {
      client
          .describeManagedPrefixListsPaginator(
              request -> request.filters(Requests.filter("prefix-list-id", chunk)).maxResults(PAGE))
          .prefixLists()
          .forEach(use);
    }
  }

  private static Integer weight(ManagedPrefixList list) {
    if (list.maxEntries() != null) {
      return list.maxEntries();
    }
    String name = list.prefixListName() == null ? "" : list.prefixListName();
    String[] parts = name.split("\\.", 4);
    return parts.length == 4 ? AWS_WEIGHTS.get(parts[3]) : null;
  }
}
