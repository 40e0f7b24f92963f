"""Refusals and throttling that the server under test is asked for."""

from .harness import Case, client, control, unique


class FaultsTest(Case):
    region = "sa-east-1"

    def with_behaviour(self, change, undo):
        control("behaviour", change)
        self.addCleanup(control, "behaviour", undo)

    def test_denied_action(self):
        """[R] What IAM refuses is 403 UnauthorizedOperation."""
        group = self.group()
        self.with_behaviour({"denied": ["DeleteSecurityGroup"]}, {"denied": []})
        self.fails("UnauthorizedOperation", self.ec2.delete_security_group, status=403,
                   GroupId=group, match="^You are not authorized to perform this operation")
        self.describe(group)

    def test_dry_run_of_a_denied_action(self):
        """[D] DryRun tells a missing permission."""
        self.with_behaviour({"denied": ["Create*"]}, {"denied": []})
        self.fails("UnauthorizedOperation", self.ec2.create_security_group, status=403,
                   GroupName=unique(), Description="d", DryRun=True)

    def test_throttling(self):
        """[R] An empty bucket is 503 RequestLimitExceeded."""
        group = self.group()
        self.with_behaviour({"throttling": True}, {"throttling": False})

        def drain():
            for _ in range(200):
                self.ec2.describe_security_group_references(GroupId=[group])
        self.fails("RequestLimitExceeded", drain, status=503, text="Request limit exceeded.")

    def test_buckets_are_per_action(self):
        """[D] Each action has a bucket of its own."""
        group = self.group()
        self.with_behaviour({"throttling": True}, {"throttling": False})
        self.fails("RequestLimitExceeded", lambda: [
            self.ec2.describe_stale_security_groups(VpcId=self.vpc) for _ in range(200)],
            status=503)
        self.ec2.describe_security_groups(GroupIds=[group])

    def test_clients_retry_a_throttled_call(self):
        """[C] boto3's standard retries carry a call over a throttle."""
        group = self.group()
        patient = client(region=self.region, attempts=8)
        self.with_behaviour({"throttling": True}, {"throttling": False})
        for _ in range(25):
            patient.describe_security_group_references(GroupId=[group])

    def test_clients_retry_a_lost_answer(self):
        """[C] A connection that is closed before the effect is tried again."""
        patient = client(region=self.region, attempts=3)
        self.with_behaviour({"failures": [{"action": "CreateSecurityGroup", "when": "BEFORE",
                                           "kind": "DROP", "next": 1}]}, {"failures": []})
        name = unique()
        made = patient.create_security_group(GroupName=name, Description="d", VpcId=self.vpc)
        self.assertEqual(self.found(group_name=name), {made["GroupId"]})

    def test_creation_is_not_idempotent_over_a_lost_answer(self):
        """[D] Without a client token, retrying after the effect meets one's own group."""
        patient = client(region=self.region, attempts=3)
        self.with_behaviour({"failures": [{"action": "CreateSecurityGroup", "when": "AFTER",
                                           "kind": "DROP", "next": 1}]}, {"failures": []})
        name = unique()
        self.fails("InvalidGroup.Duplicate", patient.create_security_group, GroupName=name,
                   Description="d", VpcId=self.vpc)
        self.assertEqual(len(self.found(group_name=name)), 1)

    def test_new_groups_may_not_be_found_at_once(self):
        """[D] EC2 is eventually consistent: right after its creation a group may be missing."""
        self.with_behaviour({"visibilityLag": 1}, {"visibilityLag": 0})
        group = self.group()
        self.fails("InvalidGroup.NotFound", self.ec2.authorize_security_group_egress,
                   GroupId=group, IpPermissions=[{"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1,
                                                  "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}])

        def there():
            try:
                return self.ec2.authorize_security_group_egress(
                    GroupId=group, IpPermissions=[{"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1,
                                                   "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}])
            except self.ec2.exceptions.ClientError:
                return None
        self.until(there)
