"""Authorize: what a call answers, what counts as the same rule, and all or nothing."""

from .harness import Case, MISSING_GROUP, MISSING_LIST, perm, tags

WORLD = "0.0.0.0/0"


class AnswerTest(Case):
    def test_every_rule_of_the_call_is_answered(self):
        """[D] SecurityGroupRules lists all rules added, of all permissions."""
        group = self.group()
        made = self.authorize(group, perm("tcp", 80, v4=["10.0.0.0/8", "192.168.0.0/16"]),
                              perm("udp", 53, v6="2001:db8::/32"))
        self.assertEqual(len(made), 3)
        self.assertEqual(len({r["SecurityGroupRuleId"] for r in made}), 3)

    def test_return_is_true(self):
        """[D] Return is true."""
        answer = self.ec2.authorize_security_group_ingress(
            GroupId=self.group(), IpPermissions=[perm("tcp", 80, v4=WORLD)])
        self.assertIs(answer["Return"], True)

    def test_rule_members(self):
        """[D] A rule has id, group, owner, direction, protocol, ports, source, description, ARN."""
        group = self.group()
        made = self.authorize(group, perm("tcp", 80, 81, v4=WORLD, description="web"))[0]
        self.assertRegex(made["SecurityGroupRuleId"], r"^sgr-[0-9a-f]{17}$")
        self.assertEqual(made["GroupId"], group)
        self.assertEqual(made["GroupOwnerId"], self.describe(group)["OwnerId"])
        self.assertIs(made["IsEgress"], False)
        self.assertEqual((made["IpProtocol"], made["FromPort"], made["ToPort"],
                          made["CidrIpv4"], made["Description"]), ("tcp", 80, 81, WORLD, "web"))
        self.assertEqual(made["SecurityGroupRuleArn"],
                         f"arn:aws:ec2:{self.region}:{made['GroupOwnerId']}:security-group-rule/"
                         + made["SecurityGroupRuleId"])

    def test_outbound_rules_are_marked(self):
        """[D] IsEgress is true of outbound rules."""
        made = self.authorize(self.group(), perm("tcp", 80, v4="10.0.0.0/8"), egress=True)
        self.assertIs(made[0]["IsEgress"], True)

    def test_tags_on_every_rule_of_the_call(self):
        """[D] TagSpecifications of security-group-rule go to each rule made."""
        group = self.group()
        made = self.authorize(group, perm("tcp", 80, v4=["10.0.0.0/8", "10.0.0.0/9"]),
                              TagSpecifications=tags("security-group-rule", role="web"))
        self.assertEqual([r["Tags"] for r in made], [[{"Key": "role", "Value": "web"}]] * 2)
        self.assertEqual(self.rules(group)[0]["Tags"], [{"Key": "role", "Value": "web"}])

    def test_tags_on_outbound_rules(self):
        """[D] The outbound call takes tags too."""
        made = self.authorize(self.group(), perm("tcp", 80, v4="10.0.0.0/8"), egress=True,
                              TagSpecifications=tags("security-group-rule", role="web"))
        self.assertEqual(made[0]["Tags"], [{"Key": "role", "Value": "web"}])

    def test_wrong_resource_type_for_rule_tags(self):
        """[D] Rules are tagged as security-group-rule, not as security-group."""
        self.refuses("InvalidParameterValue", self.group(), perm("tcp", 80, v4=WORLD),
                     TagSpecifications=tags("security-group", role="web"))

    def test_group_reference_is_answered_with_its_account(self):
        """[D] ReferencedGroupInfo has the group and its account."""
        group, other = self.group(), self.group()
        info = self.authorize(group, perm("tcp", 80, groups=other))[0]["ReferencedGroupInfo"]
        self.assertEqual((info["GroupId"], info["UserId"]),
                         (other, self.describe(group)["OwnerId"]))

    def test_description_of_each_kind_of_source(self):
        """[D] Each kind of source carries its description."""
        group, other, listed = self.group(), self.group(), self.prefix_list("10.0.0.0/8")
        made = self.authorize(group, perm("tcp", 1, v4=WORLD, description="v4"),
                              perm("tcp", 1, v6="::/0", description="v6"),
                              perm("tcp", 1, lists=listed, description="list"),
                              perm("tcp", 1, groups=other, description="group"))
        self.assertEqual({r["Description"] for r in made}, {"v4", "v6", "list", "group"})
        self.assertEqual({r["Description"] for r in self.rules(group)},
                         {"v4", "v6", "list", "group"})
        seen = self.describe(group)["IpPermissions"][0]
        self.assertEqual([seen[k][0]["Description"] for k in
                          ("IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs")],
                         ["v4", "v6", "list", "group"])

    def test_prefix_list_source(self):
        """[D] A prefix list is a source."""
        listed = self.prefix_list("10.0.0.0/8")
        self.assertEqual(self.authorize(self.group(), perm("tcp", 1, lists=listed))[0]
                         ["PrefixListId"], listed)

    def test_self_reference(self):
        """[D] A group may refer to itself."""
        group = self.group()
        self.assertEqual(self.authorize(group, perm("tcp", 1, groups=group))[0]
                         ["ReferencedGroupInfo"]["GroupId"], group)

    def test_flat_form(self):
        """[D] The flat members make one rule."""
        group = self.group()
        self.ec2.authorize_security_group_ingress(GroupId=group, IpProtocol="tcp", FromPort=22,
                                                  ToPort=22, CidrIp="10.0.0.0/8")
        self.assertEqual([(r["FromPort"], r["CidrIpv4"]) for r in self.rules(group)],
                         [(22, "10.0.0.0/8")])


