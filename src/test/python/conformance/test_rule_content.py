"""What EC2 stores of a rule, and which rules it refuses."""

from .harness import Case, perm

WORLD = "0.0.0.0/0"


class ProtocolTest(Case):
    def stored(self, protocol, *ports, egress=False, **source):
        group = self.bare()
        made = self.authorize(group, perm(protocol, *ports, **(source or {"v4": "10.0.0.0/8"})),
                              egress=egress)[0]
        read = self.rule(made["SecurityGroupRuleId"])
        self.assertEqual(made["IpProtocol"], read["IpProtocol"])
        return read["IpProtocol"], read.get("FromPort"), read.get("ToPort")

    def test_1_is_icmp(self):
        """[L] Protocol 1 is stored as icmp."""
        self.assertEqual(self.stored("1", 8, 0), ("icmp", 8, 0))

    def test_6_is_tcp(self):
        """[L] Protocol 6 is stored as tcp."""
        self.assertEqual(self.stored("6", 80), ("tcp", 80, 80))

    def test_17_is_udp(self):
        """[L] Protocol 17 is stored as udp."""
        self.assertEqual(self.stored("17", 53), ("udp", 53, 53))

    def test_58_is_icmpv6(self):
        """[L] Protocol 58 is stored as icmpv6."""
        self.assertEqual(self.stored("58", 128, 0, v6="::/0"), ("icmpv6", 128, 0))

    def test_numbers_outbound(self):
        """[L] Outbound rules are normalised likewise."""
        self.assertEqual(self.stored("6", 80, egress=True), ("tcp", 80, 80))

    def test_names_are_case_folded(self):
        """[L] TCP, Udp and ICMP become lower case."""
        for name in ("TCP", "Udp", "ICMP"):
            with self.subTest(name):
                self.assertEqual(self.stored(name, 8, 8 if name != "ICMP" else 0)[0],
                                 name.lower())

    def test_other_numbers_stay_numbers(self):
        """[L] Every other protocol stays its number."""
        for number in (0, 2, 4, 27, 41, 47, 50, 51, 88, 89, 94, 103, 112, 132, 255):
            with self.subTest(number):
                self.assertEqual(self.stored(str(number))[0], str(number))

    def test_all_traffic_in_rules(self):
        """[R] DescribeSecurityGroupRules shows ports -1 and -1 of all traffic."""
        self.assertEqual(self.stored("-1"), ("-1", -1, -1))

    def test_all_traffic_in_groups(self):
        """[R] DescribeSecurityGroups leaves out the ports of all traffic."""
        group = self.group()
        self.authorize(group, perm("-1", 0, 65535, v4="10.0.0.0/8"))
        seen = self.describe(group)["IpPermissions"][0]
        self.assertNotIn("FromPort", seen)
        self.assertNotIn("ToPort", seen)

    def test_all_traffic_ignores_ports(self):
        """[E] Ports given with -1 are not stored."""
        self.assertEqual(self.stored("-1", 80), ("-1", -1, -1))

    def test_other_numbers_ignore_ports(self):
        """[L] 50 with ports 0-65535 is 50 without ports."""
        group = self.group()
        self.authorize(group, perm("50", 0, 65535, v4=WORLD))
        self.refuses("InvalidPermission.Duplicate", group, perm("50", v4=WORLD))
        self.assertEqual(self.stored("50", 0, 65535), self.stored("50"))

    def test_icmpv6_ports_are_optional(self):
        """[L] icmpv6 without type and code is stored as -1 and -1."""
        self.assertEqual(self.stored("icmpv6", v6="::/0"), ("icmpv6", -1, -1))

    def test_icmp_all_types(self):
        """[D] icmp with type -1 and code -1 is all of it."""
        self.assertEqual(self.stored("icmp", -1), ("icmp", -1, -1))

    def test_icmp_type_with_all_codes(self):
        """[D] icmp with a type and code -1 is all codes of it."""
        self.assertEqual(self.stored("icmp", 3, -1), ("icmp", 3, -1))

    def test_icmp_all_types_in_groups(self):
        """[D] DescribeSecurityGroups shows type -1 and code -1 of icmp."""
        group = self.group()
        self.authorize(group, perm("icmp", -1, v4=WORLD))
        seen = self.describe(group)["IpPermissions"][0]
        self.assertEqual((seen["FromPort"], seen["ToPort"]), (-1, -1))

    def test_tcp_port_zero(self):
        """[D] Ports from 0 to 65535 are accepted."""
        self.assertEqual(self.stored("tcp", 0, 65535), ("tcp", 0, 65535))


