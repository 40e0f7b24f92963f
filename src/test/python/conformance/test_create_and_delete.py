"""CreateSecurityGroup and DeleteSecurityGroup outside the default VPC."""

from .harness import Case, MISSING_GROUP, MISSING_VPC, client, perm, tags, unique, where

REACH = "a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*"


class CreateTest(Case):
    def create(self, **more):
        wanted = {"GroupName": unique(), "Description": "a group", "VpcId": self.vpc, **more}
        return self.ec2.create_security_group(**wanted)

    def refused(self, code, **more):
        checks = {k: more.pop(k) for k in ("text", "match", "status") if k in more}
        wanted = {"GroupName": unique(), "Description": "a group", "VpcId": self.vpc, **more}
        return self.fails(code, self.raw.create_security_group, **checks, **wanted)

    def test_answer_has_id_arn_and_tags(self):
        """[D] The answer carries GroupId, SecurityGroupArn and the tags given."""
        made = self.create(TagSpecifications=tags("security-group", Name="web"))
        self.assertRegex(made["GroupId"], r"^sg-[0-9a-f]{17}$")
        self.assertRegex(made["SecurityGroupArn"],
                         rf"^arn:aws:ec2:{self.region}:\d{{12}}:security-group/{made['GroupId']}$")
        self.assertEqual(made["Tags"], [{"Key": "Name", "Value": "web"}])

    def test_describe_shows_what_was_created(self):
        """[D] DescribeSecurityGroups shows name, description, VPC, owner and ARN."""
        name = unique()
        made = self.create(GroupName=name, Description="for the web")
        seen = self.describe(made["GroupId"])
        self.assertEqual((seen["GroupName"], seen["Description"], seen["VpcId"]),
                         (name, "for the web", self.vpc))
        self.assertRegex(seen["OwnerId"], r"^\d{12}$")
        self.assertEqual(seen["SecurityGroupArn"], made["SecurityGroupArn"])

    def test_new_group_has_no_inbound_rule(self):
        """[D] A new group allows nothing in."""
        self.assertEqual(self.describe(self.group())["IpPermissions"], [])

    def test_new_group_allows_all_ipv4_out(self):
        """[D] A new group in an IPv4 VPC has one outbound rule: everything to 0.0.0.0/0."""
        self.assertEqual(self.describe(self.group())["IpPermissionsEgress"], [
            {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "Ipv6Ranges": [],
             "PrefixListIds": [], "UserIdGroupPairs": []}])

    def test_new_group_in_ipv6_vpc_allows_all_ipv6_out(self):
        """[C] Where the VPC has an IPv6 block, a new group also has -1 to ::/0."""
        vpc = self.new_vpc(ipv6=True)
        out = self.rules(self.group(vpc), egress=True)
        self.assertEqual({r.get("CidrIpv4") or r.get("CidrIpv6") for r in out},
                         {"0.0.0.0/0", "::/0"})
        self.assertEqual({r["IpProtocol"] for r in out}, {"-1"})

    def test_untouched_group_gets_ipv6_rule_when_vpc_gets_ipv6(self):
        """[D] Associating an IPv6 block adds ::/0 to groups whose outbound rules are untouched."""
        vpc = self.new_vpc()
        untouched, touched = self.group(vpc), self.bare(vpc)
        self.ec2.associate_vpc_cidr_block(VpcId=vpc, AmazonProvidedIpv6CidrBlock=True)
        self.until(lambda: [r for r in self.rules(untouched, egress=True)
                            if r.get("CidrIpv6") == "::/0"])
        self.assertEqual(self.rules(touched, egress=True), [])

    def test_same_name_is_duplicate(self):
        """[R] A second group of the name in the VPC is InvalidGroup.Duplicate, with VPC named."""
        name = unique()
        self.create(GroupName=name)
        self.refused("InvalidGroup.Duplicate", GroupName=name,
                     text=f"The security group '{name}' already exists for VPC '{self.vpc}'")

    def test_name_is_case_insensitive(self):
        """[D] Names are case-insensitive: WEB collides with web."""
        name = unique("web")
        self.create(GroupName=name)
        self.refused("InvalidGroup.Duplicate", GroupName=name.upper())

    def test_name_keeps_its_case(self):
        """[D] The name is stored as written."""
        name = unique("Web")
        self.assertEqual(self.describe(self.create(GroupName=name)["GroupId"])["GroupName"], name)

    def test_trailing_spaces_are_trimmed(self):
        """[D] Trailing spaces of a name are trimmed when the group is saved."""
        name = unique()
        made = self.create(GroupName=name + "  ")["GroupId"]
        self.assertEqual(self.describe(made)["GroupName"], name)
        self.refused("InvalidGroup.Duplicate", GroupName=name)

    def test_same_name_in_another_vpc(self):
        """[D] Names are unique per VPC only."""
        name = unique()
        self.create(GroupName=name)
        self.group(self.new_vpc(), name=name)

    def test_name_starting_with_sg_dash(self):
        """[D] A name cannot start with sg-."""
        self.refused("InvalidParameterValue", GroupName="sg-web")

    def test_name_of_255_characters(self):
        """[D] Names may have 255 characters."""
        name = unique().ljust(255, "n")
        self.assertEqual(self.describe(self.create(GroupName=name)["GroupId"])["GroupName"], name)

    def test_name_of_256_characters(self):
        """[D] Names may not have 256 characters."""
        self.refused("InvalidParameterValue", GroupName="n" * 256)

    def test_every_allowed_character_in_a_name(self):
        """[D] All of the documented set is accepted in a name."""
        self.create(GroupName=unique() + " ._-:/()#,@[]+=&;{}!$*")

    def test_refused_characters_in_a_name(self):
        """[D] Characters outside the set are refused in a name."""
        for character in "'\"<>?|%~\\^`":
            with self.subTest(character):
                self.refused("InvalidParameterValue", GroupName=unique() + character)

    def test_description_of_255_characters(self):
        """[D] Descriptions may have 255 characters."""
        self.create(Description="d" * 255)

    def test_description_of_256_characters(self):
        """[D] Descriptions may not have 256 characters."""
        self.refused("InvalidParameterValue", Description="d" * 256)

    def test_every_allowed_character_in_a_description(self):
        """[D] All of the documented set is accepted in a description."""
        self.create(Description="aZ9 ._-:/()#,@[]+=&;{}!$*")

    def test_refused_characters_in_a_description(self):
        """[R] Others give 'Invalid security group description. Valid descriptions …'."""
        for character in "'\"<>?|%~\\":
            with self.subTest(character):
                self.refused("InvalidParameterValue", Description="a" + character,
                             match=r"^Invalid security group description\. Valid descriptions are"
                                   r" strings less than 256 characters from the following set:"
                                   r"\s+a-zA-Z0-9\. _-:/\(\)#,@\[\]\+=&;\{\}!\$\*$")

    def test_non_ascii_description(self):
        """[R] Non-ASCII descriptions are refused with a message of their own."""
        self.refused("InvalidParameterValue", Description="caf\u00e9",
                     text="Value (caf\u00e9) for parameter GroupDescription is invalid."
                          " Character sets beyond ASCII are not supported.")

    def test_non_ascii_name(self):
        """[R] Non-ASCII names are refused likewise."""
        self.refused("InvalidParameterValue", GroupName="caf\u00e9",
                     match="Character sets beyond ASCII are not supported")

    def test_missing_name(self):
        """[R] GroupName is required."""
        self.fails("MissingParameter", self.raw.create_security_group, Description="d",
                   VpcId=self.vpc, text="The request must contain the parameter GroupName")

    def test_missing_description(self):
        """[R] GroupDescription is required."""
        self.fails("MissingParameter", self.raw.create_security_group, GroupName=unique(),
                   VpcId=self.vpc, text="The request must contain the parameter GroupDescription")

    def test_default_is_reserved(self):
        """[D] The name default is reserved: InvalidGroup.Reserved."""
        self.refused("InvalidGroup.Reserved", GroupName="default")

    def test_missing_vpc(self):
        """[D] A VPC that does not exist: InvalidVpcID.NotFound, named."""
        self.refused("InvalidVpcID.NotFound", VpcId=MISSING_VPC,
                     text=f"The vpc ID '{MISSING_VPC}' does not exist")

    def test_malformed_vpc(self):
        """[D] An id that is no VPC id: InvalidVpcID.Malformed, not NotFound."""
        self.refused("InvalidVpcID.Malformed", VpcId="network-1")

    def test_no_default_vpc(self):
        """[D] Without VpcId and without a default VPC: VPCIdNotSpecified."""
        ec2 = client(region="eu-north-1")
        for vpc in ec2.describe_vpcs(Filters=where(is_default="true"))["Vpcs"]:
            for subnet in ec2.describe_subnets(Filters=where(vpc_id=vpc["VpcId"]))["Subnets"]:
                ec2.delete_subnet(SubnetId=subnet["SubnetId"])
            ec2.delete_vpc(VpcId=vpc["VpcId"])
        self.fails("VPCIdNotSpecified", ec2.create_security_group, GroupName=unique(),
                   Description="d", match="No default VPC for this user")

    def test_not_idempotent(self):
        """[D] There is no client token: two calls with two names make two groups."""
        self.assertNotEqual(self.group(), self.group())

    def test_wrong_resource_type_in_tag_specification(self):
        """[D] Only security-group may be tagged by the call."""
        self.refused("InvalidParameterValue", TagSpecifications=tags("instance", a="b"),
                     match="'instance' is not a valid taggable resource type")

    def test_reserved_tag_key(self):
        """[D] Tag keys of aws: are refused, and no group is made."""
        name = unique()
        self.refused(("InvalidTagKey.Malformed", "InvalidParameterValue"), GroupName=name,
                     TagSpecifications=[{"ResourceType": "security-group",
                                         "Tags": [{"Key": "aws:x", "Value": "y"}]}])
        self.assertEqual(self.found(group_name=name), set())

    def test_fifty_one_tags(self):
        """[D] 50 tags are accepted, 51 are TagLimitExceeded."""
        many = [{"Key": f"k{i}", "Value": "v"} for i in range(51)]
        self.create(TagSpecifications=[{"ResourceType": "security-group", "Tags": many[:50]}])
        self.refused("TagLimitExceeded",
                     TagSpecifications=[{"ResourceType": "security-group", "Tags": many}])

    def test_same_tag_key_twice(self):
        """[R] One key twice in a request is refused."""
        self.refused("InvalidParameterValue", TagSpecifications=[
            {"ResourceType": "security-group",
             "Tags": [{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}]}],
            match="[Dd]uplicate tag key")

    def test_name_is_free_after_delete(self):
        """[D] A deleted group's name can be used again."""
        name = unique()
        first = self.group(name=name)
        self.ec2.delete_security_group(GroupId=first)
        self.assertNotEqual(self.group(name=name), first)


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
