package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupUse;
import dev.rolegate.model.LiveRule;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** EC2 behind another one, which answers every read; what changes something is the subclass's. */
abstract class ForwardingEc2 implements Ec2 {
  protected final Ec2 ec2;

  ForwardingEc2(Ec2 ec2) {
    this.ec2 = ec2;
  }

  @Override
  public Caller caller() {
    return ec2.caller();
  }

  @Override
  public VpcFacts vpc(String vpcId) {
    return ec2.vpc(vpcId);
  }

  @Override
  public List<Cidr> subnets(String vpcId) {
    return ec2.subnets(vpcId);
  }

  @Override
  public List<Group> groups(String vpcId) {
    return ec2.groups(vpcId);
  }

  @Override
  public List<Group> groupsNamed(String vpcId, String groupName) {
    return ec2.groupsNamed(vpcId, groupName);
  }

  @Override
  public List<VpcFacts> vpcs() {
    return ec2.vpcs();
  }

  @Override
  public Map<String, List<LiveRule>> rules(Collection<String> groupIds) {
    return ec2.rules(groupIds);
  }

  @Override
  public Map<String, List<LiveRule>> rulesById(Collection<String> ruleIds) {
    return ec2.rulesById(ruleIds);
  }

  @Override
  public Map<String, Integer> prefixListWeights(Collection<String> prefixListIds) {
    return ec2.prefixListWeights(prefixListIds);
  }

  @Override
  public Map<String, Long> prefixListVersions(Collection<String> prefixListIds) {
    return ec2.prefixListVersions(prefixListIds);
  }

  @Override
  public List<Cidr> prefixListEntries(String prefixListId) {
    return ec2.prefixListEntries(prefixListId);
  }

  @Override
  public Map<String, GroupUse> uses(Collection<String> groupIds) {
    return ec2.uses(groupIds);
  }

  @Override
  public String lastRequestId() {
    return ec2.lastRequestId();
  }

  @Override
  public void close() {
    ec2.close();
  }
}
