"""DescribeSecurityGroups: ids, names and filters."""

from .harness import (Case, MISSING_GROUP, elsewhere, perm, shared, tags, unique, where)


class GroupIdsTest(Case):
    def test_by_ids(self):
        """[D] Only the groups asked for are answered."""
        one, two = self.group(), self.group()
        self.group()
        seen = self.ec2.describe_security_groups(GroupIds=[one, two])["SecurityGroups"]
        self.assertEqual({g["GroupId"] for g in seen}, {one, two})

    def test_missing(self):
        """[R] A missing id fails the call and is the only one named."""
        there = self.group()
        message = self.fails("InvalidGroup.NotFound", self.ec2.describe_security_groups,
                             GroupIds=[there, MISSING_GROUP], match=MISSING_GROUP)
        self.assertNotIn(there, message)

    def test_malformed(self):
        """[R] A malformed id is InvalidGroupId.Malformed, not NotFound."""
        self.fails("InvalidGroupId.Malformed", self.ec2.describe_security_groups,
                   GroupIds=["someid"], match=r'^Invalid id: "someid" \(expecting "sg-\.\.\."\)')

    def test_filter_with_missing_id_is_empty(self):
        """[D] A filter that matches nothing is an empty answer, no error."""
        self.assertEqual(self.found(group_id=MISSING_GROUP), set())

    def test_ids_and_filters_are_both_applied(self):
        """[D] Ids and filters narrow each other."""
        group = self.group()
        seen = self.ec2.describe_security_groups(GroupIds=[group],
                                                 Filters=where(group_name="no-such"))
        self.assertEqual(seen["SecurityGroups"], [])

    def test_everything_without_arguments(self):
        """[D] Without arguments all groups of the Region are answered."""
        group = self.group()
        seen = {g["GroupId"] for g in self.ec2.describe_security_groups()["SecurityGroups"]}
        self.assertIn(group, seen)
        self.assertIn(self.default_group(self.vpc), seen)

    def test_regions_are_apart(self):
        """[D] A group of another Region does not exist here."""
        self.fails("InvalidGroup.NotFound",
                   shared(region="eu-west-3").describe_security_groups, GroupIds=[self.group()])

    def test_accounts_are_apart(self):
        """[D] A group of another account does not exist for this one."""
        self.fails("InvalidGroup.NotFound",
                   elsewhere().describe_security_groups, GroupIds=[self.group()])

    def test_tags_are_shown(self):
        """[D] Tags are part of the answer."""
        group = self.group(TagSpecifications=tags("security-group", a="1", b="2"))
        self.assertEqual({t["Key"]: t["Value"] for t in self.describe(group)["Tags"]},
                         {"a": "1", "b": "2"})


