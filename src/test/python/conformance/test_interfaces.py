"""Network interfaces and the groups on them."""

import ipaddress

from .harness import (Case, MISSING_GROUP, MISSING_INTERFACE, MISSING_SUBNET, tags, unique,
                      where)


class InterfaceTest(Case):
    @property
    def subnet(self):
        if getattr(type(self), "_subnet", None) is None:
            type(self)._subnet = self.new_subnet()
        return self._subnet

    def made(self, *groups, **more):
        if groups:
            more["Groups"] = list(groups)
        return self.ec2.create_network_interface(
            SubnetId=more.pop("SubnetId", self.subnet), **more)["NetworkInterface"]

    def seen(self, interface):
        return self.ec2.describe_network_interfaces(
            NetworkInterfaceIds=[interface])["NetworkInterfaces"][0]

    def groups_of(self, interface):
        return {g["GroupId"] for g in self.seen(interface)["Groups"]}

    def put(self, interface, *groups):
        return self.ec2.modify_network_interface_attribute(NetworkInterfaceId=interface,
                                                           Groups=list(groups))

    def put_fails(self, code, interface, *groups, **checks):
        before = self.groups_of(interface)
        self.fails(code, self.raw.modify_network_interface_attribute,
                   NetworkInterfaceId=interface, Groups=list(groups), **checks)
        self.assertEqual(self.groups_of(interface), before)

    def test_create(self):
        """[D] A new interface is available, with its groups by id and name."""
        name = unique()
        group = self.group(name=name)
        made = self.made(group, Description="for a test")
        self.assertEqual(made["Groups"], [{"GroupId": group, "GroupName": name}])
        seen = self.seen(made["NetworkInterfaceId"])
        self.assertEqual((seen["Status"], seen["VpcId"], seen["SubnetId"], seen["Description"],
                          seen["RequesterManaged"], seen["InterfaceType"]),
                         ("available", self.vpc, self.subnet, "for a test", False, "interface"))

    def test_default_group_where_none_is_named(self):
        """[D] Without groups an interface gets the VPC's default group."""
        self.assertEqual([g["GroupId"] for g in self.made()["Groups"]],
                         [self.default_group(self.vpc)])

    def test_missing_group(self):
        """[D] A missing group is refused."""
        self.fails(("InvalidGroup.NotFound", "InvalidSecurityGroupID.NotFound"),
                   self.ec2.create_network_interface, SubnetId=self.subnet,
                   Groups=[MISSING_GROUP], match=MISSING_GROUP)
        self.fails("InvalidGroup.NotFound", self.ec2.describe_security_groups,
                   GroupIds=[MISSING_GROUP])

    def test_malformed_group(self):
        """[D] A malformed group is refused as such."""
        self.fails(("InvalidGroupId.Malformed", "InvalidSecurityGroupId.Malformed"),
                   self.ec2.create_network_interface, SubnetId=self.subnet, Groups=["web"])

    def test_missing_subnet(self):
        """[D] A missing subnet is InvalidSubnetID.NotFound."""
        self.fails("InvalidSubnetID.NotFound", self.ec2.create_network_interface,
                   SubnetId=MISSING_SUBNET, match=MISSING_SUBNET)

    def test_group_of_another_vpc(self):
        """[D] Groups must be of the interface's VPC."""
        foreign = self.group(self.new_vpc())
        self.fails(("InvalidGroup.NotFound", "InvalidParameterValue", "InvalidParameter",
                    "InvalidSecurityGroupID.NotFound"),
                   self.ec2.create_network_interface, SubnetId=self.subnet, Groups=[foreign])

    def test_six_groups_on_create(self):
        """[R] More than five groups are SecurityGroupsPerInterfaceLimitExceeded."""
        groups = [self.group() for _ in range(6)]
        self.made(*groups[:5])
        self.fails("SecurityGroupsPerInterfaceLimitExceeded", self.ec2.create_network_interface,
                   SubnetId=self.subnet, Groups=groups,
                   text="The maximum number of security groups per interface has been reached.")

    def test_modify_replaces(self):
        """[D] The new set of groups replaces the old one."""
        one, two, three = self.group(), self.group(), self.group()
        interface = self.made(one, two)["NetworkInterfaceId"]
        self.put(interface, two, three)
        self.assertEqual(self.groups_of(interface), {two, three})
        self.ec2.delete_security_group(GroupId=one)

    def test_modify_to_five(self):
        """[D] Five groups are accepted."""
        interface, groups = self.made()["NetworkInterfaceId"], [self.group() for _ in range(5)]
        self.put(interface, *groups)
        self.assertEqual(self.groups_of(interface), set(groups))

    def test_modify_to_six(self):
        """[R] Six groups are refused, the set stays."""
        self.put_fails("SecurityGroupsPerInterfaceLimitExceeded",
                       self.made()["NetworkInterfaceId"], *[self.group() for _ in range(6)],
                       text="The maximum number of security groups per interface has been"
                            " reached.")

    def test_modify_to_a_missing_group(self):
        """[D] A missing group is refused, the set stays."""
        self.put_fails(("InvalidGroup.NotFound", "InvalidSecurityGroupID.NotFound"),
                       self.made()["NetworkInterfaceId"], self.group(), MISSING_GROUP)

    def test_modify_to_a_group_of_another_vpc(self):
        """[D] A group of another VPC is refused, the set stays."""
        self.put_fails(("InvalidGroup.NotFound", "InvalidParameterValue", "InvalidParameter",
                        "InvalidSecurityGroupID.NotFound"),
                       self.made()["NetworkInterfaceId"], self.group(self.new_vpc()))

    def test_modify_without_an_attribute(self):
        """[D] One attribute must be given."""
        self.fails(("MissingParameter", "InvalidParameterCombination", "InvalidParameterValue"),
                   self.raw.modify_network_interface_attribute,
                   NetworkInterfaceId=self.made()["NetworkInterfaceId"])

    def test_modify_two_attributes(self):
        """[D] Only one attribute may be given."""
        self.fails("InvalidParameterCombination",
                   self.ec2.modify_network_interface_attribute,
                   NetworkInterfaceId=self.made()["NetworkInterfaceId"],
                   Groups=[self.group()], Description={"Value": "d"})

    def test_modify_description(self):
        """[D] The description is an attribute."""
        interface = self.made()["NetworkInterfaceId"]
        self.ec2.modify_network_interface_attribute(NetworkInterfaceId=interface,
                                                    Description={"Value": "new"})
        self.assertEqual(self.seen(interface)["Description"], "new")

    def test_modify_missing_interface(self):
        """[D] A missing interface is InvalidNetworkInterfaceID.NotFound."""
        self.fails("InvalidNetworkInterfaceID.NotFound",
                   self.ec2.modify_network_interface_attribute,
                   NetworkInterfaceId=MISSING_INTERFACE, Groups=[self.group()],
                   text=f"The networkInterface ID '{MISSING_INTERFACE}' does not exist")

    def test_malformed_interface(self):
        """[D] A malformed interface id is refused as such."""
        self.fails(("InvalidNetworkInterfaceId.Malformed", "InvalidNetworkInterfaceID.Malformed"),
                   self.ec2.describe_network_interfaces, NetworkInterfaceIds=["web"])

    def test_describe_missing(self):
        """[D] Describing a missing interface is InvalidNetworkInterfaceID.NotFound."""
        self.fails("InvalidNetworkInterfaceID.NotFound", self.ec2.describe_network_interfaces,
                   NetworkInterfaceIds=[MISSING_INTERFACE], match=MISSING_INTERFACE)

    def test_delete(self):
        """[D] A deleted interface is gone."""
        interface = self.made()["NetworkInterfaceId"]
        self.ec2.delete_network_interface(NetworkInterfaceId=interface)
        self.fails("InvalidNetworkInterfaceID.NotFound", self.ec2.describe_network_interfaces,
                   NetworkInterfaceIds=[interface])

    def test_tags_on_create(self):
        """[D] TagSpecifications of network-interface."""
        interface = self.made(TagSpecifications=tags("network-interface", a="b"))
        self.assertEqual(interface["TagSet"], [{"Key": "a", "Value": "b"}])

    def found(self, **filters):
        seen = self.ec2.describe_network_interfaces(Filters=where(**filters) + where(
            subnet_id=self.subnet))["NetworkInterfaces"]
        return {i["NetworkInterfaceId"] for i in seen}

    def test_filters(self):
        """[D] Filters group-id, group-name, vpc-id, subnet-id, description, status and id."""
        name, text = unique(), unique("about")
        group = self.group(name=name)
        mine = self.made(group, Description=text)["NetworkInterfaceId"]
        self.made()
        for filters in ({"group_id": group}, {"group_name": name}, {"description": text},
                        {"description": text[:-3] + "*"},
                        {"network_interface_id": mine},
                        {"group_id": group, "status": "available", "vpc_id": self.vpc},
                        {"group_id": group, "requester_managed": "false",
                         "interface_type": "interface"}):
            with self.subTest(filters):
                self.assertEqual(self.found(**filters), {mine})
        self.assertEqual(self.found(group_id=group, status="in-use"), set())

    def test_tag_filters(self):
        """[D] Filters tag:<key> and tag-key."""
        value = unique()
        mine = self.made(TagSpecifications=tags("network-interface", mark=value))
        for filters in ({"tag:mark": value}, {"tag:mark": value[:6] + "*"}):
            self.assertEqual(self.found(**filters), {mine["NetworkInterfaceId"]})
        self.assertIn(mine["NetworkInterfaceId"], self.found(tag_key="mark"))

    def test_unknown_filter(self):
        """[R] An unknown filter is refused and named."""
        self.fails("InvalidParameterValue", self.ec2.describe_network_interfaces,
                   Filters=where(colour="red"), match="The filter 'colour' is invalid")

    def test_addresses(self):
        """[D] An interface has a private address of its subnet, told in its answer."""
        block = self.ec2.describe_subnets(SubnetIds=[self.subnet])["Subnets"][0]["CidrBlock"]
        seen = self.seen(self.made()["NetworkInterfaceId"])
        self.assertIn(ipaddress.ip_address(seen["PrivateIpAddress"]),
                      ipaddress.ip_network(block))
        self.assertTrue(seen["PrivateIpAddresses"][0]["Primary"])
        self.assertRegex(seen["MacAddress"], r"^([0-9a-f]{2}:){5}[0-9a-f]{2}$")
