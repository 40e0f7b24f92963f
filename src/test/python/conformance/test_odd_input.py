"""Spellings that a lenient parser would let pass, and combinations that EC2 refuses."""

from .harness import Case, IMAGE, perm, unique, where
from .wire import Wire

WORLD = "0.0.0.0/0"


class OddBlockTest(Case):
    def malformed(self, *blocks, member="v4"):
        for block in blocks:
            with self.subTest(block):
                self.refuses("InvalidParameterValue", self.group(),
                             perm("tcp", 1, **{member: block}),
                             text=f"CIDR block {block} is malformed")

    def test_netmask(self):
        """[R] A netmask is no prefix length."""
        self.malformed("10.0.0.0/255.0.0.0")

    def test_wildcards_and_ranges(self):
        """[R] Address wildcards and ranges are malformed."""
        self.malformed("10.*.*.*", "10.0.0.*/24", "10.0.0.1-5/32", "10.0-1.0.0/16")

    def test_short_and_foreign_notations(self):
        """[R] Short, hexadecimal and decimal addresses are malformed."""
        self.malformed("10/8", "10.1/16", "0xa.0.0.0/8", "167772160/8")

    def test_odd_lengths(self):
        """[R] Lengths are plain numbers."""
        self.malformed("10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/a", "10.0.0.0/8/8", "/8")

    def test_several_blocks_in_one(self):
        """[R] One member is one block."""
        self.malformed("10.0.0.0/8,11.0.0.0/8", "10.0.0.0/8 11.0.0.0/8")

    def test_ipv6_zones_and_brackets(self):
        """[R] Zones, brackets and wildcards are malformed in IPv6."""
        self.malformed("fe80::1%eth0/64", "[::1]/128", "2001:db8::*/64", "2001:db8::/x",
                       member="v6")

    def test_vpc_block(self):
        """[D] Blocks of VPCs are read as strictly."""
        for block in ("10.0.0.0/255.255.0.0", "10.1/16", "10.0.*.*"):
            with self.subTest(block):
                self.fails("InvalidParameterValue", self.ec2.create_vpc, CidrBlock=block)


class OddRuleTest(Case):
    def test_protocols(self):
        """[R] Only the four names and the numbers from 0 to 255 are known."""
        for protocol in ("any", "icmp6", "ip", "esp", "sctp", "tcpx", "1000", "-3", "0x6"):
            with self.subTest(protocol):
                self.refuses("InvalidParameterValue", self.group(), perm(protocol, 1, v4=WORLD))

    def test_control_characters_in_a_description(self):
        """[R] Tabs and line breaks are refused."""
        for text in ("a\tb", "a\nb"):
            self.refuses("InvalidParameterValue", self.group(),
                         perm("tcp", 1, v4=WORLD, description=text))

    def test_ports_of_both_bounds(self):
        """[D] A range may begin and end at any port."""
        group = self.group()
        self.authorize(group, perm("tcp", 65535, v4=WORLD), perm("udp", 0, v4=WORLD))
        self.assertEqual({(r["FromPort"], r["ToPort"]) for r in self.rules(group)},
                         {(65535, 65535), (0, 0)})

    def test_flat_and_permissions_together(self):
        """[R] The flat form and IpPermissions exclude each other, and nothing is added."""
        group = self.group()
        self.fails(("InvalidParameterCombination", "InvalidParameterValue",
                    "InvalidPermission.Malformed"),
                   self.ec2.authorize_security_group_ingress, GroupId=group, IpProtocol="tcp",
                   FromPort=1, ToPort=1, CidrIp="10.0.0.0/8",
                   IpPermissions=[perm("tcp", 2, v4="10.0.0.0/8")])
        self.assertEqual(self.rules(group), [])

    def test_flat_form_with_an_ipv6_block(self):
        """[D] The flat form takes IPv4 only."""
        self.fails("InvalidParameterValue", self.ec2.authorize_security_group_ingress,
                   GroupId=self.group(), IpProtocol="tcp", FromPort=1, ToPort=1, CidrIp="::/0")

    def test_all_traffic_with_ports_on_modify(self):
        """[R] Modify refuses all protocols with specific ports."""
        group = self.group()
        rule = self.rules(group, egress=True)[0]["SecurityGroupRuleId"]
        self.fails("InvalidParameterValue", self.modify, group=group, rule_id=rule,
                   IpProtocol="-1", FromPort=80, ToPort=80, CidrIpv4=WORLD)

    def test_modify_one_rule_twice(self):
        """[I] One rule cannot be changed twice in a call."""
        group = self.group()
        rule = self.authorize(group, perm("tcp", 1, v4=WORLD))[0]["SecurityGroupRuleId"]
        self.fails(("InvalidParameterValue", "InvalidParameterCombination"),
                   self.ec2.modify_security_group_rules, GroupId=group, SecurityGroupRules=[
                       {"SecurityGroupRuleId": rule, "SecurityGroupRule": {
                           "IpProtocol": "tcp", "FromPort": p, "ToPort": p, "CidrIpv4": WORLD}}
                       for p in (2, 3)])