class AddressTest(Case):
    def stored(self, member, value):
        group = self.group()
        made = self.authorize(group, perm("tcp", 80, **{member: value}))[0]
        seen = self.describe(group)["IpPermissions"][0]
        read = made.get("CidrIpv4") or made.get("CidrIpv6")
        described = (seen["IpRanges"][0]["CidrIp"] if member == "v4"
                     else seen["Ipv6Ranges"][0]["CidrIpv6"])
        self.assertEqual(read, described)
        return read

    def test_host_bits_are_zeroed(self):
        """[D] 100.68.0.18/18 is stored as 100.68.0.0/18."""
        self.assertEqual(self.stored("v4", "100.68.0.18/18"), "100.68.0.0/18")

    def test_host_route_stays(self):
        """[D] A /32 keeps its address."""
        self.assertEqual(self.stored("v4", "203.0.113.7/32"), "203.0.113.7/32")

    def test_zero_prefix(self):
        """[D] Any address with /0 is 0.0.0.0/0."""
        self.assertEqual(self.stored("v4", "10.1.2.3/0"), WORLD)

    def test_ipv6_spelling_and_host_bits(self):
        """[L] 2001:0DB8:0:0:0:0:0:5/64 is stored as 2001:db8::/64."""
        self.assertEqual(self.stored("v6", "2001:0DB8:0:0:0:0:0:5/64"), "2001:db8::/64")

    def test_ipv6_longest_run_of_zeros(self):
        """[L] IPv6 addresses take the form of RFC 5952."""
        self.assertEqual(self.stored("v6", "2001:db8:0:0:1:0:0:1/128"), "2001:db8::1:0:0:1/128")

    def test_outbound_is_canonical_too(self):
        """[D] Outbound blocks are made canonical too."""
        made = self.authorize(self.group(), perm("tcp", 1, v4="10.9.9.9/8"), egress=True)[0]
        self.assertEqual(made["CidrIpv4"], "10.0.0.0/8")

    def malformed(self, member, value):
        self.refuses("InvalidParameterValue", self.group(), perm("tcp", 80, **{member: value}),
                     text=f"CIDR block {value} is malformed")

    def test_prefix_too_long(self):
        """[R] 10.0.0.0/33 is malformed."""
        self.malformed("v4", "10.0.0.0/33")

    def test_no_prefix(self):
        """[R] An address without a length is malformed."""
        self.malformed("v4", "10.0.0.1")

    def test_octet_too_large(self):
        """[R] 10.0.0.256/32 is malformed."""
        self.malformed("v4", "10.0.0.256/32")

    def test_three_octets(self):
        """[R] 10.0.0/24 is malformed."""
        self.malformed("v4", "10.0.0/24")

    def test_host_name(self):
        """[R] A name is malformed."""
        self.malformed("v4", "example.com/32")

    def test_ipv6_in_the_ipv4_member(self):
        """[R] ::/0 as CidrIp is malformed."""
        self.malformed("v4", "::/0")

    def test_ipv4_in_the_ipv6_member(self):
        """[R] 10.0.0.0/8 as CidrIpv6 is malformed."""
        self.refuses("InvalidParameterValue", self.group(), perm("tcp", 80, v6="10.0.0.0/8"),
                     match=r"CIDR block 10\.0\.0\.0/8 is malformed")

    def test_ipv6_prefix_too_long(self):
        """[R] 2001:db8::/129 is malformed."""
        self.malformed("v6", "2001:db8::/129")


