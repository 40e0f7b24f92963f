"""Quotas: rules per direction and family, groups per interface, groups per Region."""

import concurrent.futures

from .harness import Case, perm, unique
from .wire import Wire


class RulesTest(Case):
    TEXT = "The maximum number of rules per security group has been reached."

    def blocks(self, count, v6=False, start=0):
        numbers = range(start, start + count)
        return ([f"2001:db8:{i:x}::/48" for i in numbers] if v6
                else [f"10.{i // 256}.{i % 256}.0/24" for i in numbers])

    def full(self, group, *permissions, egress=False):
        self.refuses("RulesPerSecurityGroupLimitExceeded", group, *permissions, egress=egress,
                     text=self.TEXT)

    def test_sixty_inbound(self):
        """[D] 60 inbound rules fit, the 61st does not."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=self.blocks(60)))
        self.full(group, perm("tcp", 2, v4="10.0.0.0/8"))

    def test_more_than_sixty_at_once(self):
        """[D] 61 rules in one call are refused as a whole."""
        group = self.group()
        self.full(group, perm("tcp", 1, v4=self.blocks(61)))
        self.assertEqual(self.rules(group), [])

    def test_outbound_counts_apart(self):
        """[D] Outbound rules have their own 60."""
        group = self.bare()
        self.authorize(group, perm("tcp", 1, v4=self.blocks(60)))
        self.authorize(group, perm("tcp", 1, v4=self.blocks(60)), egress=True)
        self.full(group, perm("tcp", 2, v4="10.0.0.0/8"), egress=True)

    def test_families_count_apart(self):
        """[D] IPv4 and IPv6 rules have 60 each."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=self.blocks(60)))
        self.authorize(group, perm("tcp", 1, v6=self.blocks(60, v6=True)))
        self.full(group, perm("tcp", 2, v6="::/0"))

    def test_a_reference_counts_in_both_families(self):
        """[D] A reference to a group counts as an IPv4 and as an IPv6 rule."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=self.blocks(60)))
        self.full(group, perm("tcp", 2, groups=group))
        other = self.group()
        self.authorize(other, perm("tcp", 1, v6=self.blocks(60, v6=True)))
        self.full(other, perm("tcp", 2, groups=group))

    def test_references_leave_no_room_for_either_family(self):
        """[D] 60 references fill both families."""
        group, other = self.group(), self.group()
        self.authorize(group, *[perm("tcp", p, groups=other) for p in range(1, 61)])
        self.full(group, perm("tcp", 61, v4="10.0.0.0/8"))
        self.full(group, perm("tcp", 61, v6="::/0"))

    def test_a_prefix_list_weighs_its_size(self):
        """[D] A prefix list counts with its maximum entries, not with those it has."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=self.blocks(55)))
        self.full(group, perm("tcp", 2, lists=self.prefix_list("192.168.0.0/16", size=6)))
        self.authorize(group, perm("tcp", 2, lists=self.prefix_list("192.168.0.0/16", size=5)))
        self.full(group, perm("tcp", 3, v4="10.0.0.0/8"))

    def test_a_prefix_list_larger_than_the_quota(self):
        """[D] A list with more than 60 entries does not fit into a group."""
        self.full(self.group(), perm("tcp", 1, lists=self.prefix_list("10.0.0.0/8", size=61)))

    def test_room_after_revoke(self):
        """[D] A revoked rule makes room."""
        group = self.group()
        self.authorize(group, perm("tcp", 1, v4=self.blocks(60)))
        self.revoke(group, perm("tcp", 1, v4=self.blocks(1)))
        self.authorize(group, perm("tcp", 2, v4="10.0.0.0/8"))

    def test_modify_needs_no_room(self):
        """[D] Modifying a rule of a full group keeps its count."""
        group = self.group()
        rule = self.authorize(group, perm("tcp", 1, v4=self.blocks(60)))[0]["SecurityGroupRuleId"]
        self.modify(group, rule, IpProtocol="tcp", FromPort=9, ToPort=9, CidrIpv4="10.0.0.0/8")


class GroupsTest(Case):
    region = "ap-southeast-2"

    def test_groups_of_a_region(self):
        """[D] 2,500 groups of a Region, then SecurityGroupLimitExceeded."""
        vpc = self.new_vpc()
        left = 2500 - len(self.ec2.describe_security_groups()["SecurityGroups"])

        def fill(count):
            connection = Wire(self.region)
            for _ in range(count):
                answer = connection.call("CreateSecurityGroup", GroupName=unique(),
                                         GroupDescription="d", VpcId=vpc)
                self.assertEqual(answer.status, 200, answer.body)

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(fill, (left // 2, left - left // 2)))
        self.fails("SecurityGroupLimitExceeded", self.ec2.create_security_group,
                   GroupName=unique(), Description="d", VpcId=vpc)
        first = self.ec2.describe_security_groups(MaxResults=1000)
        self.assertEqual(len(first["SecurityGroups"]), 1000)
