"""DeleteSecurityGroup, and the default group of a VPC."""

from .harness import Case, MISSING_GROUP, perm


class DeleteTest(Case):
    def delete(self, group):
        return self.ec2.delete_security_group(GroupId=group)

    def in_use(self, group):
        self.fails("DependencyViolation", self.ec2.delete_security_group, GroupId=group,
                   text=f"resource {group} has a dependent object")

    def test_answer(self):
        """[D] The answer has Return true and the id."""
        group = self.group()
        answer = self.delete(group)
        self.assertIs(answer["Return"], True)
        self.assertEqual(answer["GroupId"], group)

    def test_gone(self):
        """[R] A deleted group is InvalidGroup.NotFound, with its id in the message."""
        group = self.group()
        self.delete(group)
        self.fails("InvalidGroup.NotFound", self.ec2.describe_security_groups, GroupIds=[group],
                   text=f"The security group '{group}' does not exist")

    def test_rules_are_gone_too(self):
        """[D] The rules of a deleted group no longer exist."""
        group = self.group()
        rule = self.authorize(group, perm("tcp", 1, v4="10.0.0.0/8"))[0]["SecurityGroupRuleId"]
        self.delete(group)
        self.fails("InvalidSecurityGroupRuleId.NotFound",
                   self.ec2.describe_security_group_rules, SecurityGroupRuleIds=[rule])

    def test_missing(self):
        """[R] Deleting what does not exist is InvalidGroup.NotFound."""
        self.fails("InvalidGroup.NotFound", self.ec2.delete_security_group, GroupId=MISSING_GROUP,
                   text=f"The security group '{MISSING_GROUP}' does not exist")

    def test_malformed(self):
        """[R] An id that is none is InvalidGroupId.Malformed, not NotFound."""
        self.fails("InvalidGroupId.Malformed", self.ec2.delete_security_group, GroupId="someid",
                   match=r'^Invalid id: "someid"')

    def test_neither_id_nor_name(self):
        """[D] One of GroupId and GroupName is needed."""
        self.fails("MissingParameter", self.raw.delete_security_group)

    def test_default_group(self):
        """[D] A default group cannot be deleted: CannotDelete."""
        group = self.default_group(self.vpc)
        self.fails("CannotDelete", self.ec2.delete_security_group, GroupId=group,
                   text=f'the specified group: "{group}" name: "default" cannot be deleted'
                        " by a user")

    def test_referenced_inbound(self):
        """[R] A group that another's inbound rule names is in use."""
        target, other = self.group(), self.group()
        self.authorize(other, perm("tcp", 1, groups=target))
        self.in_use(target)

    def test_referenced_outbound(self):
        """[D] A group that another's outbound rule names is in use."""
        target, other = self.group(), self.group()
        self.authorize(other, perm("tcp", 1, groups=target), egress=True)
        self.in_use(target)

    def test_free_after_reference_is_revoked(self):
        """[D] Once the reference is gone, delete succeeds."""
        target, other = self.group(), self.group()
        self.authorize(other, perm("tcp", 1, groups=target))
        self.revoke(other, perm("tcp", 1, groups=target))
        self.delete(target)

    def test_free_after_referrer_is_deleted(self):
        """[D] The group that refers may go first."""
        target, other = self.group(), self.group()
        self.authorize(other, perm("tcp", 1, groups=target))
        self.delete(other)
        self.delete(target)

    def test_cycle(self):
        """[D] Of two groups that name each other neither can be deleted."""
        one, two = self.group(), self.group()
        self.authorize(one, perm("tcp", 1, groups=two))
        self.authorize(two, perm("tcp", 1, groups=one))
        self.in_use(one)
        self.in_use(two)

    def test_on_an_interface(self):
        """[D] A group on a network interface is in use, and free once the interface is gone."""
        group = self.group()
        interface = self.ec2.create_network_interface(
            SubnetId=self.new_subnet(), Groups=[group])["NetworkInterface"]["NetworkInterfaceId"]
        self.in_use(group)
        self.ec2.delete_network_interface(NetworkInterfaceId=interface)
        self.delete(group)

    def test_group_with_own_rules(self):
        """[D] A group's own rules to addresses do not hold it."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4="10.0.0.0/8"))
        self.delete(group)

    def test_group_that_refers_to_another(self):
        """[D] Referring to a group does not hold the one that refers."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, groups=self.group()))
        self.delete(group)

    def test_groups_go_with_their_vpc_only_when_deleted(self):
        """[D] A VPC with a group besides its default one cannot be deleted."""
        vpc = self.new_vpc()
        group = self.group(vpc)
        self.fails("DependencyViolation", self.ec2.delete_vpc, VpcId=vpc)
        self.delete(group)
        self.ec2.delete_vpc(VpcId=vpc)


class DefaultGroupTest(Case):
    def test_every_vpc_has_one(self):
        """[D] A new VPC comes with a group called default."""
        seen = self.describe(self.default_group(self.new_vpc()))
        self.assertEqual((seen["GroupName"], seen["Description"]),
                         ("default", "default VPC security group"))

    def test_allows_its_members_in(self):
        """[D] Its inbound rule is all traffic from itself."""
        group = self.default_group(self.new_vpc())
        inbound = self.rules(group)
        self.assertEqual([(r["IpProtocol"], r["ReferencedGroupInfo"]["GroupId"])
                          for r in inbound], [("-1", group)])

    def test_allows_everything_out(self):
        """[D] Its outbound rule is all traffic to 0.0.0.0/0."""
        out = self.rules(self.default_group(self.new_vpc()), egress=True)
        self.assertEqual([(r["IpProtocol"], r["CidrIpv4"]) for r in out], [("-1", "0.0.0.0/0")])

    def test_ipv6_vpc(self):
        """[D] In a VPC with IPv6 it also allows everything to ::/0."""
        out = self.rules(self.default_group(self.new_vpc(ipv6=True)), egress=True)
        self.assertIn("::/0", [r.get("CidrIpv6") for r in out])

    def test_rules_can_be_edited(self):
        """[D] Its rules can be removed and added."""
        group = self.default_group(self.new_vpc())
        self.revoke(group, perm("-1", groups=group))
        self.authorize(group, perm("tcp", 22, v4="10.0.0.0/8"))
        self.assertEqual([r["FromPort"] for r in self.rules(group)], [22])
