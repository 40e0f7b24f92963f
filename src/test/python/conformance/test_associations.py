"""Security groups used in other VPCs: associations, and which groups a VPC may use."""

from .harness import Case, MISSING_GROUP, MISSING_VPC, elsewhere, tags, unique, where


class AssociationTest(Case):
    def associate(self, group, vpc):
        self.ec2.associate_security_group_vpc(GroupId=group, VpcId=vpc)
        return self.until(lambda: self.state(group, vpc) == "associated")

    def state(self, group, vpc):
        seen = self.ec2.describe_security_group_vpc_associations(
            Filters=where(group_id=group, vpc_id=vpc))["SecurityGroupVpcAssociations"]
        return seen[0]["State"] if seen else None

    def test_associate(self):
        """[D] Associating answers a state and ends as associated."""
        group, vpc = self.group(), self.new_vpc()
        answer = self.ec2.associate_security_group_vpc(GroupId=group, VpcId=vpc)
        self.assertIn(answer["State"], ("associating", "associated"))
        self.until(lambda: self.state(group, vpc) == "associated")

    def test_described(self):
        """[D] An association tells group, VPC and their owners."""
        group, vpc = self.group(), self.new_vpc()
        self.associate(group, vpc)
        seen = self.ec2.describe_security_group_vpc_associations(
            Filters=where(group_id=group))["SecurityGroupVpcAssociations"]
        owner = self.describe(group)["OwnerId"]
        self.assertEqual([(a["GroupId"], a["VpcId"], a["VpcOwnerId"], a["GroupOwnerId"])
                          for a in seen], [(group, vpc, owner, owner)])

    def test_filters(self):
        """[D] Filters group-owner-id, vpc-owner-id and state."""
        group, vpc = self.group(), self.new_vpc()
        self.associate(group, vpc)
        owner = self.describe(group)["OwnerId"]
        for filters in ({"group_owner_id": owner}, {"vpc_owner_id": owner},
                        {"state": "associated"}, {"vpc_id": vpc}):
            seen = self.ec2.describe_security_group_vpc_associations(
                Filters=where(group_id=group, **filters))["SecurityGroupVpcAssociations"]
            self.assertEqual(len(seen), 1, filters)

    def test_usable_on_interfaces_there(self):
        """[D] An associated group can be used in the other VPC."""
        group, vpc = self.group(), self.new_vpc()
        self.associate(group, vpc)
        made = self.ec2.create_network_interface(SubnetId=self.new_subnet(vpc), Groups=[group])
        self.assertEqual([g["GroupId"] for g in made["NetworkInterface"]["Groups"]], [group])

    def test_holds_the_group(self):
        """[D] A group with an association cannot be deleted."""
        group, vpc = self.group(), self.new_vpc()
        self.associate(group, vpc)
        self.fails("DependencyViolation", self.ec2.delete_security_group, GroupId=group)

    def test_disassociate(self):
        """[D] Disassociating ends the use, and frees the group."""
        group, vpc = self.group(), self.new_vpc()
        self.associate(group, vpc)
        answer = self.ec2.disassociate_security_group_vpc(GroupId=group, VpcId=vpc)
        self.assertIn(answer["State"], ("disassociating", "disassociated"))
        self.until(lambda: self.state(group, vpc) in (None, "disassociated"))
        self.ec2.delete_security_group(GroupId=group)

    def test_disassociate_while_in_use(self):
        """[D] Not while an interface of that VPC has the group."""
        group, vpc = self.group(), self.new_vpc()
        self.associate(group, vpc)
        self.ec2.create_network_interface(SubnetId=self.new_subnet(vpc), Groups=[group])
        try:
            self.ec2.disassociate_security_group_vpc(GroupId=group, VpcId=vpc)
            self.until(lambda: self.state(group, vpc) == "disassociation-failed")
        except self.ec2.exceptions.ClientError as refused:
            self.assertEqual(refused.response["Error"]["Code"], "DependencyViolation")
            self.assertEqual(self.state(group, vpc), "associated")

    def test_default_group(self):
        """[D] Default groups cannot be associated."""
        with self.assertRaises(self.ec2.exceptions.ClientError):
            self.ec2.associate_security_group_vpc(GroupId=self.default_group(self.vpc),
                                                  VpcId=self.new_vpc())

    def test_default_vpc(self):
        """[D] Nor can groups be associated with the default VPC."""
        with self.assertRaises(self.ec2.exceptions.ClientError):
            self.ec2.associate_security_group_vpc(GroupId=self.group(), VpcId=self.default_vpc())

    def test_missing(self):
        """[D] Missing groups and VPCs are told apart."""
        self.fails("InvalidGroup.NotFound", self.ec2.associate_security_group_vpc,
                   GroupId=MISSING_GROUP, VpcId=self.vpc)
        self.fails("InvalidVpcID.NotFound", self.ec2.associate_security_group_vpc,
                   GroupId=self.group(), VpcId=MISSING_VPC)

    def test_group_of_another_account(self):
        """[D] The group must be one's own."""
        self.fails("InvalidGroup.NotFound",
                   elsewhere().associate_security_group_vpc, GroupId=self.group(),
                   VpcId=self.new_vpc(ec2=elsewhere()))

    def for_vpc(self, vpc, **filters):
        return {g["GroupId"]: g for g in self.ec2.get_security_groups_for_vpc(
            VpcId=vpc, Filters=where(**filters))["SecurityGroupForVpcs"]}

    def test_groups_for_a_vpc(self):
        """[D] GetSecurityGroupsForVpc has the VPC's own groups and the associated ones."""
        group, vpc = self.group(), self.new_vpc()
        own = self.group(vpc)
        self.associate(group, vpc)
        seen = self.for_vpc(vpc)
        self.assertEqual(set(seen), {own, group, self.default_group(vpc)})
        self.assertEqual((seen[group]["PrimaryVpcId"], seen[own]["PrimaryVpcId"]),
                         (self.vpc, vpc))

    def test_groups_for_a_vpc_members(self):
        """[D] It tells name, description, owner and tags."""
        name = unique()
        group = self.group(name=name, description="mine",
                           TagSpecifications=tags("security-group", a="b"))
        seen = self.for_vpc(self.vpc, group_id=group)[group]
        self.assertEqual((seen["GroupName"], seen["Description"], seen["Tags"]),
                         (name, "mine", [{"Key": "a", "Value": "b"}]))
        self.assertRegex(seen["OwnerId"], r"^\d{12}$")

    def test_groups_for_a_vpc_filters(self):
        """[D] Filters group-id, group-name, description, owner-id and primary-vpc-id."""
        name, text = unique(), unique("about")
        group = self.group(name=name, description=text)
        for filters in ({"group_id": group}, {"group_name": name}, {"description": text},
                        {"group_name": name, "owner_id": self.describe(group)["OwnerId"]},
                        {"group_name": name, "primary_vpc_id": self.vpc}):
            self.assertEqual(set(self.for_vpc(self.vpc, **filters)), {group}, filters)
        self.assertEqual(self.for_vpc(self.vpc, group_name=name, primary_vpc_id=MISSING_VPC), {})

    def test_groups_for_a_missing_vpc(self):
        """[D] A missing VPC is InvalidVpcID.NotFound."""
        self.fails("InvalidVpcID.NotFound", self.ec2.get_security_groups_for_vpc,
                   VpcId=MISSING_VPC)
