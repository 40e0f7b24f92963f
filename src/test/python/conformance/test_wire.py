"""The protocol itself: names of parameters and elements, shapes of answers and errors."""

import unittest

from .harness import MISSING_GROUP, REGION, Case, perm, unique
from .wire import NAMESPACE, Wire


class WireTest(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wire = Wire(cls.region)

    def path(self, answer, path):
        return answer.plain().find(path)

    def test_root_and_namespace(self):
        """[D] The root is <Action>Response in the API's namespace."""
        answer = self.wire.call("DescribeSecurityGroups")
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.root.tag, f"{{{NAMESPACE}}}DescribeSecurityGroupsResponse")

    def test_request_id(self):
        """[D] Each answer has a requestId of its own, a UUID."""
        ids = {self.wire.call("DescribeSecurityGroups").plain().findtext("requestId")
               for _ in range(2)}
        self.assertEqual(len(ids), 2)
        for one in ids:
            self.assertRegex(one, r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")

    def test_content_type(self):
        """[D] Answers are XML in UTF-8."""
        answer = self.wire.call("DescribeSecurityGroups")
        self.assertRegex(answer.headers["Content-Type"].lower(),
                         r"^(text|application)/xml;\s*charset=utf-8$")

    def test_get(self):
        """[D] A GET with the parameters in the query works as a POST."""
        answer = self.wire.call("DescribeSecurityGroups", method="GET", GroupId__1=self.group())
        self.assertEqual(answer.status, 200)

    def test_error_shape(self):
        """[D] Errors are Response/Errors/Error with Code and Message, and RequestID."""
        answer = self.wire.call("DescribeSecurityGroups", GroupId__1=MISSING_GROUP)
        tree = answer.plain()
        self.assertEqual((answer.status, tree.tag), (400, "Response"))
        self.assertEqual(answer.error(), ("InvalidGroup.NotFound",
                                          f"The security group '{MISSING_GROUP}' does not exist"))
        self.assertTrue(tree.findtext("RequestID"))

    def test_unknown_action(self):
        """[R] An unknown action is InvalidAction and named."""
        answer = self.wire.call("LaunchRocket")
        self.assertEqual(answer.status, 400)
        self.assertEqual(answer.error()[0], "InvalidAction")
        self.assertIn("LaunchRocket", answer.error()[1])

    def test_no_action(self):
        """[D] A request without an action is refused."""
        answer = self.wire.send("Version=2016-11-15")
        self.assertEqual((answer.status, answer.error()[0]), (400, "MissingAction"))

    def test_unknown_parameter(self):
        """[R] An unknown parameter is UnknownParameter and named, nothing is done."""
        name = unique()
        answer = self.wire.call("CreateSecurityGroup", GroupName=name, GroupDescription="d",
                                VpcId=self.vpc, Colour="red")
        self.assertEqual(answer.status, 400)
        self.assertEqual(answer.error(), ("UnknownParameter",
                                          "The parameter Colour is not recognized"))
        self.assertEqual(self.found(group_name=name), set())

    def test_member_name_is_no_parameter_name(self):
        """[D] The SDK's member name Description is not what EC2 reads: GroupDescription is."""
        answer = self.wire.call("CreateSecurityGroup", GroupName=unique(), Description="d",
                                VpcId=self.vpc)
        self.assertEqual(answer.status, 400)
        self.assertIn(answer.error()[0], ("UnknownParameter", "MissingParameter"))

    def test_create_elements(self):
        """[D] CreateSecurityGroup: groupId, securityGroupArn, tagSet/item/key."""
        answer = self.wire.call(
            "CreateSecurityGroup", GroupName=unique(), GroupDescription="d", VpcId=self.vpc,
            **{"TagSpecification.1.ResourceType": "security-group",
               "TagSpecification.1.Tag.1.Key": "a", "TagSpecification.1.Tag.1.Value": "b"})
        tree = answer.plain()
        self.assertTrue(tree.findtext("groupId") and tree.findtext("securityGroupArn"))
        self.assertEqual((tree.findtext("tagSet/item/key"), tree.findtext("tagSet/item/value")),
                         ("a", "b"))

    def test_groups_elements(self):
        """[D] DescribeSecurityGroups: securityGroupInfo/item with EC2's element names."""
        group, other = self.group(), self.group()
        self.authorize(group, perm("tcp", 1, v4="10.0.0.0/8", v6="::/0", groups=other))
        item = self.path(self.wire.call("DescribeSecurityGroups", GroupId__1=group),
                         "securityGroupInfo/item")
        for element in ("ownerId", "groupId", "groupName", "groupDescription", "vpcId",
                        "ipPermissions/item/ipProtocol", "ipPermissions/item/fromPort",
                        "ipPermissions/item/toPort", "ipPermissions/item/groups/item/groupId",
                        "ipPermissions/item/groups/item/userId",
                        "ipPermissions/item/ipRanges/item/cidrIp",
                        "ipPermissions/item/ipv6Ranges/item/cidrIpv6",
                        "ipPermissionsEgress/item/ipRanges/item/cidrIp"):
            with self.subTest(element):
                self.assertTrue(item.findtext(element), element)
        self.assertIsNotNone(item.find("ipPermissions/item/prefixListIds"))

    def test_authorize_elements(self):
        """[D] Authorize: return and securityGroupRuleSet; a permission's groups are Groups.N."""
        group, other = self.group(), self.group()
        tree = self.wire.call("AuthorizeSecurityGroupIngress", GroupId=group, **{
            "IpPermissions.1.IpProtocol": "tcp", "IpPermissions.1.FromPort": "1",
            "IpPermissions.1.ToPort": "1", "IpPermissions.1.Groups.1.GroupId": other}).plain()
        self.assertEqual(tree.findtext("return"), "true")
        item = tree.find("securityGroupRuleSet/item")
        for element in ("securityGroupRuleId", "groupId", "groupOwnerId", "isEgress",
                        "ipProtocol", "fromPort", "toPort", "referencedGroupInfo/groupId",
                        "securityGroupRuleArn"):
            with self.subTest(element):
                self.assertTrue(item.findtext(element), element)

    def test_user_id_group_pairs_is_no_parameter_name(self):
        """[D] UserIdGroupPairs is the SDK's name only."""
        answer = self.wire.call("AuthorizeSecurityGroupIngress", GroupId=self.group(), **{
            "IpPermissions.1.IpProtocol": "tcp", "IpPermissions.1.FromPort": "1",
            "IpPermissions.1.ToPort": "1",
            "IpPermissions.1.UserIdGroupPairs.1.GroupId": self.group()})
        self.assertEqual(answer.status, 400)

    def test_revoke_elements(self):
        """[D] Revoke: revokedSecurityGroupRuleSet; ids come as SecurityGroupRuleId.N."""
        group = self.group()
        rule = self.rules(group, egress=True)[0]["SecurityGroupRuleId"]
        tree = self.wire.call("RevokeSecurityGroupEgress", GroupId=group,
                              SecurityGroupRuleId__1=rule).plain()
        self.assertEqual(tree.findtext("return"), "true")
        self.assertEqual(
            tree.findtext("revokedSecurityGroupRuleSet/item/securityGroupRuleId"), rule)

    def test_modify_parameters(self):
        """[D] Modify: SecurityGroupRule.N.SecurityGroupRule.*."""
        group = self.group()
        rule = self.authorize(group, perm("tcp", 1, v4="10.0.0.0/8"))[0]["SecurityGroupRuleId"]
        tree = self.wire.call("ModifySecurityGroupRules", GroupId=group, **{
            "SecurityGroupRule.1.SecurityGroupRuleId": rule,
            "SecurityGroupRule.1.SecurityGroupRule.IpProtocol": "tcp",
            "SecurityGroupRule.1.SecurityGroupRule.FromPort": "2",
            "SecurityGroupRule.1.SecurityGroupRule.ToPort": "2",
            "SecurityGroupRule.1.SecurityGroupRule.CidrIpv4": "10.0.0.0/8"}).plain()
        self.assertEqual(tree.findtext("return"), "true")
        self.assertEqual(self.rule(rule)["FromPort"], 2)

    def test_delete_elements(self):
        """[D] Delete: return and groupId."""
        group = self.group()
        tree = self.wire.call("DeleteSecurityGroup", GroupId=group).plain()
        self.assertEqual((tree.findtext("return"), tree.findtext("groupId")), ("true", group))

    def test_integers_must_be_integers(self):
        """[R] A port that is no number is refused and named."""
        answer = self.wire.call("AuthorizeSecurityGroupIngress", GroupId=self.group(), **{
            "IpPermissions.1.IpProtocol": "tcp", "IpPermissions.1.FromPort": "http",
            "IpPermissions.1.ToPort": "80", "IpPermissions.1.IpRanges.1.CidrIp": "10.0.0.0/8"})
        self.assertEqual(answer.status, 400)
        self.assertIn("http", answer.error()[1])

    def test_missing_parameter(self):
        """[R] A required parameter that is missing is named."""
        answer = self.wire.call("DescribeStaleSecurityGroups")
        self.assertEqual((answer.status, answer.error()),
                         (400, ("MissingParameter",
                                "The request must contain the parameter VpcId")))

    def test_escaping(self):
        """[D] Text is escaped in XML."""
        group = self.group(description="a & b; c")
        answer = self.wire.call("DescribeSecurityGroups", GroupId__1=group)
        self.assertIn("a &amp; b; c", answer.body)

    def test_unsigned(self):
        """[D] A request without credentials is refused."""
        answer = self.wire.send("Action=DescribeSecurityGroups&Version=2016-11-15", signed=False)
        self.assertIn(answer.status, (401, 403))
        self.assertIn(answer.error()[0], ("AuthFailure", "MissingAuthenticationToken"))

    def test_empty_lists(self):
        """[D] An empty answer still has its list element."""
        tree = self.wire.call("DescribeSecurityGroupRules", **{
            "Filter.1.Name": "group-id", "Filter.1.Value.1": MISSING_GROUP}).plain()
        self.assertIsNotNone(tree.find("securityGroupRuleSet"))
        self.assertIsNone(tree.find("securityGroupRuleSet/item"))


class TokenServiceTest(unittest.TestCase):
    def call(self, action, **parameters):
        return Wire(REGION, "sts", "2011-06-15").call(action, **parameters)

    def test_shape(self):
        """[D] STS wraps its result in <Action>Result and has ResponseMetadata/RequestId."""
        answer = self.call("GetCallerIdentity")
        self.assertEqual(answer.root.tag,
                         "{https://sts.amazonaws.com/doc/2011-06-15/}GetCallerIdentityResponse")
        tree = answer.plain()
        self.assertRegex(tree.findtext("GetCallerIdentityResult/Account"), r"^\d{12}$")
        self.assertTrue(tree.findtext("ResponseMetadata/RequestId"))

    def test_error_shape(self):
        """[D] STS's errors are ErrorResponse/Error with Type, Code and Message."""
        answer = self.call("AssumeRole", RoleArn="arn:aws:iam::123456789012:role/x")
        tree = answer.plain()
        self.assertEqual((answer.status, tree.tag, tree.findtext("Error/Type")),
                         (400, "ErrorResponse", "Sender"))
        self.assertIn(tree.findtext("Error/Code"), ("ValidationError", "MissingParameter"))
        self.assertIn("oleSessionName", tree.findtext("Error/Message"))
