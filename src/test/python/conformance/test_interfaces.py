"""Network interfaces and the groups on them."""

import ipaddress

from .harness import (Case, IMAGE, MISSING_GROUP, MISSING_INSTANCE, MISSING_INTERFACE,
                      MISSING_SUBNET, tags, unique, where)


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


class InstanceTest(Case):
    @property
    def subnet(self):
        if getattr(type(self), "_subnet", None) is None:
            type(self)._subnet = self.new_subnet()
        return self._subnet

    def run_one(self, *groups, **more):
        if groups:
            more["SecurityGroupIds"] = list(groups)
        made = self.ec2.run_instances(ImageId=IMAGE, InstanceType="t3.micro", MinCount=1,
                                      MaxCount=1, SubnetId=more.pop("SubnetId", self.subnet),
                                      **more)["Instances"][0]
        self.until(lambda: self.seen(made["InstanceId"])["State"]["Name"] == "running")
        return made["InstanceId"]

    def seen(self, instance):
        return self.ec2.describe_instances(
            InstanceIds=[instance])["Reservations"][0]["Instances"][0]

    def interface_of(self, instance):
        return self.ec2.describe_network_interfaces(
            Filters=where(attachment__instance_id=instance))["NetworkInterfaces"][0]

    def terminate(self, instance):
        self.ec2.terminate_instances(InstanceIds=[instance])
        self.until(lambda: self.seen(instance)["State"]["Name"] == "terminated")

    def groups_of(self, instance):
        return {g["GroupId"] for g in self.seen(instance)["SecurityGroups"]}

    def test_run(self):
        """[D] An instance's primary interface has the groups named, and is in use."""
        group = self.group()
        instance = self.run_one(group)
        interface = self.interface_of(instance)
        self.assertEqual([g["GroupId"] for g in interface["Groups"]], [group])
        self.assertEqual((interface["Status"], interface["Attachment"]["Status"],
                          interface["Attachment"]["DeviceIndex"],
                          interface["Attachment"]["DeleteOnTermination"]),
                         ("in-use", "attached", 0, True))
        self.assertEqual(self.groups_of(instance), {group})

    def test_default_group(self):
        """[D] Without groups an instance gets the default group."""
        self.assertEqual(self.groups_of(self.run_one()), {self.default_group(self.vpc)})

    def test_missing_group(self):
        """[D] A missing group is InvalidGroup.NotFound."""
        self.fails("InvalidGroup.NotFound", self.ec2.run_instances, ImageId=IMAGE, MinCount=1,
                   MaxCount=1, SubnetId=self.subnet, SecurityGroupIds=[MISSING_GROUP],
                   match=MISSING_GROUP)

    def test_six_groups(self):
        """[D] More than five groups at launch are refused."""
        self.fails(("SecurityGroupsPerInstanceLimitExceeded",
                    "SecurityGroupsPerInterfaceLimitExceeded"), self.ec2.run_instances,
                   ImageId=IMAGE, MinCount=1, MaxCount=1, SubnetId=self.subnet,
                   SecurityGroupIds=[self.group() for _ in range(6)])

    def test_group_of_an_instance_is_in_use(self):
        """[D] A group of a running instance cannot be deleted."""
        group = self.group()
        self.run_one(group)
        self.fails("DependencyViolation", self.ec2.delete_security_group, GroupId=group)

    def test_terminate_frees_the_group(self):
        """[D] With the instance its interface goes, and the group is free."""
        group = self.group()
        instance = self.run_one(group)
        self.terminate(instance)
        self.assertEqual(self.ec2.describe_network_interfaces(
            Filters=where(group_id=group))["NetworkInterfaces"], [])
        self.ec2.delete_security_group(GroupId=group)

    def test_interface_kept_on_termination(self):
        """[D] An interface with DeleteOnTermination false stays, available, with its group."""
        group = self.group()
        interface = self.ec2.create_network_interface(
            SubnetId=self.subnet, Groups=[group])["NetworkInterface"]["NetworkInterfaceId"]
        instance = self.ec2.run_instances(
            ImageId=IMAGE, MinCount=1, MaxCount=1, NetworkInterfaces=[
                {"DeviceIndex": 0, "NetworkInterfaceId": interface}])["Instances"][0]["InstanceId"]
        self.until(lambda: self.seen(instance)["State"]["Name"] == "running")
        self.terminate(instance)
        self.until(lambda: self.ec2.describe_network_interfaces(
            NetworkInterfaceIds=[interface])["NetworkInterfaces"][0]["Status"] == "available")
        self.fails("DependencyViolation", self.ec2.delete_security_group, GroupId=group)

    def test_interface_call_replaces_an_instances_groups(self):
        """[D] The interface call replaces the groups of an attached interface as well."""
        one, two = self.group(), self.group()
        instance = self.run_one(one)
        self.ec2.modify_network_interface_attribute(
            NetworkInterfaceId=self.interface_of(instance)["NetworkInterfaceId"], Groups=[two])
        self.assertEqual(self.groups_of(instance), {two})
        self.ec2.delete_security_group(GroupId=one)

    def test_instance_call_replaces_groups(self):
        """[D] ModifyInstanceAttribute replaces the groups of the primary interface."""
        one, two = self.group(), self.group()
        instance = self.run_one(one)
        self.ec2.modify_instance_attribute(InstanceId=instance, Groups=[two])
        self.assertEqual(self.groups_of(instance), {two})
        self.assertEqual([g["GroupId"] for g in self.interface_of(instance)["Groups"]], [two])

    def test_instance_call_with_a_missing_group(self):
        """[D] A missing group is refused, the set stays."""
        group = self.group()
        instance = self.run_one(group)
        self.fails(("InvalidGroup.NotFound", "InvalidSecurityGroupID.NotFound"),
                   self.ec2.modify_instance_attribute, InstanceId=instance,
                   Groups=[MISSING_GROUP])
        self.assertEqual(self.groups_of(instance), {group})

    def test_instance_call_with_two_interfaces(self):
        """[D] On an instance with two interfaces the instance call is refused."""
        instance = self.run_one(self.group())
        second = self.ec2.create_network_interface(
            SubnetId=self.subnet)["NetworkInterface"]["NetworkInterfaceId"]
        self.ec2.attach_network_interface(InstanceId=instance, NetworkInterfaceId=second,
                                          DeviceIndex=1)
        self.fails(("InvalidInstanceID", "OperationNotPermitted"),
                   self.ec2.modify_instance_attribute, InstanceId=instance,
                   Groups=[self.group()])

    def test_missing_instance(self):
        """[D] A missing instance is InvalidInstanceID.NotFound."""
        for call in (self.ec2.describe_instances, self.ec2.terminate_instances):
            self.fails("InvalidInstanceID.NotFound", call, InstanceIds=[MISSING_INSTANCE],
                       text=f"The instance ID '{MISSING_INSTANCE}' does not exist")

    def test_malformed_instance(self):
        """[D] A malformed instance id is InvalidInstanceID.Malformed."""
        self.fails("InvalidInstanceID.Malformed", self.ec2.describe_instances,
                   InstanceIds=["server"])

    def test_instance_filters(self):
        """[D] Filters instance.group-id, network-interface.group-id, vpc-id and state."""
        group = self.group()
        instance = self.run_one(group)
        for filters in (where(instance__group_id=group),
                        where(network_interface__group_id=group),
                        where(instance__group_id=group, vpc_id=self.vpc,
                              instance_state_name="running")):
            with self.subTest(filters):
                seen = self.ec2.describe_instances(Filters=filters)["Reservations"]
                self.assertEqual([i["InstanceId"] for r in seen for i in r["Instances"]],
                                 [instance])

    def test_tags(self):
        """[D] Instances and their interfaces are tagged at launch."""
        instance = self.run_one(TagSpecifications=tags("instance", a="b")
                                + tags("network-interface", c="d"))
        self.assertEqual(self.seen(instance)["Tags"], [{"Key": "a", "Value": "b"}])
        self.assertEqual(self.interface_of(instance)["TagSet"], [{"Key": "c", "Value": "d"}])

    def test_attached_interface_cannot_be_deleted(self):
        """[D] An interface in use cannot be deleted."""
        interface = self.interface_of(self.run_one())["NetworkInterfaceId"]
        self.fails(("InvalidNetworkInterface.InUse", "InvalidParameterValue",
                    "OperationNotPermitted"), self.ec2.delete_network_interface,
                   NetworkInterfaceId=interface)


