package dev.rolegate.cli.report;

import java.util.List;

/** What an assessment is made from besides the groups themselves, without which there is none. */
public enum Source {
  RULE_IDS("ids of rules", Source.OBSERVE, "ec2:DescribeSecurityGroupRules"),
  RANGES("address blocks of the VPC", Source.OBSERVE, "ec2:DescribeVpcs"),
  SUBNETS("subnets", Source.OBSERVE, "ec2:DescribeSubnets"),
  PREFIX_LISTS("content of prefix lists", Source.OBSERVE, "ec2:GetManagedPrefixListEntries"),
  INTERFACES("network interfaces", Source.OBSERVE, "ec2:DescribeNetworkInterfaces"),
  INSTANCES("instances", Source.ORPHANS, "ec2:DescribeInstances"),
  STALE_REFERENCES(
      "rules for groups that are gone", Source.ORPHANS, "ec2:DescribeStaleSecurityGroups"),
  LAUNCH_TEMPLATES("launch templates", Source.ORPHANS, "ec2:DescribeLaunchTemplateVersions"),
  OTHER_SERVICES("services of AWS that name groups before they use them", Source.ORPHANS),
  DOCUMENTS("documents", "");

  private static final String OBSERVE = "deploy/iam/observe.json";
  private static final String ORPHANS = "deploy/iam/orphans.json";

  private final String what;
  private final String policy;
  private final List<String> actions;

  Source(String what, String policy, String... actions) {
    this.what = what;
    this.policy = policy;
    this.actions = List.of(actions);
  }

  /** It was not looked at. */
  public Gap gap(String why, String remedy) {
    return new Gap(what, why, remedy);
  }

  /** It was not allowed. */
  public Gap denied(String why) {
    return gap(why, "allow " + String.join(" and ", actions) + ", as " + policy + " does");
  }
}