class RefusedTest(Case):
    def invalid(self, permission, code="InvalidParameterValue", **checks):
        for egress in (False, True):
            with self.subTest(egress=egress):
                self.refuses(code, self.group(), permission, egress=egress, **checks)

    def test_tcp_without_ports(self):
        """[R] tcp needs both ports."""
        self.invalid(perm("tcp", v4=WORLD), text="Invalid value for portRange. Must specify both"
                                                 " from and to ports with TCP/UDP.")

    def test_udp_with_one_port(self):
        """[R] udp needs both ports."""
        self.invalid({"IpProtocol": "udp", "FromPort": 53, "IpRanges": [{"CidrIp": WORLD}]},
                     text="Invalid value for portRange. Must specify both from and to ports with"
                          " TCP/UDP.")

    def test_tcp_port_minus_one(self):
        """[R] -1 is no TCP port."""
        self.invalid(perm("tcp", -1, v4=WORLD), match=r"TCP/UDP \(from\) port \(-1\) out of range")

    def test_tcp_port_too_large(self):
        """[R] 65536 is no TCP port."""
        self.invalid(perm("tcp", 1, 65536, v4=WORLD),
                     match=r"TCP/UDP \(to\) port \(65536\) out of range")

    def test_ports_the_wrong_way_round(self):
        """[R] The first port may not be above the last."""
        self.invalid(perm("tcp", 443, 80, v4=WORLD))

    def test_icmp_without_type(self):
        """[D] icmp needs type and code."""
        for egress in (False, True):
            self.refuses(("InvalidParameterValue", "MissingParameter"), self.group(),
                         perm("icmp", v4=WORLD), egress=egress)

    def test_icmp_code_out_of_range(self):
        """[R] ICMP code 65535 is out of range."""
        self.invalid(perm("icmp", 8, 65535, v4=WORLD),
                     match=r"ICMP code \(65535\) out of range")

    def test_icmp_type_out_of_range(self):
        """[R] ICMP type 256 is out of range."""
        self.invalid(perm("icmp", 256, 0, v4=WORLD), match=r"ICMP type \(256\) out of range")

    def test_icmp_all_types_with_a_code(self):
        """[D] Type -1 needs code -1."""
        self.invalid(perm("icmp", -1, 0, v4=WORLD))

    def test_unknown_protocol_name(self):
        """[R] Names besides tcp, udp, icmp and icmpv6 are unknown."""
        self.invalid(perm("all", 1, v4=WORLD),
                     text="Invalid value 'all' for IP protocol. Unknown protocol.")

    def test_protocol_number_too_large(self):
        """[R] 256 is no protocol."""
        self.invalid(perm("256", v4=WORLD),
                     text="Invalid value '256' for IP protocol. Unknown protocol.")

    def test_negative_protocol(self):
        """[R] -2 is no protocol."""
        self.invalid(perm("-2", v4=WORLD))

    def test_no_protocol(self):
        """[R] The protocol must be given."""
        self.invalid({"FromPort": 1, "ToPort": 1, "IpRanges": [{"CidrIp": WORLD}]},
                     text="Invalid value 'null' for protocol. VPC security group rules must"
                          " specify protocols explicitly.")

    def test_no_source(self):
        """[R] A permission needs a source."""
        self.invalid(perm("tcp", 80), code="MissingParameter",
                     text="Missing source specification: include source security group or CIDR"
                          " information")

    def test_empty_group_pair(self):
        """[R] A pair without id and name: Source group ID missing."""
        self.refuses("MissingParameter", self.group(),
                     {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1,
                      "UserIdGroupPairs": [{"Description": "nobody"}]},
                     text="Source group ID missing.")

    def test_nothing_is_stored(self):
        """[D] What is refused is not stored."""
        group = self.group()
        self.refuses("InvalidParameterValue", group, perm("tcp", v4=WORLD))
        self.assertEqual(self.rules(group), [])


