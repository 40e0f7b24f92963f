"""UpdateSecurityGroupRuleDescriptions in both directions, by permissions and by ids."""

from .harness import Case, MISSING_GROUP, MISSING_RULE, perm

WORLD = "0.0.0.0/0"


class UpdateTest(Case):
    def update(self, group, egress=False, **how):
        call = (self.ec2.update_security_group_rule_descriptions_egress if egress
                else self.ec2.update_security_group_rule_descriptions_ingress)
        return call(GroupId=group, **how)

    def update_fails(self, code, group, egress=False, **how):
        call = (self.raw.update_security_group_rule_descriptions_egress if egress
                else self.raw.update_security_group_rule_descriptions_ingress)
        return self.fails(code, call, GroupId=group, **how)

    def becomes(self, egress=False, **source):
        """A rule of that source with description `old` gets `new`, under the same id."""
        group = self.bare()
        made = self.authorize(group, perm("tcp", 1, description="old", **source), egress=egress)[0]
        answer = self.update(group, egress,
                             IpPermissions=[perm("tcp", 1, description="new", **source)])
        self.assertIs(answer["Return"], True)
        self.assertEqual(self.rule(made["SecurityGroupRuleId"])["Description"], "new")

    def test_ipv4(self):
        """[D] The description of an IPv4 rule is replaced."""
        self.becomes(v4=WORLD)

    def test_ipv6(self):
        """[D] The description of an IPv6 rule is replaced."""
        self.becomes(v6="::/0")

    def test_group(self):
        """[D] The description of a reference is replaced."""
        self.becomes(groups=self.group())

    def test_prefix_list(self):
        """[D] The description of a prefix list rule is replaced."""
        self.becomes(lists=self.prefix_list("10.0.0.0/8"))

    def test_outbound(self):
        """[D] Outbound rules have a call of their own."""
        self.becomes(egress=True, v4="10.0.0.0/8")

    def test_added_where_none_was(self):
        """[D] A rule without a description gets one."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=WORLD))
        self.update(group, IpPermissions=[perm("tcp", 1, v4=WORLD, description="new")])
        self.assertEqual(self.rules(group)[0]["Description"], "new")

    def test_omitted_removes(self):
        """[D] Leaving the description out removes it."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=WORLD, description="old"))
        self.update(group, IpPermissions=[perm("tcp", 1, v4=WORLD)])
        self.assertFalse(self.rules(group)[0].get("Description"))

    def test_empty_removes(self):
        """[D] An empty description removes it."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=WORLD, description="old"))
        self.update(group, IpPermissions=[perm("tcp", 1, v4=WORLD, description="")])
        self.assertFalse(self.rules(group)[0].get("Description"))

    def test_several(self):
        """[D] One call updates several rules."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=WORLD), perm("tcp", 2, v6="::/0"))
        self.update(group, IpPermissions=[perm("tcp", 1, v4=WORLD, description="a"),
                                          perm("tcp", 2, v6="::/0", description="b")])
        self.assertEqual({r["Description"] for r in self.rules(group)}, {"a", "b"})

    def test_another_spelling_of_the_rule(self):
        """[D] The rule may be named by protocol number and with host bits."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4="10.0.0.0/8"))
        self.update(group, IpPermissions=[perm("6", 1, v4="10.0.0.9/8", description="d")])
        self.assertEqual(self.rules(group)[0]["Description"], "d")

    def test_by_id(self):
        """[D] Rules may be named by id."""
        group = self.group()
        rule = self.authorize(group, perm("tcp", 1, v4=WORLD))[0]["SecurityGroupRuleId"]
        self.update(group, SecurityGroupRuleDescriptions=[
            {"SecurityGroupRuleId": rule, "Description": "by id"}])
        self.assertEqual(self.rule(rule)["Description"], "by id")

    def test_by_id_outbound(self):
        """[D] Outbound rules may be named by id."""
        group = self.group()
        rule = self.rules(group, egress=True)[0]["SecurityGroupRuleId"]
        self.update(group, True, SecurityGroupRuleDescriptions=[
            {"SecurityGroupRuleId": rule, "Description": "by id"}])
        self.assertEqual(self.rule(rule)["Description"], "by id")

    def test_by_id_omitted_removes(self):
        """[D] Leaving the description out removes it, by id too."""
        group = self.group()
        rule = self.authorize(group, perm("tcp", 1, v4=WORLD, description="old"))[0]
        self.update(group, SecurityGroupRuleDescriptions=[
            {"SecurityGroupRuleId": rule["SecurityGroupRuleId"]}])
        self.assertFalse(self.rules(group)[0].get("Description"))

    def test_missing_rule(self):
        """[R] A rule that is not there is InvalidPermission.NotFound."""
        self.update_fails("InvalidPermission.NotFound", self.group(),
                          IpPermissions=[perm("tcp", 1, v4=WORLD, description="d")],
                          match="The specified rule does not exist in this security group")

    def test_missing_rule_outbound(self):
        """[R] Outbound likewise."""
        self.update_fails("InvalidPermission.NotFound", self.bare(), True,
                          IpPermissions=[perm("-1", v4=WORLD, description="d")])

    def test_one_missing_changes_none(self):
        """[E] With one rule missing no description changes."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=WORLD, description="old"))
        self.update_fails("InvalidPermission.NotFound", group, IpPermissions=[
            perm("tcp", 1, v4=WORLD, description="new"),
            perm("tcp", 2, v4=WORLD, description="new")])
        self.assertEqual(self.rules(group)[0]["Description"], "old")

    def test_missing_id(self):
        """[D] A missing id is InvalidSecurityGroupRuleId.NotFound."""
        self.update_fails("InvalidSecurityGroupRuleId.NotFound", self.group(),
                          SecurityGroupRuleDescriptions=[
                              {"SecurityGroupRuleId": MISSING_RULE, "Description": "d"}])

    def test_malformed_id(self):
        """[D] A malformed id is InvalidSecurityGroupRuleId.Malformed."""
        self.update_fails("InvalidSecurityGroupRuleId.Malformed", self.group(),
                          SecurityGroupRuleDescriptions=[
                              {"SecurityGroupRuleId": "rule", "Description": "d"}])

    def test_bad_description(self):
        """[R] Characters are checked, nothing changes."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=WORLD, description="old"))
        self.update_fails("InvalidParameterValue", group,
                          IpPermissions=[perm("tcp", 1, v4=WORLD, description="it's")],
                          match="^Invalid rule description")
        self.assertEqual(self.rules(group)[0]["Description"], "old")

    def test_bad_description_by_id(self):
        """[R] Characters are checked by id too."""
        group = self.group()
        rule = self.authorize(group, perm("tcp", 1, v4=WORLD))[0]["SecurityGroupRuleId"]
        self.update_fails("InvalidParameterValue", group, SecurityGroupRuleDescriptions=[
            {"SecurityGroupRuleId": rule, "Description": "d" * 256}],
            match="^Invalid rule description")

    def test_neither(self):
        """[D] Either permissions or ids are needed."""
        self.update_fails("MissingParameter", self.group())

    def test_both(self):
        """[D] Permissions and ids cannot be combined."""
        group = self.group()
        rule = self.authorize(group, perm("tcp", 1, v4=WORLD))[0]["SecurityGroupRuleId"]
        self.update_fails(("InvalidParameterCombination", "InvalidParameterValue"), group,
                          IpPermissions=[perm("tcp", 1, v4=WORLD, description="d")],
                          SecurityGroupRuleDescriptions=[
                              {"SecurityGroupRuleId": rule, "Description": "d"}])

    def test_missing_group(self):
        """[R] A missing group is InvalidGroup.NotFound."""
        self.update_fails("InvalidGroup.NotFound", MISSING_GROUP,
                          IpPermissions=[perm("tcp", 1, v4=WORLD, description="d")])

    def test_malformed_group(self):
        """[R] A malformed group id is InvalidGroupId.Malformed."""
        self.update_fails("InvalidGroupId.Malformed", "web",
                          IpPermissions=[perm("tcp", 1, v4=WORLD, description="d")])
