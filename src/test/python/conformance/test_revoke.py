"""Revoke by properties and by id, outside the default VPC."""

from .harness import Case, MISSING_GROUP, MISSING_RULE, perm

WORLD = "0.0.0.0/0"


class ByPropertiesTest(Case):
    def missing(self, group, *permissions, egress=False):
        call = (self.ec2.revoke_security_group_egress if egress
                else self.ec2.revoke_security_group_ingress)
        self.fails("InvalidPermission.NotFound", call, GroupId=group,
                   IpPermissions=list(permissions),
                   text="The specified rule does not exist in this security group.")

    def test_rule_is_gone(self):
        """[D] The rule is gone and Return is true."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=WORLD))
        self.assertIs(self.revoke(group, perm("tcp", 1, v4=WORLD))["Return"], True)
        self.assertEqual(self.rules(group), [])

    def test_revoked_rules_are_answered(self):
        """[D] RevokedSecurityGroupRules tells id, group, direction and content."""
        group = self.group()
        made = self.authorize(group, perm("tcp", 1, 2, v4="10.0.0.0/8", description="d"))[0]
        revoked = self.revoke(group, perm("tcp", 1, 2, v4="10.0.0.0/8"))
        self.assertEqual(revoked["RevokedSecurityGroupRules"], [
            {"SecurityGroupRuleId": made["SecurityGroupRuleId"], "GroupId": group,
             "IsEgress": False, "IpProtocol": "tcp", "FromPort": 1, "ToPort": 2,
             "CidrIpv4": "10.0.0.0/8", "Description": "d"}])

    def test_revoked_reference_is_answered_by_its_group(self):
        """[D] A revoked reference has ReferencedGroupId."""
        group, other = self.group(), self.group()
        self.authorize(group, perm("tcp", 1, groups=other))
        revoked = self.revoke(group, perm("tcp", 1, groups=other))["RevokedSecurityGroupRules"]
        self.assertEqual([r["ReferencedGroupId"] for r in revoked], [other])

    def test_outbound(self):
        """[D] Outbound rules are revoked likewise."""
        group = self.group()
        revoked = self.revoke(group, perm("-1", v4=WORLD), egress=True)
        self.assertIs(revoked["RevokedSecurityGroupRules"][0]["IsEgress"], True)
        self.assertEqual(self.rules(group, egress=True), [])

    def test_description_is_not_needed(self):
        """[D] The description need not be given, for any kind of source."""
        group, listed = self.group(), self.prefix_list("10.0.0.0/8")
        kinds = ({"v4": WORLD}, {"v6": "::/0"}, {"groups": group}, {"lists": listed})
        for kind in kinds:
            self.authorize(group, perm("tcp", 1, description="d", **kind))
            self.revoke(group, perm("tcp", 1, **kind))
        self.assertEqual(self.rules(group), [])

    def test_another_description_still_matches(self):
        """[D] The description is no part of what is matched."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=WORLD, description="a"))
        self.revoke(group, perm("tcp", 1, v4=WORLD, description="b"))
        self.assertEqual(self.rules(group), [])

    def test_default_outbound_with_ports_zero(self):
        """[C] Terraform's way: revoke -1 with ports 0 and 0."""
        group = self.group()
        self.revoke(group, perm("-1", 0, v4=WORLD), egress=True)
        self.assertEqual(self.rules(group, egress=True), [])

    def test_another_spelling(self):
        """[D] Protocol numbers and host bits are understood as on authorize."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4="10.0.0.0/8"))
        self.revoke(group, perm("6", 1, v4="10.1.2.3/8"))
        self.assertEqual(self.rules(group), [])

    def test_ipv6_spelling(self):
        """[L] IPv6 blocks are understood in any spelling."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v6="2001:db8::/32"))
        self.revoke(group, perm("tcp", 1, v6="2001:0db8:0::/32"))
        self.assertEqual(self.rules(group), [])

    def test_missing_rule(self):
        """[D] What is not there is InvalidPermission.NotFound."""
        self.missing(self.group(), perm("tcp", 1, v4=WORLD))

    def test_missing_outbound_rule(self):
        """[R] Outbound likewise."""
        self.missing(self.bare(), perm("-1", v4=WORLD), egress=True)

    def test_ports_must_match_exactly(self):
        """[D] Part of a port range does not match."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, 10, v4=WORLD))
        self.missing(group, perm("tcp", 1, 5, v4=WORLD))

    def test_block_must_match_exactly(self):
        """[D] A part of a block does not match."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4="10.0.0.0/8"))
        self.missing(group, perm("tcp", 1, v4="10.0.0.0/9"))

    def test_direction_must_match(self):
        """[D] An inbound rule is not revoked as an outbound one."""
        group = self.bare()
        self.authorize(group, perm("tcp", 1, v4="10.0.0.0/8"))
        self.missing(group, perm("tcp", 1, v4="10.0.0.0/8"), egress=True)

    def test_nothing_is_revoked_when_one_is_missing(self):
        """[D] With one rule missing, none is revoked."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=WORLD))
        self.missing(group, perm("tcp", 1, v4=WORLD), perm("tcp", 2, v4=WORLD))
        self.assertEqual(len(self.rules(group)), 1)

    def test_one_source_of_several(self):
        """[D] Each source of a permission is a rule of its own."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=["10.0.0.0/8", "11.0.0.0/8"]))
        self.revoke(group, perm("tcp", 1, v4="10.0.0.0/8"))
        self.assertEqual([r["CidrIpv4"] for r in self.rules(group)], ["11.0.0.0/8"])

    def test_several_rules(self):
        """[D] One call revokes many."""
        group = self.group()
        many = [perm("tcp", port, v4=WORLD) for port in range(1, 11)]
        self.authorize(group, *many)
        self.assertEqual(len(self.revoke(group, *many)["RevokedSecurityGroupRules"]), 10)

    def test_flat_form(self):
        """[D] The flat members name one rule."""
        group = self.group()
        self.authorize(group, perm("tcp", 22, v4=WORLD))
        self.ec2.revoke_security_group_ingress(GroupId=group, IpProtocol="tcp", FromPort=22,
                                               ToPort=22, CidrIp=WORLD)
        self.assertEqual(self.rules(group), [])

    def test_missing_group(self):
        """[R] A missing group is InvalidGroup.NotFound."""
        for call in (self.ec2.revoke_security_group_ingress,
                     self.ec2.revoke_security_group_egress):
            self.fails("InvalidGroup.NotFound", call, GroupId=MISSING_GROUP,
                       IpPermissions=[perm("tcp", 1, v4=WORLD)],
                       text=f"The security group '{MISSING_GROUP}' does not exist")

    def test_malformed_group(self):
        """[R] A malformed group id is InvalidGroupId.Malformed."""
        self.fails("InvalidGroupId.Malformed", self.ec2.revoke_security_group_ingress,
                   GroupId="web", IpPermissions=[perm("tcp", 1, v4=WORLD)])

    def test_neither_permissions_nor_ids(self):
        """[D] A call that names no rule is refused."""
        self.fails("MissingParameter", self.raw.revoke_security_group_ingress,
                   GroupId=self.group())

    def test_malformed_block(self):
        """[R] A malformed block is refused as such."""
        self.fails("InvalidParameterValue", self.ec2.revoke_security_group_ingress,
                   GroupId=self.group(), IpPermissions=[perm("tcp", 1, v4="10.0.0.0/40")],
                   text="CIDR block 10.0.0.0/40 is malformed")


