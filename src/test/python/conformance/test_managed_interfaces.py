"""Interfaces that services own. They come from scene.yaml, since no EC2 call makes them."""

from .harness import Case, where


class ManagedInterfaceTest(Case):
    region = "eu-south-1"

    def one(self, group, **more):
        found = self.ec2.describe_network_interfaces(Filters=where(group_name=group), **more)
        self.assertEqual(len(found["NetworkInterfaces"]), 1, "is scene.yaml loaded?")
        return found["NetworkInterfaces"][0]

    def unchangeable(self, code, group, **more):
        interface = self.one(group, **more)
        self.fails(code, self.ec2.modify_network_interface_attribute,
                   NetworkInterfaceId=interface["NetworkInterfaceId"],
                   Groups=[self.group(interface["VpcId"])])
        self.assertEqual([g["GroupName"] for g in self.one(group, **more)["Groups"]], [group])

    def test_visible(self):
        """[D] An interface of a service is visible and marked as requester-managed."""
        seen = self.one("balancer")
        self.assertEqual((seen["RequesterManaged"], seen["RequesterId"], seen["Status"]),
                         (True, "amazon-elb", "in-use"))

    def test_groups_cannot_be_changed(self):
        """[C] Changing its groups is AuthFailure, as cleaners of other tools meet it."""
        self.unchangeable("AuthFailure", "balancer")

    def test_groups_of_functions_cannot_be_changed(self):
        """[R] On Lambda's interfaces it is OperationNotPermitted."""
        self.assertEqual(self.one("function")["InterfaceType"], "lambda")
        self.unchangeable("OperationNotPermitted", "function")

    def test_cannot_be_deleted(self):
        """[D] Its owner is the service, so users cannot delete it."""
        with self.assertRaises(self.ec2.exceptions.ClientError):
            self.ec2.delete_network_interface(
                NetworkInterfaceId=self.one("balancer")["NetworkInterfaceId"])
        self.one("balancer")

    def test_can_be_tagged(self):
        """[D] Users may tag it."""
        interface = self.one("balancer")["NetworkInterfaceId"]
        self.ec2.create_tags(Resources=[interface], Tags=[{"Key": "a", "Value": "b"}])
        self.assertEqual(self.one("balancer")["TagSet"], [{"Key": "a", "Value": "b"}])

    def test_holds_its_groups(self):
        """[D] A group on such an interface cannot be deleted."""
        self.fails("DependencyViolation", self.ec2.delete_security_group,
                   GroupId=self.one("balancer")["Groups"][0]["GroupId"])

    def test_filters(self):
        """[D] Filters requester-managed, requester-id and interface-type."""
        for filters, group in ((where(requester_id="amazon-elb"), "balancer"),
                               (where(requester_managed="true", interface_type="lambda"),
                                "function")):
            seen = self.ec2.describe_network_interfaces(Filters=filters)["NetworkInterfaces"]
            self.assertEqual([i["Groups"][0]["GroupName"] for i in seen], [group])

    def test_hidden(self):
        """[D] A hidden managed interface is listed only with IncludeManagedResources."""
        seen = self.ec2.describe_network_interfaces(Filters=where(group_name="secret"))
        self.assertEqual(seen["NetworkInterfaces"], [])
        shown = self.one("secret", IncludeManagedResources=True)
        self.assertEqual((shown["Operator"]["Managed"], shown["Operator"]["Principal"]),
                         (True, "rds.amazonaws.com"))

    def test_hidden_interface_holds_its_groups(self):
        """[D] What is hidden still holds its groups."""
        shown = self.one("secret", IncludeManagedResources=True)
        self.fails("DependencyViolation", self.ec2.delete_security_group,
                   GroupId=shown["Groups"][0]["GroupId"])