class LaunchTemplateTest(Case):
    def template(self, group, name=None):
        return self.ec2.create_launch_template(
            LaunchTemplateName=name or unique("lt"),
            LaunchTemplateData={"ImageId": IMAGE, "InstanceType": "t3.micro",
                                "SecurityGroupIds": [group]})["LaunchTemplate"]

    def test_create(self):
        """[D] A template keeps the groups of its version 1."""
        group = self.group()
        made = self.template(group)
        version = self.ec2.describe_launch_template_versions(
            LaunchTemplateId=made["LaunchTemplateId"])["LaunchTemplateVersions"][0]
        self.assertEqual((version["VersionNumber"], version["DefaultVersion"],
                          version["LaunchTemplateData"]["SecurityGroupIds"]), (1, True, [group]))

    def test_versions(self):
        """[D] $Latest and $Default choose a version."""
        one, two = self.group(), self.group()
        template = self.template(one)["LaunchTemplateId"]
        self.ec2.create_launch_template_version(
            LaunchTemplateId=template, LaunchTemplateData={"SecurityGroupIds": [two]})
        for name, group in (("$Default", one), ("$Latest", two)):
            seen = self.ec2.describe_launch_template_versions(
                LaunchTemplateId=template, Versions=[name])["LaunchTemplateVersions"]
            self.assertEqual([v["LaunchTemplateData"]["SecurityGroupIds"] for v in seen],
                             [[group]])

    def test_name_is_taken(self):
        """[D] A name can be used once."""
        name = unique("lt")
        self.template(self.group(), name)
        self.fails("InvalidLaunchTemplateName.AlreadyExistsException",
                   self.ec2.create_launch_template, LaunchTemplateName=name,
                   LaunchTemplateData={"ImageId": IMAGE})

    def test_missing(self):
        """[D] A missing template is refused by name and by id."""
        self.fails("InvalidLaunchTemplateName.NotFoundException",
                   self.ec2.describe_launch_template_versions, LaunchTemplateName="no-such-one")
        self.fails("InvalidLaunchTemplateId.NotFound",
                   self.ec2.describe_launch_template_versions,
                   LaunchTemplateId="lt-0aaaaaaaaaaaaaaa1")

    def test_does_not_hold_its_groups(self):
        """[C] A group that only a template names can be deleted; the next launch fails."""
        group = self.group()
        template = self.template(group)["LaunchTemplateId"]
        self.ec2.delete_security_group(GroupId=group)
        self.fails("InvalidGroup.NotFound", self.ec2.run_instances, MinCount=1, MaxCount=1,
                   SubnetId=self.new_subnet(), LaunchTemplate={"LaunchTemplateId": template})

    def test_launch(self):
        """[D] An instance launched from a template has its groups."""
        group = self.group()
        template = self.template(group)["LaunchTemplateId"]
        made = self.ec2.run_instances(
            MinCount=1, MaxCount=1, SubnetId=self.new_subnet(),
            LaunchTemplate={"LaunchTemplateId": template, "Version": "$Latest"})["Instances"][0]
        self.assertEqual([g["GroupId"] for g in made["SecurityGroups"]], [group])

    def test_delete(self):
        """[D] A deleted template is gone."""
        template = self.template(self.group())["LaunchTemplateId"]
        self.ec2.delete_launch_template(LaunchTemplateId=template)
        self.fails("InvalidLaunchTemplateId.NotFound",
                   self.ec2.describe_launch_template_versions, LaunchTemplateId=template)
