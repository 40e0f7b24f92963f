"""Several clients at once: what was answered holds."""

import concurrent.futures

from .harness import Case, client, perm, unique


class ManyAtOnceTest(Case):
    def together(self, *calls):
        def outcome(call):
            try:
                return call()
            except self.ec2.exceptions.ClientError as failed:
                return failed.response["Error"]["Code"]
        with concurrent.futures.ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(outcome, calls))

    def test_one_name(self):
        """[D] Of two creates of one name one succeeds, the other is a duplicate."""
        for _ in range(10):
            name = unique()
            got = self.together(*[lambda: self.group(name=name)] * 2)
            self.assertEqual(sorted(got)[0], "InvalidGroup.Duplicate")
            self.assertTrue(sorted(got)[1].startswith("sg-"))

    def test_one_rule(self):
        """[D] Of two authorizes of one rule one succeeds, the other is a duplicate."""
        for port in range(1, 11):
            group = self.group()
            got = self.together(*[lambda: len(self.authorize(
                group, perm("tcp", port, v4="10.0.0.0/8")))] * 2)
            self.assertEqual(sorted(map(str, got)), ["1", "InvalidPermission.Duplicate"])
            self.assertEqual(len(self.rules(group)), 1)

    def test_no_write_is_lost(self):
        """[D] Rules that many clients add to one group are all there."""
        group = self.group()
        clients = [client() for _ in range(4)]

        def add(index):
            for port in range(index * 10, index * 10 + 10):
                clients[index].authorize_security_group_ingress(
                    GroupId=group, IpPermissions=[perm("tcp", port, v4="10.0.0.0/8")])
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            list(pool.map(add, range(4)))
        self.assertEqual({r["FromPort"] for r in self.rules(group)}, set(range(40)))

    def test_quota_holds(self):
        """[D] Many clients cannot exceed the quota together."""
        group = self.group()
        self.authorize(group, *[perm("tcp", p, v4="10.0.0.0/8") for p in range(1, 60)])
        got = self.together(*[lambda p=p: len(self.authorize(
            group, perm("tcp", p, v4="10.0.0.0/8"))) for p in range(100, 104)])
        self.assertEqual(sorted(map(str, got)),
                         ["1"] + ["RulesPerSecurityGroupLimitExceeded"] * 3)
