"""DryRun: each action answers DryRunOperation with 412 and does nothing."""

from .harness import Case, IMAGE, perm, unique, where

WORLD = "0.0.0.0/0"


class DryRunTest(Case):
    def dry(self, call, **parameters):
        self.fails("DryRunOperation", call, status=412, DryRun=True, **parameters,
                   text="Request would have succeeded, but DryRun flag is set.")

    def test_create(self):
        """[D] CreateSecurityGroup."""
        name = unique()
        self.dry(self.ec2.create_security_group, GroupName=name, Description="d", VpcId=self.vpc)
        self.assertEqual(self.found(group_name=name), set())

    def test_delete(self):
        """[D] DeleteSecurityGroup."""
        group = self.group()
        self.dry(self.ec2.delete_security_group, GroupId=group)
        self.describe(group)

    def test_authorize(self):
        """[D] AuthorizeSecurityGroupIngress and -Egress."""
        group = self.bare()
        for call in (self.ec2.authorize_security_group_ingress,
                     self.ec2.authorize_security_group_egress):
            self.dry(call, GroupId=group, IpPermissions=[perm("tcp", 1, v4=WORLD)])
        self.assertEqual(self.rules(group) + self.rules(group, egress=True), [])

    def test_authorize_without_permissions(self):
        """[R] It succeeds with no permissions given at all."""
        self.dry(self.ec2.authorize_security_group_ingress, GroupId=self.group())

    def test_authorize_of_a_duplicate(self):
        """[R] Duplicates are not looked for."""
        self.dry(self.ec2.authorize_security_group_egress, GroupId=self.group(),
                 IpPermissions=[perm("-1", v4=WORLD)])

    def test_revoke(self):
        """[D] RevokeSecurityGroupIngress and -Egress."""
        group = self.group()
        self.dry(self.ec2.revoke_security_group_egress, GroupId=group,
                 IpPermissions=[perm("-1", v4=WORLD)])
        self.dry(self.ec2.revoke_security_group_ingress, GroupId=group,
                 IpPermissions=[perm("-1", v4=WORLD)])
        self.assertEqual(len(self.rules(group, egress=True)), 1)

    def test_modify(self):
        """[D] ModifySecurityGroupRules."""
        group = self.group()
        rule = self.rules(group, egress=True)[0]
        self.dry(self.ec2.modify_security_group_rules, GroupId=group, SecurityGroupRules=[
            {"SecurityGroupRuleId": rule["SecurityGroupRuleId"], "SecurityGroupRule": {
                "IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "CidrIpv4": WORLD}}])
        self.assertEqual(self.rules(group, egress=True), [rule])

    def test_descriptions(self):
        """[D] UpdateSecurityGroupRuleDescriptionsIngress and -Egress."""
        group = self.group()
        for call in (self.ec2.update_security_group_rule_descriptions_ingress,
                     self.ec2.update_security_group_rule_descriptions_egress):
            self.dry(call, GroupId=group, IpPermissions=[perm("-1", v4=WORLD, description="d")])
        self.assertFalse(self.rules(group, egress=True)[0].get("Description"))

    def test_describes(self):
        """[D] The describe actions of groups."""
        group = self.group()
        for call, parameters in (
                (self.ec2.describe_security_groups, {}),
                (self.ec2.describe_security_group_rules, {}),
                (self.ec2.describe_security_group_references, {"GroupId": [group]}),
                (self.ec2.describe_stale_security_groups, {"VpcId": self.vpc}),
                (self.ec2.get_security_groups_for_vpc, {"VpcId": self.vpc}),
                (self.ec2.describe_security_group_vpc_associations, {})):
            with self.subTest(call.__name__):
                self.dry(call, **parameters)

    def test_associations(self):
        """[D] Associate- and DisassociateSecurityGroupVpc."""
        group, vpc = self.group(), self.new_vpc()
        self.dry(self.ec2.associate_security_group_vpc, GroupId=group, VpcId=vpc)
        self.dry(self.ec2.disassociate_security_group_vpc, GroupId=group, VpcId=vpc)
        self.assertEqual(self.ec2.describe_security_group_vpc_associations(
            Filters=where(group_id=group))["SecurityGroupVpcAssociations"], [])

    def test_tags(self):
        """[D] CreateTags, DeleteTags and DescribeTags."""
        group = self.group()
        self.dry(self.ec2.create_tags, Resources=[group], Tags=[{"Key": "a", "Value": "b"}])
        self.dry(self.ec2.delete_tags, Resources=[group])
        self.dry(self.ec2.describe_tags)
        self.assertFalse(self.describe(group).get("Tags"))

    def test_interfaces(self):
        """[D] The interface actions."""
        subnet = self.new_subnet()
        self.dry(self.ec2.create_network_interface, SubnetId=subnet)
        made = self.ec2.create_network_interface(
            SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
        self.dry(self.ec2.modify_network_interface_attribute, NetworkInterfaceId=made,
                 Groups=[self.group()])
        self.dry(self.ec2.describe_network_interfaces)
        self.dry(self.ec2.delete_network_interface, NetworkInterfaceId=made)
        self.assertEqual(len(self.ec2.describe_network_interfaces(
            Filters=where(subnet_id=subnet))["NetworkInterfaces"]), 1)

    def test_instances(self):
        """[D] RunInstances, TerminateInstances, DescribeInstances and ModifyInstanceAttribute."""
        subnet = self.new_subnet()
        self.dry(self.ec2.run_instances, ImageId=IMAGE, MinCount=1, MaxCount=1, SubnetId=subnet)
        made = self.ec2.run_instances(ImageId=IMAGE, MinCount=1, MaxCount=1,
                                      SubnetId=subnet)["Instances"][0]["InstanceId"]
        self.dry(self.ec2.describe_instances)
        self.dry(self.ec2.modify_instance_attribute, InstanceId=made, Groups=[self.group()])
        self.dry(self.ec2.terminate_instances, InstanceIds=[made])

    def test_networks(self):
        """[D] CreateVpc, CreateSubnet, DescribeVpcs, DescribeSubnets and DeleteVpc."""
        self.dry(self.ec2.create_vpc, CidrBlock="10.0.0.0/16")
        self.dry(self.ec2.create_subnet, VpcId=self.vpc, CidrBlock="10.0.0.0/24")
        self.dry(self.ec2.describe_vpcs)
        self.dry(self.ec2.describe_subnets)
        self.dry(self.ec2.delete_vpc, VpcId=self.vpc)

    def test_prefix_lists(self):
        """[D] The prefix list actions."""
        self.dry(self.ec2.create_managed_prefix_list, PrefixListName=unique(), MaxEntries=1,
                 AddressFamily="IPv4")
        listed = self.prefix_list("10.0.0.0/8")
        self.dry(self.ec2.modify_managed_prefix_list, PrefixListId=listed, CurrentVersion=1,
                 RemoveEntries=[{"Cidr": "10.0.0.0/8"}])
        self.dry(self.ec2.describe_managed_prefix_lists)
        self.dry(self.ec2.get_managed_prefix_list_entries, PrefixListId=listed)
        self.dry(self.ec2.get_managed_prefix_list_associations, PrefixListId=listed)
        self.dry(self.ec2.restore_managed_prefix_list_version, PrefixListId=listed,
                 PreviousVersion=1, CurrentVersion=1)
        self.dry(self.ec2.delete_managed_prefix_list, PrefixListId=listed)
        self.assertEqual(self.list_of(listed)["Version"], 1)

    def test_launch_templates(self):
        """[D] CreateLaunchTemplate and DescribeLaunchTemplateVersions."""
        self.dry(self.ec2.create_launch_template, LaunchTemplateName=unique("lt"),
                 LaunchTemplateData={"ImageId": IMAGE})
        made = self.ec2.create_launch_template(
            LaunchTemplateName=unique("lt"),
            LaunchTemplateData={"ImageId": IMAGE})["LaunchTemplate"]["LaunchTemplateId"]
        self.dry(self.ec2.describe_launch_template_versions, LaunchTemplateId=made)

    def test_peering(self):
        """[D] The peering actions."""
        self.dry(self.ec2.create_vpc_peering_connection, VpcId=self.vpc,
                 PeerVpcId=self.new_vpc())
        self.dry(self.ec2.describe_vpc_peering_connections)