class ByIdTest(Case):
    def made(self, group, port=1, egress=False, **source):
        return self.authorize(group, perm("tcp", port, **(source or {"v4": "10.0.0.0/8"})),
                              egress=egress)[0]["SecurityGroupRuleId"]

    def by_id(self, group, *ids, egress=False):
        call = (self.ec2.revoke_security_group_egress if egress
                else self.ec2.revoke_security_group_ingress)
        return call(GroupId=group, SecurityGroupRuleIds=list(ids))

    def refused(self, code, group, *ids, egress=False, **checks):
        call = (self.ec2.revoke_security_group_egress if egress
                else self.ec2.revoke_security_group_ingress)
        self.fails(code, call, GroupId=group, SecurityGroupRuleIds=list(ids), **checks)

    def test_inbound(self):
        """[D] A rule is revoked by its id and answered."""
        group = self.group()
        rule = self.made(group)
        answer = self.by_id(group, rule)
        self.assertEqual([r["SecurityGroupRuleId"] for r in answer["RevokedSecurityGroupRules"]],
                         [rule])
        self.assertEqual(self.rules(group), [])

    def test_outbound(self):
        """[D] Outbound by id."""
        group = self.bare()
        self.by_id(group, self.made(group, egress=True), egress=True)
        self.assertEqual(self.rules(group, egress=True), [])

    def test_several(self):
        """[D] Several ids in one call."""
        group = self.group()
        self.by_id(group, self.made(group, 1), self.made(group, 2))
        self.assertEqual(self.rules(group), [])

    def test_gone(self):
        """[L] The id of a revoked rule is InvalidSecurityGroupRuleId.NotFound."""
        group = self.group()
        rule = self.made(group)
        self.by_id(group, rule)
        self.refused("InvalidSecurityGroupRuleId.NotFound", group, rule, match=rule)

    def test_missing(self):
        """[D] An id that never was is InvalidSecurityGroupRuleId.NotFound."""
        self.refused("InvalidSecurityGroupRuleId.NotFound", self.group(), MISSING_RULE)

    def test_malformed(self):
        """[D] What is no id is InvalidSecurityGroupRuleId.Malformed."""
        self.refused("InvalidSecurityGroupRuleId.Malformed", self.group(), "rule-1")

    def test_malformed_by_capitals(self):
        """[E] The prefix is lower case."""
        self.refused("InvalidSecurityGroupRuleId.Malformed", self.group(), MISSING_RULE.upper())

    def test_malformed_by_length(self):
        """[E] More than 17 characters after the prefix are malformed."""
        self.refused("InvalidSecurityGroupRuleId.Malformed", self.group(), MISSING_RULE + "0")

    def test_wrong_direction(self):
        """[D] An outbound rule's id is not found among the inbound ones."""
        group = self.bare()
        rule = self.made(group, egress=True)
        self.refused(("InvalidSecurityGroupRuleId.NotFound", "InvalidPermission.NotFound"),
                     group, rule)
        self.assertEqual(len(self.rules(group, egress=True)), 1)

    def test_other_group(self):
        """[D] A rule of another group is not found."""
        other = self.group()
        rule = self.made(other)
        self.refused(("InvalidSecurityGroupRuleId.NotFound", "InvalidPermission.NotFound"),
                     self.group(), rule)
        self.assertEqual(len(self.rules(other)), 1)

    def test_one_missing_revokes_none(self):
        """[D] With one id missing none is revoked."""
        group = self.group()
        rule = self.made(group)
        self.refused("InvalidSecurityGroupRuleId.NotFound", group, rule, MISSING_RULE)
        self.assertEqual(len(self.rules(group)), 1)

    def test_permissions_and_ids_together(self):
        """[D] Rules are named by ids or by properties, not both."""
        group = self.group()
        rule = self.made(group)
        self.fails(("InvalidParameterCombination", "InvalidParameterValue"),
                   self.ec2.revoke_security_group_ingress, GroupId=group,
                   SecurityGroupRuleIds=[rule], IpPermissions=[perm("tcp", 1, v4="10.0.0.0/8")])
        self.assertEqual(len(self.rules(group)), 1)
