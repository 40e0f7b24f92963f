package dev.rolegate.ec2;

import dev.rolegate.model.Instance;
import dev.rolegate.model.Interface;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import java.util.List;
import java.util.Set;

/**
 * Where AWS may use security groups, for one account and Region: read only, in pages, under the
 * request budgets.
 */
public interface Uses extends AutoCloseable {

  /**
   * Every interface of the VPC, in every status, those of services included; one call 1,000.
   *
   * @throws Ec2Exception when one page is missing
   */
  List<Interface> interfaces(String vpcId);

  /**
   * Every instance of the VPC, stopped ones included and terminated ones not; one call 1,000.
   *
   * @throws Ec2Exception when one page is missing
   */
  List<Instance> instances(String vpcId);

  /**
   * Ids of groups that rules of the VPC's groups name and that are gone, or whose VPC is no longer
   * reached; one call 255 groups.
   *
   * @throws Ec2Exception when one page is missing
   */
  Set<String> staleReferences(String vpcId);

  /**
   * What uses these groups, as far as this collector can see. A refusal, a throttle or a page that
   * did not come is in the answer, and never thrown.
   *
   * <p>Waits for tokens of the services' request budgets, so that it may take minutes; not for a
   * thread of the framework. An interrupt ends the wait, and the report is partial.
   *
   * @param collector one that {@link UseCollector#isOfAws looks in AWS}, but {@link
   *     UseCollector#SECURITY_GROUP_RULES}, which is in every snapshot
   * @param groupIds groups of the VPC
   * @throws IllegalArgumentException for another collector
   */
  UseReport collect(UseCollector collector, String vpcId, Set<String> groupIds);

  /** Frees what the connection holds. */
  @Override
  void close();
}
