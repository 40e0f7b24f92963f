"""CreateSecurityGroup outside the default VPC."""

from .harness import Case, MISSING_VPC, client, tags, unique, where


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
