"""DescribeSecurityGroupRules: ids and filters."""

from .harness import Case, MISSING_GROUP, MISSING_RULE, perm, tags, unique, where


class RuleReadsTest(Case):
    def test_by_group(self):
        """[D] Filter group-id gives the rules of both directions."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4="10.0.0.0/8"))
        seen = self.ec2.describe_security_group_rules(Filters=where(group_id=group))
        self.assertEqual([r["IsEgress"] for r in seen["SecurityGroupRules"]].count(True), 1)
        self.assertEqual(len(seen["SecurityGroupRules"]), 2)

    def test_by_rule_filter(self):
        """[D] Filter security-group-rule-id."""
        group = self.group()
        made = self.authorize(group, perm("tcp", 1, v4=["10.0.0.0/8", "11.0.0.0/8"]))
        seen = self.ec2.describe_security_group_rules(
            Filters=where(security_group_rule_id=made[0]["SecurityGroupRuleId"]))
        self.assertEqual([r["SecurityGroupRuleId"] for r in seen["SecurityGroupRules"]],
                         [made[0]["SecurityGroupRuleId"]])

    def test_by_tag(self):
        """[D] Filter tag:<key> on rules."""
        value = unique()
        made = self.authorize(self.group(), perm("tcp", 1, v4="10.0.0.0/8"),
                              TagSpecifications=tags("security-group-rule", mark=value))
        seen = self.ec2.describe_security_group_rules(Filters=where(**{"tag:mark": value}))
        self.assertEqual([r["SecurityGroupRuleId"] for r in seen["SecurityGroupRules"]],
                         [made[0]["SecurityGroupRuleId"]])

    def test_other_filters_are_refused(self):
        """[D] The rule read knows only those three filters."""
        for name in ("ip-permission.cidr", "vpc-id", "is-egress"):
            with self.subTest(name):
                self.fails("InvalidParameterValue", self.ec2.describe_security_group_rules,
                           Filters=[{"Name": name, "Values": ["x"]}], match=name)

    def test_by_ids(self):
        """[D] Rules by their ids."""
        group = self.group()
        made = self.authorize(group, perm("tcp", 1, v4=["10.0.0.0/8", "11.0.0.0/8"]))
        ids = [r["SecurityGroupRuleId"] for r in made]
        seen = self.ec2.describe_security_group_rules(SecurityGroupRuleIds=ids)
        self.assertEqual({r["SecurityGroupRuleId"] for r in seen["SecurityGroupRules"]}, set(ids))

    def test_missing_id(self):
        """[D] A missing id is InvalidSecurityGroupRuleId.NotFound."""
        self.fails("InvalidSecurityGroupRuleId.NotFound", self.ec2.describe_security_group_rules,
                   SecurityGroupRuleIds=[MISSING_RULE], match=MISSING_RULE)

    def test_malformed_id(self):
        """[D] A malformed id is InvalidSecurityGroupRuleId.Malformed."""
        self.fails("InvalidSecurityGroupRuleId.Malformed", self.ec2.describe_security_group_rules,
                   SecurityGroupRuleIds=["sg-1"], match="sg-1")

    def test_malformed_group_in_the_filter(self):
        """[R] A filter on what is no group id: InvalidGroupId.Malformed."""
        self.fails("InvalidGroupId.Malformed", self.ec2.describe_security_group_rules,
                   Filters=where(group_id="web"), match="The security group ID 'web' is malformed")

    def test_missing_group_in_the_filter(self):
        """[R] A filter on a group that is not there is an empty answer."""
        seen = self.ec2.describe_security_group_rules(Filters=where(group_id=MISSING_GROUP))
        self.assertEqual(seen["SecurityGroupRules"], [])

    def test_several_groups(self):
        """[D] One call reads the rules of several groups."""
        one, two = self.group(), self.group()
        seen = self.ec2.describe_security_group_rules(Filters=where(group_id=[one, two]))
        self.assertEqual({r["GroupId"] for r in seen["SecurityGroupRules"]}, {one, two})

    def test_arn(self):
        """[D] Each rule has its ARN."""
        rule = self.rules(self.group(), egress=True)[0]
        self.assertTrue(rule["SecurityGroupRuleArn"].endswith(
            "security-group-rule/" + rule["SecurityGroupRuleId"]))
