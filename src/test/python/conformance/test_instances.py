"""Instances, launch templates and the groups that they use."""

from .harness import Case, IMAGE, MISSING_GROUP, MISSING_INSTANCE, tags, unique, where


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