class GroupFiltersTest(Case):
    """Each test makes one group that matches and one that does not."""

    def matches(self, group, other, **filters):
        found = self.found(**filters)
        self.assertIn(group, found)
        self.assertNotIn(other, found)

    def scene(self, *permissions, egress=False):
        group, other = self.bare(), self.bare()
        self.authorize(group, *permissions, egress=egress)
        return group, other

    def test_description(self):
        """[D] Filter description."""
        text = unique("about")
        self.matches(self.group(description=text), self.group(), description=text)

    def test_group_id(self):
        """[D] Filter group-id."""
        group = self.group()
        self.matches(group, self.group(), group_id=group)

    def test_group_name(self):
        """[D] Filter group-name."""
        name = unique()
        self.matches(self.group(name=name), self.group(), group_name=name)

    def test_group_name_is_case_sensitive(self):
        """[D] Filter values are case-sensitive."""
        name = unique("Web")
        self.group(name=name)
        self.assertEqual(self.found(group_name=name.lower()), set())

    def test_owner_id(self):
        """[D] Filter owner-id."""
        group = self.group()
        self.assertIn(group, self.found(owner_id=self.describe(group)["OwnerId"]))
        self.assertEqual(self.found(owner_id="999999999999"), set())

    def test_vpc_id(self):
        """[D] Filter vpc-id."""
        vpc = self.new_vpc()
        group = self.group(vpc)
        seen = self.ec2.describe_security_groups(Filters=where(vpc_id=vpc))["SecurityGroups"]
        self.assertEqual({g["GroupId"] for g in seen}, {group, self.default_group(vpc)})

    def test_tag(self):
        """[D] Filter tag:<key>."""
        group = self.group(TagSpecifications=tags("security-group", role="web"))
        other = self.group(TagSpecifications=tags("security-group", role="db"))
        self.matches(group, other, **{"tag:role": "web"})

    def test_tag_of_a_key_with_slashes(self):
        """[D] Tag keys with dots and slashes filter as well."""
        key = "rolegate.dev/cluster"
        group = self.group(TagSpecifications=[{"ResourceType": "security-group",
                                               "Tags": [{"Key": key, "Value": "x-y"}]}])
        seen = self.ec2.describe_security_groups(
            Filters=[{"Name": "tag:" + key, "Values": ["x-y"]}])["SecurityGroups"]
        self.assertIn(group, {g["GroupId"] for g in seen})

    def test_tag_key(self):
        """[D] Filter tag-key, whatever the value."""
        key = unique("key").replace("-", "")
        self.matches(self.group(TagSpecifications=tags("security-group", **{key: "1"})),
                     self.group(), tag_key=key)

    def test_empty_tag_value(self):
        """[D] A tag with an empty value is found by it."""
        self.matches(self.group(TagSpecifications=tags("security-group", blank="")),
                     self.group(TagSpecifications=tags("security-group", blank="x")),
                     **{"tag:blank": ""})

    def test_inbound_cidr(self):
        """[D] Filter ip-permission.cidr."""
        self.matches(*self.scene(perm("tcp", 1, v4="10.1.0.0/16")),
                     ip_permission__cidr="10.1.0.0/16")

    def test_inbound_ipv6_cidr(self):
        """[D] Filter ip-permission.ipv6-cidr."""
        self.matches(*self.scene(perm("tcp", 1, v6="2001:db8::/32")),
                     ip_permission__ipv6_cidr="2001:db8::/32")

    def test_inbound_from_port(self):
        """[D] Filter ip-permission.from-port."""
        self.matches(*self.scene(perm("tcp", 4001, 4002, v4="10.0.0.0/8")),
                     ip_permission__from_port="4001")

    def test_inbound_to_port(self):
        """[D] Filter ip-permission.to-port."""
        self.matches(*self.scene(perm("tcp", 4003, 4004, v4="10.0.0.0/8")),
                     ip_permission__to_port="4004")

    def test_inbound_protocol(self):
        """[D] Filter ip-permission.protocol."""
        self.matches(*self.scene(perm("udp", 1, v4="10.0.0.0/8")), ip_permission__protocol="udp")

    def test_inbound_group_id(self):
        """[D] Filter ip-permission.group-id."""
        target = self.group()
        self.matches(*self.scene(perm("tcp", 1, groups=target)), ip_permission__group_id=target)

    def test_inbound_group_name(self):
        """[D] Filter ip-permission.group-name."""
        name = unique()
        target = self.group(name=name)
        self.matches(*self.scene(perm("tcp", 1, groups=target)), ip_permission__group_name=name)

    def test_inbound_prefix_list(self):
        """[D] Filter ip-permission.prefix-list-id."""
        listed = self.prefix_list("10.0.0.0/8")
        self.matches(*self.scene(perm("tcp", 1, lists=listed)),
                     ip_permission__prefix_list_id=listed)

    def test_inbound_user_id(self):
        """[D] Filter ip-permission.user-id."""
        group, other = self.scene(perm("tcp", 1, groups=self.group()))
        self.matches(group, other, ip_permission__user_id=self.describe(group)["OwnerId"])

    def test_outbound_cidr(self):
        """[D] Filter egress.ip-permission.cidr."""
        self.matches(*self.scene(perm("tcp", 1, v4="10.2.0.0/16"), egress=True),
                     egress__ip_permission__cidr="10.2.0.0/16")

    def test_outbound_ipv6_cidr(self):
        """[D] Filter egress.ip-permission.ipv6-cidr."""
        self.matches(*self.scene(perm("tcp", 1, v6="2001:db8::/32"), egress=True),
                     egress__ip_permission__ipv6_cidr="2001:db8::/32")

    def test_outbound_ports(self):
        """[D] Filters egress.ip-permission.from-port and to-port."""
        group, other = self.scene(perm("tcp", 5001, 5002, v4="10.0.0.0/8"), egress=True)
        self.matches(group, other, egress__ip_permission__from_port="5001")
        self.matches(group, other, egress__ip_permission__to_port="5002")

    def test_outbound_protocol(self):
        """[D] Filter egress.ip-permission.protocol, -1 for all."""
        group, other = self.group(), self.bare()
        self.matches(group, other, egress__ip_permission__protocol="-1")

    def test_outbound_group(self):
        """[D] Filters egress.ip-permission.group-id and group-name."""
        name = unique()
        target = self.group(name=name)
        group, other = self.scene(perm("tcp", 1, groups=target), egress=True)
        self.matches(group, other, egress__ip_permission__group_id=target)
        self.matches(group, other, egress__ip_permission__group_name=name)

    def test_outbound_prefix_list(self):
        """[D] Filter egress.ip-permission.prefix-list-id."""
        listed = self.prefix_list("10.0.0.0/8")
        self.matches(*self.scene(perm("tcp", 1, lists=listed), egress=True),
                     egress__ip_permission__prefix_list_id=listed)

    def test_outbound_user_id(self):
        """[D] Filter egress.ip-permission.user-id."""
        group, other = self.scene(perm("tcp", 1, groups=self.group()), egress=True)
        self.matches(group, other, egress__ip_permission__user_id=self.describe(group)["OwnerId"])

    def test_direction_of_filters(self):
        """[D] An inbound filter does not see outbound rules."""
        group, _ = self.scene(perm("tcp", 6001, v4="10.0.0.0/8"), egress=True)
        self.assertNotIn(group, self.found(ip_permission__from_port="6001"))

    def test_filters_may_match_different_rules(self):
        """[D] Filters for rules match by any combination of rules, not one rule."""
        group, other = self.scene(perm("tcp", 7001, v4="10.0.0.0/8"),
                                  perm("udp", 7002, v4="11.0.0.0/8"))
        self.matches(group, other, ip_permission__from_port="7001",
                     ip_permission__cidr="11.0.0.0/8")

    def test_values_are_alternatives(self):
        """[D] The values of one filter are joined by or."""
        one, two = self.group(), self.group()
        self.assertEqual(self.found(group_id=[one, two]), {one, two})

    def test_filters_are_joined_by_and(self):
        """[D] Filters are joined by and."""
        group = self.group()
        self.assertEqual(self.found(group_id=group, description="something else"), set())

    def test_star(self):
        """[D] * stands for any characters."""
        mark = unique("star")
        group = self.group(name=f"{mark}-web-1")
        for pattern in (f"{mark}*", f"*{mark[-9:]}-web-1", f"{mark}*1", f"{mark}-*-1"):
            with self.subTest(pattern):
                self.assertEqual(self.found(group_name=pattern), {group})

    def test_question_mark(self):
        """[D] ? stands for one character."""
        mark = unique("mark")
        group = self.group(name=f"{mark}1")
        self.group(name=f"{mark}12")
        self.assertEqual(self.found(group_name=f"{mark}?"), {group})

    def test_wildcard_in_a_tag_value(self):
        """[D] Wildcards work in tag filters."""
        group = self.group(TagSpecifications=tags("security-group", wild="web-1"))
        self.assertIn(group, self.found(**{"tag:wild": "web*"}))

    def test_escaped_star(self):
        """[D] A backslash makes * and ? literal."""
        mark = unique("esc")
        literal = self.group(name=f"{mark}*x")
        self.group(name=f"{mark}yx")
        self.assertEqual(self.found(group_name=f"{mark}\\*x"), {literal})

    def test_dots_are_no_wildcards(self):
        """[D] Characters of regular expressions have no meaning."""
        mark = unique("dot")
        self.group(name=f"{mark}axb")
        dotted = self.group(name=f"{mark}a.b")
        self.assertEqual(self.found(group_name=f"{mark}a.b"), {dotted})

    def test_unknown_filter(self):
        """[R] An unknown filter is InvalidParameterValue and named."""
        self.fails("InvalidParameterValue", self.ec2.describe_security_groups,
                   Filters=where(colour="red"), match="The filter 'colour' is invalid")

    def test_too_many_values(self):
        """[D] More than 200 values of a filter are FilterLimitExceeded."""
        self.fails("FilterLimitExceeded", self.ec2.describe_security_groups,
                   Filters=where(group_id=[f"sg-{i:017x}" for i in range(201)]))

    def test_200_values(self):
        """[D] 200 values are accepted."""
        group = self.group()
        seen = self.ec2.describe_security_groups(
            Filters=where(group_id=[f"sg-{i:017x}" for i in range(199)] + [group]))
        self.assertEqual([g["GroupId"] for g in seen["SecurityGroups"]], [group])
