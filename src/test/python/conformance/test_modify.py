"""ModifySecurityGroupRules: the whole rule is replaced, its id and tags stay."""

from .harness import Case, MISSING_GROUP, MISSING_LIST, MISSING_RULE, perm, tags

WORLD = "0.0.0.0/0"


class ModifyTest(Case):
    def made(self, group, port=1, egress=False, **source):
        more = {k: source.pop(k) for k in ("TagSpecifications",) if k in source}
        return self.authorize(group, perm("tcp", port, **(source or {"v4": "10.0.0.0/8"})),
                              egress=egress, **more)[0]["SecurityGroupRuleId"]

    def changed(self, rule, *members):
        seen = self.rule(rule)
        return tuple(seen.get(m) for m in members)

    def refused(self, code, group, rule, checks=None, **content):
        before = self.rule(rule)
        self.fails(code, self.raw.modify_security_group_rules, GroupId=group,
                   SecurityGroupRules=[{"SecurityGroupRuleId": rule,
                                        "SecurityGroupRule": content}], **(checks or {}))
        self.assertEqual(self.rule(rule), before)

    def test_return_is_true(self):
        """[D] Return is true."""
        group = self.group()
        self.assertIs(self.modify(group, self.made(group), IpProtocol="tcp", FromPort=2, ToPort=2,
                                  CidrIpv4=WORLD)["Return"], True)

    def test_ipv4(self):
        """[D] Protocol, ports and IPv4 source are replaced under the same id."""
        group = self.group()
        rule = self.made(group)
        self.modify(group, rule, IpProtocol="udp", FromPort=5, ToPort=6, CidrIpv4="11.0.0.0/8")
        self.assertEqual(self.changed(rule, "IpProtocol", "FromPort", "ToPort", "CidrIpv4"),
                         ("udp", 5, 6, "11.0.0.0/8"))
        self.assertEqual(len(self.rules(group)), 1)

    def test_ipv6(self):
        """[D] An IPv6 source is replaced."""
        group = self.group()
        rule = self.made(group, v6="::/0")
        self.modify(group, rule, IpProtocol="tcp", FromPort=1, ToPort=1, CidrIpv6="2001:db8::/32")
        self.assertEqual(self.changed(rule, "CidrIpv6"), ("2001:db8::/32",))

    def test_group_reference(self):
        """[D] A referenced group is replaced."""
        group, one, two = self.group(), self.group(), self.group()
        rule = self.made(group, groups=one)
        self.modify(group, rule, IpProtocol="tcp", FromPort=1, ToPort=1, ReferencedGroupId=two)
        self.assertEqual(self.rule(rule)["ReferencedGroupInfo"]["GroupId"], two)
        self.ec2.delete_security_group(GroupId=one)

    def test_prefix_list(self):
        """[D] A prefix list is replaced."""
        group = self.group()
        one, two = self.prefix_list("10.0.0.0/8"), self.prefix_list("11.0.0.0/8")
        rule = self.made(group, lists=one)
        self.modify(group, rule, IpProtocol="tcp", FromPort=1, ToPort=1, PrefixListId=two)
        self.assertEqual(self.changed(rule, "PrefixListId"), (two,))

    def test_outbound(self):
        """[D] Outbound rules are modified by id with the same call."""
        group = self.bare()
        rule = self.made(group, egress=True)
        self.modify(group, rule, IpProtocol="tcp", FromPort=9, ToPort=9, CidrIpv4=WORLD)
        self.assertEqual(self.changed(rule, "FromPort", "IsEgress"), (9, True))

    def test_both_directions_in_one_call(self):
        """[D] One call may change rules of both directions."""
        group = self.bare()
        rules = [self.made(group), self.made(group, egress=True)]
        self.ec2.modify_security_group_rules(GroupId=group, SecurityGroupRules=[
            {"SecurityGroupRuleId": r, "SecurityGroupRule": {
                "IpProtocol": "tcp", "FromPort": 7, "ToPort": 7, "CidrIpv4": WORLD}}
            for r in rules])
        self.assertEqual([self.rule(r)["FromPort"] for r in rules], [7, 7])

    def test_tags_stay(self):
        """[D] The rule's tags stay."""
        group = self.group()
        rule = self.made(group, v4=WORLD, TagSpecifications=tags("security-group-rule", a="b"))
        self.modify(group, rule, IpProtocol="tcp", FromPort=2, ToPort=2, CidrIpv4=WORLD)
        self.assertEqual(self.rule(rule)["Tags"], [{"Key": "a", "Value": "b"}])

    def test_description_is_set(self):
        """[D] The description is set."""
        group = self.group()
        rule = self.made(group)
        self.modify(group, rule, IpProtocol="tcp", FromPort=1, ToPort=1, CidrIpv4="10.0.0.0/8",
                    Description="new")
        self.assertEqual(self.changed(rule, "Description"), ("new",))

    def test_omitted_description_clears(self):
        """[L] A description that is left out is cleared."""
        group = self.group()
        rule = self.made(group, v4=WORLD, description="old")
        self.modify(group, rule, IpProtocol="tcp", FromPort=1, ToPort=1, CidrIpv4=WORLD)
        self.assertIn(self.rule(rule).get("Description", ""), ("",))

    def test_same_content(self):
        """[D] Replacing a rule with itself succeeds."""
        group = self.group()
        rule = self.made(group)
        self.modify(group, rule, IpProtocol="tcp", FromPort=1, ToPort=1, CidrIpv4="10.0.0.0/8")

    def test_protocol_number_is_normalised(self):
        """[L] Protocol numbers become names here too."""
        group = self.group()
        rule = self.made(group)
        self.modify(group, rule, IpProtocol="17", FromPort=1, ToPort=1, CidrIpv4="10.0.0.0/8")
        self.assertEqual(self.changed(rule, "IpProtocol"), ("udp",))

    def test_all_traffic_without_ports(self):
        """[I] -1 needs no ports."""
        group = self.group()
        rule = self.made(group)
        self.modify(group, rule, IpProtocol="-1", CidrIpv4="10.0.0.0/8")
        self.assertEqual(self.changed(rule, "IpProtocol", "FromPort", "ToPort"), ("-1", -1, -1))

    def test_host_bits_are_refused(self):
        """[L] A block that is not canonical is InvalidParameterValue, unlike on authorize."""
        group = self.group()
        self.refused("InvalidParameterValue", group, self.made(group), IpProtocol="tcp",
                     FromPort=1, ToPort=1, CidrIpv4="10.0.0.1/8")

    def test_ipv6_host_bits_are_refused(self):
        """[L] So it is for IPv6."""
        group = self.group()
        self.refused("InvalidParameterValue", group, self.made(group, v6="::/0"),
                     IpProtocol="tcp", FromPort=1, ToPort=1, CidrIpv6="2001:db8::5/64")

    def test_malformed_block(self):
        """[R] A malformed block is refused."""
        group = self.group()
        self.refused("InvalidParameterValue", group, self.made(group), IpProtocol="tcp",
                     FromPort=1, ToPort=1, CidrIpv4="10.0.0.0/33")

    def type_change(self, group, rule, **source):
        self.refused("InvalidParameterValue", group, rule,
                     {"match": f"^Invalid rule type for security group rule '{rule}'"},
                     IpProtocol="tcp", FromPort=1, ToPort=1, **source)

    def test_ipv4_to_ipv6(self):
        """[E] An IPv4 rule cannot become an IPv6 rule."""
        group = self.group()
        self.type_change(group, self.made(group), CidrIpv6="::/0")

    def test_ipv6_to_ipv4(self):
        """[E] An IPv6 rule cannot become an IPv4 rule."""
        group = self.group()
        self.type_change(group, self.made(group, v6="::/0"), CidrIpv4=WORLD)

    def test_block_to_group(self):
        """[E] A rule for a block cannot become one for a group."""
        group = self.group()
        self.type_change(group, self.made(group), ReferencedGroupId=group)

    def test_group_to_block(self):
        """[E] A rule for a group cannot become one for a block."""
        group = self.group()
        self.type_change(group, self.made(group, groups=group), CidrIpv4=WORLD)

    def test_block_to_prefix_list(self):
        """[E] A rule for a block cannot become one for a prefix list."""
        group = self.group()
        self.type_change(group, self.made(group), PrefixListId=self.prefix_list("10.0.0.0/8"))

    def test_collision_with_another_rule(self):
        """[R] Becoming what another rule is already: Duplicate."""
        group = self.group()
        self.made(group, 1)
        self.refused("InvalidPermission.Duplicate", group, self.made(group, 2), IpProtocol="tcp",
                     FromPort=1, ToPort=1, CidrIpv4="10.0.0.0/8")

    def pair(self, group, first, second, one, two):
        """Each of the two rules gets a port."""
        return [{"SecurityGroupRuleId": rule, "SecurityGroupRule": {
            "IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIpv4": "10.0.0.0/8"}}
            for rule, port in ((first, one), (second, two))]

    def test_swap(self):
        """[E] Two rules may take each other's content in one call."""
        group = self.group()
        first, second = self.made(group, 1), self.made(group, 2)
        self.ec2.modify_security_group_rules(
            GroupId=group, SecurityGroupRules=self.pair(group, first, second, 2, 1))
        self.assertEqual((self.rule(first)["FromPort"], self.rule(second)["FromPort"]), (2, 1))

    def test_two_rules_to_one_content(self):
        """[E] Two rules may not take the same content in one call."""
        group = self.group()
        first, second = self.made(group, 1), self.made(group, 2)
        self.fails("InvalidParameterValue", self.ec2.modify_security_group_rules, GroupId=group,
                   SecurityGroupRules=self.pair(group, first, second, 3, 3),
                   text="The same permission must not appear multiple times")

    def test_all_or_nothing(self):
        """[E] With one bad id nothing changes."""
        group = self.group()
        first = self.made(group, 1)
        self.fails("InvalidSecurityGroupRuleId.NotFound", self.ec2.modify_security_group_rules,
                   GroupId=group, SecurityGroupRules=self.pair(group, first, MISSING_RULE, 3, 4))
        self.assertEqual(self.rule(first)["FromPort"], 1)

    def modify_fails(self, code, group, rule, **checks):
        self.fails(code, self.ec2.modify_security_group_rules, GroupId=group, SecurityGroupRules=[
            {"SecurityGroupRuleId": rule, "SecurityGroupRule": {
                "IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "CidrIpv4": WORLD}}], **checks)

    def test_missing_rule(self):
        """[D] A missing rule is InvalidSecurityGroupRuleId.NotFound."""
        self.modify_fails("InvalidSecurityGroupRuleId.NotFound", self.group(), MISSING_RULE,
                          match=MISSING_RULE)

    def test_malformed_rule(self):
        """[D] A malformed rule id is InvalidSecurityGroupRuleId.Malformed."""
        self.modify_fails("InvalidSecurityGroupRuleId.Malformed", self.group(), "rule")

    def test_rule_of_another_group(self):
        """[D] A rule of another group is not found."""
        other = self.group()
        rule = self.made(other)
        self.modify_fails("InvalidSecurityGroupRuleId.NotFound", self.group(), rule)
        self.assertEqual(self.rule(rule)["CidrIpv4"], "10.0.0.0/8")

    def test_missing_group(self):
        """[R] A missing group is InvalidGroup.NotFound."""
        self.modify_fails("InvalidGroup.NotFound", MISSING_GROUP, MISSING_RULE)

    def test_malformed_group(self):
        """[R] A malformed group id is InvalidGroupId.Malformed."""
        self.modify_fails("InvalidGroupId.Malformed", "web", MISSING_RULE)

    def test_missing_referenced_group(self):
        """[R] A missing referenced group is InvalidGroup.NotFound."""
        group = self.group()
        self.refused("InvalidGroup.NotFound", group, self.made(group, groups=group),
                     IpProtocol="tcp", FromPort=1, ToPort=1, ReferencedGroupId=MISSING_GROUP)

    def test_missing_prefix_list(self):
        """[D] A missing prefix list is InvalidPrefixListID.NotFound."""
        group = self.group()
        self.refused("InvalidPrefixListID.NotFound", group,
                     self.made(group, lists=self.prefix_list("10.0.0.0/8")), IpProtocol="tcp",
                     FromPort=1, ToPort=1, PrefixListId=MISSING_LIST)

    def test_tcp_without_ports(self):
        """[D] tcp needs ports here too."""
        group = self.group()
        self.refused("InvalidParameterValue", group, self.made(group), IpProtocol="tcp",
                     CidrIpv4=WORLD)

    def test_unknown_protocol(self):
        """[R] Unknown protocols are refused."""
        group = self.group()
        self.refused("InvalidParameterValue", group, self.made(group), IpProtocol="gre",
                     CidrIpv4=WORLD)

    def test_bad_description(self):
        """[R] Descriptions are checked."""
        group = self.group()
        self.refused("InvalidParameterValue", group, self.made(group),
                     {"match": "^Invalid rule description"}, IpProtocol="tcp", FromPort=1,
                     ToPort=1, CidrIpv4=WORLD, Description="<b>")

    def test_no_rules(self):
        """[D] SecurityGroupRule is required."""
        self.fails("MissingParameter", self.raw.modify_security_group_rules, GroupId=self.group())

    def test_two_sources(self):
        """[D] Exactly one source is allowed."""
        group = self.group()
        self.refused(("InvalidParameterValue", "InvalidParameterCombination",
                      "InvalidPermission.Malformed"), group, self.made(group),
                     IpProtocol="tcp", FromPort=1, ToPort=1, CidrIpv4=WORLD, CidrIpv6="::/0")
