"""CreateTags, DeleteTags and DescribeTags on groups and rules."""

from .harness import Case, MISSING_GROUP, MISSING_RULE, perm, tags, unique, where


class TagsTest(Case):
    def tag(self, *ids, **values):
        return self.ec2.create_tags(Resources=list(ids), Tags=[
            {"Key": k, "Value": v} for k, v in values.items()])

    def seen(self, resource):
        found = self.ec2.describe_tags(Filters=where(resource_id=resource))["Tags"]
        return {t["Key"]: t["Value"] for t in found}

    def tag_fails(self, code, *, resources=None, key="k", value="v", **checks):
        self.fails(code, self.raw.create_tags, Resources=resources or [self.group()],
                   Tags=[{"Key": key, "Value": value}], **checks)

    def test_on_a_group(self):
        """[D] A group is tagged."""
        group = self.group()
        self.tag(group, a="1")
        self.assertEqual(self.describe(group)["Tags"], [{"Key": "a", "Value": "1"}])

    def test_on_a_rule(self):
        """[D] A rule is tagged by its id."""
        rule = self.rules(self.group(), egress=True)[0]["SecurityGroupRuleId"]
        self.tag(rule, a="1")
        self.assertEqual(self.rule(rule)["Tags"], [{"Key": "a", "Value": "1"}])

    def test_on_several(self):
        """[D] One call tags several resources of several kinds."""
        group = self.group()
        rule = self.rules(group, egress=True)[0]["SecurityGroupRuleId"]
        self.tag(group, rule, a="1")
        self.assertEqual((self.seen(group), self.seen(rule)), ({"a": "1"}, {"a": "1"}))

    def test_value_is_overwritten(self):
        """[D] An existing key gets the new value, other tags stay."""
        group = self.group()
        self.tag(group, a="1", b="2")
        self.tag(group, a="3")
        self.assertEqual(self.seen(group), {"a": "3", "b": "2"})

    def test_keys_are_case_sensitive(self):
        """[D] Keys are case-sensitive."""
        group = self.group()
        self.tag(group, a="1", A="2")
        self.assertEqual(self.seen(group), {"a": "1", "A": "2"})

    def test_empty_value(self):
        """[D] A value may be empty."""
        group = self.group()
        self.tag(group, a="")
        self.assertEqual(self.seen(group), {"a": ""})

    def test_missing_resource(self):
        """[D] A missing group fails the call."""
        self.tag_fails("InvalidGroup.NotFound", resources=[MISSING_GROUP], match=MISSING_GROUP)

    def test_missing_rule(self):
        """[D] A missing rule fails the call."""
        self.tag_fails("InvalidSecurityGroupRuleId.NotFound", resources=[MISSING_RULE])

    def test_unknown_kind(self):
        """[D] An id of no kind is InvalidID."""
        self.tag_fails("InvalidID", resources=["thing-1"], match="thing-1")

    def test_one_missing_tags_none(self):
        """[I] With one resource missing none is tagged."""
        group = self.group()
        self.tag_fails("InvalidGroup.NotFound", resources=[group, MISSING_GROUP])
        self.assertEqual(self.seen(group), {})

    def test_reserved_prefix(self):
        """[D] Keys of aws: are reserved."""
        for key in ("aws:x", "AWS:x"):
            with self.subTest(key):
                self.tag_fails(("InvalidTagKey.Malformed", "InvalidParameterValue"), key=key)

    def test_key_of_127_characters(self):
        """[D] A key of 127 characters is accepted."""
        group = self.group()
        self.tag(group, **{"k" * 127: "v"})
        self.assertEqual(self.seen(group), {"k" * 127: "v"})

    def test_key_too_long(self):
        """[D] A key of 129 characters is refused."""
        self.tag_fails(("InvalidParameterValue", "InvalidTagKey.Malformed"), key="k" * 129)

    def test_empty_key(self):
        """[D] A key may not be empty."""
        self.tag_fails(("InvalidParameterValue", "InvalidTagKey.Malformed", "MissingParameter"),
                       key="")

    def test_value_too_long(self):
        """[D] A value has at most 256 characters."""
        group = self.group()
        self.tag(group, a="v" * 256)
        self.tag_fails("InvalidParameterValue", value="v" * 257)

    def test_fifty(self):
        """[D] A resource has at most 50 tags; overwriting one still works."""
        group = self.group()
        self.tag(group, **{f"k{i}": "v" for i in range(50)})
        self.tag(group, k0="w")
        self.tag_fails("TagLimitExceeded", resources=[group], key="one-more")

    def test_same_key_twice(self):
        """[R] The same key twice in a call is refused."""
        self.fails("InvalidParameterValue", self.ec2.create_tags, Resources=[self.group()],
                   Tags=[{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}],
                   match="[Dd]uplicate tag key 'a'")

    def test_no_tags(self):
        """[D] CreateTags needs tags."""
        self.fails("MissingParameter", self.raw.create_tags, Resources=[self.group()])

    def test_no_resources(self):
        """[D] CreateTags needs resources."""
        self.fails("MissingParameter", self.raw.create_tags, Tags=[{"Key": "a", "Value": "b"}])

    def test_more_than_a_thousand_resources(self):
        """[D] At most 1,000 resources a call."""
        self.fails(("InvalidParameterValue", "ResourceCountExceeded"), self.ec2.create_tags,
                   Resources=[f"sg-{i:017x}" for i in range(1001)],
                   Tags=[{"Key": "a", "Value": "b"}])

    def delete(self, resource, *wanted):
        self.ec2.delete_tags(Resources=[resource], Tags=list(wanted))

    def test_delete_by_key(self):
        """[D] A key alone deletes the tag whatever its value."""
        group = self.group()
        self.tag(group, a="1", b="2")
        self.delete(group, {"Key": "a"})
        self.assertEqual(self.seen(group), {"b": "2"})

    def test_delete_by_key_and_value(self):
        """[D] With a value, the tag goes only if it has that value."""
        group = self.group()
        self.tag(group, a="1")
        self.delete(group, {"Key": "a", "Value": "2"})
        self.assertEqual(self.seen(group), {"a": "1"})
        self.delete(group, {"Key": "a", "Value": "1"})
        self.assertEqual(self.seen(group), {})

    def test_delete_by_empty_value(self):
        """[D] An empty value deletes only tags whose value is empty."""
        group = self.group()
        self.tag(group, a="1", b="")
        self.delete(group, {"Key": "a", "Value": ""}, {"Key": "b", "Value": ""})
        self.assertEqual(self.seen(group), {"a": "1"})

    def test_delete_all(self):
        """[D] Without tags all are deleted."""
        group = self.group()
        self.tag(group, a="1", b="2")
        self.ec2.delete_tags(Resources=[group])
        self.assertEqual(self.seen(group), {})

    def test_delete_absent(self):
        """[D] Deleting a tag that is not there succeeds."""
        self.delete(self.group(), {"Key": "no-such"})

    def test_describe(self):
        """[D] DescribeTags tells key, value, resource and its type."""
        group = self.group()
        rule = self.rules(group, egress=True)[0]["SecurityGroupRuleId"]
        value = unique()
        self.tag(group, rule, mark=value)
        seen = self.ec2.describe_tags(Filters=where(value=value))["Tags"]
        self.assertEqual(sorted((t["ResourceType"], t["ResourceId"], t["Key"]) for t in seen),
                         sorted([("security-group", group, "mark"),
                                 ("security-group-rule", rule, "mark")]))

    def test_describe_filters(self):
        """[D] Filters key, value, resource-type, resource-id and tag:<key>."""
        group, key = self.group(), unique("key")
        self.tag(group, **{key: "some-value"})
        for filters in (where(key=key), where(key=key, value="some*"),
                        where(key=key, resource_type="security-group"),
                        where(**{"tag:" + key.replace("_", "-"): "some-value"})):
            with self.subTest(filters):
                seen = self.ec2.describe_tags(Filters=filters)["Tags"]
                self.assertEqual([t["ResourceId"] for t in seen], [group])
        self.assertEqual(self.ec2.describe_tags(Filters=where(
            key=key, resource_type="instance"))["Tags"], [])

    def test_tags_of_deleted_groups_are_gone(self):
        """[D] The tags go with the resource."""
        group = self.group(TagSpecifications=tags("security-group", a="b"))
        self.ec2.delete_security_group(GroupId=group)
        self.assertEqual(self.seen(group), {})

    def test_rule_tag_limit(self):
        """[D] A rule has at most 50 tags too."""
        self.refuses("TagLimitExceeded", self.group(), perm("tcp", 1, v4="10.0.0.0/8"),
                     TagSpecifications=tags("security-group-rule",
                                            **{f"k{i}": "v" for i in range(51)}))
