"""What the conformance tests share: clients, scene setting and assertions on EC2's errors.

The suite talks to whatever answers at ``EC2_ENDPOINT``. It knows EC2 from AWS's documentation
and from published reports of real calls, not from the code of the server under test. Each test's
docstring starts with the kind of evidence that stands behind it:

[D] AWS documentation or its service model, [L] a published test on live AWS, [R] the exact text
of real calls in public reports, [C] what shipping clients of EC2 rely on, [E] other emulators
agree, [I] inference.
"""

import itertools
import json
import os
import time
import unittest
import urllib.request
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ.get("EC2_ENDPOINT", "http://127.0.0.1:5000")
REGION = "us-east-1"
# An account besides the one that the suite works in.
OTHER_ACCOUNT = "444455556666"

MISSING_GROUP = "sg-0aaaaaaaaaaaaaaa1"
MISSING_RULE = "sgr-0aaaaaaaaaaaaaaa1"
MISSING_VPC = "vpc-0aaaaaaaaaaaaaaa1"
MISSING_SUBNET = "subnet-0aaaaaaaaaaaaaaa1"
MISSING_LIST = "pl-0aaaaaaaaaaaaaaa1"
MISSING_INTERFACE = "eni-0aaaaaaaaaaaaaaa1"
MISSING_INSTANCE = "i-0aaaaaaaaaaaaaaa1"
MISSING_PEERING = "pcx-0aaaaaaaaaaaaaaa1"
IMAGE = "ami-0123456789abcdef0"

_blocks = itertools.count(1)


def client(service="ec2", region=REGION, key="AKIAIOSFODNN7EXAMPLE", validate=True, attempts=1,
           secret="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", token=None):
    """A client as any user would make it, but for retries, which would hide errors."""
    config = Config(retries={"total_max_attempts": attempts, "mode": "standard"},
                    parameter_validation=validate, max_pool_connections=16)
    session = boto3.session.Session(aws_access_key_id=key, aws_secret_access_key=secret,
                                    aws_session_token=token, region_name=region)
    return session.client(service, endpoint_url=ENDPOINT, config=config)


_clients = {}


def shared(service="ec2", region=REGION, key="AKIAIOSFODNN7EXAMPLE", validate=True):
    """Clients are slow to build and safe to share, so each kind is built once."""
    wanted = (service, region, key, validate)
    if wanted not in _clients:
        _clients[wanted] = client(service, region, key, validate)
    return _clients[wanted]


def elsewhere(service="ec2"):
    """A client in the other account, by assuming a role there."""
    if ("elsewhere", service) not in _clients:
        given = shared("sts").assume_role(RoleArn=f"arn:aws:iam::{OTHER_ACCOUNT}:role/other",
                                          RoleSessionName="conformance")["Credentials"]
        _clients["elsewhere", service] = client(
            service, key=given["AccessKeyId"], secret=given["SecretAccessKey"],
            token=given["SessionToken"])
    return _clients["elsewhere", service]


def unique(prefix="g"):
    return f"{prefix}-{uuid.uuid4().hex[:12]}"


def perm(protocol="tcp", low=None, high=None, v4=None, v6=None, lists=None, groups=None,
         description=None):
    """One IpPermission; `high` defaults to `low`, each source may be one value or a list."""
    made = {"IpProtocol": protocol}
    if low is not None:
        made["FromPort"] = low
        made["ToPort"] = low if high is None else high

    def sources(values, key):
        values = values if isinstance(values, list) else [values]
        described = {} if description is None else {"Description": description}
        return [value if isinstance(value, dict) else {key: value, **described}
                for value in values]

    for values, member, key in ((v4, "IpRanges", "CidrIp"), (v6, "Ipv6Ranges", "CidrIpv6"),
                                (lists, "PrefixListIds", "PrefixListId"),
                                (groups, "UserIdGroupPairs", "GroupId")):
        if values is not None:
            made[member] = sources(values, key)
    return made


def where(**values):
    """Filters; `_` in a name stands for `-`, `__` for `.`."""
    return [{"Name": name.replace("__", ".").replace("_", "-"),
             "Values": value if isinstance(value, list) else [value]}
            for name, value in values.items()]


def tags(kind, **values):
    return [{"ResourceType": kind,
             "Tags": [{"Key": key, "Value": value} for key, value in values.items()]}]


def control(path, body=None):
    """The server's own control interface (faults, clock); not part of EC2."""
    request = urllib.request.Request(f"{ENDPOINT}/_rolegate/{path}", method="POST",
                                     data=json.dumps(body or {}).encode())
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read() or b"{}")


