"""VPCs and subnets, peering, references across it and stale rules."""

from .harness import (Case, MISSING_GROUP, MISSING_PEERING, MISSING_SUBNET, MISSING_VPC,
                      OTHER_ACCOUNT, elsewhere, perm, tags, unique, where)


class VpcTest(Case):
    def test_create(self):
        """[D] A VPC has its block, is not the default one and becomes available."""
        made = self.ec2.create_vpc(CidrBlock="10.99.0.0/16",
                                   TagSpecifications=tags("vpc", a="b"))["Vpc"]
        self.assertRegex(made["VpcId"], r"^vpc-[0-9a-f]{17}$")
        seen = self.until(lambda: [v for v in self.ec2.describe_vpcs(
            VpcIds=[made["VpcId"]])["Vpcs"] if v["State"] == "available"])[0]
        self.assertEqual((seen["CidrBlock"], seen["IsDefault"], seen["Tags"]),
                         ("10.99.0.0/16", False, [{"Key": "a", "Value": "b"}]))

    def test_ipv6(self):
        """[D] AWS gives a /56 on request."""
        vpc = self.ec2.describe_vpcs(VpcIds=[self.new_vpc(ipv6=True)])["Vpcs"][0]
        self.assertRegex(vpc["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"], r"/56$")

    def test_block_out_of_range(self):
        """[D] Blocks of VPCs are /16 to /28: InvalidVpc.Range."""
        for block in ("10.0.0.0/8", "10.0.0.0/29"):
            self.fails("InvalidVpc.Range", self.ec2.create_vpc, CidrBlock=block, match=block)

    def test_malformed_block(self):
        """[D] A malformed block is InvalidParameterValue."""
        self.fails("InvalidParameterValue", self.ec2.create_vpc, CidrBlock="10.0.0.0/99")

    def test_missing(self):
        """[D] A missing VPC is InvalidVpcID.NotFound, a malformed one InvalidVpcID.Malformed."""
        self.fails("InvalidVpcID.NotFound", self.ec2.describe_vpcs, VpcIds=[MISSING_VPC],
                   text=f"The vpc ID '{MISSING_VPC}' does not exist")
        self.fails("InvalidVpcID.Malformed", self.ec2.describe_vpcs, VpcIds=["network"])

    def test_filters(self):
        """[D] Filters vpc-id, cidr, is-default, state and tag:<key>."""
        value = unique()
        vpc = self.ec2.create_vpc(CidrBlock="10.98.0.0/16",
                                  TagSpecifications=tags("vpc", mark=value))["Vpc"]["VpcId"]
        for filters in (where(vpc_id=vpc), where(**{"tag:mark": value}),
                        where(vpc_id=vpc, cidr="10.98.0.0/16", is_default="false")):
            seen = self.ec2.describe_vpcs(Filters=filters)["Vpcs"]
            self.assertEqual([v["VpcId"] for v in seen], [vpc])

    def test_delete(self):
        """[D] A deleted VPC is gone, and its default group with it."""
        vpc = self.new_vpc()
        group = self.default_group(vpc)
        self.ec2.delete_vpc(VpcId=vpc)
        self.fails("InvalidVpcID.NotFound", self.ec2.describe_vpcs, VpcIds=[vpc])
        self.fails("InvalidGroup.NotFound", self.ec2.describe_security_groups, GroupIds=[group])

    def test_delete_with_a_subnet(self):
        """[D] A VPC with a subnet cannot be deleted."""
        vpc = self.new_vpc()
        self.new_subnet(vpc)
        self.fails("DependencyViolation", self.ec2.delete_vpc, VpcId=vpc)

    def test_subnet(self):
        """[D] A subnet lies in its VPC's block and counts its free addresses."""
        subnet = self.ec2.describe_subnets(SubnetIds=[self.new_subnet()])["Subnets"][0]
        self.assertEqual((subnet["VpcId"], subnet["AvailableIpAddressCount"]), (self.vpc, 251))
        self.assertTrue(subnet["AvailabilityZone"].startswith(self.region))

    def test_subnet_outside(self):
        """[D] A block outside of the VPC's is InvalidSubnet.Range."""
        self.fails("InvalidSubnet.Range", self.ec2.create_subnet, VpcId=self.vpc,
                   CidrBlock="192.168.0.0/24")

    def test_subnet_twice(self):
        """[R] Overlapping subnets are InvalidSubnet.Conflict."""
        block = self.ec2.describe_subnets(SubnetIds=[self.new_subnet()])["Subnets"][0]["CidrBlock"]
        self.fails("InvalidSubnet.Conflict", self.ec2.create_subnet, VpcId=self.vpc,
                   CidrBlock=block, text=f"The CIDR '{block}' conflicts with another subnet")

    def test_missing_subnet(self):
        """[D] A missing subnet is InvalidSubnetID.NotFound."""
        self.fails("InvalidSubnetID.NotFound", self.ec2.describe_subnets,
                   SubnetIds=[MISSING_SUBNET], match=MISSING_SUBNET)

    def test_delete_subnet_in_use(self):
        """[D] A subnet with an interface cannot be deleted."""
        subnet = self.new_subnet()
        self.ec2.create_network_interface(SubnetId=subnet)
        self.fails("DependencyViolation", self.ec2.delete_subnet, SubnetId=subnet)