class RuleDescriptionTest(Case):
    MESSAGE = (r"^Invalid rule description\. Valid descriptions are strings less than 256"
               r" characters from the following set:\s+a-zA-Z0-9\. _-:/\(\)#,@\[\]\+=&;\{\}!\$\*$")

    def test_every_allowed_character(self):
        """[D] All of the documented set is accepted."""
        text = "aZ9. _-:/()#,@[]+=;{}!$*"
        made = self.authorize(self.group(), perm("tcp", 1, v4=WORLD, description=text))[0]
        self.assertEqual(made["Description"], text)

    def test_ampersand(self):
        """[R] The live message lists the ampersand, so it is accepted."""
        self.authorize(self.group(), perm("tcp", 1, v4=WORLD, description="a & b"))

    def test_255_characters(self):
        """[D] 255 characters are accepted."""
        self.authorize(self.group(), perm("tcp", 1, v4=WORLD, description="d" * 255))

    def test_256_characters(self):
        """[R] 256 characters are refused."""
        self.refuses("InvalidParameterValue", self.group(),
                     perm("tcp", 1, v4=WORLD, description="d" * 256), match=self.MESSAGE)

    def test_refused_characters(self):
        """[R] Apostrophe, quotes, angle brackets and others are refused."""
        for character in "'\"<>?|%~\\^`":
            with self.subTest(character):
                self.refuses("InvalidParameterValue", self.group(),
                             perm("tcp", 1, v4=WORLD, description=character), match=self.MESSAGE)

    def test_em_dash(self):
        """[R] Beyond ASCII is refused too."""
        self.refuses("InvalidParameterValue", self.group(),
                     perm("tcp", 1, v4=WORLD, description="a \u2014 b"))

    def test_each_kind_of_source_is_checked(self):
        """[D] Descriptions of IPv6, group and prefix list sources are checked likewise."""
        group, listed = self.group(), self.prefix_list("10.0.0.0/8")
        for source in ({"v6": "::/0"}, {"groups": group}, {"lists": listed}):
            with self.subTest(source):
                self.refuses("InvalidParameterValue", group,
                             perm("tcp", 1, description="<", **source))

    def test_absent_description_is_not_answered(self):
        """[D] A rule without a description has no Description member."""
        group = self.group()
        made = self.authorize(group, perm("tcp", 1, v4=WORLD))[0]
        self.assertNotIn("Description", made)
        self.assertNotIn("Description", self.describe(group)["IpPermissions"][0]["IpRanges"][0])


class GroupingTest(Case):
    def test_sources_of_one_protocol_and_port_range_are_grouped(self):
        """[D] DescribeSecurityGroups gathers sources by protocol and ports, over calls."""
        group = self.group()
        self.authorize(group, perm("tcp", 80, v4="10.0.0.0/8"))
        self.authorize(group, perm("tcp", 80, v4="11.0.0.0/8"))
        self.authorize(group, perm("tcp", 80, v6="::/0"))
        seen = self.describe(group)["IpPermissions"]
        self.assertEqual(len(seen), 1)
        self.assertEqual({r["CidrIp"] for r in seen[0]["IpRanges"]}, {"10.0.0.0/8", "11.0.0.0/8"})
        self.assertEqual(seen[0]["Ipv6Ranges"], [{"CidrIpv6": "::/0"}])

    def test_other_ports_are_another_permission(self):
        """[D] Different ports are different permissions."""
        group = self.group()
        self.authorize(group, perm("tcp", 80, v4=WORLD), perm("tcp", 81, v4=WORLD))
        self.assertEqual(len(self.describe(group)["IpPermissions"]), 2)

    def test_a_rule_made_again_has_another_id(self):
        """[L] Ids are not used twice."""
        group = self.group()
        first = self.authorize(group, perm("tcp", 80, v4=WORLD))[0]
        self.revoke(group, perm("tcp", 80, v4=WORLD))
        second = self.authorize(group, perm("tcp", 80, v4=WORLD))[0]
        self.assertNotEqual(first["SecurityGroupRuleId"], second["SecurityGroupRuleId"])