class OddRequestTest(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wire = Wire(cls.region)

    def test_numbers(self):
        """[R] MaxResults must be a number."""
        answer = self.wire.call("DescribeSecurityGroups", MaxResults="many")
        self.assertEqual((answer.status, answer.error()[0]), (400, "InvalidParameterValue"))

    def test_booleans(self):
        """[R] DryRun must be true or false."""
        answer = self.wire.call("DescribeSecurityGroups", DryRun="maybe")
        self.assertEqual((answer.status, answer.error()[0]), (400, "InvalidParameterValue"))

    def test_version(self):
        """[R] A version of the API that does not exist is refused."""
        answer = Wire(self.region, version="1999-01-01").call("DescribeSecurityGroups")
        self.assertEqual((answer.status, answer.error()[0]), (400, "NoSuchVersion"))

    def test_unknown_member_of_a_list(self):
        """[R] Unknown members deep in a list are named too."""
        answer = self.wire.call("AuthorizeSecurityGroupIngress", GroupId=self.group(), **{
            "IpPermissions.1.IpProtocol": "tcp", "IpPermissions.1.FromPort": "1",
            "IpPermissions.1.ToPort": "1", "IpPermissions.1.IpRanges.1.CidrIp": "10.0.0.0/8",
            "IpPermissions.1.IpRanges.1.Colour": "red"})
        self.assertEqual((answer.status, answer.error()[0]), (400, "UnknownParameter"))
        self.assertIn("Colour", answer.error()[1])

    def test_percent_encoding(self):
        """[D] Plus signs and percent codes in the body are decoded."""
        name = unique() + " a+b"
        tree = self.wire.call("CreateSecurityGroup", GroupName=name, GroupDescription="d",
                              VpcId=self.vpc).plain()
        self.assertEqual(self.describe(tree.findtext("groupId"))["GroupName"], name)

    def test_same_id_twice(self):
        """[I] A group asked for twice is answered once."""
        group = self.group()
        seen = self.ec2.describe_security_groups(GroupIds=[group, group])["SecurityGroups"]
        self.assertEqual(len(seen), 1)

    def test_token_of_another_action(self):
        """[I] A token of one action is no token of another."""
        for _ in range(6):
            self.group()
        token = self.ec2.describe_security_groups(MaxResults=5)["NextToken"]
        self.fails(("InvalidNextToken", "InvalidPaginationToken", "InvalidParameterValue"),
                   self.ec2.describe_tags, MaxResults=5, NextToken=token)


class OddLaunchTest(Case):
    region = "ca-central-1"

    def test_groups_by_name_in_the_default_vpc(self):
        """[D] In the default VPC groups are named at launch, and no subnet is needed."""
        name = unique()
        group = self.ec2.create_security_group(GroupName=name, Description="d")["GroupId"]
        made = self.ec2.run_instances(ImageId=IMAGE, MinCount=2, MaxCount=2,
                                      SecurityGroups=[name])["Instances"]
        self.assertEqual([[g["GroupId"] for g in i["SecurityGroups"]] for i in made],
                         [[group], [group]])
        self.assertEqual(made[0]["VpcId"], self.default_vpc())

    def test_groups_of_interfaces_and_of_the_instance(self):
        """[R] Groups belong to the instance or to its interfaces, not to both."""
        group, subnet = self.group(), self.new_subnet()
        self.fails("InvalidParameterCombination", self.ec2.run_instances, ImageId=IMAGE,
                   MinCount=1, MaxCount=1, SecurityGroupIds=[group], NetworkInterfaces=[
                       {"DeviceIndex": 0, "SubnetId": subnet, "Groups": [group]}])

    def test_groups_of_the_interface(self):
        """[D] The interfaces of a launch have groups of their own."""
        group = self.group()
        made = self.ec2.run_instances(
            ImageId=IMAGE, MinCount=1, MaxCount=1, NetworkInterfaces=[
                {"DeviceIndex": 0, "SubnetId": self.new_subnet(), "Groups": [group]}])
        self.assertEqual([g["GroupId"] for g in
                          made["Instances"][0]["NetworkInterfaces"][0]["Groups"]], [group])

    def test_template_with_interfaces(self):
        """[D] A template's interfaces may name the groups."""
        group, subnet = self.group(), self.new_subnet()
        name = unique("lt")
        self.ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData={
            "ImageId": IMAGE, "NetworkInterfaces": [
                {"DeviceIndex": 0, "SubnetId": subnet, "Groups": [group]}]})
        made = self.ec2.run_instances(MinCount=1, MaxCount=1,
                                      LaunchTemplate={"LaunchTemplateName": name})
        self.assertEqual([g["GroupId"] for g in made["Instances"][0]["SecurityGroups"]], [group])

    def test_stopped_instances_hold_their_groups(self):
        """[D] A stopped instance keeps its interface, and with it its groups."""
        group = self.group()
        instance = self.ec2.run_instances(
            ImageId=IMAGE, MinCount=1, MaxCount=1, SubnetId=self.new_subnet(),
            SecurityGroupIds=[group])["Instances"][0]["InstanceId"]

        def state():
            return self.ec2.describe_instances(InstanceIds=[instance])["Reservations"][0][
                "Instances"][0]["State"]["Name"]
        self.until(lambda: state() == "running")
        self.ec2.stop_instances(InstanceIds=[instance])
        self.until(lambda: state() == "stopped")
        self.fails("DependencyViolation", self.ec2.delete_security_group, GroupId=group)

    def test_detached_interface_keeps_its_groups(self):
        """[D] A detached interface is available and still holds its groups."""
        group, subnet = self.group(), self.new_subnet()
        instance = self.ec2.run_instances(ImageId=IMAGE, MinCount=1, MaxCount=1, SubnetId=subnet)[
            "Instances"][0]["InstanceId"]
        interface = self.ec2.create_network_interface(
            SubnetId=subnet, Groups=[group])["NetworkInterface"]["NetworkInterfaceId"]

        def seen():
            return self.ec2.describe_network_interfaces(
                NetworkInterfaceIds=[interface])["NetworkInterfaces"][0]
        self.until(lambda: self.ec2.describe_instances(
            InstanceIds=[instance], Filters=where(instance_state_name="running"))["Reservations"])
        attached = self.ec2.attach_network_interface(
            InstanceId=instance, NetworkInterfaceId=interface, DeviceIndex=1)["AttachmentId"]
        self.until(lambda: seen()["Status"] == "in-use")
        self.ec2.detach_network_interface(AttachmentId=attached)
        self.until(lambda: seen()["Status"] == "available")
        self.assertEqual([g["GroupId"] for g in seen()["Groups"]], [group])
        self.fails("DependencyViolation", self.ec2.delete_security_group, GroupId=group)
