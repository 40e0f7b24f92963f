"""boto3's own conveniences: waiters and resources."""

import boto3

from .harness import ENDPOINT, Case, IMAGE, MISSING_GROUP, perm, unique


class WaitersTest(Case):
    def wait(self, name, **parameters):
        self.ec2.get_waiter(name).wait(WaiterConfig={"Delay": 0.1, "MaxAttempts": 50},
                                       **parameters)

    def test_security_group_exists(self):
        """[D] The waiter security_group_exists ends for a group, and fails for a missing one."""
        self.wait("security_group_exists", GroupIds=[self.group()])
        with self.assertRaises(Exception):
            self.ec2.get_waiter("security_group_exists").wait(
                GroupIds=[MISSING_GROUP], WaiterConfig={"Delay": 0.01, "MaxAttempts": 2})

    def test_networks(self):
        """[D] The waiters vpc_available, subnet_available and network_interface_available."""
        subnet = self.new_subnet()
        interface = self.ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]
        self.wait("vpc_available", VpcIds=[self.vpc])
        self.wait("subnet_available", SubnetIds=[subnet])
        self.wait("network_interface_available",
                  NetworkInterfaceIds=[interface["NetworkInterfaceId"]])

    def test_instances(self):
        """[D] The waiters instance_running and instance_terminated."""
        instance = self.ec2.run_instances(ImageId=IMAGE, MinCount=1, MaxCount=1,
                                          SubnetId=self.new_subnet())["Instances"][0]["InstanceId"]
        self.wait("instance_running", InstanceIds=[instance])
        self.ec2.terminate_instances(InstanceIds=[instance])
        self.wait("instance_terminated", InstanceIds=[instance])

    def test_peering(self):
        """[D] The waiters vpc_peering_connection_exists and vpc_peering_connection_deleted."""
        peering = self.peering(self.vpc, self.new_vpc())
        self.wait("vpc_peering_connection_exists", VpcPeeringConnectionIds=[peering])
        self.ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=peering)
        self.wait("vpc_peering_connection_deleted", VpcPeeringConnectionIds=[peering])


class ResourcesTest(Case):
    def test_a_groups_life(self):
        """[D] boto3's resources create, fill, read and delete a group."""
        resources = boto3.resource("ec2", region_name=self.region, endpoint_url=ENDPOINT,
                                   aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
                                   aws_secret_access_key="secret")
        group = resources.Vpc(self.vpc).create_security_group(GroupName=unique(), Description="d")
        group.authorize_ingress(IpPermissions=[perm("tcp", 443, v4="0.0.0.0/0")])
        group.create_tags(Tags=[{"Key": "Name", "Value": "web"}])
        group.reload()
        self.assertEqual(group.ip_permissions[0]["FromPort"], 443)
        self.assertEqual(group.tags, [{"Key": "Name", "Value": "web"}])
        self.assertIn(group.id, [g.id for g in resources.Vpc(self.vpc).security_groups.all()])
        group.revoke_ingress(IpPermissions=group.ip_permissions)
        group.delete()
        self.fails("InvalidGroup.NotFound", group.load)