class PeeringTest(Case):
    def scene(self, accept=True):
        """A group here, one in a peered VPC, and the peering."""
        theirs = self.new_vpc()
        peering = self.peering(self.vpc, theirs, accept)
        return self.group(), self.group(theirs), theirs, peering

    def test_states(self):
        """[D] A peering waits for its acceptance, then is active."""
        peering = self.peering(self.vpc, self.new_vpc(), accept=False)
        self.until(lambda: self.peering_state(peering) == "pending-acceptance")
        self.ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
        self.until(lambda: self.peering_state(peering) == "active")
        self.ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=peering)
        self.until(lambda: self.peering_state(peering) == "deleted")

    def test_missing(self):
        """[D] A missing peering is InvalidVpcPeeringConnectionID.NotFound."""
        self.fails("InvalidVpcPeeringConnectionID.NotFound",
                   self.ec2.describe_vpc_peering_connections,
                   VpcPeeringConnectionIds=[MISSING_PEERING])

    def test_overlapping_blocks(self):
        """[D] A peering of VPCs whose blocks overlap fails."""
        block = self.ec2.describe_vpcs(VpcIds=[self.vpc])["Vpcs"][0]["CidrBlock"]
        same = self.ec2.create_vpc(CidrBlock=block)["Vpc"]["VpcId"]
        peering = self.ec2.create_vpc_peering_connection(
            VpcId=self.vpc, PeerVpcId=same)["VpcPeeringConnection"]["VpcPeeringConnectionId"]
        self.until(lambda: self.peering_state(peering) == "failed")

    def test_reject(self):
        """[D] A peering can be rejected, and then not be accepted."""
        peering = self.peering(self.vpc, self.new_vpc(), accept=False)
        self.until(lambda: self.peering_state(peering) == "pending-acceptance")
        self.ec2.reject_vpc_peering_connection(VpcPeeringConnectionId=peering)
        self.until(lambda: self.peering_state(peering) == "rejected")
        self.fails("InvalidStateTransition", self.ec2.accept_vpc_peering_connection,
                   VpcPeeringConnectionId=peering)

    def test_reference(self):
        """[D] A group of a peered VPC can be referred to; the rule tells peering and VPC."""
        group, other, theirs, peering = self.scene()
        info = self.authorize(group, perm("tcp", 1, groups=other))[0]["ReferencedGroupInfo"]
        self.assertEqual((info["GroupId"], info["VpcId"], info["VpcPeeringConnectionId"],
                          info["PeeringStatus"]), (other, theirs, peering, "active"))
        pair = self.describe(group)["IpPermissions"][0]["UserIdGroupPairs"][0]
        self.assertEqual((pair["VpcId"], pair["VpcPeeringConnectionId"], pair["PeeringStatus"]),
                         (theirs, peering, "active"))

    def test_reference_within_a_vpc_tells_no_peering(self):
        """[D] Peering members appear only across VPCs."""
        group = self.group()
        info = self.authorize(group, perm("tcp", 1, groups=group))[0]["ReferencedGroupInfo"]
        self.assertNotIn("VpcPeeringConnectionId", info)
        self.assertNotIn("PeeringStatus", info)

    def test_pending_peering(self):
        """[R] Before acceptance: InvalidGroup.NotFound, different networks."""
        group, other, _, _ = self.scene(accept=False)
        self.refuses("InvalidGroup.NotFound", group, perm("tcp", 1, groups=other),
                     text="You have specified two resources that belong to different networks.")

    def test_deleted_peering(self):
        """[R] After the peering is deleted: the same."""
        group, other, _, peering = self.scene()
        self.ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=peering)
        self.until(lambda: self.peering_state(peering) == "deleted")
        self.refuses("InvalidGroup.NotFound", group, perm("tcp", 1, groups=other))

    def test_reference_does_not_hold_the_other_group(self):
        """[D] A group that only a peered VPC refers to can be deleted."""
        group, other, _, _ = self.scene()
        self.authorize(group, perm("tcp", 1, groups=other))
        self.ec2.delete_security_group(GroupId=other)
        self.assertEqual(len(self.rules(group)), 1)

    def references(self, *groups):
        return self.ec2.describe_security_group_references(
            GroupId=list(groups))["SecurityGroupReferenceSet"]

    def test_references(self):
        """[D] DescribeSecurityGroupReferences tells the peered VPC that refers to a group."""
        group, other, _, peering = self.scene()
        self.authorize(group, perm("tcp", 1, groups=other))
        seen = [{k: r[k] for k in ("GroupId", "ReferencingVpcId", "VpcPeeringConnectionId")}
                for r in self.references(other)]
        self.assertEqual(seen, [{"GroupId": other, "ReferencingVpcId": self.vpc,
                                 "VpcPeeringConnectionId": peering}])

    def test_references_within_a_vpc_are_not_told(self):
        """[D] References within a VPC are no part of it."""
        group, other = self.group(), self.group()
        self.authorize(group, perm("tcp", 1, groups=other))
        self.assertEqual(self.references(other), [])

    def test_references_of_a_missing_group(self):
        """[D] A missing group is InvalidGroup.NotFound."""
        self.fails("InvalidGroup.NotFound", self.ec2.describe_security_group_references,
                   GroupId=[MISSING_GROUP])

    def test_references_of_too_many_groups(self):
        """[R] At most 200 groups a call: ResourceCountExceeded."""
        self.fails("ResourceCountExceeded", self.ec2.describe_security_group_references,
                   GroupId=[f"sg-{i:017x}" for i in range(201)],
                   match=r"number of resources allowed for this request \(200\)")

    def stale(self, vpc=None):
        return {g["GroupId"]: g for g in self.ec2.describe_stale_security_groups(
            VpcId=vpc or self.vpc)["StaleSecurityGroupSet"]}

    def test_active_references_are_not_stale(self):
        """[D] A rule is not stale while group and peering are there."""
        group, other, _, _ = self.scene()
        self.authorize(group, perm("tcp", 1, groups=other))
        self.assertNotIn(group, self.stale())

    def test_stale_after_the_group_is_deleted(self):
        """[D] A rule for a deleted group of a peered VPC is stale."""
        group, other, _, peering = self.scene()
        self.authorize(group, perm("tcp", 7, groups=other))
        self.ec2.delete_security_group(GroupId=other)
        seen = self.stale()[group]
        self.assertEqual((seen["GroupName"], seen["VpcId"], seen["Description"]),
                         (self.describe(group)["GroupName"], self.vpc, "a group"))
        permission = seen["StaleIpPermissions"][0]
        self.assertEqual((permission["IpProtocol"], permission["FromPort"], permission["ToPort"]),
                         ("tcp", 7, 7))
        pair = permission["UserIdGroupPairs"][0]
        self.assertEqual((pair["GroupId"], pair["VpcPeeringConnectionId"]), (other, peering))
        self.assertNotIn("UserId", pair)

    def test_stale_after_the_peering_is_deleted(self):
        """[D] A rule across a deleted peering is stale, in either direction."""
        group, other, _, peering = self.scene()
        self.authorize(group, perm("tcp", 1, groups=other), egress=True)
        self.ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=peering)
        self.until(lambda: group in self.stale())
        pair = self.stale()[group]["StaleIpPermissionsEgress"][0]["UserIdGroupPairs"][0]
        self.assertEqual((pair["GroupId"], pair["PeeringStatus"]), (other, "deleted"))

    def test_stale_rules_count_and_can_be_revoked(self):
        """[D] A stale rule is still there until it is revoked, by id for example."""
        group, other, _, _ = self.scene()
        rule = self.authorize(group, perm("tcp", 1, groups=other))[0]["SecurityGroupRuleId"]
        self.ec2.delete_security_group(GroupId=other)
        self.assertEqual(len(self.rules(group)), 1)
        self.ec2.revoke_security_group_ingress(GroupId=group, SecurityGroupRuleIds=[rule])
        self.assertNotIn(group, self.stale())

    def test_stale_rule_is_revoked_by_properties(self):
        """[D] A stale rule can be revoked by its properties as well."""
        group, other, _, _ = self.scene()
        self.authorize(group, perm("tcp", 1, groups=other))
        self.ec2.delete_security_group(GroupId=other)
        self.revoke(group, perm("tcp", 1, groups=other))
        self.assertEqual(self.rules(group), [])

    def test_stale_of_a_missing_vpc(self):
        """[D] A missing VPC is InvalidVpcID.NotFound."""
        self.fails("InvalidVpcID.NotFound", self.ec2.describe_stale_security_groups,
                   VpcId=MISSING_VPC)

    def test_group_of_another_account(self):
        """[D] Across accounts the pair needs UserId; the rule tells the account."""
        theirs = elsewhere()
        their_vpc = self.new_vpc(ec2=theirs)
        peering = self.ec2.create_vpc_peering_connection(
            VpcId=self.vpc, PeerVpcId=their_vpc, PeerOwnerId=OTHER_ACCOUNT)[
                "VpcPeeringConnection"]["VpcPeeringConnectionId"]
        self.until(lambda: self.peering_state(peering) == "pending-acceptance")
        theirs.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
        self.until(lambda: self.peering_state(peering) == "active")
        other, group = self.group(their_vpc, ec2=theirs), self.group()
        made = self.authorize(group, perm("tcp", 1, groups=[
            {"GroupId": other, "UserId": OTHER_ACCOUNT}]))[0]
        self.assertEqual(made["ReferencedGroupInfo"]["UserId"], OTHER_ACCOUNT)