class DuplicateTest(Case):
    def duplicate(self, first, second=None, egress=False, **checks):
        group = self.bare()
        self.authorize(group, first, egress=egress)
        self.refuses("InvalidPermission.Duplicate", group, second or first, egress=egress,
                     **checks)

    def test_message_with_ports(self):
        """[R] The message tells peer, protocol, ports and ALLOW."""
        self.duplicate(perm("tcp", 443, v4=WORLD),
                       text='the specified rule "peer: 0.0.0.0/0, TCP, from port: 443,'
                            ' to port: 443, ALLOW" already exists')

    def test_message_of_all_traffic(self):
        """[R] All traffic is told without ports."""
        self.duplicate(perm("-1", v4=WORLD), egress=True,
                       text='the specified rule "peer: 0.0.0.0/0, ALL, ALLOW" already exists')

    def test_message_of_a_group(self):
        """[R] A referenced group is told by its id."""
        other = self.group()
        self.duplicate(perm("tcp", 22, groups=other),
                       text=f'the specified rule "peer: {other}, TCP, from port: 22,'
                            ' to port: 22, ALLOW" already exists')

    def test_ipv6(self):
        """[D] IPv6 rules are compared likewise."""
        self.duplicate(perm("tcp", 1, v6="2001:db8::/32"))

    def test_prefix_list(self):
        """[D] Prefix list rules are compared likewise."""
        self.duplicate(perm("tcp", 1, lists=self.prefix_list("10.0.0.0/8")))

    def test_another_description_is_the_same_rule(self):
        """[R] The description is no part of a rule's identity."""
        self.duplicate(perm("tcp", 1, v4=WORLD, description="a"),
                       perm("tcp", 1, v4=WORLD, description="b"))

    def test_another_description_of_a_group_reference(self):
        """[R] Nor is it for references to groups."""
        other = self.group()
        self.duplicate(perm("tcp", 1, groups=other, description="a"),
                       perm("tcp", 1, groups=other))

    def test_protocol_spelled_as_number(self):
        """[L] 6 is tcp."""
        self.duplicate(perm("tcp", 1, v4=WORLD), perm("6", 1, v4=WORLD))

    def test_protocol_in_capitals(self):
        """[L] TCP is tcp."""
        self.duplicate(perm("tcp", 1, v4=WORLD), perm("TCP", 1, v4=WORLD))

    def test_host_bits(self):
        """[D] Duplicates are found on the canonical block."""
        self.duplicate(perm("tcp", 1, v4="100.68.0.0/18"), perm("tcp", 1, v4="100.68.0.18/18"))

    def test_ipv6_spelling(self):
        """[L] An IPv6 block in another spelling is the same."""
        self.duplicate(perm("tcp", 1, v6="2001:db8::/64"),
                       perm("tcp", 1, v6="2001:0DB8:0:0:0:0:0:5/64"))

    def test_all_traffic_with_ports(self):
        """[E] -1 with any ports is the same rule."""
        self.duplicate(perm("-1", v4=WORLD), perm("-1", 0, 65535, v4=WORLD))

    def test_direction_is_identity(self):
        """[D] The same rule may exist in both directions."""
        group = self.bare()
        self.authorize(group, perm("tcp", 1, v4=WORLD))
        self.authorize(group, perm("tcp", 1, v4=WORLD), egress=True)

    def test_ports_are_identity(self):
        """[D] Overlapping ports are different rules."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=WORLD), perm("tcp", 1, 2, v4=WORLD))
        self.assertEqual(len(self.rules(group)), 2)

    def test_overlapping_blocks_are_different(self):
        """[D] 10.0.0.0/8 and 10.0.0.0/9 are different rules."""
        self.authorize(self.group(), perm("tcp", 1, v4=["10.0.0.0/8", "10.0.0.0/9"]))

    def test_default_outbound_rule(self):
        """[R] Adding the rule that a new group has is a duplicate."""
        self.refuses("InvalidPermission.Duplicate", self.group(), perm("-1", v4=WORLD),
                     egress=True)


class OneRequestTest(Case):
    TEXT = "The same permission must not appear multiple times"

    def test_same_rule_twice_in_one_item(self):
        """[R] The same source twice is InvalidParameterValue, not Duplicate."""
        self.refuses("InvalidParameterValue", self.group(), perm("tcp", 1, v4=[WORLD, WORLD]),
                     text=self.TEXT)

    def test_same_rule_in_two_items(self):
        """[R] So it is across permissions."""
        self.refuses("InvalidParameterValue", self.group(), perm("tcp", 1, v4=WORLD),
                     perm("tcp", 1, v4=WORLD), text=self.TEXT)

    def test_same_rule_with_two_descriptions(self):
        """[R] Descriptions do not tell them apart."""
        self.refuses("InvalidParameterValue", self.group(),
                     perm("tcp", 1, v4=WORLD, description="a"),
                     perm("tcp", 1, v4=WORLD, description="b"), text=self.TEXT)

    def test_same_rule_in_two_spellings(self):
        """[D] The canonical form counts."""
        self.refuses("InvalidParameterValue", self.group(), perm("tcp", 1, v4="10.0.0.1/8"),
                     perm("6", 1, v4="10.0.0.0/8"), text=self.TEXT)

    def test_nothing_is_added(self):
        """[R] Nothing of such a request is added."""
        group = self.group()
        self.refuses("InvalidParameterValue", group, perm("tcp", 9, v4=WORLD),
                     perm("tcp", 1, v4=[WORLD, WORLD]))
        self.assertEqual(self.rules(group), [])

    def test_batch_with_an_existing_rule_adds_nothing(self):
        """[E] A batch with one existing rule adds nothing."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=WORLD))
        self.refuses("InvalidPermission.Duplicate", group, perm("tcp", 2, v4=WORLD),
                     perm("tcp", 1, v4=WORLD))
        self.assertEqual([r["FromPort"] for r in self.rules(group)], [1])

    def test_batch_with_an_invalid_rule_adds_nothing(self):
        """[E] A batch with one invalid rule adds nothing."""
        group = self.group()
        self.refuses("InvalidParameterValue", group, perm("tcp", 2, v4=WORLD),
                     perm("tcp", 1, v4="10.0.0.0/99"))
        self.assertEqual(self.rules(group), [])

    def test_one_item_with_several_sources(self):
        """[D] One permission with sources of every kind becomes one rule for each."""
        group = self.group()
        made = self.authorize(group, perm("tcp", 1, v4=["10.0.0.0/8", "11.0.0.0/8"], v6="::/0",
                                          groups=group, lists=self.prefix_list("10.0.0.0/8")))
        self.assertEqual(len(made), 5)
        self.assertEqual(len(self.describe(group)["IpPermissions"]), 1)


