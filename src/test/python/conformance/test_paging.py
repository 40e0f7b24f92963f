"""MaxResults, NextToken and boto3's paginators."""

from .harness import Case, perm, tags, where


class PagingTest(Case):
    region = "us-west-1"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seeded = None

    def scene(self):
        """A VPC with 12 groups besides the default one."""
        if type(self).seeded is None:
            type(self).seeded = [self.group() for _ in range(12)]
        return self.seeded

    def pages(self, operation, key, size, **parameters):
        found = list(self.ec2.get_paginator(operation).paginate(
            PaginationConfig={"PageSize": size}, **parameters))
        return [len(page[key]) for page in found], [one for page in found for one in page[key]]

    def test_paginator(self):
        """[D] Pages of five hold every group once."""
        groups = self.scene()
        sizes, seen = self.pages("describe_security_groups", "SecurityGroups", 5,
                                 Filters=where(vpc_id=self.vpc))
        self.assertTrue(max(sizes) <= 5 and len(sizes) >= 3, sizes)
        self.assertEqual(sorted(g["GroupId"] for g in seen),
                         sorted(groups + [self.default_group(self.vpc)]))

    def test_token_leads_on(self):
        """[D] NextToken continues where the page ended."""
        self.scene()
        first = self.ec2.describe_security_groups(MaxResults=5, Filters=where(vpc_id=self.vpc))
        second = self.ec2.describe_security_groups(MaxResults=5, NextToken=first["NextToken"],
                                                   Filters=where(vpc_id=self.vpc))
        self.assertFalse({g["GroupId"] for g in first["SecurityGroups"]}
                         & {g["GroupId"] for g in second["SecurityGroups"]})

    def test_no_token_on_the_last_page(self):
        """[D] NextToken is absent when nothing is left."""
        self.scene()
        seen = self.ec2.describe_security_groups(MaxResults=1000, Filters=where(vpc_id=self.vpc))
        self.assertFalse(seen.get("NextToken"))

    def test_all_without_max_results(self):
        """[D] Without MaxResults all items are answered."""
        self.scene()
        seen = self.ec2.describe_security_groups(Filters=where(vpc_id=self.vpc))
        self.assertEqual(len(seen["SecurityGroups"]), 13)
        self.assertFalse(seen.get("NextToken"))

    def bounds(self, call, low, high, **parameters):
        call(MaxResults=low, **parameters)
        call(MaxResults=high, **parameters)
        self.fails(("InvalidParameterValue", "InvalidMaxResults"), call, MaxResults=low - 1,
                   **parameters)
        self.fails(("InvalidParameterValue", "InvalidMaxResults"), call, MaxResults=high + 1,
                   **parameters)

    def test_bounds_of_groups(self):
        """[D] DescribeSecurityGroups takes 5 to 1000."""
        self.bounds(self.raw.describe_security_groups, 5, 1000)

    def test_message_below_the_bound(self):
        """[R] The message below the bound."""
        self.fails("InvalidParameterValue", self.raw.describe_security_groups, MaxResults=1,
                   text="Value ( 1 ) for parameter maxResults is invalid."
                        " Expecting a value greater than 5.")

    def test_bounds_of_rules(self):
        """[D] DescribeSecurityGroupRules takes 5 to 1000."""
        self.bounds(self.raw.describe_security_group_rules, 5, 1000)

    def test_bounds_of_stale_groups(self):
        """[D] DescribeStaleSecurityGroups takes 5 to 255."""
        self.bounds(self.raw.describe_stale_security_groups, 5, 255, VpcId=self.vpc)

    def test_bounds_of_groups_for_vpc(self):
        """[D] GetSecurityGroupsForVpc takes 5 to 1000."""
        self.bounds(self.raw.get_security_groups_for_vpc, 5, 1000, VpcId=self.vpc)

    def test_bounds_of_associations(self):
        """[D] DescribeSecurityGroupVpcAssociations takes 5 to 1000."""
        self.bounds(self.raw.describe_security_group_vpc_associations, 5, 1000)

    def test_bounds_of_interfaces(self):
        """[D] DescribeNetworkInterfaces takes 5 to 1000."""
        self.bounds(self.raw.describe_network_interfaces, 5, 1000)

    def test_bounds_of_tags(self):
        """[D] DescribeTags takes 5 to 1000."""
        self.bounds(self.raw.describe_tags, 5, 1000)

    def test_bounds_of_prefix_lists(self):
        """[D] DescribeManagedPrefixLists takes 1 to 100."""
        self.bounds(self.raw.describe_managed_prefix_lists, 1, 100)

    def test_bounds_of_prefix_list_entries(self):
        """[D] GetManagedPrefixListEntries takes 1 to 100."""
        self.bounds(self.raw.get_managed_prefix_list_entries, 1, 100,
                    PrefixListId=self.prefix_list("10.0.0.0/8"))

    def test_bounds_of_prefix_list_associations(self):
        """[D] GetManagedPrefixListAssociations takes 5 to 255."""
        self.bounds(self.raw.get_managed_prefix_list_associations, 5, 255,
                    PrefixListId=self.prefix_list("10.0.0.0/8"))

    def test_unknown_token(self):
        """[D] A token that was never given is refused."""
        for call in (self.ec2.describe_security_groups, self.ec2.describe_security_group_rules,
                     self.ec2.describe_network_interfaces, self.ec2.describe_tags):
            with self.subTest(call.__name__):
                self.fails(("InvalidNextToken", "InvalidPaginationToken", "InvalidParameterValue"),
                           call, MaxResults=5, NextToken="made-up")

    def test_token_is_opaque(self):
        """[D] The token is no plain number."""
        self.scene()
        token = self.ec2.describe_security_groups(
            MaxResults=5, Filters=where(vpc_id=self.vpc))["NextToken"]
        self.assertFalse(token.isdigit())

    def test_rules(self):
        """[D] Rules are paged."""
        group = self.group()
        made = self.authorize(group, *[perm("tcp", p, v4="10.0.0.0/8") for p in range(1, 13)])
        sizes, seen = self.pages("describe_security_group_rules", "SecurityGroupRules", 5,
                                 Filters=where(group_id=group))
        self.assertTrue(max(sizes) <= 5 and len(sizes) >= 3, sizes)
        self.assertEqual(len({r["SecurityGroupRuleId"] for r in seen}), len(made) + 1)

    def test_pages_survive_a_change(self):
        """[D] A group made between two pages neither repeats nor hides another."""
        groups = set(self.scene())
        page = self.ec2.describe_security_groups(MaxResults=5, Filters=where(vpc_id=self.vpc))
        seen = [g["GroupId"] for g in page["SecurityGroups"]]
        extra = self.group()
        while page.get("NextToken"):
            page = self.ec2.describe_security_groups(MaxResults=5, NextToken=page["NextToken"],
                                                     Filters=where(vpc_id=self.vpc))
            seen += [g["GroupId"] for g in page["SecurityGroups"]]
        self.assertEqual(len(seen), len(set(seen)))
        self.assertLessEqual(groups, set(seen))
        self.ec2.delete_security_group(GroupId=extra)

    def test_interfaces(self):
        """[D] Interfaces are paged."""
        subnet = self.new_subnet()
        made = {self.ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]
                ["NetworkInterfaceId"] for _ in range(7)}
        sizes, seen = self.pages("describe_network_interfaces", "NetworkInterfaces", 5,
                                 Filters=where(subnet_id=subnet))
        self.assertTrue(max(sizes) <= 5 and len(sizes) >= 2, sizes)
        self.assertEqual({i["NetworkInterfaceId"] for i in seen}, made)

    def test_interfaces_by_ids_are_not_paged(self):
        """[D] MaxResults and interface ids exclude each other."""
        one = self.ec2.create_network_interface(SubnetId=self.new_subnet())["NetworkInterface"]
        self.fails("InvalidParameterCombination", self.ec2.describe_network_interfaces,
                   MaxResults=5, NetworkInterfaceIds=[one["NetworkInterfaceId"]])

    def test_tags(self):
        """[D] Tags are paged."""
        group = self.group(TagSpecifications=tags("security-group",
                                                  **{f"k{i}": "v" for i in range(11)}))
        sizes, seen = self.pages("describe_tags", "Tags", 5, Filters=where(resource_id=group))
        self.assertTrue(max(sizes) <= 5 and len(sizes) >= 3, sizes)
        self.assertEqual(len({t["Key"] for t in seen}), 11)

    def test_groups_for_vpc(self):
        """[D] GetSecurityGroupsForVpc is paged."""
        self.scene()
        _, seen = self.pages("get_security_groups_for_vpc", "SecurityGroupForVpcs", 5,
                             VpcId=self.vpc)
        self.assertGreaterEqual({g["GroupId"] for g in seen}, set(self.seeded))

    def test_prefix_list_entries(self):
        """[D] Entries of a prefix list are paged."""
        listed = self.prefix_list(*[f"10.{i}.0.0/16" for i in range(7)], size=10)
        sizes, seen = self.pages("get_managed_prefix_list_entries", "Entries", 3,
                                 PrefixListId=listed)
        self.assertEqual((sizes, len({e["Cidr"] for e in seen})), ([3, 3, 1], 7))
