package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Uses;
import dev.rolegate.ec2.aws.uses.Access;
import dev.rolegate.ec2.aws.uses.Collectors;
import dev.rolegate.ec2.aws.uses.Service;
import dev.rolegate.ec2.aws.uses.VpcMembers;
import dev.rolegate.model.Instance;
import dev.rolegate.model.Interface;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Uses over the AWS SDK. */
final class UsesConnection implements Uses {
  private final Access access;
  private final Collectors collectors;
  private final Runnable closing;

  /**
   * @param closing frees what the connection holds
   */
  UsesConnection(Access access, Runnable closing) {
    this.access = access;
    this.collectors = new Collectors(access);
    this.closing = closing;
  }

  @Override
  public List<Interface> interfaces(String vpcId) {
    return access.call(Service.EC2, "DescribeNetworkInterfaces", () -> members().interfaces(vpcId));
  }

  @Override
  public List<Instance> instances(String vpcId) {
    return access.call(Service.EC2, "DescribeInstances", () -> members().instances(vpcId));
  }

  @Override
  public Set<String> staleReferences(String vpcId) {
    return access.call(
        Service.EC2, "DescribeStaleSecurityGroups", () -> members().staleReferences(vpcId));
  }

  private VpcMembers members() {
    return new VpcMembers(access.client(Service.EC2, Ec2Client::builder));
  }

  @Override
  public UseReport collect(UseCollector collector, String vpcId, Set<String> groupIds) {
    return collectors.collect(collector, vpcId, groupIds);
  }

  @Override
  public void close() {
    closing.run();
  }
}