class TargetTest(Case):
    def test_missing_group(self):
        """[R] A missing group is InvalidGroup.NotFound."""
        self.refuses("InvalidGroup.NotFound", MISSING_GROUP, perm("tcp", 1, v4=WORLD),
                     text=f"The security group '{MISSING_GROUP}' does not exist")

    def test_missing_group_outbound(self):
        """[R] Likewise for outbound rules."""
        self.refuses("InvalidGroup.NotFound", MISSING_GROUP, perm("tcp", 1, v4=WORLD), egress=True)

    def test_malformed_group(self):
        """[R] A malformed id is InvalidGroupId.Malformed."""
        self.refuses("InvalidGroupId.Malformed", "someid", perm("tcp", 1, v4=WORLD),
                     match='^Invalid id: "someid"')

    def test_no_permission(self):
        """[D] A call without any permission is refused."""
        self.fails("MissingParameter", self.raw.authorize_security_group_ingress,
                   GroupId=self.group())

    def test_missing_referenced_group(self):
        """[R] A missing referenced group is InvalidGroup.NotFound."""
        self.refuses("InvalidGroup.NotFound", self.group(), perm("tcp", 1, groups=MISSING_GROUP),
                     match=MISSING_GROUP)

    def test_malformed_referenced_group(self):
        """[R] A malformed referenced id is InvalidGroupId.Malformed."""
        self.refuses("InvalidGroupId.Malformed", self.group(), perm("tcp", 1, groups="web"),
                     match='^Invalid id: "web"')

    def test_group_of_another_vpc(self):
        """[R] A group of a VPC that is not peered: InvalidGroup.NotFound, different networks."""
        foreign = self.group(self.new_vpc())
        self.refuses("InvalidGroup.NotFound", self.group(), perm("tcp", 1, groups=foreign),
                     text="You have specified two resources that belong to different networks.")

    def test_missing_prefix_list(self):
        """[L] A missing prefix list is InvalidPrefixListID.NotFound (ID in capitals)."""
        self.refuses("InvalidPrefixListID.NotFound", self.group(),
                     perm("tcp", 1, lists=MISSING_LIST), match=MISSING_LIST)

    def test_malformed_prefix_list(self):
        """[D] A malformed prefix list id is InvalidPrefixListId.Malformed (Id)."""
        self.refuses("InvalidPrefixListId.Malformed", self.group(), perm("tcp", 1, lists="list"))

    def test_flat_members_outbound(self):
        """[D] The flat members are not supported for outbound rules."""
        group = self.bare()
        self.fails(("InvalidParameterValue", "InvalidParameterCombination", "MissingParameter",
                    "UnknownParameter", "UnsupportedOperation"),
                   self.raw.authorize_security_group_egress, GroupId=group, IpProtocol="tcp",
                   FromPort=1, ToPort=1, CidrIp="10.0.0.0/8")
        self.assertEqual(self.rules(group, egress=True), [])

    def test_reference_by_name_outside_the_default_vpc(self):
        """[D] In a non-default VPC a group is referred to by its id, not its name."""
        name = "by-name"
        self.group(name=name)
        group = self.group()
        self.refuses(("InvalidGroup.NotFound", "InvalidParameterValue", "MissingParameter",
                      "InvalidParameterCombination"), group,
                     {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1,
                      "UserIdGroupPairs": [{"GroupName": name}]})
        self.assertEqual(self.rules(group), [])