class Case(unittest.TestCase):
    """A class of tests with one non-default VPC; each test makes its own groups in it."""

    maxDiff = None
    region = REGION

    @classmethod
    def setUpClass(cls):
        cls.ec2 = shared(region=cls.region)
        cls.raw = shared(region=cls.region, validate=False)
        cls._vpc = None

    @property
    def vpc(self):
        if type(self)._vpc is None:
            type(self)._vpc = self.new_vpc()
        return type(self)._vpc

    # -- scenes ---------------------------------------------------------------------------

    def new_vpc(self, ipv6=False, ec2=None):
        ec2 = ec2 or self.ec2
        block = f"10.{next(_blocks) % 250}.0.0/16"
        made = ec2.create_vpc(CidrBlock=block, AmazonProvidedIpv6CidrBlock=ipv6)["Vpc"]
        if ipv6:
            self.until(lambda: [a for a in ec2.describe_vpcs(VpcIds=[made["VpcId"]])["Vpcs"][0]
                                .get("Ipv6CidrBlockAssociationSet", [])
                                if a["Ipv6CidrBlockState"]["State"] == "associated"])
        return made["VpcId"]

    def new_subnet(self, vpc=None, ec2=None):
        ec2 = ec2 or self.ec2
        vpc = vpc or self.vpc
        block = ec2.describe_vpcs(VpcIds=[vpc])["Vpcs"][0]["CidrBlock"]
        used = {one["CidrBlock"] for one in
                ec2.describe_subnets(Filters=where(vpc_id=vpc))["Subnets"]}
        first, second = block.split(".")[:2]
        free = next(c for c in (f"{first}.{second}.{i}.0/24" for i in range(256))
                    if c not in used)
        return ec2.create_subnet(VpcId=vpc, CidrBlock=free)["Subnet"]["SubnetId"]

    def group(self, vpc=None, name=None, ec2=None, **more):
        return (ec2 or self.ec2).create_security_group(
            GroupName=name or unique(), Description=more.pop("description", "a group"),
            VpcId=vpc or self.vpc, **more)["GroupId"]

    def bare(self, vpc=None, **more):
        """A group without outbound rules."""
        made = self.group(vpc, **more)
        self.revoke(made, perm("-1", v4="0.0.0.0/0"), egress=True)
        return made

    def prefix_list(self, *cidrs, size=5, family="IPv4", **more):
        made = self.ec2.create_managed_prefix_list(
            PrefixListName=more.pop("name", unique("pl")), MaxEntries=size, AddressFamily=family,
            Entries=[{"Cidr": c} for c in cidrs], **more)["PrefixList"]["PrefixListId"]
        self.settled(made)
        return made

    def list_of(self, list_id):
        return self.ec2.describe_managed_prefix_lists(PrefixListIds=[list_id])["PrefixLists"][0]

    def settled(self, list_id):
        return self.until(lambda: (lambda one: one if not one["State"].endswith("in-progress")
                                   else None)(self.list_of(list_id)))

    def peering(self, requester, accepter, accept=True):
        made = self.ec2.create_vpc_peering_connection(VpcId=requester, PeerVpcId=accepter)
        peering = made["VpcPeeringConnection"]["VpcPeeringConnectionId"]
        if accept:
            self.until(lambda: self.peering_state(peering) == "pending-acceptance")
            self.ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
            self.until(lambda: self.peering_state(peering) == "active")
        return peering

    def peering_state(self, peering):
        found = self.ec2.describe_vpc_peering_connections(VpcPeeringConnectionIds=[peering])
        return found["VpcPeeringConnections"][0]["Status"]["Code"]

    # -- calls ----------------------------------------------------------------------------

    def authorize(self, group, *permissions, egress=False, **more):
        call = (self.ec2.authorize_security_group_egress if egress
                else self.ec2.authorize_security_group_ingress)
        return call(GroupId=group, IpPermissions=list(permissions), **more)["SecurityGroupRules"]

    def revoke(self, group, *permissions, egress=False, **more):
        call = (self.ec2.revoke_security_group_egress if egress
                else self.ec2.revoke_security_group_ingress)
        return call(GroupId=group, IpPermissions=list(permissions), **more)

    def rules(self, group, egress=False):
        found = self.ec2.describe_security_group_rules(Filters=where(group_id=group))
        return [r for r in found["SecurityGroupRules"] if r["IsEgress"] == egress]

    def rule(self, rule_id):
        return self.ec2.describe_security_group_rules(
            SecurityGroupRuleIds=[rule_id])["SecurityGroupRules"][0]

    def describe(self, group):
        return self.ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]

    def modify(self, group, rule_id, **content):
        return self.ec2.modify_security_group_rules(GroupId=group, SecurityGroupRules=[
            {"SecurityGroupRuleId": rule_id, "SecurityGroupRule": content}])

    def found(self, **filters):
        """The ids of the groups of this class's VPC that match."""
        answer = self.ec2.describe_security_groups(
            Filters=where(**filters) + where(vpc_id=self.vpc))
        return {one["GroupId"] for one in answer["SecurityGroups"]}

    def default_vpc(self):
        return self.ec2.describe_vpcs(Filters=where(is_default="true"))["Vpcs"][0]["VpcId"]

    def default_group(self, vpc):
        return self.ec2.describe_security_groups(
            Filters=where(vpc_id=vpc, group_name="default"))["SecurityGroups"][0]["GroupId"]

    # -- assertions -----------------------------------------------------------------------

    def fails(self, code, call, *, status=400, text=None, match=None, **parameters):
        """The call fails with `code` and `status`; `text` is the whole message, `match` a part."""
        with self.assertRaises(ClientError) as caught:
            call(**parameters)
        answer = caught.exception.response
        seen = f"{answer['Error'].get('Code')}: {answer['Error'].get('Message')}"
        codes = code if isinstance(code, tuple) else (code,)
        self.assertIn(answer["Error"].get("Code"), codes, seen)
        self.assertEqual(answer["ResponseMetadata"]["HTTPStatusCode"], status, seen)
        if text is not None:
            self.assertEqual(answer["Error"]["Message"], text)
        if match is not None:
            self.assertRegex(answer["Error"]["Message"], match)
        return answer["Error"]["Message"]

    def refuses(self, code, group, *permissions, egress=False, **more):
        """Authorizing the permissions fails."""
        call = (self.ec2.authorize_security_group_egress if egress
                else self.ec2.authorize_security_group_ingress)
        return self.fails(code, call, GroupId=group, IpPermissions=list(permissions), **more)

    def until(self, condition, seconds=10):
        """Waits for what EC2 does in its own time; returns what the condition returned."""
        end = time.monotonic() + seconds
        while True:
            value = condition()
            if value:
                return value
            if time.monotonic() > end:
                self.fail(f"not within {seconds} s")
            time.sleep(0.05)
