"""What differs in the default VPC: names as addresses, lenient revokes."""

from .harness import Case, perm, unique, where

WORLD = "0.0.0.0/0"


class DefaultVpcTest(Case):
    region = "eu-central-1"

    @property
    def vpc(self):
        return self.default_vpc()

    def named(self):
        name = unique()
        made = self.ec2.create_security_group(GroupName=name, Description="d")
        return made["GroupId"], name

    def test_there_is_one(self):
        """[D] An account has a default VPC, 172.31.0.0/16, with subnets."""
        vpc = self.ec2.describe_vpcs(VpcIds=[self.vpc])["Vpcs"][0]
        self.assertEqual((vpc["IsDefault"], vpc["CidrBlock"]), (True, "172.31.0.0/16"))
        self.assertTrue(self.ec2.describe_subnets(Filters=where(vpc_id=self.vpc))["Subnets"])

    def test_group_without_vpc(self):
        """[D] Without VpcId a group is made in the default VPC."""
        group, _ = self.named()
        self.assertEqual(self.describe(group)["VpcId"], self.vpc)

    def test_describe_by_name(self):
        """[D] Groups of the default VPC can be described by name."""
        group, name = self.named()
        seen = self.ec2.describe_security_groups(GroupNames=[name])["SecurityGroups"]
        self.assertEqual([g["GroupId"] for g in seen], [group])

    def test_missing_name(self):
        """[R] A name that is not there tells the default VPC."""
        self.fails("InvalidGroup.NotFound", self.ec2.describe_security_groups,
                   GroupNames=["no-such"], text="The security group 'no-such' does not exist in"
                                                f" default VPC '{self.vpc}'")

    def test_name_of_another_vpc(self):
        """[R] Names of groups in other VPCs are not found."""
        name = unique()
        self.group(self.new_vpc(), name=name)
        self.fails("InvalidGroup.NotFound", self.ec2.describe_security_groups, GroupNames=[name])

    def test_authorize_by_name(self):
        """[D] Rules can be added by the group's name."""
        group, name = self.named()
        self.ec2.authorize_security_group_ingress(
            GroupName=name, IpPermissions=[perm("tcp", 22, v4=WORLD)])
        self.assertEqual([r["FromPort"] for r in self.rules(group)], [22])

    def test_authorize_by_missing_name(self):
        """[R] A missing name is InvalidGroup.NotFound."""
        self.fails("InvalidGroup.NotFound", self.ec2.authorize_security_group_ingress,
                   GroupName="no-such", IpPermissions=[perm("tcp", 22, v4=WORLD)],
                   match="'no-such' does not exist in default VPC")

    def test_reference_by_name(self):
        """[D] A rule can refer to a group by name."""
        group, _ = self.named()
        target, name = self.named()
        self.authorize(group, {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1,
                               "UserIdGroupPairs": [{"GroupName": name}]})
        self.assertEqual(self.rules(group)[0]["ReferencedGroupInfo"]["GroupId"], target)

    def test_flat_reference_by_name(self):
        """[D] SourceSecurityGroupName opens TCP, UDP and ICMP wholly."""
        group, _ = self.named()
        target, name = self.named()
        self.ec2.authorize_security_group_ingress(GroupId=group, SourceSecurityGroupName=name)
        self.assertEqual({(r["IpProtocol"], r["FromPort"], r["ToPort"],
                           r["ReferencedGroupInfo"]["GroupId"]) for r in self.rules(group)},
                         {("tcp", 0, 65535, target), ("udp", 0, 65535, target),
                          ("icmp", -1, -1, target)})

    def test_revoke_by_name(self):
        """[D] Rules can be revoked by the group's name."""
        group, name = self.named()
        self.authorize(group, perm("tcp", 22, v4=WORLD))
        self.ec2.revoke_security_group_ingress(
            GroupName=name, IpPermissions=[perm("tcp", 22, v4=WORLD)])
        self.assertEqual(self.rules(group), [])

    def test_revoke_of_a_missing_rule(self):
        """[D] A rule that is not there is no error but UnknownIpPermissions."""
        group, _ = self.named()
        answer = self.revoke(group, perm("tcp", 22, v4="10.0.0.0/8"))
        self.assertIs(answer["Return"], True)
        unknown = answer["UnknownIpPermissions"]
        self.assertEqual([(p["IpProtocol"], p["FromPort"], p["ToPort"],
                           [r["CidrIp"] for r in p["IpRanges"]]) for p in unknown],
                         [("tcp", 22, 22, ["10.0.0.0/8"])])

    def test_revoke_of_some(self):
        """[D] The rules that are there are revoked, the others told."""
        group, _ = self.named()
        self.authorize(group, perm("tcp", 22, v4=WORLD))
        answer = self.revoke(group, perm("tcp", 22, v4=WORLD), perm("tcp", 23, v4=WORLD))
        self.assertEqual(len(answer["RevokedSecurityGroupRules"]), 1)
        self.assertEqual([p["FromPort"] for p in answer["UnknownIpPermissions"]], [23])
        self.assertEqual(self.rules(group), [])

    def test_revoke_of_a_missing_outbound_rule(self):
        """[D] Outbound likewise."""
        group, _ = self.named()
        answer = self.revoke(group, perm("tcp", 22, v4="10.0.0.0/8"), egress=True)
        self.assertEqual([p["FromPort"] for p in answer["UnknownIpPermissions"]], [22])

    def test_descriptions_by_name(self):
        """[D] Descriptions can be updated by the group's name."""
        group, name = self.named()
        self.authorize(group, perm("tcp", 22, v4=WORLD))
        self.ec2.update_security_group_rule_descriptions_ingress(
            GroupName=name, IpPermissions=[perm("tcp", 22, v4=WORLD, description="d")])
        self.assertEqual(self.rules(group)[0]["Description"], "d")

    def test_delete_by_name(self):
        """[D] A group can be deleted by name, which answers its id."""
        group, name = self.named()
        self.assertEqual(self.ec2.delete_security_group(GroupName=name)["GroupId"], group)

    def test_delete_by_missing_name(self):
        """[R] A missing name is InvalidGroup.NotFound."""
        self.fails("InvalidGroup.NotFound", self.ec2.delete_security_group, GroupName="no-such",
                   match="'no-such' does not exist in default VPC")

    def test_default_group_by_name(self):
        """[D] The default group cannot be deleted by name either."""
        self.fails("CannotDelete", self.ec2.delete_security_group, GroupName="default")
