"""Customer-managed prefix lists and the rules that use them."""

from .harness import Case, MISSING_LIST, perm, tags, unique, where


class PrefixListTest(Case):
    def create(self, **more):
        wanted = {"PrefixListName": unique("pl"), "MaxEntries": 5, "AddressFamily": "IPv4", **more}
        return self.ec2.create_managed_prefix_list(**wanted)["PrefixList"]

    def create_fails(self, code, **more):
        wanted = {"PrefixListName": unique("pl"), "MaxEntries": 5, "AddressFamily": "IPv4", **more}
        self.fails(code, self.raw.create_managed_prefix_list, **wanted)

    def entries(self, listed, **more):
        found = self.ec2.get_managed_prefix_list_entries(PrefixListId=listed, **more)["Entries"]
        return {e["Cidr"]: e.get("Description") for e in found}

    def change(self, listed, **how):
        self.ec2.modify_managed_prefix_list(PrefixListId=listed, **how)
        return self.settled(listed)

    def change_fails(self, code, listed, **how):
        checks = {k: how.pop(k) for k in ("text", "match") if k in how}
        self.fails(code, self.raw.modify_managed_prefix_list, PrefixListId=listed, **checks, **how)

    def test_create(self):
        """[D] A new list is create-in-progress, then create-complete, with version 1."""
        name = unique("pl")
        made = self.create(PrefixListName=name, Entries=[{"Cidr": "10.0.0.0/8"}],
                           TagSpecifications=tags("prefix-list", a="b"))
        self.assertIn(made["State"], ("create-in-progress", "create-complete"))
        self.assertRegex(made["PrefixListId"], r"^pl-[0-9a-f]{17}$")
        seen = self.settled(made["PrefixListId"])
        self.assertEqual((seen["State"], seen["Version"], seen["PrefixListName"],
                          seen["MaxEntries"], seen["AddressFamily"], seen["Tags"]),
                         ("create-complete", 1, name, 5, "IPv4", [{"Key": "a", "Value": "b"}]))
        self.assertRegex(seen["OwnerId"], r"^\d{12}$")
        self.assertRegex(seen["PrefixListArn"],
                         rf"^arn:aws:ec2:{self.region}:\d{{12}}:prefix-list/{seen['PrefixListId']}$")

    def test_entries(self):
        """[D] Entries have a block and a description."""
        listed = self.create(Entries=[{"Cidr": "10.0.0.0/8", "Description": "ten"},
                                      {"Cidr": "11.0.0.0/8"}])["PrefixListId"]
        self.settled(listed)
        seen = self.entries(listed)
        self.assertEqual((seen["10.0.0.0/8"], bool(seen["11.0.0.0/8"])), ("ten", False))

    def test_reserved_name(self):
        """[D] Names may not start with com.amazonaws."""
        self.create_fails("InvalidParameterValue", PrefixListName="com.amazonaws.mine")

    def test_name_too_long(self):
        """[D] Names have at most 255 characters."""
        self.create_fails("InvalidParameterValue", PrefixListName="n" * 256)

    def test_family(self):
        """[D] The family is IPv4 or IPv6."""
        self.create_fails("InvalidParameterValue", AddressFamily="IPv5")

    def test_entry_of_the_other_family(self):
        """[D] A list has entries of one family."""
        self.create_fails("InvalidParameterValue", Entries=[{"Cidr": "2001:db8::/32"}])
        self.create_fails("InvalidParameterValue", AddressFamily="IPv6",
                          Entries=[{"Cidr": "10.0.0.0/8"}])

    def test_malformed_entry(self):
        """[D] Entries are checked."""
        self.create_fails("InvalidParameterValue", Entries=[{"Cidr": "10.0.0.0/33"}])

    def test_more_entries_than_fit(self):
        """[D] A list holds at most its maximum of entries."""
        with self.assertRaises(Exception) as caught:
            self.create(MaxEntries=1, Entries=[{"Cidr": "10.0.0.0/8"}, {"Cidr": "11.0.0.0/8"}])
        self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)

    def test_more_than_a_hundred_entries_in_a_call(self):
        """[D] A call takes at most 100 entries."""
        self.create_fails("InvalidParameterValue", MaxEntries=200, Entries=[
            {"Cidr": f"10.0.{i}.0/24"} for i in range(101)])

    def test_size_bounds(self):
        """[D] The size is 1 to 1000."""
        self.create_fails("InvalidParameterValue", MaxEntries=0)
        self.create_fails("InvalidParameterValue", MaxEntries=1001)

    def test_missing_size(self):
        """[D] MaxEntries is required."""
        self.fails("MissingParameter", self.raw.create_managed_prefix_list,
                   PrefixListName=unique(), AddressFamily="IPv4")

    def test_client_token(self):
        """[D] With the same client token the same list is answered."""
        how = {"PrefixListName": unique("pl"), "ClientToken": unique("token")}
        self.assertEqual(self.create(**how)["PrefixListId"], self.create(**how)["PrefixListId"])

    def test_add_and_remove(self):
        """[D] A change of entries makes the next version."""
        listed = self.prefix_list("10.0.0.0/8")
        seen = self.change(listed, CurrentVersion=1, AddEntries=[{"Cidr": "11.0.0.0/8"}],
                           RemoveEntries=[{"Cidr": "10.0.0.0/8"}])
        self.assertEqual((seen["State"], seen["Version"]), ("modify-complete", 2))
        self.assertEqual(set(self.entries(listed)), {"11.0.0.0/8"})

    def test_old_versions_are_kept(self):
        """[D] TargetVersion reads the entries of an older version."""
        listed = self.prefix_list("10.0.0.0/8")
        self.change(listed, CurrentVersion=1, AddEntries=[{"Cidr": "11.0.0.0/8"}])
        self.assertEqual(set(self.entries(listed, TargetVersion=1)), {"10.0.0.0/8"})

    def test_wrong_version(self):
        """[R] Another current version is PrefixListVersionMismatch."""
        listed = self.prefix_list("10.0.0.0/8")
        self.change(listed, CurrentVersion=1, AddEntries=[{"Cidr": "11.0.0.0/8"}])
        self.change_fails("PrefixListVersionMismatch", listed, CurrentVersion=1,
                          AddEntries=[{"Cidr": "12.0.0.0/8"}],
                          text="The prefix list has the incorrect version number.")

    def test_version_is_needed(self):
        """[D] Changing entries needs CurrentVersion."""
        self.change_fails(("MissingParameter", "InvalidParameterValue",
                           "InvalidParameterCombination"), self.prefix_list("10.0.0.0/8"),
                          AddEntries=[{"Cidr": "12.0.0.0/8"}])

    def test_rename(self):
        """[D] A new name makes no version."""
        listed, name = self.prefix_list("10.0.0.0/8"), unique("pl")
        seen = self.change(listed, PrefixListName=name)
        self.assertEqual((seen["PrefixListName"], seen["Version"]), (name, 1))

    def test_name_stays_when_entries_change(self):
        """[D] What is left out stays."""
        listed = self.prefix_list("10.0.0.0/8")
        name = self.list_of(listed)["PrefixListName"]
        seen = self.change(listed, CurrentVersion=1, AddEntries=[{"Cidr": "11.0.0.0/8"}])
        self.assertEqual(seen["PrefixListName"], name)

    def test_resize(self):
        """[D] A new size makes no version."""
        seen = self.change(self.prefix_list("10.0.0.0/8"), MaxEntries=9)
        self.assertEqual((seen["MaxEntries"], seen["Version"]), (9, 1))

    def test_resize_and_entries_together(self):
        """[R] Size and entries cannot be changed in one call."""
        self.change_fails("InvalidParameterCombination", self.prefix_list("10.0.0.0/8"),
                          CurrentVersion=1, MaxEntries=9, AddEntries=[{"Cidr": "11.0.0.0/8"}],
                          match="You cannot modify the entries and the maximum entries for the"
                                " prefix list in the same request")

    def test_resize_below_what_is_there(self):
        """[D] The size cannot be smaller than the entries."""
        listed = self.prefix_list("10.0.0.0/8", "11.0.0.0/8")
        with self.assertRaises(Exception) as caught:
            self.change(listed, MaxEntries=1)
        self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)
        self.assertEqual(self.list_of(listed)["MaxEntries"], 5)

    def test_resize_that_a_group_cannot_take(self):
        """[D] Without quota in a referring group: modify-failed, it is named, the size stays."""
        listed, group = self.prefix_list("10.0.0.0/8", size=5), self.group()
        self.authorize(group, perm("tcp", 1, lists=listed),
                       *[perm("tcp", 2, v4=f"10.{i}.0.0/16") for i in range(55)])
        seen = self.change(listed, MaxEntries=6)
        self.assertEqual((seen["State"], seen["MaxEntries"]), ("modify-failed", 5))
        self.assertIn(group, seen["StateMessage"])

    def test_more_entries_than_fit_by_modify(self):
        """[D] The maximum holds on modify."""
        listed = self.prefix_list("10.0.0.0/8", size=1)
        with self.assertRaises(Exception) as caught:
            self.change(listed, CurrentVersion=1, AddEntries=[{"Cidr": "11.0.0.0/8"}])
        self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)
        self.assertEqual(set(self.entries(listed)), {"10.0.0.0/8"})

    def test_remove_what_is_not_there(self):
        """[D] An entry that is not there cannot be removed."""
        listed = self.prefix_list("10.0.0.0/8")
        with self.assertRaises(Exception) as caught:
            self.change(listed, CurrentVersion=1, RemoveEntries=[{"Cidr": "11.0.0.0/8"}])
        self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)

    def test_restore(self):
        """[D] Restoring an old version makes a new one."""
        listed = self.prefix_list("10.0.0.0/8")
        self.change(listed, CurrentVersion=1, AddEntries=[{"Cidr": "11.0.0.0/8"}])
        self.ec2.restore_managed_prefix_list_version(PrefixListId=listed, PreviousVersion=1,
                                                     CurrentVersion=2)
        seen = self.settled(listed)
        self.assertEqual((seen["State"], seen["Version"]), ("restore-complete", 3))
        self.assertEqual(set(self.entries(listed)), {"10.0.0.0/8"})

    def test_restore_with_a_wrong_version(self):
        """[D] Restoring needs the current version."""
        listed = self.prefix_list("10.0.0.0/8")
        self.fails("PrefixListVersionMismatch", self.ec2.restore_managed_prefix_list_version,
                   PrefixListId=listed, PreviousVersion=1, CurrentVersion=7)

    def test_missing(self):
        """[L] A missing list is InvalidPrefixListID.NotFound in each action."""
        for call, more in (
                (self.ec2.modify_managed_prefix_list, {"PrefixListName": "x"}),
                (self.ec2.get_managed_prefix_list_entries, {}),
                (self.ec2.get_managed_prefix_list_associations, {}),
                (self.ec2.delete_managed_prefix_list, {})):
            with self.subTest(call.__name__):
                self.fails("InvalidPrefixListID.NotFound", call, PrefixListId=MISSING_LIST,
                           match=MISSING_LIST, **more)
        self.fails("InvalidPrefixListID.NotFound", self.ec2.describe_managed_prefix_lists,
                   PrefixListIds=[MISSING_LIST])

    def test_malformed(self):
        """[D] A malformed id is InvalidPrefixListId.Malformed."""
        self.fails("InvalidPrefixListId.Malformed", self.ec2.get_managed_prefix_list_entries,
                   PrefixListId="list")
        self.fails("InvalidPrefixListId.Malformed", self.ec2.describe_managed_prefix_lists,
                   PrefixListIds=["list"])

    def test_associations(self):
        """[D] GetManagedPrefixListAssociations tells the groups that refer to the list."""
        listed, group = self.prefix_list("10.0.0.0/8"), self.group()
        self.authorize(group, perm("tcp", 1, lists=listed))
        seen = self.ec2.get_managed_prefix_list_associations(
            PrefixListId=listed)["PrefixListAssociations"]
        self.assertEqual([(a["ResourceId"], a["ResourceOwner"]) for a in seen],
                         [(group, self.describe(group)["OwnerId"])])

    def test_delete(self):
        """[D] A deleted list is gone after a while."""
        listed = self.prefix_list("10.0.0.0/8")
        state = self.ec2.delete_managed_prefix_list(PrefixListId=listed)["PrefixList"]["State"]
        self.assertIn(state, ("delete-in-progress", "delete-complete"))

        def gone():
            seen = self.ec2.describe_managed_prefix_lists(
                Filters=where(prefix_list_id=listed))["PrefixLists"]
            return all(one["State"] == "delete-complete" for one in seen)
        self.until(gone)

    def test_delete_while_a_rule_refers_to_it(self):
        """[D] References must be removed first."""
        listed, group = self.prefix_list("10.0.0.0/8"), self.group()
        self.authorize(group, perm("tcp", 1, lists=listed))
        with self.assertRaises(Exception) as caught:
            self.ec2.delete_managed_prefix_list(PrefixListId=listed)
        self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)
        self.revoke(group, perm("tcp", 1, lists=listed))
        self.ec2.delete_managed_prefix_list(PrefixListId=listed)

    def test_filters(self):
        """[D] Filters prefix-list-id, prefix-list-name and owner-id."""
        name = unique("pl")
        listed = self.prefix_list("10.0.0.0/8", name=name)
        owner = self.list_of(listed)["OwnerId"]
        for filters in (where(prefix_list_id=listed), where(prefix_list_name=name),
                        where(prefix_list_name=name[:-2] + "*", owner_id=owner)):
            seen = self.ec2.describe_managed_prefix_lists(Filters=filters)["PrefixLists"]
            self.assertEqual([one["PrefixListId"] for one in seen], [listed])

    def test_aws_managed_lists(self):
        """[D] AWS's own lists are there, owned by AWS, and cannot be changed."""
        seen = self.ec2.describe_managed_prefix_lists(Filters=where(owner_id="AWS"))["PrefixLists"]
        names = {one["PrefixListName"]: one["PrefixListId"] for one in seen}
        self.assertIn(f"com.amazonaws.{self.region}.s3", names)
        with self.assertRaises(Exception) as caught:
            self.ec2.delete_managed_prefix_list(
                PrefixListId=names[f"com.amazonaws.{self.region}.s3"])
        self.assertIn(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], (400, 403))
        self.authorize(self.group(), perm(
            "tcp", 443, lists=names[f"com.amazonaws.{self.region}.s3"]), egress=True)

    def test_weight_of_aws_lists(self):
        """[D] CloudFront's list weighs 55 rules, S3's one."""
        seen = self.ec2.describe_managed_prefix_lists(Filters=where(owner_id="AWS"))["PrefixLists"]
        names = {one["PrefixListName"]: one["PrefixListId"] for one in seen}
        group = self.group()
        self.authorize(group, perm("tcp", 443, lists=names[
            "com.amazonaws.global.cloudfront.origin-facing"]))
        self.authorize(group, *[perm("tcp", 1, v4=f"10.{i}.0.0/16") for i in range(5)])
        self.refuses("RulesPerSecurityGroupLimitExceeded", group, perm("tcp", 1, v4="11.0.0.0/8"))

    def test_tags(self):
        """[D] Lists are tagged as prefix-list."""
        listed = self.prefix_list("10.0.0.0/8")
        self.ec2.create_tags(Resources=[listed], Tags=[{"Key": "a", "Value": "b"}])
        self.assertEqual(self.list_of(listed)["Tags"], [{"Key": "a", "Value": "b"}])
        seen = self.ec2.describe_tags(Filters=where(resource_id=listed))["Tags"]
        self.assertEqual([t["ResourceType"] for t in seen], ["prefix-list"])
