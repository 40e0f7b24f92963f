package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.aws.AwsSettings.Bucket;
import java.util.Map;

/**
 * EC2's request buckets as its API reference publishes them under "Request throttling": one for
 * each action, account and Region. An account's real ones can be larger; Service Quotas shows them.
 */
final class PublishedBuckets {
  /** "Non-mutating actions": reads that are filtered or paged, as all of Rolegate's are. */
  private static final Bucket READ = new Bucket(100, 20);

  /** "Mutating actions" without an entry of their own. */
  private static final Bucket WRITE = new Bucket(50, 5);

  /**
   * Another service with all its actions, by its IAM prefix and a colon. Not all publish their
   * limits; Lambda's 15 a second for all calls but invocations are the smallest that do.
   */
  private static final Bucket SERVICE = new Bucket(20, 8);

  private static final Map<String, Bucket> OWN =
      Map.of(
          // "Resource-intensive actions": the same size as other writes, but pools of their own.
          "AuthorizeSecurityGroupIngress", new Bucket(50, 5),
          "RevokeSecurityGroupIngress", new Bucket(50, 5),
          // "Uncategorized actions", each listed with its own size.
          "DescribeSecurityGroupReferences", new Bucket(20, 5),
          "CreateTags", new Bucket(100, 10),
          "DeleteTags", new Bucket(100, 10));

  private PublishedBuckets() {}

  static Bucket of(String action) {
    Bucket own = OWN.get(action);
    if (own != null) {
      return own;
    }
    if (action.endsWith(":")) {
      return SERVICE;
    }
    return action.startsWith("Describe") || action.startsWith("Get") ? READ : WRITE;
  }
}
